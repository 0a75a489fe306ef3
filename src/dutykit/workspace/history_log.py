"""Reads and continues the logs in history/: JSON, an entry a line, one file per unit and cycle and one per cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from dutykit.model.history import CycleHistory, History, HistoryLine, sealed
from dutykit.model.history_entry import HistoryEntry, read_entry
from dutykit.model.layout import history_file, unit_history_file
from dutykit.model.place import SourceFile
from dutykit.model.record import NOWHERE
from dutykit.workspace.conflict import is_mark
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.kept_lines import with_line

LARGEST = 50_000_000
"""Bytes of a log that is read."""


def read_history(cycle: int, source: SourceFile, *, of_unit: bool = False) -> History:
    """The log in `source`, of `cycle` or of one of its units; a line that cannot be understood is kept as such."""
    lines = []
    # Lines end in \n alone: other characters that break lines may be in a reason.
    for number, text in enumerate(source.data.split(b"\n"), 1):
        if not text.strip():
            continue
        decoded = text.decode("utf-8", "replace")
        place = source.at(number, 1, max(len(decoded.rstrip()), 1))
        lines.append(HistoryLine(place, read_entry(decoded), is_mark(decoded.rstrip())))
    if not of_unit:
        return History(cycle, source.name, tuple(lines))
    named = (line.entry.unit for line in lines if line.entry is not None and line.entry.unit is not None)
    unit = next(named, PurePosixPath(source.name).stem)
    is_misplaced = source.name != unit_history_file(cycle, file_stem(unit))
    return History(cycle, source.name, tuple(lines), unit, is_misplaced)


def no_history(cycle: int) -> CycleHistory:
    """The logs of a cycle in which nothing has been done."""
    return CycleHistory(cycle, History(cycle, history_file(cycle), ()))


def log_of(histories: Mapping[int, CycleHistory], cycle: int, unit: str, canonical: Mapping[str, str]) -> History:
    """The log in which the next entry about `unit` (its id) goes; without a line where it has none yet."""
    found = histories.get(cycle)
    own = None if found is None else found.of(unit, canonical)
    return own or History(cycle, unit_history_file(cycle, file_stem(unit)), (), unit)


def continued(history: History, data: bytes | None, **notes: Any) -> tuple[HistoryEntry, bytes]:
    """The next entry of `history`, with what `notes` state, and its file, which contains `data`, with the new line."""
    entry = sealed(history, **notes)
    return entry, with_line(data, entry.line.encode())


def with_entry(cycle: CycleHistory, log: History, entry: HistoryEntry) -> CycleHistory:
    """The logs of the cycle, with `entry` as the next line of `log`, which may be a new one."""
    longer = replace(log, lines=(*log.lines, HistoryLine(NOWHERE, entry)))
    if log.file == cycle.common.file:
        return replace(cycle, common=longer)
    others = (one for one in cycle.units if one.file != log.file)
    return replace(cycle, units=tuple(sorted((*others, longer), key=lambda one: one.file)))
