"""A task as it is cut from the tree, with its headings and its statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.tree.node import Piece


@dataclass(slots=True, eq=False)
class HeadingDraft:
    """A heading above tasks."""

    title: str
    line: int
    number: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Stated:
    """A statement and where it stands."""

    line: int
    said: Statement


@dataclass(slots=True)
class TaskDraft:
    """A piece of text with its statements."""

    text: str
    line: int
    stated: list[Stated]
    chapter: HeadingDraft | None
    section: HeadingDraft | None
    number: str = ""
    shared: tuple[Stated, ...] = ()
    """Statements that stand elsewhere and govern several tasks."""
    note: list[str] = field(default_factory=list)


def stated_of(pieces: Iterable[Piece]) -> tuple[Stated, ...]:
    """The statements among `pieces`, each with its line."""
    return tuple(Stated(piece.line.number, piece.stated) for piece in pieces if piece.stated is not None)
