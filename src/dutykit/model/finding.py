"""What a check reports, and the rule that reported it."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from dutykit.model.place import Place
from dutykit.text.digest import digest_of


class Severity(IntEnum):
    """How much a finding weighs; a larger value weighs more."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word used in JSON, on the command line and in settings."""
        return self.name.lower()


class Rule(NamedTuple):
    """A rule's page: what it finds, why that matters, how to fix it. Texts are in Chinese, to be translated."""

    name: str
    """Lower-case words joined by hyphens; the rule's only identity."""
    severity: Severity
    what: str
    why: str
    fix: str


class Related(NamedTuple):
    """The other end of a fault that spans two places."""

    place: Place
    message: str
    line: str = ""
    """The text of the line the place is on; empty where there is none."""


class Flaw(NamedTuple):
    """What a check yields: a place and a sentence. The runner makes a finding of it."""

    place: Place
    message: str
    fix: str | None = None
    """How to fix this very case, where that states more than the rule's own page."""
    related: tuple[Related, ...] = ()


class Finding(NamedTuple):
    """A flaw stamped with the rule that found it and the line it is on."""

    rule: str
    severity: Severity
    place: Place
    message: str
    fix: str | None = None
    related: tuple[Related, ...] = ()
    line: str = ""
    """The text of the line the place is on; empty where there is none."""

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that stay unchanged when lines move, and when the language changes.

        Made of the rule, the file, the column and the texts of the line and of related lines: two findings that are
        alike in all of these share it.
        """
        lines = (" ".join(line.split()) for line in (self.line, *(related.line for related in self.related)))
        notes = "\0".join((self.rule, self.place.file, str(self.place.column), *lines))
        return digest_of(notes)[:16]

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key findings are sorted by: file, line, column, rule, message."""
        return (self.place.file, self.place.line, self.place.column, self.rule, self.message)


class Waived(NamedTuple):
    """A finding that is let pass."""

    finding: Finding
    reason: str
    """Why, by the waiver."""
