"""A table as plain data: what every writer of this folder takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dutykit.text.clean import clean
from dutykit.text.day import day_text

Kind = Literal["text", "number", "mark", "share"]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, shown as a percentage; it is 100 % only if nothing lacks."""

    part: int
    whole: int
    at_least: bool = False
    """Whether the part may be more: something of the whole could not be read."""

    @classmethod
    def of_all(cls, shares: Iterable[Share]) -> Share:
        """All parts of all wholes."""
        shares = [*shares]
        at_least = any(one.at_least for one in shares)
        return cls(sum(one.part for one in shares), sum(one.whole for one in shares), at_least)


@dataclass(frozen=True, slots=True)
class StatusLight:
    """A light with its word: colour alone states nothing on paper, or to who cannot see it."""

    light: Literal["red", "yellow", "green", "none"]
    word: str

    @property
    def text(self) -> str:
        """The mark of the light, a shape of its own each, and the word."""
        return f"{LIGHT_MARKS[self.light]} {self.word}"


LIGHT_MARKS = {"red": "■", "yellow": "▲", "green": "●", "none": "○"}

Cell = str | int | Decimal | dt.date | Share | StatusLight | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and what is in it."""

    title: str
    kind: Kind = "text"
    strong: bool = False
    """Whether it is what the user asked for."""
    wide: bool = False
    """Whether its texts are long: it gets more room than others."""
    cut: bool = False
    """Whether a screen may cut its texts to one line."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together under a heading."""

    rows: tuple[tuple[Cell, ...], ...]
    """A cell a column, each."""
    title: str = ""
    """Empty for rows without a heading."""
    subtotal: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with everything that is shown around it. All texts are in the language in use."""

    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    source: str = ""
    """What the table rests on, under the title."""
    group_title: str = ""
    """What the groups are, for writers that make a column of them; empty for rows without groups."""
    total: tuple[Cell, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    """Each mark with what it means."""
    notes: tuple[str, ...] = ()
    warning: str = ""
    """What a format without notes must state all the same; it is among the notes, too."""
    head: int = 0
    """The position of the column that names a row."""

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """All rows but subtotals and the total, each with its group's title first if there are groups."""
        for group in self.groups:
            for row in group.rows:
                yield (group.title, *row) if self.group_title else row

    def flat_columns(self) -> tuple[Column, ...]:
        """The columns that go with `rows()`."""
        return (Column(self.group_title), *self.columns) if self.group_title else self.columns


def one_line(text: str) -> str:
    """`text` on one line, without what would move or hide the cursor."""
    return " ".join(clean(text).split())


def cell_text(cell: Cell) -> str:
    """A cell as text on one line; empty for nothing."""
    match cell:
        case None:
            return ""
        case Share():
            return share_text(cell)
        case StatusLight():
            return one_line(cell.text)
        case Decimal():
            return f"{cell:f}"
        case dt.date():
            return day_text(cell)
        case int():
            return str(cell)
        case str():
            return one_line(cell)


def share_text(share: Share) -> str:
    """A share in percent, with at most one decimal, rounded down; a dash where there is no whole."""
    if not share.whole:
        return "—"
    whole, tenth = divmod(share.part * 1000 // share.whole, 10)
    sign = "≥" if share.at_least else ""
    return f"{sign}{whole}.{tenth}%" if tenth else f"{sign}{whole}%"
