"""What a review workbook states, and what was taken from it before: its own earlier versions are no other side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict

from dutykit.forms.review.book import ReviewBook
from dutykit.forms.review.schema import LISTS, REVIEW
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.layout import OVERVIEW, FormValue, SheetName
from dutykit.forms.workbook.match import matched
from dutykit.forms.workbook.row import CellKey, RowKey
from dutykit.model.layout import COLLECTED_FOLDER
from dutykit.text.digest import digest_of
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.kept_lines import noted, with_notes
from dutykit.workspace.review_file import ReviewSubject

Row = Mapping[str, FormValue]


@dataclass(frozen=True)
class Stated:
    """What is filled in in a workbook."""

    cells: Mapping[CellKey, FormValue]
    """Of the rows that it has from the start."""
    rows: Mapping[SheetName, Sequence[Row]]
    """The rows of the lists; of a sheet that was not found there is none."""

    @cached_property
    def parts(self) -> frozenset[str]:
        """Everything it states, each as a text; how rows are numbered and ordered does not count."""
        return _parts(_texts(self.cells), {name: [_texts(row) for row in rows] for name, rows in self.rows.items()})

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that are the same for the same contents."""
        return digest_of("\n".join(sorted(self.parts)))[:16]


@dataclass(frozen=True, slots=True)
class Version:
    """A workbook as it was when it was taken."""

    form: str
    """The fingerprint of the workbook as it was made."""
    digest: str
    rows: tuple[RowKey, ...]
    """Of the lists, under the numbers that they have in the workspace."""
    cells: Mapping[CellKey, str]
    """What was filled in."""
    saved: str = field(default="", compare=False)
    """When it was saved, as a UTC time in ISO 8601; empty if that is not known."""

    def over(self, made: Base) -> Base:
        """The workbook as it was made, with what was filled in since."""
        filled = {(sheet.name, name) for sheet in REVIEW.sheets() for name in sheet.filled}
        shown = {
            key: text
            for key, text in made.cells.items()
            if key[0] not in LISTS and (key[0], key[1] if key[0] == OVERVIEW else key[-1]) not in filled
        }
        rows = tuple(key for key in made.rows if key[0] not in LISTS)
        return replace(made, rows=(*rows, *self.rows), cells={**shown, **self.cells})


def parent_of(stated: Stated, made: Base, versions: Iterable[Version], saved: str) -> Base:
    """The version of a workbook that it differs least from, the last of several: that is what was filled in since.

    One that was saved later is none: what it has more was not taken out of this one. An empty `saved` is not known.
    """
    found, least = made, len(stated.parts ^ _parts_of(made))
    for one in versions:
        if saved and one.saved > saved:
            continue
        base = one.over(made)
        count = len(stated.parts ^ _parts_of(base))
        if count <= least:
            found, least = base, count
    return found


def version_of(stated: Stated, form: str, after: ReviewBook, saved: str) -> Version:
    """What is kept of a workbook that was taken; `after` is the workbook as the workspace would give it then."""
    rows: list[RowKey] = []
    cells = _texts(stated.cells)
    for name, given in stated.rows.items():
        sheet = REVIEW.sheet(name)
        there = {row.key[2]: row for row in after.rows[name] if not row.is_proposed}
        numbers = {at: key for key, at in matched(sheet, {key: one.cells for key, one in there.items()}, given).items()}
        for at, row in enumerate(given):
            if at in numbers:
                key = there[numbers[at]].key
                rows.append(key)
                cells |= {(*key, column): text for column, text in _texts(row).items()}
    return Version(form, stated.digest, tuple(rows), cells, saved)


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    on: str
    """The day it was taken."""
    reviewer: str
    form: str
    digest: str
    rows: list[list[str]]
    cells: list[tuple[list[str], str]]
    saved: str = ""


def versions_file(subject: ReviewSubject) -> str:
    """The file in which the versions of a unit's review workbooks are kept: lines that are only added."""
    return f"{COLLECTED_FOLDER}/{subject.cycle}/reviews/{file_stem(subject.unit)}.jsonl"


def read_versions(data: bytes | None, reviewer: str) -> list[Version]:
    """The versions of one reviewer's workbooks; a line that is none is passed over."""
    found = []
    for _text, line in noted(data, _Line):
        if line.reviewer == reviewer:
            cells = {tuple(key): value for key, value in line.cells if REVIEW.has_cell(key)}
            rows = tuple(tuple(key) for key in line.rows if len(key) == 3 and key[0] in LISTS)
            found.append(Version(line.form, line.digest, rows, cells, line.saved))
    return found


def with_version(data: bytes | None, reviewer: str, one: Version, on: str) -> bytes:
    """The file `data` with one version more, taken on the day `on`."""
    line = {
        "on": on,
        "reviewer": reviewer,
        "form": one.form,
        "digest": one.digest,
        "rows": sorted(map(list, one.rows)),
        "cells": [[list(key), text] for key, text in sorted(one.cells.items())],
        **({"saved": one.saved} if one.saved else {}),
    }
    return with_notes(data, line)


def _texts(cells: Mapping[Any, FormValue]) -> dict[Any, str]:
    return {key: _text(value) for key, value in cells.items() if value is not None}


def _text(value: FormValue) -> str:
    """A value as text; of numbers the value counts, not how it is written."""
    if not isinstance(value, int | Decimal):
        return str(value)
    text = f"{Decimal(value):f}"
    return text.rstrip("0").removesuffix(".") if "." in text else text


def _parts(cells: Mapping[CellKey, str], rows: Mapping[SheetName, Sequence[Mapping[str, str]]]) -> frozenset[str]:
    found = {json.dumps([list(key), text]) for key, text in cells.items()}
    for name, given in rows.items():
        number = REVIEW.sheet(name).number
        for row in given:
            found.add(json.dumps([name, sorted(one for one in row.items() if one[0] != number)]))
    return frozenset(found)


def _parts_of(base: Base) -> frozenset[str]:
    """Everything that was filled in in a workbook, likewise."""
    filled = {sheet.name: (*sheet.filled, "indicator") for sheet in REVIEW.sheets()}
    cells: dict[CellKey, str] = {}
    rows: dict[RowKey, dict[str, str]] = {}
    for key in base.cells:
        text = _text(base.value(key))
        name = key[1] if key[0] == OVERVIEW else key[-1]
        if key[0] in LISTS:
            if name in filled[key[0]]:
                rows.setdefault(key[:-1], {})[name] = text
        elif name in filled.get(key[0], ()) and name != "indicator":
            cells[key] = text
    by_sheet: dict[SheetName, list[Mapping[str, str]]] = {}
    for key, row in rows.items():
        by_sheet.setdefault(key[0], []).append(row)
    return _parts(cells, by_sheet)
