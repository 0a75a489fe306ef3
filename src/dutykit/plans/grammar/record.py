"""A plan as it was read: lines in, tasks with their parties and every doubt out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from dutykit.model.role import Role
from dutykit.plans.grammar.column_use import TableColumn

if TYPE_CHECKING:
    from dutykit.model.catalogue import Metric

AsideKind = Literal[
    "page",
    "contents",
    "footnote",
    "comment",
    "deleted",
    "hidden",
    "hidden_row",
    "hidden_column",
    "hidden_sheet",
    "drawing",
    "scan",
    "unmapped",
    "turned",
    "picture",
    "embedded",
]
"""Why words that are in a document's file are not part of its text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, paragraph or table row of a document."""

    number: int
    """Counts from 1, as the document's form counts: lines of a text, paragraphs and rows of the others."""
    text: str
    cells: tuple[str, ...] = ()
    """The cells of a table's row; empty for text."""
    table: int = 0
    """Which table the row is in, from 1."""
    heading: int = 0
    """The level of the heading's style, from 1; 0 for text."""
    link: bool = False
    """Whether all of it leads elsewhere: the words of a page around its text."""
    joined: int = 0
    """How many lines below it were joined to it."""
    aside: AsideKind | None = None
    """Why its words are not part of the text: they are only named. Its number may be that of the line they belong to."""


DoubtKind = Literal[
    "name",
    "bare",
    "clauses",
    "restored",
    "comment",
    "alias",
    "open",
    "unclosed",
    "prose",
    "convention",
    "star",
    "inherited",
    "twice",
    "unassigned",
    "loose",
    "head",
    "near",
    "joined",
    "group",
    "person",
    "alone",
    "governs",
    "restart",
    "titled",
    "untaken",
    "traditional",
    "cut",
    "changes",
    "comments",
    "above",
    "list",
    "label",
    "part",
    "own",
    "apart",
    "renumbered",
    "reworded",
    "alike",
    "moved",
]


LeftKind = (
    Literal[
        "preface", "unassigned", "behind", "contacts", "footer", "row", "column", "rule", "no_statement", "withdrawn"
    ]
    | AsideKind
)
"""Why words of a document are not in the catalogue."""


@dataclass(frozen=True, slots=True)
class Left:
    """Words of a document that are not in the catalogue."""

    line: int
    kind: LeftKind
    text: str
    whole: bool = True
    """Whether nothing else of the line is in the catalogue either."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: where, what kind, and the words it is about."""

    line: int
    kind: DoubtKind
    subject: str = ""
    detail: str = ""
    certain: bool = False
    """Whether it was decided by a rule of the document itself, and is reported rather than asked."""


@dataclass(frozen=True, slots=True)
class Party:
    """One name in one responsibility statement."""

    name: str
    """As written, elided words restored, comments taken off."""
    role: Role
    line: int
    inherited: bool = False
    """Whether a clause elsewhere in the document named it for this task."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading."""

    title: str
    line: int
    number: str = ""
    note: str = ""
    """What is below the heading before its first task, in the document's words."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What only a document with fields of its own states of an indicator."""

    points: Decimal | None = None
    evidence_required: bool = False
    metrics: tuple[Metric, ...] = ()


NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work and who is named for it."""

    text: str
    line: int
    """Of its responsibility statement."""
    parties: tuple[Party, ...]
    chapter: Heading | None = None
    section: Heading | None = None
    number: str = ""
    """Its own number in the document; empty where it has none."""
    open_ended: bool = False
    deadline: str | None = None
    note: str = ""
    """What the document has beside it that is neither text nor unit nor time: persons, other columns."""
    stated: Stated = NOTHING_STATED
    """What a document with fields of its own states beside."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is about the document as a whole."""

    title: str = ""
    plan_title: str = ""
    """The title of the plan itself, where the document only encloses it."""
    issuer: str = ""
    number: str = ""
    dated: dt.date | None = None
    published: dt.date | None = None
    addressees: tuple[str, ...] = ()
    lines: frozenset[int] = field(default=frozenset(), compare=False)
    """The lines all this stands on."""


class LineCounts(NamedTuple):
    """How many lines of a document are in the catalogue, in its head, and left out."""

    catalogue: int
    head: int
    left: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything read from one document."""

    head: Head
    tasks: tuple[Task, ...]
    doubts: tuple[Doubt, ...]
    """Sorted by line."""
    lines: dict[int, str] = field(default_factory=dict)
    """The text of every line, by its number."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Short names the document itself defines, with the full ones."""
    comments: dict[str, str] = field(default_factory=dict)
    """What the document adds to a name in brackets: who is included, say."""
    left: tuple[Left, ...] = ()
    """What of the document is not in the catalogue, by line."""
    kept: frozenset[int] = frozenset()
    """The lines that are in the catalogue, at least in part."""
    columns: tuple[TableColumn, ...] = ()
    """What the columns of its tables are taken for."""
    keeps_numbers: bool = False
    """Whether the numbers of its tasks are ids, whatever they look like."""

    @property
    def counts(self) -> LineCounts:
        """What became of the lines that are not blank: each is counted once."""
        written = {number for number, text in self.lines.items() if text.strip()}
        kept = written & self.kept
        head = (written & self.head.lines) - kept
        return LineCounts(len(kept), len(head), len(written) - len(kept) - len(head))
