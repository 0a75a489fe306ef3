"""Handing in, sending back, accepting: what is allowed, and what stands in the files afterwards."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest

from dutykit.lifecycle.states import Step
from dutykit.model.finding import Severity
from dutykit.model.history import History, sealed
from dutykit.model.layout import PENDING_FILE
from dutykit.model.refusal import Refusal
from dutykit.validate.fix.fixing import fix_workspace
from dutykit.validate.one_workspace import check_workspace
from dutykit.workspace.writing.lock import workspace_lock
from dutykit.workspace.writing.transaction import NotValidError, Recovery, WorkspaceLockedError
from tests.cycles import begin, carry, fill, opened, record_step, take, write
from tests.unit.workspace.writing.unfinished import killed_after

UNIT, CYCLE = "市财政局", 2017
FILE = f"submissions/{CYCLE}/{UNIT}.yaml"
LOG = f"history/{CYCLE}/{UNIT}.jsonl"


def day(number: int) -> dt.date:
    return dt.date(CYCLE, 5, number)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    begin(root)
    fill(root, UNIT, CYCLE)
    return root


def text(root: Path) -> str:
    return (root / FILE).read_text(encoding="utf-8")


def log_of_unit(root: Path) -> History:
    (found,) = opened(root).history[CYCLE].units
    return found


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_an_acceptance_by_mistake_is_taken_back(root: Path) -> None:
    take(root, "submit", UNIT, day(1))
    submitted = text(root)
    take(root, "accept", UNIT, day(2))
    with pytest.raises(Refusal, match="重新报送时限"):
        take(root, "return", UNIT, day(3), reason="通过得太早", due=day(1))
    done = take(root, "return", UNIT, day(3), reason="通过得太早", due=day(20))
    assert (done.before, done.after, done.entry.reason) == ("accepted", "returned", "通过得太早")
    after = text(root)
    assert "accepted_on" not in after
    assert [line for line in after.splitlines() if line not in submitted.splitlines()] == [
        "state: returned",
        "returned: {reason: 通过得太早, due: 2017-05-20, on: 2017-05-03}",
        f"history: {done.entry.hash}",
    ]
    take(root, "submit", UNIT, day(4))
    take(root, "accept", UNIT, day(5))
    assert not list(log_of_unit(root).broken())


def test_the_whole_way_changes_only_the_head(root: Path) -> None:
    before = text(root).splitlines()
    assert take(root, "submit", "示例市财政局", day(1)).entry.unit == UNIT
    take(root, "return", UNIT, day(2), reason="缺数据：补 #1 {表}", due=day(20))
    take(root, "submit", UNIT, day(3))
    take(root, "return", UNIT, day(4), reason="又缺", due=day(21))
    take(root, "submit", UNIT, day(5))
    done = take(root, "accept", UNIT, day(6))
    assert (done.before, done.after, done.entry.number) == ("submitted", "accepted", 6)
    after = text(root).splitlines()
    assert [line for line in after if line not in before] == [
        "state: accepted",
        "submitted_on: 2017-05-05",
        "accepted_on: 2017-05-06",
        'returned: {reason: "又缺", due: 2017-05-21, on: 2017-05-04}',
        f"history: {done.entry.hash}",
    ]
    assert [line for line in before if line not in after] == ["state: draft"]
    history = log_of_unit(root)
    assert [line.entry.action for line in history.lines if line.entry] == [
        *("submit", "return", "submit", "return", "submit", "accept")
    ]
    assert list(history.broken()) == []
    assert not (root / PENDING_FILE).exists()


def test_what_is_handed_in_again_unchanged_is_told(root: Path) -> None:
    assert not take(root, "submit", UNIT, day(1)).unchanged
    take(root, "return", UNIT, day(2), reason="缺数据", due=day(20))
    done = take(root, "submit", UNIT, day(3))
    assert done.unchanged
    take(root, "return", UNIT, day(4), reason="又缺", due=day(21))
    changed = text(root).replace("rating: met", "rating: partly", 1)
    assert changed != text(root)
    write(root / FILE, changed)
    assert not take(root, "submit", UNIT, day(5)).unchanged


def test_a_returned_block_in_lines_of_its_own(root: Path) -> None:
    head = "state: submitted\nsubmitted_on: 2017-05-01\nreturned:\n  reason: |\n    旧的原因\n  due: 2017-05-09"
    write(root / FILE, text(root).replace("state: draft", head))
    take(root, "return", UNIT, day(12), reason="新的原因", due=day(20))
    returned = "returned:\n  reason: 新的原因\n  due: 2017-05-20\n  on: 2017-05-12\nhistory: "
    assert returned in text(root)  # its layout stays
    assert "旧的原因" not in text(root)


def test_crlf_and_a_byte_order_mark_stay(root: Path) -> None:
    data = b"\xef\xbb\xbf" + text(root).replace("\n", "\r\n").encode()
    (root / FILE).write_bytes(data)
    head = take(root, "submit", UNIT, day(1)).entry.hash
    lines = f"state: submitted\r\nsubmitted_on: 2017-05-01\r\nhistory: {head}\r\n"
    expected = data.replace(b"state: draft\r\n", lines.encode())
    assert (root / FILE).read_bytes() == expected


@pytest.mark.parametrize(
    ("action", "before", "said"),
    [
        ("accept", (), "市财政局的自评材料状态为“草稿”，不能审核通过"),
        ("return", (), "市财政局的自评材料状态为“草稿”，不能退回"),
        ("submit", ("submit",), "市财政局的自评材料状态为“已报送”，不能报送"),
        ("accept", ("submit", "return"), "市财政局的自评材料状态为“已退回”，不能审核通过"),
        ("accept", ("submit", "accept"), "市财政局的自评材料已审核通过，无须再办"),
        ("submit", ("submit", "accept"), "市财政局的自评材料状态为“已通过”，不能报送"),
    ],
)
def test_what_the_state_does_not_allow(root: Path, action: str, before: tuple[str, ...], said: str) -> None:
    for one in before:
        step(root, one)
    files = state(root)
    with pytest.raises(Refusal) as refused:
        step(root, action)
    assert refused.value.args[0] == said
    assert state(root) == files


def step(root: Path, action: str, on: int = 10) -> None:
    match action:
        case "return":
            take(root, "return", UNIT, day(on), reason="缺数据", due=day(20))
        case "submit":
            take(root, "submit", UNIT, day(on))
        case _:
            take(root, "accept", UNIT, day(on))


def test_what_is_said_wrong(root: Path) -> None:
    step(root, "submit")
    files = state(root)
    for action, on, told, said in (
        (
            "return",
            9,
            {"reason": "缺", "due": day(20)},
            "日期 2017-05-09 早于最后一条报送记录的日期 2017-05-10（已报送）",
        ),
        ("return", 11, {"reason": "  ", "due": day(20)}, "未写明退回原因"),
        ("return", 11, {"reason": "缺", "due": day(10)}, "重新报送时限早于退回日期"),
        ("accept", 9, {}, "日期 2017-05-09 早于最后一条报送记录的日期 2017-05-10（已报送）"),
    ):
        with pytest.raises(Refusal, match=said):
            take(root, action, UNIT, day(on), **told)  # type: ignore[arg-type] # a table of cases
    for unit, said in (
        ("市财证局", "没有名为“市财证局”的单位"),
        ("市体育局", "市体育局没有 2017 年度的自评材料"),
        ("各县区政府", "统称"),
    ):
        with pytest.raises(Refusal, match=said):
            take(root, "accept", unit, day(11))
    assert state(root) == files


def test_paper_that_comes_late_is_taken_by_the_day_it_happened(root: Path) -> None:
    fill(root, "市教育局", CYCLE)
    take(root, "submit", "市教育局", day(20))
    done = record_step(root, Step("submit", UNIT, "甲", day(25), happened_on=day(7)))
    assert (done.entry.on, done.entry.entered_on, done.log) == (day(7), day(25), LOG)
    assert "submitted_on: 2017-05-07\n" in text(root)
    done = record_step(root, Step("accept", UNIT, "甲", day(26), happened_on=day(26)))
    assert (done.entry.on, done.entry.entered_on) == (day(26), None)
    assert errors(root) == []


def test_what_is_impossible_within_a_unit_is_refused_with_a_true_fix(root: Path) -> None:
    record_step(root, Step("submit", UNIT, "甲", day(10), happened_on=day(7)))
    for at, happened, said, fix in (
        (12, day(6), "早于最后一条报送记录的日期 2017-05-07（已报送）", "用 --on 指定 2017-05-07 当日或之后的日期"),
        (6, None, "早于最后一条报送记录的日期 2017-05-07（已报送）", "用 --as-of 指定 2017-05-07 当日或之后的日期"),
        (12, day(13), "办理日期 2017-05-13 在录入日期 2017-05-12 之后", "录入日期由 --as-of 指定"),
    ):
        with pytest.raises(Refusal, match=said) as refused:
            record_step(root, Step("accept", UNIT, "甲", day(at), happened_on=happened))
        assert fix in (refused.value.fix or "")
    record_step(root, Step("accept", UNIT, "甲", day(12), happened_on=day(7)))


def test_the_units_own_date_is_kept(root: Path) -> None:
    mend(root, "state: draft", "state: draft\nsubmitted_on: 2017-05-05")
    with pytest.raises(Refusal, match="所填报送日期 2017-05-05 在录入日期 2017-05-04 之后"):
        step(root, "submit", 4)
    done = take(root, "submit", UNIT, day(10))
    assert (done.entry.on, done.entry.entered_on) == (day(5), day(10))
    assert opened(root).submission(UNIT, CYCLE).submitted_on == day(5)  # type: ignore[union-attr] # it is there
    take(root, "return", UNIT, day(12), reason="缺数据", due=day(20))
    mend(root, "submitted_on: 2017-05-05", "submitted_on: 2017-05-14")
    assert take(root, "submit", UNIT, day(15)).entry.on == day(14)
    take(root, "return", UNIT, day(16), reason="缺数据", due=day(20))
    assert take(root, "submit", UNIT, day(17)).entry.on == day(17)  # what the file states is of the time before
    take(root, "return", UNIT, day(18), reason="缺数据", due=day(20))
    mend(root, "submitted_on: 2017-05-17", "submitted_on: 2017-05-19")
    record_step(root, Step("submit", UNIT, "甲", day(20), happened_on=day(20)))
    assert opened(root).submission(UNIT, CYCLE).submitted_on == day(20)  # type: ignore[union-attr] # it is there


def test_a_log_of_the_cycle_is_continued_in_the_units_own(root: Path) -> None:
    step(root, "submit", 2)
    old = log_of_unit(root).entries[0]
    whole = History(CYCLE, f"history/{CYCLE}.jsonl", ())
    told = old.model_dump(include={"on", "by", "action", "unit", "before", "after", "content", "problems"})
    entry = sealed(whole, **told)
    write(root / f"history/{CYCLE}.jsonl", entry.line)
    (root / LOG).unlink()
    write(root / FILE, re.sub("history: .*\n", "", text(root)))
    assert errors(root) == []  # as an older version left it
    with pytest.raises(Refusal, match="早于最后一条报送记录的日期 2017-05-02"):
        step(root, "accept", 1)
    done = take(root, "accept", UNIT, day(3))
    assert (done.log, done.entry.number, done.entry.continues) == (LOG, 1, entry.hash)
    assert errors(root) == []
    assert take(root, "return", UNIT, day(4), reason="缺数据", due=day(20)).entry.continues is None
    write(root / f"history/{CYCLE}.jsonl", "")
    assert "history-chain-broken" in errors(root)


@pytest.mark.parametrize("action", ["submit", "return", "accept"])
@pytest.mark.parametrize("unit", ["unit: 示例市财政局", "unit: 市财政局", "# 没有单位"])
def test_a_submission_without_a_state_is_named_for_that(root: Path, action: str, unit: str) -> None:
    mend(root, "state: draft\n", "")
    mend(root, f"unit: {UNIT}", unit)
    with pytest.raises(NotValidError, match=f"填报文件 {FILE} 无法读取") as refused:
        step(root, action)
    assert "missing-key" in {one.rule for one in refused.value.findings}
    assert {one.place.file for one in refused.value.findings} == {FILE}
    with pytest.raises(Refusal, match="没有 2017 年度的自评材料"):
        take(root, "accept", "市体育局", day(11))


def test_the_last_entry_and_the_day_itself_decide(root: Path) -> None:
    step(root, "submit", 2)
    step(root, "return", 5)
    with pytest.raises(Refusal, match="2017-05-05"):
        step(root, "submit", 3)  # after the first entry, before the last
    step(root, "submit", 5)
    take(root, "return", UNIT, day(5), reason="缺数据", due=day(5))
    assert opened(root).submission(UNIT, CYCLE).returned.due == day(5)  # type: ignore[union-attr] # it is there


@pytest.mark.parametrize("empty", ["returned:", "returned: ~", "returned: {}"])
def test_an_empty_returned_is_filled(root: Path, empty: str) -> None:
    step(root, "submit")
    write(root / FILE, text(root).replace("sample: true", f"{empty}\nsample: true"))
    if empty == "returned: {}":
        with pytest.raises(NotValidError):
            step(root, "return")
        return
    step(root, "return")
    assert text(root).count("returned: {reason: 缺数据, due: 2017-05-20, on: 2017-05-10}") == 1
    assert text(root).count("returned:") == 1


def test_a_submission_with_errors_is_not_handed_in(root: Path) -> None:
    write(root / FILE, text(root).replace("indicator: 1", "indicator: 2"))
    files = state(root)
    with pytest.raises(NotValidError) as refused:
        step(root, "submit")
    assert [(one.rule, str(one.place), one.line.strip()) for one in refused.value.findings] == [
        ("missing-answer", f"{FILE}:6:1", "answers:"),  # as the file is, not as it would have been
        ("submission-by-stranger", f"{FILE}:7:16", "- indicator: 2"),
    ]
    assert state(root) == files


def test_a_waived_error_does_not_stand_in_the_way(root: Path) -> None:
    write(
        root / FILE,
        text(root).replace("    narrative: 示例：已按要求落实。\n", "    score: -1\n    narrative: 示例。\n"),
    )
    with pytest.raises(NotValidError):
        step(root, "submit")
    write(root / "dutykit.yaml", "cycle: 2017\nseverity: {negative-score: note}\n")
    step(root, "submit")


def test_a_file_that_was_not_read_whole_is_not_touched(root: Path) -> None:
    write(root / FILE, text(root).replace("rating: met", "rating: 好"))
    with pytest.raises(NotValidError, match="部分内容未读取"):
        step(root, "submit")


def test_what_was_changed_since_is_not_accepted_but_can_be_sent_back(root: Path) -> None:
    step(root, "submit")
    write(root / FILE, text(root).replace("已按要求落实", "全部落实"))
    with pytest.raises(NotValidError) as refused:
        step(root, "accept")
    assert [one.rule for one in refused.value.findings] == ["content-changed-since-submission"]
    step(root, "return")
    step(root, "submit")
    step(root, "accept")


def test_a_state_set_by_hand_is_not_built_on(root: Path) -> None:
    step(root, "submit")
    step(root, "return")
    write(root / FILE, text(root).replace("state: returned", "state: submitted"))
    with pytest.raises(NotValidError) as refused:
        step(root, "accept")
    assert [one.rule for one in refused.value.findings] == ["history-disagrees"]


def test_nothing_is_added_to_a_broken_log(root: Path) -> None:
    step(root, "submit")
    write(root / LOG, (root / LOG).read_text(encoding="utf-8").replace("示例经办人", "别人"))
    with pytest.raises(NotValidError) as refused:
        step(root, "accept")
    assert [one.rule for one in refused.value.findings] == ["history-chain-broken"]


def test_a_copy_of_the_log_stops_a_step_of_its_unit_alone(root: Path) -> None:
    step(root, "submit")
    copy = f"history/{CYCLE}/{UNIT} - 副本.jsonl"
    write(root / copy, (root / LOG).read_text(encoding="utf-8"))
    with pytest.raises(NotValidError) as refused:
        step(root, "accept")
    assert [(one.rule, one.place.file) for one in refused.value.findings] == [("history-chain-broken", copy)]
    fill(root, "市教育局", CYCLE)
    take(root, "submit", "市教育局", day(10))


def test_a_file_that_cannot_be_edited_safely(root: Path) -> None:
    write(root / FILE, text(root).replace("state: draft", "state: &s draft\nnext_steps: *s"))
    files = state(root)
    with pytest.raises(Refusal, match="写法特殊"):
        step(root, "submit")
    assert state(root) == files


@pytest.mark.parametrize("files", [0, 1])
def test_after_a_kill_the_next_step_does_the_rest_first_and_tells_of_that_alone(root: Path, files: int) -> None:
    with killed_after(files):
        step(root, "submit")
    told: list[Recovery] = []
    record_step(root, Step("accept", UNIT, "督导员", day(11)), told.append)
    assert told == [Recovery((LOG, FILE)[files:])]
    assert [line.entry.action for line in log_of_unit(root).lines if line.entry] == ["submit", "accept"]
    assert errors(root) == []


@pytest.mark.parametrize("files", [0, 1])
def test_after_a_kill_a_fix_does_the_rest_first(root: Path, files: int) -> None:
    write(root / FILE, text(root).replace(f"unit: {UNIT}", "unit: 示例市财政局"))
    with killed_after(files):
        step(root, "submit")
    told: list[Recovery] = []
    fixed = fix_workspace(root, dry_run=False, on_recovery=told.append)
    assert told == [Recovery((LOG, FILE)[files:])]
    assert [one.rule for one in fixed.left] == ["alias-in-use"]  # it is submitted now
    record_step(root, Step("return", UNIT, "督导员", day(11), reason="缺数据", due=day(20)), told.append)
    fix_workspace(root, dry_run=False, on_recovery=told.append)
    record_step(root, Step("submit", UNIT, "经办人", day(12)), told.append)
    assert len(told) == 1
    assert errors(root) == []


def test_what_is_edited_after_a_kill_is_told_and_stays(root: Path) -> None:
    with killed_after(1):
        step(root, "submit")
    edited = text(root).replace("已按要求落实", "已落实")
    write(root / FILE, edited)
    told: list[Recovery] = []
    with pytest.raises(NotValidError) as caught:
        record_step(root, Step("submit", UNIT, "经办人", day(11)), told.append)
    assert told == [Recovery((), (FILE,))]
    assert {one.rule for one in caught.value.findings} == {"history-disagrees", "history-head-differs"}
    assert text(root) == edited
    assert not (root / PENDING_FILE).exists()


def test_a_step_is_abandoned_where_nothing_of_it_was_written_and_the_submission_was_edited(root: Path) -> None:
    with killed_after(0):
        step(root, "submit")
    write(root / FILE, text(root).replace("已按要求落实", "已落实"))
    told: list[Recovery] = []
    record_step(root, Step("submit", UNIT, "经办人", day(11)), told.append)
    assert told == [Recovery((), (FILE,), is_abandoned=True)]
    assert [line.entry.on for line in log_of_unit(root).lines if line.entry] == [day(11)]
    assert errors(root) == []


def errors(root: Path) -> list[str]:
    """The rules of the errors in the workspace on the day the test is about."""
    _loaded, findings, _waived = check_workspace(root, frozenset(), frozenset(), day(12))
    return [one.rule for one in findings if one.severity is Severity.ERROR]


def test_a_note_that_is_none_is_not_carried_out(root: Path) -> None:
    write(root / PENDING_FILE, "x")
    with pytest.raises(Refusal, match="不是 dutykit 生成的"):
        step(root, "submit")


def test_a_locked_workspace(root: Path) -> None:
    with workspace_lock(root), pytest.raises(WorkspaceLockedError):
        step(root, "submit")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_file(root: Path) -> None:
    (root / FILE).chmod(0o444)
    with pytest.raises(Refusal, match="只读"):
        step(root, "submit")


def test_nothing_is_mended_in_what_was_handed_in(root: Path) -> None:
    write(root / FILE, text(root).replace(f"unit: {UNIT}", "unit: 示例市财政局"))
    step(root, "submit")
    before = text(root)
    fixed = fix_workspace(root, dry_run=False)
    assert fixed.files == ()
    assert [(one.rule, one.reason) for one in fixed.left] == [
        ("alias-in-use", "已报送，修改后与报送内容不一致；确需修改的，先退回")
    ]
    assert text(root) == before
    step(root, "return")
    assert [file.name for file in fix_workspace(root, dry_run=False).files] == [FILE]
    assert f"unit: {UNIT}\n" in text(root)


def test_nothing_is_mended_in_a_cycle_that_is_over(root: Path) -> None:
    write(root / FILE, text(root).replace(f"unit: {UNIT}", "unit: 示例市财政局"))
    carry(root, dt.date(2018, 1, 5), 2018)
    assert fix_workspace(root, dry_run=False).files == ()


def mend(root: Path, old: str, new: str, file: str = FILE) -> None:
    before = (root / file).read_text(encoding="utf-8")
    assert old in before
    write(root / file, before.replace(old, new, 1))


def test_what_a_step_tells_of_the_content(root: Path) -> None:
    done = take(root, "submit", UNIT, day(1))
    assert (done.cycle, done.file, done.unchanged, done.has_problems) == (CYCLE, FILE, False, False)
    assert not take(root, "accept", UNIT, day(2)).unchanged  # it says what was submitted, but is no submission
    take(root, "return", UNIT, day(3), reason="缺数据", due=day(20))
    mend(
        root,
        "rating: met",
        "rating: met\n    problems: [{id: 1, found_by: self_check, text: 慢。, measure: 快。, due: 2017-09-01}]",
    )
    again = take(root, "submit", UNIT, day(4))
    assert (again.unchanged, again.has_problems) == (False, True)  # a problem more is a change


def test_problems_carried_over_are_problems(root: Path) -> None:
    write(
        root / f"reviews/{CYCLE - 1}/{UNIT}.yaml",
        f"unit: {UNIT}\ncycle: {CYCLE - 1}\nfindings: [{{id: 1, indicator: 1, found_by: inspection, text: 慢。}}]\n",
    )
    carried = (
        f"carried: [{{problem: 1, from_cycle: {CYCLE - 1}, status: open, measure: 快。, progress: 无。}}]\nanswers:"
    )
    mend(root, "answers:", carried)
    assert take(root, "submit", UNIT, day(1)).has_problems


def test_a_log_without_a_last_line_break_gets_one(root: Path) -> None:
    step(root, "submit")
    log = (root / LOG).read_bytes()
    (root / LOG).write_bytes(log.rstrip())
    step(root, "accept")
    lines = (root / LOG).read_bytes().split(b"\n")
    assert [*map(bool, lines)] == [True, True, False]
    assert lines[0] + b"\n" == log
    step(root, "return")
    assert (root / LOG).read_bytes().startswith(b"\n".join(lines))
    assert b"\n\n" not in (root / LOG).read_bytes()


def test_nothing_is_added_behind_a_line_that_cannot_be_read(root: Path) -> None:
    step(root, "submit")
    (root / LOG).write_bytes((root / LOG).read_bytes() + b"x\n")
    with pytest.raises(NotValidError) as refused:
        step(root, "accept", 11)
    assert [(one.rule, one.place.line) for one in refused.value.findings] == [("history-chain-broken", 2)]


def test_without_a_log_the_date_in_the_file_counts(root: Path) -> None:
    mend(root, "state: draft", "state: submitted\nsubmitted_on: 2017-05-10")
    for action in ("return", "accept"):
        with pytest.raises(Refusal, match="日期 2017-05-09 早于报送日期 2017-05-10"):
            step(root, action, 9)
    step(root, "return", 10)
    (root / LOG).unlink()
    write(root / FILE, re.sub("history: .*\n", "", text(root)))
    step(root, "submit", 9)  # the date is that of this submission now
    assert opened(root).submission(UNIT, CYCLE).submitted_on == day(9)  # type: ignore[union-attr] # it is there


def test_without_a_date_in_the_file_the_next_key_follows_the_state(root: Path) -> None:
    mend(root, "state: draft", "state: submitted")
    step(root, "return")
    assert "state: returned\nreturned: {" in text(root)


@pytest.mark.parametrize(("reason", "due", "said"), [(None, day(20), "未写明退回原因"), ("缺", None, "重新报送时限")])
def test_a_return_needs_a_reason_and_a_date(root: Path, reason: str | None, due: dt.date | None, said: str) -> None:
    step(root, "submit")
    with pytest.raises(Refusal, match=said):
        take(root, "return", UNIT, day(11), reason=reason, due=due)


@pytest.mark.parametrize("file", ["data/indicators.yaml", "data/units.yaml", FILE])
def test_a_file_that_counts_and_was_not_read_whole_stops_a_step(root: Path, file: str) -> None:
    other = f"submissions/{CYCLE}/市教育局.yaml"
    fill(root, "市教育局", CYCLE)
    for name in (file, other):
        write(root / name, (root / name).read_text(encoding="utf-8") + "别的: 1\n")
    with pytest.raises(NotValidError, match="部分内容未读取") as refused:
        step(root, "submit")
    assert {one.place.file for one in refused.value.findings} == {file}


def test_a_log_that_cannot_be_read_stops_a_step(root: Path) -> None:
    (root / LOG).mkdir(parents=True)
    with pytest.raises(NotValidError, match="部分内容未读取") as refused:
        step(root, "submit")
    assert [(one.rule, one.place.file) for one in refused.value.findings] == [("file-unreadable", LOG)]


def test_of_a_past_cycle_its_own_catalogue_and_units_count(root: Path) -> None:
    step(root, "submit")
    carry(root, dt.date(2018, 1, 5), 2018)
    for name in ("indicators.yaml", "units.yaml"):
        now, then = root / "data" / name, root / f"data/past/{CYCLE}" / name
        good = now.read_text(encoding="utf-8")
        write(now, good + "别的: 1\n")
        take(root, "return", UNIT, dt.date(2018, 2, 1), CYCLE, reason="缺数据", due=dt.date(2018, 3, 1))
        take(root, "submit", UNIT, dt.date(2018, 2, 1), CYCLE)
        write(now, good)
        old = then.read_text(encoding="utf-8")
        write(then, old + "别的: 1\n")
        with pytest.raises(NotValidError) as refused:
            take(root, "accept", UNIT, dt.date(2018, 2, 2), CYCLE)
        assert [one.place.file for one in refused.value.findings] == [f"data/past/{CYCLE}/{name}"]
        write(then, old)
    take(root, "accept", UNIT, dt.date(2018, 2, 2), CYCLE)


def test_what_is_wrong_with_other_units_stops_nobody(root: Path) -> None:
    other = f"submissions/{CYCLE}/市教育局.yaml"
    fill(root, "市教育局", CYCLE)
    step(root, "submit")
    take(root, "submit", "市教育局", day(10))
    mend(root, "已按要求落实", "全部落实", other)  # since it was submitted
    mend(root, "rating: met", "rating: met\n    score: -1", other)
    step(root, "accept")
    with pytest.raises(NotValidError):
        take(root, "accept", "市教育局", day(11))


def test_a_warning_stops_nothing(root: Path) -> None:
    mend(root, "sample: true", "summary: 联系电话 13812345678。\nsample: true")
    step(root, "submit")
    step(root, "accept")
    findings = check_workspace(root, frozenset(), frozenset(), day(12))[1]
    assert "mobile-number" in {one.rule for one in findings}


@pytest.mark.parametrize("action", ["submit", "accept"])
def test_an_error_that_comes_with_the_step_says_which_step(root: Path, action: str) -> None:
    """Evidence that is dated later than the submission is a warning, unless the settings say otherwise."""
    mend(root, "rating: met", "rating: met\n    evidence: [{title: 通知, kept_by_unit: true, date: 2017-05-05}]")
    if action == "accept":
        step(root, "submit", 4)
    settings = (root / "dutykit.yaml").read_text(encoding="utf-8")
    write(root / "dutykit.yaml", settings + "severity: {evidence-after-submission: error}\n")
    with pytest.raises(NotValidError, match="不能报送" if action == "submit" else "不能审核通过") as refused:
        step(root, action, 4 if action == "submit" else 8)
    assert [one.rule for one in refused.value.findings] == ["evidence-after-submission"]
    if action == "submit":
        step(root, "submit", 5)
