"""Letters are logged with their numbers, all or none, and the logs stay whole."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from dutykit.assess.letters import reminding
from dutykit.lifecycle.merging import MergeRequest, merge_histories
from dutykit.lifecycle.reminding import Issue, issue, planned_issue
from dutykit.listings.history import HistoryRequest
from dutykit.listings.history_check import history_check
from dutykit.listings.status import StatusRequest, status_of
from dutykit.model.finding import Severity
from dutykit.model.history import History, sealed
from dutykit.model.refusal import Refusal
from dutykit.validate.one_workspace import check_workspace
from tests.cycles import begin, fill, opened, take, write

CYCLE = 2017
UNIT = "市财政局"
LOG = f"history/{CYCLE}/{UNIT}.jsonl"
RULES = "        letters: [{color: blue, days: 1, term: 3}, {color: orange, days: 5, term: 3}, {color: red, days: 9, term: 3}]\n"


def day(number: int) -> dt.date:
    return dt.date(CYCLE, 5, number)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with rules, in which one unit has begun a draft."""
    folder = tmp_path / "ours"
    begin(folder)
    timetable = folder / "data/cycles.yaml"
    write(timetable, timetable.read_text("utf-8").replace("        differs:\n", f"{RULES}        differs:\n", 1))
    fill(folder, UNIT, CYCLE)
    return folder


def planned(root: Path, on: dt.date, *units: str, by: str = "示例督导员") -> Issue:
    workspace = opened(root)
    found = {one.unit: one for one in reminding(workspace, CYCLE, on)}
    return planned_issue(workspace, CYCLE, [found[unit].due[0] for unit in units], by)


def send(root: Path, on: dt.date, *units: str, by: str = "示例督导员") -> list[int | None]:
    """Issue the letters due; their numbers."""
    letters = planned(root, on, *units, by=by)
    issue(root, letters)
    return [one.letter.number for one in letters.reminders]


def faults(root: Path) -> list[str]:
    _loaded, findings, _waived = check_workspace(root, frozenset(), frozenset(), day(30))
    return [
        one.rule for one in findings if one.severity is Severity.ERROR or one.rule.startswith(("letter", "history"))
    ]


def test_letters_are_numbered_by_year_and_change_no_state(root: Path) -> None:
    before = (root / f"submissions/{CYCLE}/{UNIT}.yaml").read_bytes()
    assert send(root, day(16), UNIT, "市教育局") == [1, 2]
    assert send(root, day(20), UNIT) == [3]
    assert (root / f"submissions/{CYCLE}/{UNIT}.yaml").read_bytes() == before
    assert faults(root) == []
    assert not history_check(opened(root), HistoryRequest()).faulty
    entry = opened(root).history[CYCLE].letters_of(UNIT, {})[-1]
    assert (entry.action, entry.by, entry.on, entry.before, entry.after) == (
        "remind",
        "示例督导员",
        day(20),
        None,
        None,
    )


def test_the_unit_goes_on_from_its_letters(root: Path) -> None:
    send(root, day(16), UNIT)
    take(root, "submit", UNIT, day(17))
    take(root, "return", UNIT, day(18), reason="缺", due=day(19))
    assert send(root, day(20), UNIT) == [2]
    take(root, "submit", UNIT, day(21))
    assert faults(root) == []
    assert [one.action for one in opened(root).history[CYCLE].units[0].entries] == [
        "remind", "submit", "return", "remind", "submit",
    ]  # fmt: skip


def test_a_log_that_was_cut_short_is_noticed(root: Path) -> None:
    send(root, day(16), UNIT)
    take(root, "submit", UNIT, day(17))
    take(root, "return", UNIT, day(18), reason="缺", due=day(19))
    send(root, day(20), UNIT)
    send(root, day(20), "市教育局")
    whole = (root / LOG).read_bytes().splitlines(keepends=True)
    assert [*status_of(opened(root), StatusRequest(day(30), (), CYCLE)).remarks] == []
    (root / LOG).write_bytes(b"".join(whole[:-1]))
    assert faults(root) == ["letter-numbers-broken"]
    for units in ((), ("市教育局",)):
        (remark,) = status_of(opened(root), StatusRequest(day(30), units, CYCLE)).remarks
        assert remark.startswith("报送记录编号不连续、重复或有改动")
    (root / LOG).write_bytes(b"".join(whole[:-2]))
    assert sorted(faults(root)) == ["history-disagrees", "history-head-differs", "letter-numbers-broken"]


def test_no_letter_is_dated_before_one_with_a_lower_number(root: Path) -> None:
    send(root, day(20), UNIT)
    with pytest.raises(Refusal, match="日期 2017-05-16 早于已印发的催办函的日期 2017-05-20"):
        planned(root, day(16), "市教育局")


