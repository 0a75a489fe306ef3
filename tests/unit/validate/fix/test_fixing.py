"""Mends of a small workspace: each made where it is certain, left where it is not, and nothing else touched."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dutykit.model.layout import LOCK_FILE
from dutykit.model.refusal import Refusal
from dutykit.validate.fix import fixing
from dutykit.validate.fix.fixing import Fixed, fix_workspace
from dutykit.validate.fix.plan import plan_fixes
from dutykit.workspace.writing.transaction import Recovery, Write
from tests.unit.workspace.writing.unfinished import note

BASE = Path(__file__).parents[3] / "cases" / "base"
HEAD = "unit: 市财政局\ncycle: 2019\nstate: draft\n"
FILE = "submissions/2019/市财政局.yaml"
CATALOGUE, UNITS = "data/indicators.yaml", "data/units.yaml"


def workspace(root: Path, **files: str) -> Path:
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


def fixed(root: Path, text: str, name: str = FILE) -> tuple[str, Fixed]:
    """The text after a run, which the run before and after it agree with."""
    workspace(root, **{name: text})
    dry = fix_workspace(root, dry_run=True)
    assert (root / name).read_bytes() == text.encode()
    found = fix_workspace(root, dry_run=False)
    assert found == dry
    after = (root / name).read_bytes().decode()
    again = fix_workspace(root, dry_run=False)
    assert (again.files, again.left) == ((), found.left)
    assert (root / name).read_bytes().decode() == after
    assert not [path for path in root.rglob("*") if path.name.endswith((".tmp", LOCK_FILE))]
    return after, found


ANSWER = HEAD + "answers:\n  - indicator: 1\n"
HASH = hashlib.sha256((BASE / "evidence/市财政局/1-1.txt").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("full-width-id", HEAD + "answers: [{indicator: １}] # ９\n", HEAD + "answers: [{indicator: 1}] # ９\n"),
        ("full-width-id", HEAD + "answers: [{indicator: '１'}]\n", HEAD + "answers: [{indicator: '1'}]\n"),
        ("stray-blank", HEAD + 'answers: [{indicator: "1\u3000"}]\n', HEAD + 'answers: [{indicator: "1"}]\n'),
        ("stray-blank", "unit: 市财政局\u00a0\ncycle: 2019\nstate: draft\n", HEAD),
        ("stray-blank", ANSWER + '    metrics: {"甲 ": 1}\n', ANSWER + '    metrics: {"甲": 1}\n'),
        ("alias-in-use", HEAD.replace("市财", "示例市财"), HEAD),
        ("metric-not-a-number", ANSWER + "    metrics: {甲: ８５.５}\n", ANSWER + "    metrics: {甲: 85.5}\n"),
        (
            "metric-not-a-number",
            ANSWER + '    metrics:\n      甲: "85.50" # a\n',
            ANSWER + "    metrics:\n      甲: 85.50 # a\n",
        ),
        ("wrong-type", HEAD + "submitted_on: 2019年3月1日\n", HEAD + "submitted_on: 2019-03-01\n"),
        ("wrong-type", HEAD.replace("2019", '"2019"'), HEAD),
        ("wrong-type", ANSWER + "    score: '4.5'\n", ANSWER + "    score: 4.5\n"),
        (
            "evidence-without-hash",
            ANSWER
            + "    evidence:\n      - title: 证\n        file: evidence/市财政局/1-1.txt  # f\n        note: 注\n",
            ANSWER + "    evidence:\n      - title: 证\n        file: evidence/市财政局/1-1.txt  # f\n"
            f"        sha256: {HASH}\n        note: 注\n",
        ),
        (
            "evidence-without-hash",
            ANSWER + "    evidence: [{title: 证, file: evidence/市财政局/1-1.txt}]\n",
            ANSWER + f"    evidence: [{{title: 证, file: evidence/市财政局/1-1.txt, sha256: {HASH}}}]\n",
        ),
        (
            "answers-out-of-order",
            HEAD + "answers:\n  - indicator: 2 # b\n\n  # a\n  - indicator: 1\nsummary: 略\n",
            HEAD + "answers:\n  # a\n  - indicator: 1\n\n  - indicator: 2 # b\nsummary: 略\n",
        ),
    ],
)
@pytest.mark.parametrize("crlf", [False, True])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_mended(tmp_path: Path, rule: str, before: str, after: str, crlf: bool, mark: str) -> None:
    before, after = (mark + (text.replace("\n", "\r\n") if crlf else text) for text in (before, after))
    text, found = fixed(tmp_path, before)
    assert text == after
    assert [mend.rule for file in found.files for mend in file.fixes] == [rule]
    assert found.left == ()


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "submitted_on: 2019年2月30日\n",
        ANSWER + "    metrics: {甲: 85.5%, 乙: 约85, 丙: '1,000'}\n",
        ANSWER + "    narrative: '１ 示例市财政局 '\n    rating: '未 '\n",
        HEAD.replace("draft", "'draft '"),
        ANSWER + "    evidence: [{title: 证, file: evidence/市财政局/无.txt}, {title: 证, file: ../x}]\n",
        HEAD + "answers:\n  - indicator: 2\n  - indicator: 99\n  - indicator: 1\n",
        HEAD + "answers:\n  - indicator: 2\n  - indicator: 1\n  - indicator: 2\n",
        "unit: [示例市财政局\n",
        "",
    ],
)
def test_not_certain_and_so_not_touched(tmp_path: Path, text: str) -> None:
    after, found = fixed(tmp_path, text)
    assert after == text
    assert found.left == ()


def test_the_catalogue_and_the_units(tmp_path: Path) -> None:
    catalogue = (
        (BASE / CATALOGUE)
        .read_text(encoding="utf-8")
        .replace("市财政局, 市教", "示例市财政局, 市教")
        .replace("id: 2", "id: ２")
    )
    units = (BASE / UNITS).read_text(encoding="utf-8").replace("[东区政府,", '["东区政府\u00a0",')
    workspace(tmp_path, **{CATALOGUE: catalogue, UNITS: units})
    found = fix_workspace(tmp_path, dry_run=False)
    assert [file.name for file in found.files] == [CATALOGUE, UNITS]
    assert (tmp_path / CATALOGUE).read_bytes() == (BASE / CATALOGUE).read_bytes()
    assert (tmp_path / UNITS).read_text(encoding="utf-8") == units.replace("\u00a0", "")


def test_what_one_mend_lets_be_seen_is_mended_in_the_same_run(tmp_path: Path) -> None:
    text, found = fixed(tmp_path, HEAD.replace("市财政局", '" 示例市财政局"') + 'answers:\n  - indicator: "１ "\n')
    assert text == HEAD.replace("市财政局", '"市财政局"') + 'answers:\n  - indicator: "1"\n'
    assert [mend.rule for mend in found.files[0].fixes] == [
        "alias-in-use",
        "stray-blank",
        "full-width-id",
        "stray-blank",
    ]


def test_an_alias_of_two_units_is_left_to_a_person(tmp_path: Path) -> None:
    units = (
        (BASE / UNITS)
        .read_text(encoding="utf-8")
        .replace("id: 西县政府, kind: county", "id: 西县政府, kind: county, aliases: [示例市财政局]")
    )
    workspace(tmp_path, **{UNITS: units, FILE: HEAD.replace("市财", "示例市财")})
    assert fix_workspace(tmp_path, dry_run=False).files == ()


def test_two_of_one_name_are_not_made(tmp_path: Path) -> None:
    before = HEAD + "submitted_on: 2019/3/1\nanswers:\n  - indicator: 1\n  - indicator: １\n"
    text, found = fixed(tmp_path, before)
    assert text == before.replace("2019/3/1", "2019-03-01")
    assert [(one.rule, one.place.line) for one in found.left] == [("full-width-id", 7)]


def test_an_order_that_cannot_be_had_safely_is_named(tmp_path: Path) -> None:
    before = HEAD + "answers:\n  - indicator: 2\n\n  # 其他\n\n  - indicator: １\n"
    text, found = fixed(tmp_path, before)
    assert text == before.replace("１", "1")
    assert [one.rule for one in found.left] == ["answers-out-of-order"]


def test_what_an_alias_repeats_is_mended_once_for_all(tmp_path: Path) -> None:
    shared = "answers:\n  - indicator: 1\n    evidence: &e [{title: 证, kept_by_unit: true, date: 2019/3/1}]\n"
    before = HEAD + shared + "  - indicator: 2\n    evidence: *e\n"
    text, found = fixed(tmp_path, before)
    assert text == before.replace("2019/3/1", "2019-03-01")
    assert found.left == ()


def test_answers_in_brackets_are_put_in_order(tmp_path: Path) -> None:
    before = HEAD + "answers: [{indicator: 2}, {indicator: 1, rating: met}]  # 注\n"
    text, found = fixed(tmp_path, before)
    assert text == HEAD + "answers: [{indicator: 1, rating: met}, {indicator: 2}]  # 注\n"
    assert found.left == ()


def test_only_what_is_asked_for(tmp_path: Path) -> None:
    text = HEAD.replace("市财", "示例市财") + "submitted_on: 2019/3/1\n"
    workspace(tmp_path, **{FILE: text})
    assert fix_workspace(tmp_path, dry_run=True, only=["submissions/2018", CATALOGUE]).files == ()
    assert len(fix_workspace(tmp_path, dry_run=True, only=["submissions"]).files) == 1
    (file,) = fix_workspace(tmp_path, dry_run=True, wanted=lambda rule: rule != "alias-in-use").files
    assert [mend.rule for mend in file.fixes] == ["wrong-type"]
    (tmp_path / "dutykit.yaml").write_text("severity: {wrong-type: 'off'}\n", encoding="utf-8")
    (file,) = fix_workspace(tmp_path, dry_run=True).files
    assert [mend.rule for mend in file.fixes] == ["alias-in-use"]


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("2019", "'2019'"),
        HEAD.replace("2019", "'2019'").rstrip(),
        "\ufeff" + HEAD.replace("2019", "'2019'").replace("\n", "\r\n"),
    ],
)
def test_git_applies_the_difference(tmp_path: Path, text: str) -> None:
    workspace(tmp_path, **{FILE: text})
    found = fix_workspace(tmp_path, dry_run=True)
    subprocess.run(["git", "apply", "-"], input=found.unified_diff.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / FILE).read_bytes().decode() == found.files[0].new


def test_a_link_stays_a_link_and_its_file_is_mended_once(tmp_path: Path) -> None:
    text = HEAD.replace("2019", "'2019'")
    workspace(tmp_path, **{"kept/a.yaml": text})
    (tmp_path / "submissions/2019").mkdir(parents=True)
    (tmp_path / FILE).symlink_to("../../kept/a.yaml")
    found = fix_workspace(tmp_path, dry_run=False)
    assert [file.name for file in found.files] == [FILE]
    assert (tmp_path / "kept/a.yaml").read_text(encoding="utf-8") == HEAD
    assert (tmp_path / FILE).is_symlink()
    assert (tmp_path / FILE).read_text(encoding="utf-8") == HEAD


def test_a_read_only_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD.replace("2019", "'2019'")
    workspace(tmp_path, **{FILE: text})
    monkeypatch.setattr(os, "access", lambda *_arguments: False)  # root may write to anything
    found = fix_workspace(tmp_path, dry_run=False)
    assert (found.files, [one.rule for one in found.left]) == ((), ["wrong-type"])
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_link_that_leads_out_is_left(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", **{"submissions/x/a.yaml": HEAD.replace("2019", "'2019'")})
    (root / "submissions/x").rename(tmp_path / "x")
    (root / "submissions/x").mkdir()
    (root / "submissions/x/a.yaml").symlink_to("../../.git/a.yaml")
    (root / ".git").mkdir()
    (tmp_path / "x/a.yaml").rename(root / ".git/a.yaml")
    found = fix_workspace(root, dry_run=False)
    assert (found.files, [one.reason for one in found.left]) == ((), ["文件的实际位置在工作区之外"])


def test_a_file_changed_while_fixes_are_found_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path, **{FILE: HEAD.replace("2019", "'2019'")})
    plan = plan_fixes

    def then_changed(*arguments: object) -> object:
        found = plan(*arguments)  # type: ignore[arg-type] # passed on
        (tmp_path / FILE).write_text("mine\n", encoding="utf-8")
        return found

    monkeypatch.setattr(fixing, "plan_fixes", then_changed)
    found = fix_workspace(tmp_path, dry_run=False)
    assert (found.files, [one.rule for one in found.left]) == ((), ["wrong-type"])
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "mine\n"


def test_a_file_changed_before_the_writing_stops_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD.replace("2019", "'2019'")
    names = [FILE, FILE.replace("财政", "教育")]
    workspace(tmp_path, **dict.fromkeys(names, text))
    planned = fixing._planned

    def then_changed(*arguments: object) -> object:
        found = planned(*arguments)  # type: ignore[arg-type] # passed on
        (tmp_path / names[1]).write_text("mine\n", encoding="utf-8")
        return found

    monkeypatch.setattr(fixing, "_planned", then_changed)
    with pytest.raises(Refusal, match=f"{names[1]} 刚被其他程序修改"):
        fix_workspace(tmp_path, dry_run=False)
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in names] == [text, "mine\n"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("times", range(1, 5))
def test_a_full_disk_leaves_every_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, times: int
) -> None:
    names = [f"submissions/2019/{number}.yaml" for number in range(3)]
    text = HEAD.replace("2019", "'2019'")
    workspace(tmp_path, **dict.fromkeys(names, text))
    real = getattr(os, call)
    calls: list[object] = []

    def full(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == times:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space"):
        fix_workspace(tmp_path, dry_run=False)
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in names] == [text] * 3
    assert sorted(path.name for path in (tmp_path / names[0]).parent.iterdir()) == ["0.yaml", "1.yaml", "2.yaml"]
    assert not list(tmp_path.glob(".dutykit*"))


def test_what_another_command_left_unfinished_is_recovered_first(tmp_path: Path) -> None:
    workspace(tmp_path, **{FILE: HEAD})
    note(tmp_path, [Write(FILE, HEAD.encode(), HEAD.replace("2019", "'2019'").encode())])
    told: list[Recovery] = []
    assert fix_workspace(tmp_path, dry_run=True, on_recovery=told.append).files == ()
    found = fix_workspace(tmp_path, dry_run=False, on_recovery=told.append)
    assert told == [Recovery((FILE,))]
    assert [file.name for file in found.files] == [FILE]
    assert (tmp_path / FILE).read_text(encoding="utf-8") == HEAD


REVIEW, SCORING, CYCLES = "reviews/2019/市财政局.yaml", "data/scoring.yaml", "data/cycles.yaml"
REVIEW_HEAD = "unit: 市财政局  # 复核\ncycle: 2019\n"
RULES = "title: 示例评分办法\nbasis: 示例\n"
ROUND = "cycles:\n  # 第一年\n  - cycle: 2019\n    stages:\n"


@pytest.mark.parametrize(
    ("name", "rule", "before", "after"),
    [
        (REVIEW, "alias-in-use", REVIEW_HEAD.replace("市财", "示例市财"), REVIEW_HEAD),
        (REVIEW, "stray-blank", REVIEW_HEAD.replace("局 ", "局\u00a0 "), REVIEW_HEAD),
        (
            REVIEW,
            "wrong-type",
            REVIEW_HEAD + "reviewed_on: 2019年7月1日 # ７\n",
            REVIEW_HEAD + "reviewed_on: 2019-07-01 # ７\n",
        ),
        (
            REVIEW,
            "full-width-id",
            REVIEW_HEAD + "indicators:\n  # １\n  - {indicator: １, remark: '１ 示例市财政局'}\n",
            REVIEW_HEAD + "indicators:\n  # １\n  - {indicator: 1, remark: '１ 示例市财政局'}\n",
        ),
        (
            REVIEW,
            "full-width-id",
            REVIEW_HEAD + "closings:\n  - {problem: ２０１９-1, closed_on: 2019-09-01, remark: 好}\n",
            REVIEW_HEAD + "closings:\n  - {problem: 2019-1, closed_on: 2019-09-01, remark: 好}\n",
        ),
        (
            SCORING,
            "full-width-id",
            RULES + "points:\n  indicators:\n    １: 3  # 三分\n    2: 4\n",
            RULES + "points:\n  indicators:\n    1: 3  # 三分\n    2: 4\n",
        ),
        (SCORING, "stray-blank", RULES + 'weights: {"1 ": 100}\n', RULES + 'weights: {"1": 100}\n'),
        (
            SCORING,
            "wrong-type",
            RULES + "points: {indicators: {1: ３}} # ３\n",
            RULES + "points: {indicators: {1: 3}} # ３\n",
        ),
        (
            SCORING,
            "full-width-id",
            RULES + "events:\n  - {id: Ａ1, kind: bar, text: 事, grade: 优}\n",
            RULES + "events:\n  - {id: A1, kind: bar, text: 事, grade: 优}\n",
        ),
        (
            CYCLES,
            "wrong-type",
            ROUND + "      - {name: 自查自评, due: 2019/5/15}\n",
            ROUND + "      - {name: 自查自评, due: 2019-05-15}\n",
        ),
        (
            CYCLES,
            "stray-blank",
            ROUND + "      - {name: 自查自评\u3000, due: 2019-05-15}\n",
            ROUND + "      - {name: 自查自评, due: 2019-05-15}\n",
        ),
        (
            CYCLES,
            "alias-in-use",
            ROUND + "      - name: 自查自评\n        differs: [{units: [示例市财政局, 东区政府], due: 2019-05-16}]\n",
            ROUND + "      - name: 自查自评\n        differs: [{units: [市财政局, 东区政府], due: 2019-05-16}]\n",
        ),
    ],
)
@pytest.mark.parametrize("crlf", [False, True])
def test_mended_in_every_file(tmp_path: Path, name: str, rule: str, before: str, after: str, crlf: bool) -> None:
    before, after = (text.replace("\n", "\r\n") if crlf else text for text in (before, after))
    text, found = fixed(tmp_path, before, name)
    assert text == after
    assert [mend.rule for file in found.files for mend in file.fixes] == [rule]
    assert found.left == ()


def test_what_a_mend_of_a_review_makes_speak_is_left(tmp_path: Path) -> None:
    before = REVIEW_HEAD + "indicators:\n  - indicator: 1\n  - indicator: １\n"
    text, found = fixed(tmp_path, before, REVIEW)
    assert text == before
    assert [(one.rule, one.place.line) for one in found.left] == [("full-width-id", 5)]


def test_a_key_that_is_there_already_is_not_made_twice(tmp_path: Path) -> None:
    before = RULES + "points: {indicators: {1: 3, １: 4}}\n"
    text, found = fixed(tmp_path, before, SCORING)
    assert text == before
    assert found.files == ()


def _past(root: Path) -> None:
    for name in (CATALOGUE, UNITS):
        (root / "data/past/2018").mkdir(parents=True, exist_ok=True)
        shutil.copy(BASE / name, root / "data/past/2018" / Path(name).name)


def test_a_problem_is_called_as_in_files_that_are_not_touched_any_more(tmp_path: Path) -> None:
    old = "unit: 市财政局\ncycle: 2018\nstate: draft\nanswers:\n  - indicator: 1\n    problems: [{id: ２０１８-1, text: 事}]\n"
    closing = (
        REVIEW_HEAD + "closings:\n  - {problem: ２０１８-1, from_cycle: 2018, closed_on: 2019-09-01, remark: 好}\n"
    )
    draft = (
        HEAD + "carried:\n  - {problem: ２０１８-1, from_cycle: 2018}\n  - {problem: ２０１８-2, from_cycle: 2018}\n"
    )
    workspace(tmp_path, **{"submissions/2018/市财政局.yaml": old, REVIEW: closing, FILE: draft})
    _past(tmp_path)
    found = fix_workspace(tmp_path, dry_run=False)
    assert [file.name for file in found.files] == [FILE]
    assert (tmp_path / FILE).read_text(encoding="utf-8") == draft.replace("２０１８-2", "2018-2")
    assert [(one.rule, one.place.file) for one in found.left] == [("full-width-id", REVIEW), ("full-width-id", FILE)]


def test_reviews_and_stages_of_a_cycle_that_is_over_keep_the_names_of_their_time(tmp_path: Path) -> None:
    review = "unit: 示例市财政局\ncycle: 2018\n"
    rounds = (
        ROUND.replace("2019", "2018") + "      - {name: 自查自评, differs: [{units: [示例市财政局], due: 2018/5/16}]}\n"
    )
    workspace(tmp_path, **{"reviews/2018/市财政局.yaml": review, CYCLES: rounds})
    _past(tmp_path)
    found = fix_workspace(tmp_path, dry_run=False)
    assert [mend.rule for file in found.files for mend in file.fixes] == ["wrong-type"]
    assert (tmp_path / "reviews/2018/市财政局.yaml").read_text(encoding="utf-8") == review
    assert (tmp_path / CYCLES).read_text(encoding="utf-8") == rounds.replace("2018/5/16", "2018-05-16")


def test_a_file_without_a_last_line_break_says_why_it_is_left(tmp_path: Path) -> None:
    text = HEAD + "answers:\n"
    for indicator in (3, 1):
        text += f"  - indicator: {indicator}\n    rating: met\n    narrative: |\n      文字。\n"
    after, found = fixed(tmp_path, text.rstrip("\n"))
    assert after == text.rstrip("\n")
    (left,) = [one for one in found.left if one.rule == "answers-out-of-order"]
    assert "文件末尾没有换行" in left.reason
