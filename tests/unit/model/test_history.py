"""The chain of a log, and what counts as a change of content."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from dutykit.model.history import History, content_fingerprint, problem_fingerprints, read_entry, sealed
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
    history = no_history(2019, "history/2019.jsonl")
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
