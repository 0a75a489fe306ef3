"""The chain of a log, and what counts as a change of content."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from pydantic import ValidationError

from dutykit.model.history import (
    OF_RECTIFICATION,
    OF_THE_STATE,
    History,
    HistoryEntry,
    content_fingerprint,
    problem_fingerprints,
    read_entry,
    sealed,
)
from dutykit.model.place import SourceFile
from dutykit.model.settings import Limits
from dutykit.model.submission import State, Submission
from dutykit.workspace.decode import decode
from dutykit.workspace.history_log import no_history, read_history
from dutykit.workspace.yaml.reader import read_yaml

STEPS: tuple[tuple[str, State, State], ...] = (
    ("submit", "draft", "submitted"),
    ("return", "submitted", "returned"),
    ("submit", "returned", "submitted"),
    ("accept", "submitted", "accepted"),
)


def log(steps: tuple[tuple[str, State, State], ...] = STEPS) -> list[str]:
    history = no_history(2019).common
    lines: list[str] = []
    for number, (action, before, after) in enumerate(steps, 1):
        day = dt.date(2019, 5, number)
        entry = sealed(history, on=day, by="甲", action=action, unit="甲局", before=before, after=after, content="x")
        lines.append(entry.line)
        history = read("".join(lines))
    return lines


def read(text: str) -> History:
    return read_history(2019, SourceFile("history/2019.jsonl", text.encode()))


def broken(lines: list[str]) -> list[tuple[int, str | None]]:
    return [(line.place.line, part) for line, part in read("".join(lines)).broken()]


def test_a_whole_chain() -> None:
    history = read("".join(log()))
    assert list(history.broken()) == []
    line = history.latest["甲局"]
    assert line.entry is not None
    assert (line.entry.after, line.entry.number, line.place.line) == ("accepted", 4, 4)
    assert "".join(one.entry.line for one in history.lines if one.entry) == "".join(log())


@pytest.mark.parametrize("at", range(3))
def test_whatever_is_taken_out_or_changed_is_noticed(at: int) -> None:
    lines = log()
    assert broken(lines[:at] + lines[at + 1 :])
    assert broken([*lines[:at], lines[at].replace('"by": "甲"', '"by": "乙"'), *lines[at + 1 :]]) == [(at + 1, "hash")]
    assert broken([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]])
    assert broken([*lines[: at + 1], *lines[at:]])
    assert broken([*lines[:at], "x\n", *lines[at:]])[0] == (at + 1, None)


def test_a_line_forged_whole_breaks_what_follows() -> None:
    lines = log()
    forged = json.loads(lines[1])
    forged["reason"] = "别的"
    entry = read_entry(json.dumps(forged))
    assert entry is not None
    again = entry.model_copy(update={"hash": entry.seal}).line
    assert broken([lines[0], again, *lines[2:]]) == [(3, "previous")]


def test_a_step_that_cannot_be() -> None:
    assert broken(log((STEPS[0], STEPS[1], STEPS[3]))) == [(3, "after")]


def entries(*told: dict[str, Any]) -> list[HistoryEntry]:
    """A chain whose hashes, numbers and links are right, whatever is told in it."""
    made: list[HistoryEntry] = []
    for number, one in enumerate(told, 1):
        history = read("".join(entry.line for entry in made))
        made.append(sealed(history, **{"on": dt.date(2019, 5, number), "by": "甲", **one}))
    return made


def step(action: str, before: State | None, after: State | None, unit: str | None = "甲局") -> dict[str, Any]:
    return {"action": action, "unit": unit, "before": before, "after": after}


CARRIED = step("carry_forward", None, None, None)
SUBMITTED = step("submit", "draft", "submitted")


@pytest.mark.parametrize(
    ("steps", "at_fault"),
    [
        ([CARRIED, SUBMITTED, step("accept", "submitted", "accepted"), step("return", "accepted", "returned")], []),
        ([SUBMITTED, CARRIED, step("accept", "submitted", "accepted")], []),
        ([SUBMITTED, {**SUBMITTED, "unit": "乙局"}], []),
        ([step("carry_forward", None, "draft", None)], [1]),
        ([step("submit", "draft", "submitted", None)], [1]),
        ([step("accept", "draft", "accepted")], [1]),
        ([step("submit", "draft", "accepted")], [1]),
        ([SUBMITTED, SUBMITTED], [2]),
        ([step("submit", "draft", None), step("return", "submitted", "returned")], [1]),
    ],
)
def test_which_steps_follow_from_those_before(steps: list[dict[str, Any]], at_fault: list[int]) -> None:
    lines = [one.line for one in entries(*steps)]
    assert broken(lines) == [(line, "after") for line in at_fault]


def test_a_wrong_number_is_noticed_although_the_links_are_right() -> None:
    (first, second) = entries(SUBMITTED, step("accept", "submitted", "accepted"))
    second = second.model_copy(update={"number": 3})
    second = second.model_copy(update={"hash": second.seal})
    assert broken([first.line, second.line]) == [(2, "number")]


def test_what_comes_after_an_unreadable_line_is_looked_at_too() -> None:
    lines = log()
    changed = lines[3].replace('"by": "甲"', '"by": "乙"')
    assert broken([*lines[:2], "x\n", lines[2], changed]) == [(3, None), (5, "hash")]


def test_the_latest_line_is_the_last_that_says_something_of_a_units_state() -> None:
    steps = (CARRIED, SUBMITTED, step("carry_forward", None, None), step("submit", "draft", "submitted", None))
    history = read("x\n" + "".join(one.line for one in entries(*steps)) + "x\n")
    assert {unit: line.place.line for unit, line in history.latest.items()} == {"甲局": 3}


def test_the_next_entry_is_linked_to_the_last_that_can_be_read() -> None:
    lines = log()
    last = read_entry(lines[-1])
    assert last is not None
    assert read("".join(lines) + "x\n").last_hash == last.hash
    assert no_history(2019).common.last_hash == sha256("dutykit history 2019") == read("x\n").last_hash


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_form_of_an_entry_stays() -> None:
    """Logs that were written with any version of dutykit are still right."""
    told = {
        "number": 1,
        "on": "2019-05-01",
        "by": "甲",
        "action": "return",
        "unit": "甲局",
        "before": "submitted",
        "after": "returned",
        "content": "1:a",
        "problems": ["b"],
        "reason": "缺，补",
        "due": "2019-06-01",
        "previous": sha256("dutykit history 2019"),
    }
    (entry,) = entries(
        {**step("return", "submitted", "returned"), "content": "1:a", "problems": ("b",)}
        | {"reason": "缺，补", "due": dt.date(2019, 6, 1)}
    )
    assert entry.hash == sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    assert entry.line == json.dumps({**told, "hash": entry.hash}, ensure_ascii=False) + "\n"
    assert read_entry(entry.line) == entry


def test_an_entry_is_read_strictly_and_does_not_change() -> None:
    (entry,) = entries(SUBMITTED)
    for old, new in (('"number": 1', '"number": "1"'), ('"number": 1', '"number": 0'), ('"by"', '"zu": 1, "by"')):
        assert old in entry.line
        assert read_entry(entry.line.replace(old, new)) is None
    with pytest.raises(ValidationError):
        entry.by = "乙"  # type: ignore[misc] # it is frozen


@pytest.mark.parametrize(
    "line", ["", "{}", "[1]", "null", '{"number": 1e400}', "[" * 100_000, '{"number": 1, "on": "2019-02-30"}', "\ud800"]
)
def test_what_is_no_entry(line: str) -> None:
    assert read_entry(line) is None


TEXT = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - {indicator: 1, rating: met, narrative: 都做到了, metrics: {数: 1.50}}
  - indicator: 2
    rating: partly
    problems:
      - {id: 1, found_by: self_check, text: 问题, status: open}
"""


