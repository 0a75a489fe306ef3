"""What a kind of workbook consists of: its sheets and their columns, whoever fills them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal

from dutykit.language import LANGUAGES, Language, current_language, speaking

Kind = Literal["id", "text", "long", "block", "date", "number", "choice", "proof"]
"""`long` is a text of several lines, `block` one that the file keeps as a block; `proof` has a line for each evidence item."""
SheetName = str
"""Unique among the sheets of one kind of workbook."""
FormValue = str | Decimal | int | dt.date | None
"""What a cell contains: a choice by its code; None for nothing."""

HIDDEN_SHEET = "_dutykit"
"""Holds what a form was made from; its cells are not meant for people."""
ANNOTATED = "dutykit-annotated-1"
"""What the hidden sheet of an annotated copy begins with; the digest of the copy's contents is beside it."""
ANNOTATED_SHEET = "_dutykit_remarks"
OVERVIEW: SheetName = "overview"
"""The sheet of every kind that has its items one below the other: what the workbook is about."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a sheet, or an item of the overview."""

    name: str
    """Mostly the record's field. Forms that are with the units contain it in their hidden sheets: never change it."""
    title: str
    kind: Kind = "text"
    width: float = 12
    locked: bool = False
    """Shown only: the unit cannot change it."""
    places: bool = False
    """Not locked, but it only states which row or indicator is meant."""
    by_office: bool = False
    """Filled in by the supervision office alone; left out of a form where it is empty in every row."""
    required: bool = False
    """A new row without it is refused."""
    words: Mapping[str, str] = field(default_factory=dict)
    """For a choice: each code with the word a cell shows."""
    offered: tuple[str, ...] = ()
    """The codes that a unit may choose, if not all."""
    hint: str = ""
    """Shown when the cell is entered."""
    yellow: str = ""
    """When the cell is marked as not filled in yet: an Excel condition; {blank} is "this cell is empty", {name} a column."""
    also: tuple[str, ...] = ()
    """Its former titles, in any language: forms that were sent out with them are accepted."""
    also_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The former words of its codes, likewise."""

    @property
    def filled(self) -> bool:
        """Whether a unit answers in it."""
        return not (self.locked or self.places)

    @property
    def is_text(self) -> bool:
        """Whether it takes any text."""
        return self.kind in {"text", "long", "block", "proof"}

    @property
    def choices(self) -> dict[str, str]:
        """The codes that a unit may choose, with their words."""
        return {code: word for code, word in self.words.items() if not self.offered or code in self.offered}


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of a workbook; the columns of the overview are its items, one below the other."""

    name: SheetName
    title: str
    hint: str
    columns: tuple[FormColumn, ...]
    open_rows: int = 0
    """How many rows are kept free for more entries."""
    number: str = ""
    """The column that numbers the rows, where rows can be added."""
    same: tuple[str, ...] = ()
    """The columns that identify a row where its number does not."""

    @property
    def filled(self) -> tuple[str, ...]:
        """The names of the columns in which a unit answers."""
        return tuple(one.name for one in self.columns if one.filled)

    def column(self, name: str) -> FormColumn:
        """The column of that name."""
        return next(one for one in self.columns if one.name == name)


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of workbook."""

    mark: str
    """What its hidden sheet begins with: by it `collect` knows the kind."""
    made: Callable[[], tuple[FormSheet, ...]]
    """Its sheets in their order, their words in the language in use; the first is the one with items, `overview`."""
    first: Mapping[SheetName, str] = field(default_factory=dict, hash=False)
    """The columns of each sheet that had something to fill in when the hidden sheet did not list the columns yet."""

    def sheets(self) -> tuple[FormSheet, ...]:
        """The sheets in their order, their words in the language in use."""
        return _sheets_in(self, current_language())

    def sheets_in(self, language: Language) -> tuple[FormSheet, ...]:
        """The sheets in one language."""
        return _sheets_in(self, language)

    def sheet(self, name: SheetName) -> FormSheet:
        """The sheet of that name, its words in the language in use."""
        return next(one for one in self.sheets() if one.name == name)

    def column_of(self, key: tuple[str, ...]) -> FormColumn:
        """The column or item of a cell, by its key."""
        return self.sheet(key[0]).column(key[1] if key[0] == OVERVIEW else key[-1])

    def has_row(self, key: Sequence[str]) -> bool:
        """Whether `key` can be that of a row: it comes from a file, and another version may know other sheets."""
        sheet = next((one for one in self.sheets() if key and one.name == key[0]), None)
        if sheet is None or len(key) < 2:
            return False
        if sheet.number:
            return len(key) == 3
        return len(key) == 1 + len(sheet.same) if sheet.same else sheet.name != OVERVIEW or len(key) == 2

    def has_cell(self, key: Sequence[str]) -> bool:
        """Whether `key` can be that of a cell."""
        if not self.has_row(key[:-1]):
            return False
        name = key[1] if key[0] == OVERVIEW else key[-1]
        return any(one.name == name for one in self.sheet(key[0]).columns)

    def words_of(self, sheet: SheetName, name: str) -> Mapping[str, tuple[str, ...]]:
        """The codes of a choice, each with all its words: of every language, and the former ones."""
        return _words_of(self, sheet, name)


@cache
def _sheets_in(layout: Layout, language: Language) -> tuple[FormSheet, ...]:
    with speaking(language):
        return layout.made()


@cache
def _words_of(layout: Layout, sheet: SheetName, name: str) -> Mapping[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        column = next(one for one in layout.sheets_in(language) if one.name == sheet).column(name)
        for code, word in column.words.items():
            words[code] = (*words.get(code, ()), word, *column.also_words.get(code, ()))
    return words
