"""Reads the logs in history/: JSON, an entry a line, one file per cycle."""

from __future__ import annotations

from dutykit.model.history import History, HistoryLine, read_entry
from dutykit.model.place import SourceFile

LARGEST = 50_000_000
"""Bytes of a log that is read."""


def read_history(cycle: int, source: SourceFile) -> History:
    """The log of `cycle` in `source`; a line that cannot be understood is kept as such."""
    lines = []
    # Lines end in \n alone: other characters that break lines may be in a reason.
    for number, text in enumerate(source.data.split(b"\n"), 1):
        if not text.strip():
            continue
        decoded = text.decode("utf-8", "replace")
        place = source.at(number, 1, max(len(decoded.rstrip()), 1))
        lines.append(HistoryLine(place, read_entry(decoded)))
    return History(cycle, source.name, tuple(lines))


def no_history(cycle: int, name: str) -> History:
    """The log of a cycle in which nothing has been done, to be in the file `name`."""
    return History(cycle, name, ())