def fingerprint(text: str) -> str | None:
    record, findings, _complete = decode(Submission, read_yaml(text.encode(), "x", Limits()))
    assert record is not None, findings
    return content_fingerprint(record)


ALL_KINDS = """\
unit: 甲局
cycle: 2019
state: accepted
submitted_on: 2019-05-01
accepted_on: 2019-06-01
returned: {reason: 缺, due: 2019-06-01}
sample: true
summary:
carried:
  - {problem: 1, from_cycle: 2018, measure: 甲, person: 乙, due: 2019-05-01, status: closed, progress: 丙,
     proof: [{title: 丁}], closed_on: 2019-05-02}
answers:
  - {indicator: 2, metrics: {甲: 1.50, 乙: 100.0, 丙: 100, 丁: 文字, 戊: true, 己: 0.10, 庚: 1e2}}
  - indicator: 1
    narrative:
    evidence: [{title: 通知, date: 2019-03-01, kept_by_unit: true, note: }]
    problems: [{id: 1, found_by: self_check, text: 问题}]
"""


def test_the_form_of_a_fingerprint_stays() -> None:
    """What was submitted with any version of dutykit is still what was submitted."""
    metrics = {
        "甲": "number 1.5",
        "乙": "number 100",
        "丙": "number 100",
        "丁": "文字",
        "戊": True,
        "己": "number 0.1",
        "庚": "number 100",
    }
    evidence = {"title": "通知", "date": "date 2019-03-01", "kept_by_unit": True}
    answers = ({"indicator": "number 2", "metrics": metrics}, {"indicator": "number 1", "evidence": [evidence]})
    told = {
        "unit": "甲局",
        "cycle": "number 2019",
        "sample": True,
        "carried": [{"problem": "number 1", "from_cycle": "number 2018"}],
        "answers": sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in answers),
    }
    assert fingerprint(ALL_KINDS) == "1:" + sha256(json.dumps(told, ensure_ascii=False, sort_keys=True))
    assert problems(ALL_KINDS) == (sha256('["1", "1", "self_check", "问题"]')[:16],)


