"""submit, return and accept of several units, as their users start them, and who is said to have done it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Dutykit


def test_several_units_at_once(rounds: Path, dutykit: Dutykit) -> None:
    ran = dutykit("submit", "--all", "--as-of", "2019-07-01", "--on", "2019-05-20", "--by", "张三", cwd=rounds)
    assert ran.code == 0
    assert "西区政府" in ran.out
    assert "2019-07-01 录入" in ran.out
    assert "已报送 1 个单位" in ran.out
    ran = dutykit("accept", "--group", "各县区政府", "市财政局", "--as-of", "2019-07-02", cwd=rounds)
    assert ran.code == 1  # 市财政局 was accepted before
    assert "已通过 2 个单位" in ran.out
    assert "未办理 1 个单位" in ran.out
    assert "已通过" in "".join(ran.out.split()).replace("│", "")
    ran = dutykit("accept", "--all", "--as-of", "2019-07-02", cwd=rounds)
    assert (ran.code, ran.out) == (0, "没有可以办理的单位\n")
    assert dutykit("validate", cwd=rounds).code == 0


def test_the_document(rounds: Path, dutykit: Dutykit) -> None:
    words = ("return", "东区政府", "西区政府", "--reason", "缺照片", "--due", "2019-07-10", "--as-of", "2019-07-02")
    ran = dutykit(*words, "--format", "json", cwd=rounds)
    assert ran.code == 1
    document = json.loads(ran.out)
    assert (document["version"], document["action"], document["cycle"]) == (1, "return", 2019)
    assert [(one["unit"], one["by"]) for one in document["taken"]] == [("东区政府", "示例经办人")]
    assert [(one["unit"], one["state"]) for one in document["refused"]] == [("西区政府", "draft")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("submit",), "错误：未指定单位\n"),
        (("submit", "--all", "西区政府"), "错误：--all 不能与单位名称或 --group 同时使用\n"),
        (("accept", "各县区政府"), "错误：各县区政府是统称，不是具体单位\n"),
        (("submit", "西区政府", "--on", "明天"), "错误：“明天”不是日期"),
    ],
)
def test_what_is_not_clear(rounds: Path, dutykit: Dutykit, words: tuple[str, ...], said: str) -> None:
    ran = dutykit(*words, cwd=rounds)
    assert ran.code == 2
    assert ran.err.startswith(said)


def test_the_superuser_is_nobody(rounds: Path, dutykit: Dutykit, tmp_path: Path) -> None:
    nobody = {
        "GIT_AUTHOR_NAME": "",
        "GIT_CONFIG_GLOBAL": str(tmp_path / "none"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "LOGNAME": "root",
    }
    words = ("submit", "西区政府", "--as-of", "2019-07-01")
    ran = dutykit(*words, cwd=rounds, env=nobody)
    assert ran.code == 2
    assert ran.err.startswith("错误：不能确定经手人")
    assert "--by 姓名" in ran.err
    (tmp_path / "config").write_text("[user]\n\tname = 王  五\n", encoding="utf-8")
    ran = dutykit(*words, cwd=rounds, env={**nobody, "GIT_CONFIG_GLOBAL": str(tmp_path / "config")})
    assert (ran.code, ran.err) == (0, "已记入 history/2019/西区政府.jsonl 第 1 条：2019-07-01 王 五\n")
    back = ("return", "西区政府", "--reason", "缺照片", "--due", "2019-07-10", "--as-of", "2019-07-02")
    assert "2019-07-02 lisi\n" in dutykit(*back, cwd=rounds, env={**nobody, "LOGNAME": "lisi"}).err


def test_the_units_own_date_is_told(rounds: Path, dutykit: Dutykit) -> None:
    path = rounds / "submissions/2019/西区政府.yaml"
    text = path.read_text(encoding="utf-8").replace("state: draft\n", "state: draft\nsubmitted_on: 2019-05-20\n")
    path.write_text(text, encoding="utf-8")
    ran = dutykit("submit", "西区政府", "--as-of", "2019-07-01", cwd=rounds)
    assert ran.err == (
        "已记入 history/2019/西区政府.jsonl 第 1 条：2019-05-20 示例经办人\n"
        "办理日期为 2019-05-20，录入日期为 2019-07-01\n"
    )
    assert "submitted_on: 2019-05-20\n" in path.read_text(encoding="utf-8")


def test_a_submission_without_a_state(rounds: Path, dutykit: Dutykit) -> None:
    path = rounds / "submissions/2019/西区政府.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("state: draft\n", ""), encoding="utf-8")
    for words in (("submit",), ("accept",), ("return", "--reason", "x", "--due", "2019-07-10")):
        ran = dutykit(words[0], "西区政府", *words[1:], "--as-of", "2019-07-01", cwd=rounds)
        assert ran.code == 1
        assert ran.out.startswith("submissions/2019/西区政府.yaml:2:1 错误 missing-key 缺少必填字段“state”")
        assert (
            ran.err == "本次未作修改：西区政府的填报文件 submissions/2019/西区政府.yaml 无法读取、有重复，"
            "或填写的单位、年度与文件名不符，请先改正所列各处\n"
        )


def test_words_that_a_terminal_would_obey_are_plain_in_the_log(rounds: Path, dutykit: Dutykit) -> None:
    words = ("return", "东区政府", "--due", "2019-07-10", "--as-of", "2019-07-02")
    done = dutykit(*words, "--reason", "缺\x1b[31m照片\u200b", "--by", "张\x07三\udcff", cwd=rounds)
    assert (done.code, done.err.endswith("2019-07-02 张三\n")) == (0, True)
    assert "reason: 缺[31m照片" in (rounds / "submissions/2019/东区政府.yaml").read_text(encoding="utf-8").replace(
        '"', ""
    )
    assert dutykit("validate", cwd=rounds).code == 0
