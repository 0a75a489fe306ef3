"""What typesetting needs to know of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above the first level: 第一部分."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page, and what every report says of itself."""

    title_lines: tuple[str, ...]
    title: str
    """In one line, for the document's properties."""
    subject: str
    """Whose report it is."""
    issuer: str
    """Who signs it （落款）; empty if nobody is named."""
    number: str
    """发文字号; empty for none."""
    classification: str
    """密级和保密期限; empty for none."""
    urgency: str
    """紧急程度; empty for none."""
    draft: str
    """征求意见稿 or the like; empty for a final text."""
    marks: tuple[str, ...]
    """What stands above the text of every page: the classification, the draft's mark, that it is a sample."""
    period: str
    source_title: str
    source_number: str
    date: str
    """成文日期, for the cover and the signature: never before anything that the report contains; empty for none."""
    sample: bool
    created: str
    """`date` as an ISO date, for the document's properties; empty for none."""


class Report(Protocol):
    """What every kind of report has; the frame of the page (base.html.j2) asks for no more."""

    kind: ClassVar[str]
    """The name of its kind, and so of its template."""

    @property
    def cover(self) -> Cover:
        """The first page."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader must know first."""