def test_what_was_planned_before_the_workspace_changed_is_not_issued(root: Path) -> None:
    first, second = planned(root, day(16), UNIT), planned(root, day(16), "市教育局")
    issue(root, second)
    with pytest.raises(Refusal, match="催办函未印发"):
        issue(root, first)  # both would be No. 1
    late = planned(root, day(16), UNIT)
    take(root, "submit", UNIT, day(16))
    with pytest.raises(Refusal, match="催办函未印发"):
        issue(root, late)
    assert [one.action for one in opened(root).history[CYCLE].of(UNIT, {}).entries] == ["submit"]  # type: ignore[union-attr]


def test_the_office_has_a_word_for_its_numbers(root: Path) -> None:
    settings = root / "dutykit.yaml"
    write(settings, settings.read_text("utf-8") + "report: {letter_word: 示教督办}\n")
    (letter,) = (one.letter for one in planned(root, day(16), UNIT).reminders)
    assert letter.document == f"示教督办〔{CYCLE}〕1号"


def test_orders_are_numbered_apart_and_only_they_are_named_in_the_log(root: Path) -> None:
    for name, before, after in (
        ("dutykit.yaml", "", "report: {letter_word: 示教督办, order_word: 督查}\n"),
        ("data/cycles.yaml", "{color: orange,", "{color: orange, kind: order,"),
    ):
        text = (root / name).read_text("utf-8")
        write(root / name, text.replace(before, after) if before else text + after)
    assert send(root, day(16), UNIT, "市教育局") == [1, 2]
    assert send(root, day(21), UNIT) == [1]
    lines = (root / LOG).read_text("utf-8").splitlines()
    assert ["kind" in json.loads(line)["letter"] for line in lines] == [False, True]
    assert json.loads(lines[1])["letter"]["document"] == f"督查〔{CYCLE}〕1号"
    assert faults(root) == []
    other = root / f"history/{CYCLE}/市教育局.jsonl"
    write(other, "")
    assert "letter-numbers-broken" not in faults(root)  # letter 2 was the last of its own series
    write(root / LOG, lines[1] + "\n")
    assert "letter-numbers-broken" not in faults(root)


def test_a_log_of_an_older_version_is_continued(root: Path) -> None:
    common = History(CYCLE, f"history/{CYCLE}.jsonl", ())
    old = sealed(common, on=day(10), by="示例", action="submit", unit=UNIT, before="draft", after="submitted")
    back = sealed(common, number=2, previous=old.hash, on=day(12), by="示例", action="return", unit=UNIT,
                  before="submitted", after="returned", reason="缺", due=day(14))  # fmt: skip
    write(root / f"history/{CYCLE}.jsonl", old.line + back.line)
    path = root / f"submissions/{CYCLE}/{UNIT}.yaml"
    head = f"state: returned\nsubmitted_on: {day(10)}\nreturned: {{reason: 缺, due: {day(14)}, on: {day(12)}}}"
    write(path, path.read_text("utf-8").replace("state: draft", head))
    assert faults(root) == []
    send(root, day(16), UNIT)
    assert faults(root) == []
    take(root, "submit", UNIT, day(17))
    assert faults(root) == []


@pytest.fixture
def two(root: Path) -> tuple[Path, Path]:
    """Two copies in which the blue letter is issued."""
    send(root, day(16), UNIT)
    other = root.parent / "theirs"
    shutil.copytree(root, other)
    return root, other


@pytest.mark.parametrize(("later", "is_repeated"), [(20, True), (21, False)])
def test_a_letter_that_two_clerks_sent_counts_once(two: tuple[Path, Path], later: int, *, is_repeated: bool) -> None:
    ours, theirs = two
    send(ours, day(20), UNIT)
    send(theirs, day(later), UNIT, by="另一人")
    (merged,) = merge_histories(ours, MergeRequest("合并人", day(28), ours / LOG, theirs / LOG))
    assert (len(merged.repeated), len(merged.contradicting)) == ((1, 0) if is_repeated else (0, 1))
    assert merged.is_open == (not is_repeated)
    letters = opened(ours).history[CYCLE].letters_of(UNIT, {})
    assert [one.letter and one.letter.color for one in letters] == ["blue", "orange"]
    # What counts no more was sent all the same, with a number that is there twice now.
    assert faults(ours) == ([] if is_repeated else ["letter-numbers-broken"])
    assert send(ours, day(29), UNIT) == [3]


def test_a_letter_beside_a_submission_joins_with_it(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    send(ours, day(20), UNIT)
    take(theirs, "submit", UNIT, day(19))
    merge_histories(ours, MergeRequest("合并人", day(28), ours / LOG, theirs / LOG))
    submission = opened(ours).submission(UNIT, CYCLE)
    assert submission is not None
    assert submission.state == "submitted"
    assert faults(ours) == []
