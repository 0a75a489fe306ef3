"""What the office's workbook said when it was last taken: its own earlier words are no other side.

A line for each time, and lines are only added. Each states how the workbook then differed from how it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel, ConfigDict

from dutykit.forms.office.schema import OFFICE
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.row import CellKey, RowKey
from dutykit.model.layout import COLLECTED_FOLDER
from dutykit.workspace.kept_lines import noted, with_notes

TAKEN_FILE = f"{COLLECTED_FOLDER}/office.jsonl"


@dataclass(frozen=True, slots=True)
class Words:
    """What a workbook says: its rows, and the cells that could be understood, as their texts."""

    rows: frozenset[RowKey]
    cells: Mapping[CellKey, str | None]
    sheets: frozenset[str]
    """The sheets that were found."""


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    form: str
    number: int
    """How often the workbook had been taken then."""
    new: list[list[str]]
    gone: list[list[str]]
    cells: list[tuple[list[str], str | None]]


def goes_on_from(made: Base, data: bytes | None, words: Words) -> Base:
    """What a workbook that says `words` goes on from: as it was made, or as it was when it was taken once.

    The one that it differs least from, of several the latest: a copy from before the last time does not take back
    what was filled in since.
    """
    versions = [made, *(_as_taken(made, line) for line in _lines(made, data))]
    return min(reversed(versions), key=lambda version: _difference(words, version))


def _difference(words: Words, version: Base) -> int:
    """In how many rows and cells a workbook differs from one of its earlier versions."""
    rows = {key for key in version.rows if key[0] in words.sheets and key[0] in _open_sheets()}
    there = {key for key in words.rows if key[0] in _open_sheets()}
    cells = sum(text != version.cells.get(key) for key, text in words.cells.items() if key[:-1] not in there - rows)
    return len(rows ^ there) + cells


def _open_sheets() -> frozenset[str]:
    return frozenset(sheet.name for sheet in OFFICE.sheets() if sheet.open_rows)


def _as_taken(made: Base, line: _Line) -> Base:
    gone = {tuple(key) for key in line.gone}
    new = [tuple(key) for key in line.new if OFFICE.has_row(key)]
    rows = (*(key for key in made.rows if key not in gone), *(key for key in new if key not in made.rows))
    cells = dict(made.cells)
    for key, text in line.cells:
        if text is None:
            cells.pop(tuple(key), None)
        elif OFFICE.has_cell(key):
            cells[tuple(key)] = text
    return replace(made, rows=rows, cells=cells)


def with_words(made: Base, data: bytes | None, words: Words) -> bytes:
    """The lines `data` with what a workbook made as `made` says now."""
    lines, open_sheets = _lines(made, data), _open_sheets() & words.sheets
    line = {
        "form": made.fingerprint,
        "number": 1 + max((one.number for one in lines), default=0),
        "new": sorted(map(list, words.rows - set(made.rows))),
        "gone": sorted(list(key) for key in made.rows if key[0] in open_sheets and key not in words.rows),
        "cells": [[list(key), text] for key, text in sorted(words.cells.items()) if text != made.cells.get(key)],
    }
    return with_notes(data, line)


def _lines(made: Base, data: bytes | None) -> list[_Line]:
    """The lines about a workbook, the earliest first; what is no such line is passed over."""
    found = [(line.number, text, line) for text, line in noted(data, _Line) if line.form == made.fingerprint]
    return [line for _number, _text, line in sorted(found, key=lambda one: one[:2])]
