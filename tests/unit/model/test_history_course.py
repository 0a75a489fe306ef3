"""The order in which entries of two places can have happened."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from typing import Any

from dutykit.model.history import History, HistoryLine, sealed
from dutykit.model.history_course import course
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.place import Place

PLACE = Place("history/2019/甲局.jsonl", 1, 1)


def chain(
    *steps: tuple[str, int], after: tuple[HistoryEntry, ...] = (), content: str = "1:a"
) -> tuple[HistoryEntry, ...]:
    """`after` and, built on its last entry, the steps: an action and a day of May each."""
    states = {"submit": "submitted", "return": "returned", "accept": "accepted"}
    made = after
    for action, day in steps:
        log = History(2019, PLACE.file, tuple(HistoryLine(PLACE, one) for one in made), "甲局")
        before = made[-1].after if made else "draft"
        notes: dict[str, Any] = {"action": action, "before": before, "after": states[action], "content": content}
        made = (*made, sealed(log, on=dt.date(2019, 5, day), by="甲", unit="甲局", **notes))
    return made


def told(entries: tuple[HistoryEntry, ...]) -> list[tuple[str, int]]:
    return [(one.action, one.on.day) for one in entries]


def test_a_log_that_was_continued_in_one_place_stays_as_it_is() -> None:
    entries = chain(("submit", 1), ("return", 2), ("submit", 2), ("accept", 3))
    for order in permutations(entries):
        found = course(order)
        assert found.entries == found.applied == entries
        assert found.aside == ()


def test_the_earlier_day_comes_first() -> None:
    begun = chain(("submit", 1))
    ours = chain(("return", 3), ("submit", 6), after=begun)
    theirs = chain(("accept", 9), after=begun)
    found = course({*ours, *theirs})
    assert told(found.applied) == [("submit", 1), ("return", 3), ("submit", 6), ("accept", 9)]
    assert found.aside == ()


def test_on_one_day_what_is_possible_comes_first() -> None:
    begun = chain(("submit", 1), ("return", 2))
    ours = chain(("submit", 5), after=begun)
    theirs = chain(("submit", 4), ("accept", 5), after=begun)
    found = course({*ours, *theirs})
    assert told(found.applied) == [("submit", 1), ("return", 2), ("submit", 4), ("accept", 5)]
    assert told(found.contradicting) == [("submit", 5)]
    same = course(
        {
            *chain(("return", 4), ("submit", 4), after=chain(("submit", 1))),
            *chain(("accept", 4), after=chain(("submit", 1))),
        }
    )
    assert len(same.applied) == 4 - len(same.contradicting)


def test_what_both_recorded_counts_once() -> None:
    ours = chain(("submit", 2))
    theirs = chain(("submit", 3), ("accept", 4))
    found = course({*ours, *theirs})
    assert told(found.applied) == [("submit", 2), ("accept", 4)]
    assert told(found.repeated) == [("submit", 3)]
    assert found.aside == (theirs[0].hash,)
    other = course({*ours, *chain(("submit", 3), content="1:b")})
    assert told(other.contradicting) == [("submit", 3)]  # another content is no repetition


def test_another_content_that_was_accepted_is_not_this_one() -> None:
    begun = chain(("submit", 1))
    ours = chain(("submit", 4), after=chain(("return", 2), after=begun), content="1:b")
    theirs = chain(("accept", 5), after=begun)
    found = course({*ours, *theirs})
    assert told(found.contradicting) == [("accept", 5)]
    assert found.applied[-1].after == "submitted"


def test_what_contradicts_is_kept_and_does_not_count() -> None:
    begun = chain(("submit", 1))
    found = course({*chain(("accept", 2), after=begun), *chain(("return", 3), ("submit", 4), after=begun)})
    assert told(found.applied) == [("submit", 1), ("accept", 2), ("return", 3), ("submit", 4)]
    found = course({*chain(("return", 2), after=begun), *chain(("accept", 3), after=begun)})
    assert told(found.contradicting) == [("accept", 3)]
    assert len(found.entries) == 3


def test_units_of_one_log_do_not_stand_in_each_others_way() -> None:
    one, two = chain(("submit", 1)), chain(("submit", 1))
    other = two[0].model_copy(update={"unit": "乙局"})
    found = course([*one, other.model_copy(update={"hash": other.seal})])
    assert len(found.applied) == 2


def test_an_amendment_leaves_the_state_as_it_is() -> None:
    begun = chain(("submit", 1))
    log = History(2019, PLACE.file, tuple(HistoryLine(PLACE, one) for one in begun), "甲局")
    notes: dict[str, Any] = {"action": "amend", "before": "submitted", "after": "submitted", "content": "1:b"}
    amended = sealed(log, on=dt.date(2019, 5, 3), by="甲", unit="甲局", **notes)
    found = course([*begun, amended])
    assert found.applied == (*begun, amended)
    both = course({amended, *chain(("accept", 4), after=begun)})
    assert told(both.contradicting) == [("accept", 4)]  # it accepted what was before
    both = course({amended, *chain(("return", 2), after=begun)})
    assert told(both.contradicting) == [("amend", 3)]
