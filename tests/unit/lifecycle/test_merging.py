"""Logs that were continued in two places become one, and the submissions follow."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from dutykit.lifecycle.merge_json import merge_document
from dutykit.lifecycle.merging import Merged, MergeRequest, merge_histories
from dutykit.model.finding import Severity
from dutykit.model.history import History, HistoryLine, sealed
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.place import Place
from dutykit.model.refusal import Refusal
from dutykit.validate.one_workspace import check_workspace
from dutykit.workspace.writing.transaction import Recovery
from tests.cycles import begin, carry, fill, opened, take, write
from tests.unit.workspace.writing.unfinished import killed_after

UNIT, CYCLE = "市财政局", 2017
FILE = f"submissions/{CYCLE}/{UNIT}.yaml"
LOG = f"history/{CYCLE}/{UNIT}.jsonl"


def day(number: int) -> dt.date:
    return dt.date(CYCLE, 5, number)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a workspace in which the unit has submitted."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    begin(ours)
    fill(ours, UNIT, CYCLE)
    take(ours, "submit", UNIT, day(1))
    shutil.copytree(ours, theirs)
    return ours, theirs


def unite(ours: Path, theirs: Path) -> None:
    """What git leaves: all lines of both logs, and a submission with conflicts where it differs."""
    one, other = (ours / LOG).read_bytes().splitlines(True), (theirs / LOG).read_bytes().splitlines(True)
    (ours / LOG).write_bytes(b"".join(dict.fromkeys([*one, *other])))
    mine, text = (ours / FILE).read_text(encoding="utf-8"), (theirs / FILE).read_text(encoding="utf-8")
    if mine != text:
        write(ours / FILE, f"<<<<<<< HEAD\n{mine}=======\n{text}>>>>>>> theirs\n")


def merge(root: Path, on: int = 28, **more: Any) -> tuple[Merged, ...]:
    return merge_histories(root, MergeRequest("合并人", day(on), **more))


def errors(root: Path) -> list[str]:
    _loaded, findings, _waived = check_workspace(root, frozenset(), frozenset(), day(30))
    return [one.rule for one in findings if one.severity is Severity.ERROR]


def log_of_unit(root: Path) -> History:
    (found,) = opened(root).history[CYCLE].units
    return found


def entries(root: Path) -> set[HistoryEntry]:
    return {*log_of_unit(root).entries}


def test_both_sides_are_kept_and_the_submission_follows(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    take(ours, "return", UNIT, day(3), reason="缺数据", due=day(20))
    take(ours, "submit", UNIT, day(4))
    take(theirs, "accept", UNIT, day(5))
    before = (ours / LOG).read_bytes()
    known = entries(ours) | entries(theirs)
    unite(ours, theirs)
    assert "history-chain-broken" in errors(ours)
    with pytest.raises(Refusal):
        take(ours, "submit", UNIT, day(6))
    (merged,) = merge(ours)
    assert (merged.unit, merged.ends, merged.state, merged.is_open) == (UNIT, 2, "accepted", False)
    assert errors(ours) == []
    assert (ours / LOG).read_bytes().startswith(before)
    last = log_of_unit(ours).entries[-1]
    assert (last.action, last.by, last.on, last.after) == ("merge", "合并人", day(28), "accepted")
    assert known < entries(ours)
    submission = opened(ours).submission(UNIT, CYCLE)
    assert submission is not None
    assert (submission.state, submission.submitted_on, submission.accepted_on) == ("accepted", day(4), day(5))
    assert submission.returned is not None
    assert (submission.history, submission.returned.reason) == (last.hash, "缺数据")
    take(ours, "return", UNIT, day(29), reason="又缺", due=day(30))
    assert errors(ours) == []
    assert merge(ours) == ()


def test_what_cannot_be_reconciled_is_told(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    take(ours, "return", UNIT, day(3), reason="缺数据", due=day(20))
    take(theirs, "accept", UNIT, day(5))
    unite(ours, theirs)
    (merged,) = merge(ours)
    assert [(one.action, one.on) for one in merged.contradicting] == [("accept", day(5))]
    assert (merged.state, merged.is_open) == ("returned", True)
    assert log_of_unit(ours).entries[-1].aside == (merged.contradicting[0].hash,)
    assert errors(ours) == []
    document: Any = merge_document((merged,))
    assert (document["ok"], document["logs"][0]["contradicting"][0]["action"]) == (False, "accept")
    assert document["logs"][0]["submission"]["written"]


def test_conflict_marks_in_the_log(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    take(ours, "accept", UNIT, day(3))
    take(theirs, "accept", UNIT, day(5))
    one, other = ((root / LOG).read_text(encoding="utf-8").splitlines()[1] for root in two)
    first = (ours / LOG).read_text(encoding="utf-8").splitlines()[0]
    write(ours / LOG, f"{first}\n<<<<<<< HEAD\n{one}\n=======\n{other}\n>>>>>>> theirs\n")
    (merged,) = merge(ours)
    assert [one.on for one in merged.repeated] == [day(5)]
    assert not merged.is_open
    assert errors(ours) == []


def test_one_side_that_only_went_on_needs_no_entry(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    take(theirs, "accept", UNIT, day(5))
    write(ours / FILE, (theirs / FILE).read_text(encoding="utf-8"))
    lines = (theirs / LOG).read_text(encoding="utf-8").splitlines()
    write(ours / LOG, f"{lines[0]}\n<<<<<<< HEAD\n=======\n{lines[1]}\n>>>>>>> theirs\n")
    (merged,) = merge(ours)
    assert (merged.ends, merged.state) == (1, "accepted")
    assert (ours / LOG).read_bytes() == (theirs / LOG).read_bytes()


def test_two_files(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    take(ours, "return", UNIT, day(3), reason="缺数据", due=day(20))
    take(theirs, "accept", UNIT, day(2))
    (merged,) = merge(ours, ours=ours / LOG, theirs=theirs / LOG)
    assert (merged.state, merged.contradicting) == ("returned", ())
    assert errors(ours) == []
    assert merge(ours, ours=ours / LOG, theirs=theirs / LOG) == ()  # all is known already


def test_what_is_no_version_of_the_log_is_refused(two: tuple[Path, Path], tmp_path: Path) -> None:
    ours, theirs = two
    take(theirs, "accept", UNIT, day(5))
    fill(theirs, "市教育局", CYCLE)
    take(theirs, "submit", "市教育局", day(5))
    before = (ours / LOG).read_bytes()
    text = (theirs / LOG).read_text(encoding="utf-8")
    for name, data, said in (
        ("changed", text.replace("示例督导员", "别人"), "写入后被修改"),
        (
            "other",
            (theirs / f"history/{CYCLE}/市教育局.jsonl").read_text(encoding="utf-8"),
            "不是市财政局 2017 年度的报送记录",
        ),
        ("text", "你好\n", "这一行不是报送记录"),
        ("empty", "", "不是市财政局 2017 年度的报送记录"),
    ):
        write(tmp_path / name, data)
        with pytest.raises(Refusal, match=said):
            merge(ours, ours=ours / LOG, theirs=tmp_path / name)
        assert (ours / LOG).read_bytes() == before
    with pytest.raises(Refusal, match="不是该工作区的报送记录"):
        merge(ours, ours=theirs / LOG, theirs=ours / LOG)
    with pytest.raises(Refusal, match="无法读取"):
        merge(ours, ours=ours / LOG, theirs=tmp_path / "none")
    elsewhere = tmp_path / "cycle"
    begin(elsewhere)
    fill(elsewhere, UNIT, 2018)
    take(elsewhere, "submit", UNIT, dt.date(2018, 5, 1), 2018)
    with pytest.raises(Refusal, match="不是这份记录的后续"):
        merge(ours, ours=ours / LOG, theirs=elsewhere / f"history/2018/{UNIT}.jsonl")


def test_contents_that_differ_are_for_people(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    take(ours, "return", UNIT, day(3), reason="缺数据", due=day(20))
    fill(ours, UNIT, CYCLE, narrative="示例：补充了数据。", keep_head=True)
    take(ours, "submit", UNIT, day(4))
    take(theirs, "return", UNIT, day(3), reason="缺照片", due=day(20))
    unite(ours, theirs)
    text = (ours / FILE).read_text(encoding="utf-8")
    (merged,) = merge(ours)
    assert merged.submission is not None
    assert (merged.submission.line, merged.submission.is_written, merged.is_open) == (1, False, True)
    assert "两边内容不同" in (merged.submission.trouble or "")
    assert (ours / FILE).read_text(encoding="utf-8") == text
    write(ours / FILE, text.partition("<<<<<<< HEAD\n")[2].partition("=======\n")[0])
    assert errors(ours) == ["history-head-differs"]
    (again,) = merge(ours)
    assert (again.submission is not None, again.is_open) == (True, False)
    assert errors(ours) == []


def test_a_content_that_nobody_submitted_is_told(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    take(ours, "accept", UNIT, day(4))
    take(theirs, "accept", UNIT, day(5))
    unite(ours, theirs)
    text = (ours / FILE).read_text(encoding="utf-8")
    write(ours / FILE, text.replace("示例：已按要求落实。", "示例：改过。"))
    (merged,) = merge(ours)
    assert merged.submission is not None
    assert "内容与 2017-05-04 办理时不同" in (merged.submission.trouble or "")
    assert errors(ours) == ["content-changed-since-submission"]


def test_a_tail_that_was_cut_off_is_not_covered_up(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    take(ours, "return", UNIT, day(3), reason="缺数据", due=day(20))
    take(theirs, "accept", UNIT, day(2))
    unite(ours, theirs)
    merge(ours)
    take(ours, "submit", UNIT, day(29))
    lines = (ours / LOG).read_bytes().splitlines(True)
    (ours / LOG).write_bytes(b"".join(lines[:-1]))
    assert "history-head-differs" in errors(ours)
    text = (ours / FILE).read_bytes()
    (merged,) = merge(ours)
    assert merged.submission is not None
    assert "截去末尾" in (merged.submission.trouble or "")
    assert (ours / FILE).read_bytes() == text


def test_a_missing_submission_is_told(two: tuple[Path, Path]) -> None:
    ours, theirs = two
    take(ours, "accept", UNIT, day(3))
    take(theirs, "accept", UNIT, day(5))
    unite(ours, theirs)
    (ours / FILE).unlink()
    (merged,) = merge(ours)
    assert merged.submission is not None
    assert "没有自评材料文件" in (merged.submission.trouble or "")


def test_the_log_of_a_cycle(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    begin(ours)
    fill(ours, UNIT, CYCLE)
    take(ours, "submit", UNIT, day(1))
    theirs = tmp_path / "theirs"
    shutil.copytree(ours, theirs)
    carry(ours, dt.date(2018, 1, 5))
    carry(theirs, dt.date(2018, 1, 6))
    lines = [(root / "history/2018.jsonl").read_text(encoding="utf-8") for root in (ours, theirs)]
    write(ours / "history/2018.jsonl", "".join(lines))
    assert errors(ours) == ["history-chain-broken"]
    (merged,) = merge_histories(ours, MergeRequest("甲", dt.date(2018, 1, 7)))
    assert (merged.unit, merged.cycle, merged.ends, merged.is_open) == (None, 2018, 2, False)
    assert errors(ours) == []
    assert [one.action for one in opened(ours).history[2018].common.entries] == [
        *("carry_forward", "carry_forward", "merge")
    ]


@pytest.mark.parametrize("files", [0, 1])
def test_after_a_kill_the_next_run_does_the_rest(two: tuple[Path, Path], files: int) -> None:
    ours, theirs = two
    take(ours, "return", UNIT, day(3), reason="缺数据", due=day(20))
    take(theirs, "accept", UNIT, day(2))
    unite(ours, theirs)
    with killed_after(files):
        merge(ours)
    told: list[Recovery] = []
    assert merge_histories(ours, MergeRequest("甲", day(29)), told.append) == ()
    assert told == [Recovery((LOG, FILE)[files:])]
    assert errors(ours) == []


def test_the_single_log_of_an_older_version(two: tuple[Path, Path]) -> None:
    """Two clerks whose logs were one file for all units: both sides are kept, also of the same unit."""
    ours, theirs = two
    fill(ours, "市教育局", CYCLE)
    take(ours, "submit", "市教育局", day(2))
    take(ours, "return", UNIT, day(3), reason="缺数据", due=day(20))
    take(theirs, "accept", UNIT, day(2))
    whole = f"history/{CYCLE}.jsonl"
    for root in two:
        for name in (FILE, f"submissions/{CYCLE}/市教育局.yaml"):
            if (root / name).exists():
                write(root / name, re.sub("history: .*\n", "", (root / name).read_text(encoding="utf-8")))
        history = History(CYCLE, whole, ())
        text = ""
        entries = [entry for log in opened(root).history[CYCLE].units for entry in log.entries]
        for entry in sorted(entries, key=lambda one: one.on):
            notes = entry.model_dump(exclude={"number", "previous", "hash"}, exclude_none=True)
            made = sealed(history, **notes)
            text += made.line
            history = History(CYCLE, whole, (*history.lines, HistoryLine(Place(whole, 1, 1), made)))
        write(root / whole, text)
        shutil.rmtree(root / f"history/{CYCLE}")
        assert errors(root) == []
    one, other = ((root / whole).read_text(encoding="utf-8").splitlines(keepends=True) for root in two)
    write(ours / whole, "".join([one[0], "<<<<<<< HEAD\n", *one[1:], "=======\n", *other[1:], ">>>>>>> theirs\n"]))
    (merged,) = merge(ours)
    assert (merged.unit, merged.ends) == (None, 2)
    assert [(one.unit, one.action) for one in opened(ours).history[CYCLE].common.entries] == [
        *((UNIT, "submit"), (UNIT, "accept"), ("市教育局", "submit"), (UNIT, "return"), (None, "merge"))
    ]
    assert errors(ours) == []
    done = take(ours, "submit", UNIT, day(29))
    assert (done.log, done.entry.continues is not None) == (LOG, True)
    assert errors(ours) == []
