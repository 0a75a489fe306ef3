"""What was taken from each unit's forms, kept in the workspace: a line for each time, and lines are only added.

The order of lines means nothing, so two copies of such a file are joined by keeping the lines of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from dutykit.forms.workbook.said import Statement
from dutykit.forms.workbook.schema import FORM
from dutykit.forms.workbook.stated import LISTS
from dutykit.model.layout import COLLECTED_FOLDER
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.kept_lines import noted, with_notes


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    on: str
    """The day it was taken."""
    form: str
    saved: str
    rows: list[list[str]]
    cells: list[tuple[list[str], str | None]]
    taken: list[tuple[list[str], str | None]]
    new: list[list[str]]
    gone: list[list[str]]
    overruled: bool = False
    files: dict[str, str] = {}


def statements_file(unit: str, cycle: int) -> str:
    """The file of a unit (its id) and a cycle."""
    return f"{COLLECTED_FOLDER}/{cycle}/{file_stem(unit)}.jsonl"


def read_statements(data: bytes | None) -> list[Statement]:
    """The statements in a file; a line that is none is passed over."""
    found = []
    for _text, line in noted(data, _Line):
        cells = {tuple(key): value for key, value in line.cells if FORM.has_cell(key)}
        rows = tuple(tuple(key) for key in line.rows if len(key) == 3 and key[0] in LISTS)
        taken = {tuple(key): before for key, before in line.taken}
        new, gone = (frozenset(tuple(one) for one in ones) for ones in (line.new, line.gone))
        found.append(Statement(line.form, line.saved, rows, cells, taken, new, gone, line.overruled, line.files))
    return found


def with_statement(data: bytes | None, one: Statement, on: str) -> bytes:
    """The file `data` with one statement more, taken on the day `on`."""
    line = {
        "on": on,
        "form": one.form,
        "saved": one.saved,
        "rows": _sorted(one.rows),
        "cells": _values(one.cells),
        "taken": _values(one.taken),
        "new": _sorted(one.new),
        "gone": _sorted(one.gone),
        **({"overruled": True} if one.is_overruled else {}),
        **({"files": dict(sorted(one.files.items()))} if one.files else {}),
    }
    return with_notes(data, line)


def _sorted(keys: Iterable[tuple[str, ...]]) -> list[list[str]]:
    return sorted(map(list, keys))


def _values(cells: Mapping[tuple[str, ...], str | None]) -> list[list[Any]]:
    return [[list(key), value] for key, value in sorted(cells.items())]
