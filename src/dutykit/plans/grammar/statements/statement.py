"""One responsibility statement, before names are completed and the document's own rules are applied."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dutykit.model.role import Role
from dutykit.plans.grammar.words.body import is_group, is_office
from dutykit.plans.grammar.words.convention import LeadRule, Scope
from dutykit.plans.grammar.words.name import Name


@dataclass(slots=True)
class Statement:
    """What one statement states, before names are completed and the document's own rules are applied."""

    names: list[tuple[Name, Role]] = field(default_factory=list)
    plain: bool = True
    """Whether no word of it tells leads from others: only then a rule of the document may."""
    open_ended: bool = False
    deadline: str | None = None
    rule: LeadRule | None = None
    scope: Scope | None = None
    """Of which tasks it is, where it says so."""
    others: list[Statement] = field(default_factory=list)
    """What it says of other tasks than its own."""
    persons: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Clauses nothing could be made of."""
    labels: list[tuple[str, Role]] = field(default_factory=list)
    """Labels with the role that was made of them, where they say another thing."""
    parts: list[str] = field(default_factory=list)
    """Those of `persons` that name parts of its offices."""
    duties: list[str] = field(default_factory=list)
    """Clauses that say which part of the task somebody does."""
    notes: list[str] = field(default_factory=list)
    """Words of it that the catalogue has no place for."""
    other: bool = False
    """Whether it has a label of something else than units."""
    unknown: bool = False
    """Whether names that nothing is known of count."""
    bare: bool = False
    """Whether it is names alone, without a word of what they do."""
    asked: str = ""
    """Its words, where they are the end of a sentence that may be prose."""
    nothing: bool = False
    """Whether a label in it is followed by 无: it names nobody, and says so."""

    @property
    def says_something(self) -> bool:
        """Whether a name, a time or a person is in it, or that there is none."""
        return bool(self.names or self.deadline or self.persons or self.nothing)

    def names_offices(self, *, or_groups: bool = False) -> bool:
        """Whether all that it names is surely an office, or means several."""
        return all(is_office(name.text) or (or_groups and is_group(name.text)) for name, _role in self.names)

    def copied(self) -> Statement:
        """One like it that can be completed by itself."""
        return replace(self, names=[*self.names], others=[*self.others], persons=[*self.persons], left=[*self.left])


@dataclass(frozen=True, slots=True)
class Found:
    """A statement and the characters of its line that it takes."""

    start: int
    end: int
    stated: Statement
    closed: bool = True
    """Whether its bracket is closed."""