def test_the_fingerprints_of_problems_are_sorted() -> None:
    text = ALL_KINDS.replace(
        "text: 问题}", "text: 问题}" + "".join(f", {{id: {n}, found_by: monitoring, text: 甲}}" for n in range(2, 9))
    )
    assert len(problems(text)) == 8
    assert [*problems(text)] == sorted(problems(text))
    elsewhere = text.replace("  - indicator: 1\n", "  - indicator: 3\n")
    assert not set(problems(text)) & set(problems(elsewhere))


@pytest.mark.parametrize("key", sorted(OF_RECTIFICATION))
def test_a_carried_problem_goes_on_changing(key: str) -> None:
    values = {"due": "2020-01-01", "closed_on": "2020-01-01", "status": "open", "proof": "[{title: 别的}]"}
    carried = f"carried:\n  - {{problem: 1, from_cycle: 2018, {key}: {values.get(key, '别的')}}}\n"
    bare = "carried:\n  - {problem: 1, from_cycle: 2018}\n"
    assert fingerprint(TEXT + carried) == fingerprint(TEXT + bare) != fingerprint(TEXT)
    assert fingerprint(TEXT + carried.replace("problem: 1", "problem: 2")) != fingerprint(TEXT + bare)


@pytest.mark.parametrize("key", sorted(OF_THE_STATE - {"state"}))
def test_the_head_of_the_file_goes_on_changing(key: str) -> None:
    value = "{reason: 缺, due: 2019-06-01}" if key == "returned" else "2019-06-01"
    assert fingerprint(f"{TEXT}{key}: {value}\n") == fingerprint(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("state: draft", "state: submitted\nsubmitted_on: 2019-05-01"),
        ("state: draft", "state: returned\nreturned: {reason: 缺, due: 2019-06-01}"),
        ("1.50", "1.5"),
        ("都做到了", '"都做到了"'),
        ("unit: 甲局\ncycle: 2019", "cycle: 2019   # 注\nunit: 甲局"),
        ("status: open", "status: closed, closed_on: 2019-12-01, measure: 补课, progress: 完成"),
        ("rating: partly", "rating: partly\n    evidence: []\n    narrative:"),
        (TEXT[TEXT.index("  - {") : TEXT.index("  - indicator")], ""),
    ],
)
def test_what_is_no_change_of_content(old: str, new: str) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new)
    if not new:  # the first answer goes to the end
        text += old
    assert fingerprint(text) == fingerprint(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.50", "1.51"),
        ("1.50", '"1.50"'),
        ("都做到了", "都做到"),
        ("rating: partly", "rating: met"),
        ("indicator: 2", "indicator: 3"),
        ("state: draft", "state: draft\nsummary: 概述"),
        ("2019", "2018"),
    ],
)
def test_what_is_a_change_of_content(old: str, new: str) -> None:
    assert old in TEXT
    assert fingerprint(TEXT.replace(old, new)) != fingerprint(TEXT)


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("text: 问题", "text: 小问题", 1),
        ("id: 1, found_by", "id: 2, found_by", 1),
        ("found_by: self_check", "found_by: inspection", 1),
        ("      - {id: 1, found_by: self_check, text: 问题, status: open}\n", "      []\n", 1),
        ("status: open", "status: closed, closed_on: 2019-12-01", 0),
        ("    problems:\n", "    problems:\n      - {id: 9, found_by: inspection, text: 新问题}\n", 0),
    ],
)
def test_problems_may_come_and_none_may_go(old: str, new: str, gone: int) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new)
    assert fingerprint(text) == fingerprint(TEXT)
    assert len({*problems(TEXT)} - {*problems(text)}) == gone


def problems(text: str) -> tuple[str, ...]:
    record = decode(Submission, read_yaml(text.encode(), "x", Limits()))[0]
    assert record is not None
    return problem_fingerprints(record)


def test_made_in_memory_there_is_no_fingerprint() -> None:
    assert content_fingerprint(Submission(unit="甲局", cycle=2019, state="draft")) is None
