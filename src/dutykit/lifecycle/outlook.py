"""What a new cycle changes against the old one, and what is lost in it: to be seen before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dutykit.assess.compare import CatalogueChanges, Side, compare_catalogues
from dutykit.model.catalogue import Catalogue
from dutykit.model.rectification import ProblemKey
from dutykit.model.scoring import PointsItem, Scoring, points_items
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace


@dataclass(frozen=True)
class Outlook:
    """The new cycle beside the old one."""

    changes: CatalogueChanges
    metrics_lost: tuple[tuple[str, str], ...]
    """Metrics that are no longer asked for, each with the old id of its indicator."""
    points_lost: tuple[PointsItem, ...]
    """Points of the old cycle's indicators and headings that nothing counts against any more."""
    problems_without_heir: tuple[tuple[ProblemKey, str], ...]
    """Open problems of units that are gone and that nobody succeeds, with their texts: they are not carried."""
    problems_of_removed: tuple[tuple[ProblemKey, str], ...]
    """Open problems that are carried, of indicators that the new catalogue does not have, with the indicators' old ids."""

    @property
    def losses(self) -> bool:
        """Whether anything is lost that was there, other than what was only renumbered, reworded or renamed."""
        left = any(gone for _group, gone, _came in self.changes.members)
        gone = (self.changes.removed, self.changes.units_removed, self.metrics_lost, self.points_lost)
        return left or any(gone) or bool(self.problems_without_heir)


def outlook(
    workspace: Workspace,
    new: tuple[Catalogue, Register, Scoring | None],
    homeless: Iterator[tuple[ProblemKey, str]],
) -> Outlook:
    """What the `new` catalogue, units and scoring change; `homeless` are the problems that nobody takes over."""
    catalogue, register, scoring = new
    changes = compare_catalogues(Side(workspace.catalogue, workspace.register), Side(catalogue, register))
    removed = {entry.indicator.id for entry in changes.removed}
    without_heir = tuple(homeless)
    known = {key for key, _text in without_heir}
    of_removed = (
        (one.key, one.indicator)
        for one in workspace.rectification
        if one.key.cycle == workspace.cycle and one.closed() is None
        if one.indicator in removed and one.key not in known
    )
    return Outlook(
        changes,
        tuple(_metrics_lost(changes)),
        tuple(_points_lost(workspace, changes, points_items(catalogue, scoring))),
        without_heir,
        tuple(of_removed),
    )


def _metrics_lost(changes: CatalogueChanges) -> Iterator[tuple[str, str]]:
    for one in changes.matched:
        yield from ((one.old.indicator.id, name) for name in one.metrics_lost)
    for entry in changes.removed:
        yield from ((entry.indicator.id, metric.id) for metric in entry.indicator.metrics)


def _points_lost(workspace: Workspace, changes: CatalogueChanges, now: dict[str, PointsItem]) -> Iterator[PointsItem]:
    """The points of indicators that have none of as many in the new cycle, each heading once."""
    seen: set[tuple[str, str]] = set()
    for key, item in workspace.points_items.items():
        matched = changes.by_old_id.get(key)
        there = None if matched is None else now.get(matched.new.indicator.id)
        if (there is None or there.points != item.points) and (item.level, item.key) not in seen:
            seen.add((item.level, item.key))
            yield item
