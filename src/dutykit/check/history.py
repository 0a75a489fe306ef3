"""What the logs say of each unit at last, for the rules that hold it against the submissions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dutykit.model.history import HistoryLine
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace


class Logged(NamedTuple):
    """The line that a unit's state in a cycle follows from, and the submission it is about."""

    cycle: int
    unit: str
    """Its id as it is now."""
    line: HistoryLine
    entry: HistoryEntry
    submission: Submission | None
    """None if there is none, or none that could be read."""


def logged(workspace: Workspace) -> Iterator[Logged]:
    """Each unit of each cycle with logs. Of what is only half written nothing is stated: unfinished-change does."""
    for cycle, history in sorted(workspace.history.items()):
        then = workspace.at(cycle)
        canonical = then.register.canonical
        found: dict[str, HistoryLine] = {}
        # What a log states of a unit by its id counts before what one states of it by a former name.
        for name, line in sorted(history.latest.items(), key=lambda one: canonical.get(one[0], one[0]) == one[0]):
            found[canonical.get(name, name)] = line
        for unit, line in found.items():
            submission = then.submission(unit, cycle)
            half = line.place.file in workspace.pending or (
                submission is not None and submission.file in workspace.pending
            )
            if line.entry is not None and not half:
                yield Logged(cycle, unit, line, line.entry, submission)
