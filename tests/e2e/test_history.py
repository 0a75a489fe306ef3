"""dutykit history: what was done, whether log and submission agree, and two clerks on two machines."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.certificates import authority, made_authority
from tests.conftest import Dutykit, Golden, Ran

NAME = "history/2018/市财政局.jsonl"


def test_the_course_of_a_unit(rounds: Path, dutykit: Dutykit, golden: Golden) -> None:
    shown = ("history", "show", "市财政局", "东区政府", "--cycle", "2019")
    golden.check("history/show.txt", dutykit(*shown, cwd=rounds).out)
    golden.check("history/show.english.txt", dutykit(*shown, "--lang", "en", cwd=rounds).out)
    document = json.loads(dutykit("history", "show", "--cycle", "2018", "--format", "json", cwd=rounds).out)
    assert [one["unit"] for one in document["units"]][:3] == [None, "市教育局", "市财政局"]
    assert [one["action"] for one in document["units"][2]["entries"]] == ["submit", "return", "submit", "accept"]
    ran = dutykit("history", "show", "-o", "记录.csv", cwd=rounds)
    assert (ran.code, ran.out) == (0, "记录.csv\n")
    assert dutykit("history", "show", "市才政局", cwd=rounds).code == 2


def test_the_logs_agree(rounds: Path, dutykit: Dutykit) -> None:
    ran = dutykit("history", "verify", "--cycle", "2018", cwd=rounds)
    assert ran.code == 0
    assert "6 份记录一致，0 份不符" in ran.out
    assert "校验值没有密钥" in ran.out
    document = json.loads(
        dutykit("history", "verify", "市财政局", "--cycle", "2018", "--format", "json", cwd=rounds).out
    )
    assert document["ok"]
    (one,) = document["units"]
    assert (one["entries"], one["head"], one["ok"]) == (4, one["stated"], True)


@pytest.mark.parametrize("how", ["deleted", "cut", "calculated anew", "changed", "state set", "copied", "not read"])
def test_what_verify_finds(rounds: Path, dutykit: Dutykit, how: str) -> None:
    log, submission = rounds / NAME, rounds / "submissions/2018/市财政局.yaml"
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
    text = submission.read_text(encoding="utf-8")
    match how:
        case "deleted":
            log.unlink()
        case "cut":
            log.write_text("".join(lines[:-1]), encoding="utf-8")
            submission.write_text(text.replace("state: accepted", "state: submitted"), encoding="utf-8")
        case "calculated anew":
            log.unlink()
            submission.write_text(
                "\n".join(
                    line for line in text.splitlines() if not line.startswith(("history:", "accepted_on:"))
                ).replace("state: accepted", "state: draft")
                + "\n",
                encoding="utf-8",
            )
            assert dutykit("submit", "市财政局", "--cycle", "2018", "--as-of", "2018-06-01", cwd=rounds).code == 0
            submission.write_text(text, encoding="utf-8")
        case "changed":
            log.write_text("".join(lines).replace("缺拨付数据", "很好"), encoding="utf-8")
        case "state set":
            submission.write_text(text.replace("state: accepted", "state: submitted"), encoding="utf-8")
        case "copied":
            shutil.copy(log, log.with_name("市财政局 - 副本.jsonl"))
        case _:
            log.unlink()
            log.mkdir()
    ran = dutykit("history", "verify", "--cycle", "2018", cwd=rounds)
    assert ran.code == 1
    assert "5 份记录一致，1 份不符" in ran.out
    assert dutykit("history", "verify", "市教育局", "--cycle", "2018", cwd=rounds).code == 0


def test_a_hash_on_paper(rounds: Path, dutykit: Dutykit) -> None:
    heads = [json.loads(line)["hash"] for line in (rounds / NAME).read_text(encoding="utf-8").splitlines()]
    ran = dutykit("history", "verify", "--head", heads[1][:12].upper(), cwd=rounds)
    assert (ran.code, ran.out) == (0, "市财政局 2018 年度第 2 条：2018-05-10 退回 示例督导员\n")
    begun = json.loads((rounds / "history/2018.jsonl").read_text(encoding="utf-8"))["hash"]
    ran = dutykit("history", "verify", "--head", begun, cwd=rounds)
    assert ran.out == "2018 年度各单位共同的记录第 1 条：2018-01-08 转入新年度 示例督导员\n"
    formatted = dutykit("history", "verify", "--head", begun, "--format", "json", cwd=rounds)
    assert (formatted.code, formatted.out) == (2, "")
    gone = dutykit("history", "verify", "--head", "0123456789ab", cwd=rounds)
    assert (gone.code, gone.out) == (1, "没有校验值为 0123456789ab 的记录：记录被删除、截去或重新计算\n")
    assert dutykit("history", "verify", "--head", "xyz", cwd=rounds).code == 2
    (rounds / NAME).write_text("{\n", encoding="utf-8")
    unread = dutykit("history", "verify", "--head", heads[1][:12], cwd=rounds)
    assert (unread.code, unread.out) == (2, "")
    assert f"--head 的判断所依据的数据不完整：{NAME} 第 1 行" in unread.err


def test_an_earlier_result_kept_elsewhere(rounds: Path, dutykit: Dutykit, tmp_path: Path) -> None:
    kept = tmp_path / "核对.json"
    assert dutykit("history", "verify", "-o", str(kept), cwd=rounds).code == 0
    assert dutykit("submit", "西区政府", "--as-of", "2019-07-01", cwd=rounds).code == 0
    assert dutykit("accept", "东区政府", "--as-of", "2019-07-01", cwd=rounds).code == 0
    ran = dutykit("history", "verify", "--against", str(kept), cwd=rounds)
    assert (ran.code, ran.out) == (0, "2019 年度：5 份记录完整，此后增加 1 条\n")
    name = "history/2019/东区政府.jsonl"  # log and submission calculated anew: nothing in the workspace shows it
    (rounds / name).unlink()
    path = rounds / "submissions/2019/东区政府.yaml"
    heads = ("state:", "submitted_on:", "accepted_on:", "history:")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(heads)]
    path.write_text("\n".join([*lines, "state: draft", ""]), encoding="utf-8")
    assert dutykit("submit", "东区政府", "--as-of", "2019-05-01", cwd=rounds).code == 0
    assert dutykit("history", "verify", cwd=rounds).code == 0
    ran = dutykit("history", "verify", "--against", str(kept), cwd=rounds)
    assert ran.code == 1
    assert ran.out.startswith("东区政府 2019 年度：当时的最后一条（")
    assert ran.out.endswith("2019 年度：4 份记录完整，此后增加 0 条\n")
    for data in ("", "[]", "[" * 100_000, '{"version": 2, "cycle": 2019, "units": []}'):
        kept.write_text(data, encoding="utf-8")
        refused = dutykit("history", "verify", "--against", str(kept), cwd=rounds)
        assert (refused.code, "不是 dutykit history verify 的核对结果" in refused.err) == (2, True)
    assert dutykit("history", "verify", "--against", "没有.json", cwd=rounds).code == 2
    assert dutykit("history", "verify", "--against", str(kept), "--head", "0123456789", cwd=rounds).code == 2


def test_an_earlier_result_that_was_signed(rounds: Path, dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "key.p12").write_bytes(authority().open_key)
    (tmp_path / "root.pem").write_bytes(authority().root)
    (tmp_path / "other.pem").write_bytes(made_authority("别的根证书").root)
    kept, signature = tmp_path / "核对.json", tmp_path / "核对.json.p7s"
    made = dutykit("history", "verify", "-o", kept, "--key", tmp_path / "key.p12", cwd=rounds)
    assert (made.code, made.out) == (0, f"{kept}\n{signature}\n")

    def held(root: str = "root.pem") -> Ran:
        return dutykit("history", "verify", "--against", kept, "--trust", tmp_path / root, cwd=rounds)

    assert held().code == 0
    assert "✓ 签名有效" in held().out
    assert f"未核验签名 {signature}" in dutykit("history", "verify", "--against", kept, cwd=rounds).err
    assert "2019 年度：5 份记录完整" in held().out
    assert held("other.pem").code == 1
    whole, signed = kept.read_bytes(), signature.read_bytes()
    for data, by in (
        (whole.replace(b"2019", b"2018", 1), signed),
        (whole, signed + b"0"),
        (whole, signed[:-1] + bytes([signed[-1] ^ 1])),
        (whole, b""),
        (whole, b"[" * 100_000),
    ):
        kept.write_bytes(data)
        signature.write_bytes(by)
        found = held()
        assert found.code == 1, found
        assert "✗ 签名无效" in found.out
        assert "份记录完整" not in found.out
    signature.unlink()
    assert held().code == 2
    for words in (["--key", "key.p12"], ["--trust", "root.pem"]):
        assert dutykit("history", "verify", *words, cwd=rounds).code == 2


def git(folder: Path, *words: str, code: int = 0) -> None:
    identity = ["-c", "user.name=甲", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, check=False, text=True)
    assert done.returncode == code, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
@pytest.mark.parametrize("union", [True, False])
def test_two_clerks_on_two_machines(rounds: Path, dutykit: Dutykit, tmp_path: Path, union: bool) -> None:
    if union:
        (rounds / ".gitattributes").write_text("history/**/*.jsonl merge=union\n", encoding="utf-8")
    other = tmp_path / "另一台"
    git(rounds, "init", "-q")
    git(rounds, "add", "-A")
    git(rounds, "commit", "-qm", "begin")
    git(rounds, "clone", "-q", str(rounds), str(other))
    back = ("return", "东区政府", "--reason", "缺照片", "--due", "2019-07-10", "--as-of", "2019-06-10")
    assert dutykit(*back, "--by", "甲", cwd=rounds).code == 0
    assert dutykit("submit", "西区政府", "--as-of", "2019-06-11", "--by", "甲", cwd=rounds).code == 0
    assert dutykit("submit", "东区政府", "--as-of", "2019-06-12", "--by", "甲", cwd=rounds).code == 0
    assert dutykit("accept", "东区政府", "--as-of", "2019-06-15", "--by", "乙", cwd=other).code == 0
    again = ("return", "市教育局", "--reason", "缺数据", "--due", "2019-07-10", "--as-of", "2019-06-05")
    assert dutykit(*again, "--by", "乙", cwd=other).code == 0
    for folder in (rounds, other):
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "steps")
    git(rounds, "pull", "-q", "--no-rebase", str(other), code=1)  # the submission of 东区政府
    assert dutykit("validate", cwd=rounds).code == 1
    assert dutykit("submit", "东区政府", "--as-of", "2019-06-20", cwd=rounds).code == 1
    ran = dutykit("history", "merge", "--by", "甲", "--as-of", "2019-06-20", cwd=rounds)
    assert (ran.code, ran.out) == (
        0,
        "东区政府 2019 年度：已通过，history/2019/东区政府.jsonl\n  已更新 submissions/2019/东区政府.yaml\n",
    )
    assert dutykit("validate", cwd=rounds).code == 0
    assert dutykit("history", "verify", cwd=rounds).code == 0
    assert dutykit("history", "merge", cwd=rounds).out == "没有需要合并的报送记录\n"
    for by in ("甲", "乙"):
        assert by in dutykit("history", "show", "东区政府", cwd=rounds).out
    git(rounds, "add", "-A")
    git(rounds, "commit", "-qm", "merged")
    git(other, "pull", "-q", "--no-rebase", str(rounds))
    assert dutykit("validate", cwd=other).code == 0


def test_merging_says_what_contradicts(rounds: Path, dutykit: Dutykit, tmp_path: Path) -> None:
    other = tmp_path / "另一台"
    shutil.copytree(rounds, other)
    back = ("return", "东区政府", "--reason", "缺照片", "--due", "2019-07-10", "--as-of", "2019-06-10")
    assert dutykit(*back, "--by", "甲", cwd=rounds).code == 0
    assert dutykit("accept", "东区政府", "--as-of", "2019-06-15", "--by", "乙", cwd=other).code == 0
    log = "history/2019/东区政府.jsonl"
    words = ("history", "merge", log, str(other / log), "--by", "甲", "--as-of", "2019-06-20")
    ran = dutykit(*words, cwd=rounds)
    assert ran.code == 1
    assert ran.out == (
        "东区政府 2019 年度：已退回，history/2019/东区政府.jsonl\n"
        "  与另一处矛盾，不计，请核对：2019-06-15 审核通过 乙\n"
        "  已更新 submissions/2019/东区政府.yaml\n"
    )
    assert "合并后不计" in dutykit("history", "show", "东区政府", cwd=rounds).out
    document = json.loads(dutykit("history", "merge", "--format", "json", cwd=rounds).out)
    assert document == {"version": 1, "ok": True, "logs": []}
    refused = dutykit("history", "merge", log, str(tmp_path / "没有"), "--by", "甲", cwd=rounds)
    assert (refused.code, refused.err.startswith("错误：无法读取")) == (2, True)


def test_verify_names_the_years_that_it_did_not_check(dutykit: Dutykit, rounds: Path) -> None:
    logged = {path.name[:4] for path in (rounds / "history").iterdir()}
    others = sorted(logged - {"2018"})
    assert others
    out = dutykit("history", "verify", "--cycle", "2018", cwd=rounds).out
    assert f"另有 {'、'.join(others)} 年度的记录未核对，请加 --cycle 年度" in out
