"""The chain of a log."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from pydantic import ValidationError

from dutykit.model.history import History, sealed
from dutykit.model.history_entry import HistoryEntry, read_entry
from dutykit.model.place import SourceFile
from dutykit.model.submission import State
from dutykit.workspace.history_log import no_history, read_history

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
