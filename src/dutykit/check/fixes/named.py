"""Every id and name in a workspace's records, for the rules about how they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dutykit.check.walk import answers
from dutykit.model.cycle import Stage
from dutykit.model.place import Place
from dutykit.model.record import Record
from dutykit.model.review import Review
from dutykit.model.role import ROLES
from dutykit.model.scoring import Scoring
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace


class Named(NamedTuple):
    """One id or name, and where to find it."""

    text: str
    record: Record
    field: str
    position: int | None = None
    """Its position, where the field is a list."""
    is_key: bool = False
    """Whether it is a key of the mapping that the field holds."""

    @property
    def place(self) -> Place:
        """Where it is."""
        if self.is_key:
            return self.record.entry_place(self.field, self.text, of_key=True)
        return (
            self.record.place_of(self.field)
            if self.position is None
            else self.record.item_place(self.field, self.position)
        )


def ids(workspace: Workspace) -> Iterator[Named]:
    """The ids of indicators, problems and events, wherever they are."""
    for entry in workspace.catalogue.entries:
        yield Named(entry.indicator.id, entry.indicator, "id")
    for _submission, answer in answers(workspace):
        yield Named(answer.indicator, answer, "indicator")
        for problem in answer.problems:
            yield Named(problem.id, problem, "id")
    for submission in workspace.submissions:
        for carried in submission.carried:
            yield Named(carried.problem, carried, "problem")
    for review in workspace.all_reviews:
        yield from _ids_of_review(review)
    if workspace.scoring is not None:
        yield from _ids_of_scoring(workspace.scoring)


def unit_names(workspace: Workspace) -> Iterator[Named]:
    """The names of units and groups where they are used."""
    for entry in workspace.catalogue.entries:
        for role in ROLES:
            yield from _items(entry.indicator, role, entry.indicator.named(role))
    for group in workspace.register.groups:
        yield from _items(group, "members", group.members)
    for submission in workspace.submissions:
        yield Named(submission.unit, submission, "unit")
    for review in workspace.all_reviews:
        yield Named(review.unit, review, "unit")
    for stage in _stages(workspace):
        for term in stage.differs:
            yield from _items(term, "units", term.units)


def names(workspace: Workspace) -> Iterator[Named]:
    """All names: of units and groups where they are used and where they are defined, of metrics and elements."""
    yield from unit_names(workspace)
    everyone: tuple[Unit | Group, ...] = (*workspace.register.units, *workspace.register.groups)
    for one in everyone:
        yield Named(one.id, one, "id")
        yield from _items(one, "aliases", one.aliases)
    for entry in workspace.catalogue.entries:
        for metric in entry.indicator.metrics:
            yield Named(metric.id, metric, "id")
            for element in metric.elements:
                yield Named(element.id, element, "id")
    for _submission, answer in answers(workspace):
        for key in answer.metrics:
            yield Named(key, answer, "metrics", is_key=True)
    for stage in _stages(workspace):
        yield Named(stage.name, stage, "name")


def _ids_of_review(review: Review) -> Iterator[Named]:
    for one in review.indicators:
        yield Named(one.indicator, one, "indicator")
    for event in review.events:
        yield Named(event.event, event, "event")
    for finding in review.findings:
        yield Named(finding.id, finding, "id")
        yield Named(finding.indicator, finding, "indicator")
    for closing in review.closings:
        yield Named(closing.problem, closing, "problem")


def _ids_of_scoring(scoring: Scoring) -> Iterator[Named]:
    for event in scoring.events:
        yield Named(event.id, event, "id")
    for field in ("chapters", "sections", "indicators"):
        for key in getattr(scoring.points, field):
            yield Named(key, scoring.points, field, is_key=True)
    for key in scoring.weights:
        yield Named(key, scoring, "weights", is_key=True)


def _stages(workspace: Workspace) -> Iterator[Stage]:
    """The stages of the cycles that are not over: the units of the others are those of their time."""
    for one in workspace.timetable.cycles:
        if one.cycle not in workspace.past:
            yield from one.stages


def _items(record: Record, field: str, texts: tuple[str, ...]) -> Iterator[Named]:
    for position, text in enumerate(texts):
        yield Named(text, record, field, position)
