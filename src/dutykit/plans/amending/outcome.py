"""What an amendment changes and whom it concerns, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dutykit.model.amendment import Amendment
from dutykit.model.submission import State

Fate = Literal["kept", "confirm", "retired", "empty", "next_form", "send_back", "none"]
"""What becomes of a unit's answer: it stands; the unit looks at it again; it is kept aside; there was nothing in it;
it will be asked for in the next form; it was submitted, so that it has to be returned first; there is none."""


@dataclass(frozen=True, slots=True)
class Concern:
    """A unit that a change concerns."""

    unit: str
    state: State | None
    """How far its submission is; None for none."""
    fate: Fate
    open_problems: int = 0
    """Problems of an answer that is kept aside, not closed yet: they stay in the ledger."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change with the units that it concerns."""

    amendment: Amendment
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """What an amendment does, or would do."""

    cycle: int
    lines: tuple[Line, ...]
    left: tuple[str, ...]
    """Ids of indicators that the new plan does not have and that stay."""
    others: tuple[str, ...]
    """Ids of indicators of which something else changes: metrics, headings, notes."""
    units_added: tuple[str, ...]
    units_removed: tuple[str, ...]
    written: tuple[str, ...]
    """Every file that was written, or in a dry run would be."""
    points_dropped: tuple[str, ...] = ()
    """Ids of removed indicators whose points in the scoring rules go with them."""
    without_points: tuple[str, ...] = ()
    """Ids of new indicators that have no points, where others have."""
    doubles: tuple[tuple[str, str], ...] = ()
    """New units that are most likely others: nothing is written before it is stated what they are."""
    outdated: tuple[tuple[str, str], ...] = ()
    """Indicators and metrics whose target quotes the former text of the indicator."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not self.written
