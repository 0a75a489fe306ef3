"""What was filled in in a review workbook, as changes of the review's file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.layout import OVERVIEW, FormValue, SheetName
from dutykit.model.record import Record
from dutykit.model.review import Closing, Occurrence, OfficeFinding, Review
from dutykit.model.workspace import Workspace
from dutykit.workspace.review_file import ReviewSubject, finding_id, head_edits, list_edits, verdict_edits
from dutykit.workspace.yaml.operations import Operation
from dutykit.workspace.yaml.scalar_text import id_value

Fields = dict[str, Any]


def review_patches(merged: Merged, workspace: Workspace, subject: ReviewSubject, review: Review) -> list[Operation]:
    """The changes of the file that `review` was read from; new findings get their ids."""
    return list(_Patches(merged, workspace, subject, review).all())


class _Patches:
    """Makes the changes."""

    def __init__(self, merged: Merged, workspace: Workspace, subject: ReviewSubject, review: Review) -> None:
        self.merged, self.workspace, self.subject, self.review = merged, workspace, subject, review
        self.changes: dict[tuple[str, ...], dict[str, FormValue]] = {}
        for one in merged.changes:
            is_item = one.key[0] == OVERVIEW
            row, name = (one.key[:1], one.key[1]) if is_item else (one.key[:-1], one.key[-1])
            self.changes.setdefault(row, {})[name] = one.after

    def all(self) -> Iterator[Operation]:
        yield from head_edits(self.review, self.changes.get((OVERVIEW,), {}))
        verdicts = {key[1]: cells for key, cells in self.changes.items() if key[0] == "verdicts"}
        yield from verdict_edits(self.workspace, self.review, verdicts)
        lists = {"events": self._events(), "findings": self._findings(), "closings": self._closings()}
        yield from list_edits(self.review, {name: items for name, items in lists.items() if items is not None})

    def _findings(self) -> Sequence[tuple[Record | None, Fields]] | None:
        if not self._touches("findings"):
            return None
        changed = self._by_number("findings")
        lost = {one.key[2] for one in self.merged.lost_rows if one.key[0] == "findings"}
        wanted: list[tuple[Record | None, Fields]] = []
        seen: set[str] = set()
        for one in self.review.findings:
            is_first = one.id not in seen
            seen.add(one.id)
            if is_first and one.id in lost:
                continue
            cells = changed.get(one.id, {}) if is_first else {}
            wanted.append((one, _with_ids(cells)))
        taken = self._taken_ids()
        stated = {str(row.cells["id"]) for row in self.merged.new_rows if row.cells.get("id") is not None}
        for row in self.merged.new_rows:
            if row.sheet == "findings":
                given = row.cells.get("id")
                number = str(given) if given is not None else None
                if number is None:
                    number = finding_id(self.subject.cycle, self.subject.unit, row.indicator, taken | stated)
                taken.add(number)
                fields = {name: row.cells.get(name) for name in OfficeFinding.model_fields} | {"id": id_value(number)}
                wanted.append((None, _with_ids(fields)))
        return wanted

    def _taken_ids(self) -> set[str]:
        """The ids that a new problem may not have: of all that anybody found at the unit in this cycle."""
        unit, cycle = self.subject.unit, self.subject.cycle
        reviews = [self.workspace.review(unit, cycle), *self.workspace.reviewers(unit, cycle), self.review]
        found = {one.id for review in reviews if review is not None for one in review.findings}
        submission = self.workspace.submission(unit, cycle)
        answers = () if submission is None else submission.answers
        return found | {problem.id for answer in answers for problem in answer.problems}

    def _events(self) -> Sequence[tuple[Record | None, Fields]] | None:
        if not self._touches("events"):
            return None
        changed = self._by_number("events")
        lost = {one.key[2] for one in self.merged.lost_rows if one.key[0] == "events"}
        wanted: list[tuple[Record | None, Fields]] = []
        for number, one in enumerate(self.review.events, 1):
            if str(number) in lost:
                continue
            cells = dict(changed.get(str(number), {}))
            if "times" in cells:
                cells["times"] = cells["times"] or 1
            wanted.append((one, _with_ids(cells)))
        for row in self.merged.new_rows:
            if row.sheet == "events":
                fields: Fields = {name: row.cells.get(name) for name in Occurrence.model_fields}
                if fields["times"] == 1:
                    fields["times"] = None
                wanted.append((None, _with_ids(fields)))
        return wanted

    def _closings(self) -> Sequence[tuple[Record | None, Fields]] | None:
        changed = {key[1:]: cells for key, cells in self.changes.items() if key[0] == "closings"}
        if not changed:
            return None
        wanted: list[tuple[Record | None, Fields]] = []
        seen: set[tuple[str, str]] = set()
        for one in self.review.closings:
            key = (str(one.from_cycle or self.subject.cycle), one.problem)
            cells = changed.get(key, {}) if key not in seen else {}
            seen.add(key)
            after = {name: cells.get(name, getattr(one, name)) for name in ("closed_on", "remark")}
            if any(value is not None for value in after.values()):
                wanted.append((one, cells))
        for (cycle, problem), cells in changed.items():
            if (cycle, problem) not in seen and any(value is not None for value in cells.values()):
                from_cycle = int(cycle) if int(cycle) != self.subject.cycle else None
                fields: Fields = {"problem": id_value(problem), "from_cycle": from_cycle, **cells}
                wanted.append((None, {name: fields.get(name) for name in Closing.model_fields}))
        return wanted

    def _touches(self, sheet: SheetName) -> bool:
        sheets = {one.sheet for one in self.merged.new_rows} | {one.key[0] for one in self.merged.lost_rows}
        return sheet in sheets | {key[0] for key in self.changes}

    def _by_number(self, sheet: SheetName) -> Mapping[str, Mapping[str, FormValue]]:
        return {key[2]: cells for key, cells in self.changes.items() if key[0] == sheet}


def _with_ids(cells: Mapping[str, Any]) -> Fields:
    """Fields with ids as people write them: numbers without quotes."""
    ids = ("indicator", "event")
    return {name: id_value(value) if name in ids and isinstance(value, str) else value for name, value in cells.items()}
