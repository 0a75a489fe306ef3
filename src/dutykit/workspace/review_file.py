"""The file of a review: where it is, what it begins with, and how its items are changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dutykit.language import _
from dutykit.model.layout import REVIEWS_FOLDER
from dutykit.model.record import Record
from dutykit.model.refusal import Refusal
from dutykit.model.review import IndicatorReview, IndividualReview, Review
from dutykit.model.workspace import Workspace
from dutykit.workspace.decode import decode
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.yaml.answers import fields_before, node_of
from dutykit.workspace.yaml.operations import Operation, PutItem, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.record_lists import changed_list, wanted_list
from dutykit.workspace.yaml.scalar_text import id_value, scalar_text

Fields = Mapping[str, Any]
LISTS = ("events", "findings", "closings")
"""The lists of a review in which new items come last."""


@dataclass(frozen=True, slots=True)
class ReviewSubject:
    """Whose review of whom."""

    unit: str
    """Its id."""
    cycle: int
    reviewer: str = ""
    """One of several reviewers; empty for the office's own."""

    @property
    def record(self) -> type[Review]:
        """The kind of record that its file contains."""
        return IndividualReview if self.reviewer else Review

    def present(self, workspace: Workspace) -> Review | None:
        """The review as it is; `workspace` is as the cycle sees it."""
        if not self.reviewer:
            return workspace.review(self.unit, self.cycle)
        reviews = workspace.reviewers(self.unit, self.cycle)
        return next((one for one in reviews if one.reviewer == self.reviewer), None)

    def file(self, workspace: Workspace) -> str:
        """The name of its file, the present one's where there is one."""
        present = self.present(workspace)
        if present is not None:
            return present.file
        name = f"{REVIEWS_FOLDER}/{self.cycle}/{file_stem(self.unit)}"
        return f"{name}/{file_stem(self.reviewer)}.yaml" if self.reviewer else f"{name}.yaml"


def review_document(
    workspace: Workspace, subject: ReviewSubject, head: str | None, *, sample: bool = False
) -> tuple[Document, Review]:
    """The file as it is, or the beginning of a new one with the line `head`, and its record.

    Raises Refusal if a part of the file cannot be read, and UnsafeEditError if it is no review.
    """
    name = subject.file(workspace)
    if name in workspace.incomplete or (name not in workspace.sources and os.path.lexists(workspace.root / name)):
        raise Refusal(_("{file} 部分内容未读取").format(file=name), _("先按 dutykit validate 的校验结果改正"))
    limits = workspace.settings.limits
    if name in workspace.sources:
        document = read_yaml(workspace.sources[name].data, name, limits)
    else:
        document = read_yaml(("\n".join(_beginning(subject, head, sample=sample)) + "\n").encode(), name, limits)
    return document, review_in(document, subject)


def review_in(document: Document, subject: ReviewSubject) -> Review:
    """The review that `document` contains. Raises UnsafeEditError if it is none."""
    record, _found, _complete = decode(subject.record, document)
    if record is None:
        raise UnsafeEditError
    return record


def verdict_edits(workspace: Workspace, review: Review, verdicts: Mapping[str, Fields]) -> Iterator[Operation]:
    """Other verdicts on indicators, in the catalogue's order; one without any field goes."""
    present = review.by_indicator
    names = [name for name in IndicatorReview.model_fields if name != "indicator"]
    gone = {
        at
        for at, one in enumerate(review.indicators)
        if present[one.indicator] is one
        and one.indicator in verdicts
        and all(verdicts[one.indicator].get(name, getattr(one, name)) is None for name in names)
    }
    order = workspace.catalogue.order
    new: list[tuple[str, dict[str, Any]]] = []
    changed: list[tuple[Record | None, Fields]] = []
    for at, one in enumerate(review.indicators):
        is_changed = at not in gone and present[one.indicator] is one
        changed.append((one, verdicts.get(one.indicator, {}) if is_changed else {}))
    yield from wanted_list(review, "indicators", changed)
    for indicator in sorted(verdicts, key=lambda one: (order.get(one, len(order)), one)):
        fields = {name: verdicts[indicator].get(name) for name in names}
        if indicator not in present and any(value is not None for value in fields.values()):
            given = {name: value for name, value in fields.items() if value is not None}
            new.append((indicator, {"indicator": id_value(indicator), **given}))
    there = [order.get(one.indicator, -1) for one in review.indicators]
    if not review.indicators or len(gone) == len(review.indicators):
        yield from changed_list(review, "indicators", gone, [value for _indicator, value in new])
        return
    if len(gone) > 0:
        yield from changed_list(review, "indicators", gone, ())
    for indicator, value in new:
        place = order.get(indicator, len(order))
        before = next((at for at, one in enumerate(there) if one > place), len(there))
        yield PutItem(node_of(review)["indicators"], before, value)


def head_edits(review: Review, fields: Fields) -> Iterator[Operation]:
    """Another reviewer or day."""
    for name, value in fields.items():
        if value != getattr(review, name):
            yield SetValue(node_of(review), name, value, fields_before(type(review), name))


def list_edits(review: Review, wanted: Mapping[str, Sequence[tuple[Record | None, Fields]]]) -> Iterator[Operation]:
    """The lists as they are to be, by their names."""
    for name, items in wanted.items():
        yield from wanted_list(review, name, items)


def finding_id(cycle: int, unit: str, indicator: str, taken: set[str]) -> str:
    """The id of a problem that the office found, the first of its kind that is free; it is taken then."""
    stem = f"{cycle}-{unit}-{indicator}-检"
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    taken.add(f"{stem}{number}")
    return f"{stem}{number}"


def review_skeleton(workspace: Workspace, subject: ReviewSubject) -> str:
    """A review with nothing filled in yet: valid YAML with every indicator that the unit owes, hints as comments.

    `workspace` is as the cycle sees it.
    """
    duties = workspace.responsibilities.by_unit.get(subject.unit, ())
    scoring = workspace.scoring
    levels = (
        "" if scoring is None else _("、").join(" ".join(f"{one.id} {one.title}".split()) for one in scoring.levels)
    )
    lines = [
        "# " + _("{unit} {cycle} 年度履行教育职责复核").format(unit=subject.unit, cycle=subject.cycle),
        "# " + _("复核结论：met 达到、partly 部分达到、unmet 未达到、not_applicable 不适用；不复核的指标请删除。"),
        *_beginning(subject, None, sample=False),
        *([] if subject.reviewer else ["# " + _("督导室名称或复核人："), "reviewer:"]),
        "# " + _("复核日期，如 2019-09-20："),
        "reviewed_on:",
        "indicators:" if duties else "indicators: []",
    ]
    for duty in duties:
        text = " ".join(workspace.catalogue.by_id[duty.indicator].indicator.text.split())
        item = workspace.points_items.get(duty.indicator)
        lines += ["", f"  # {duty.indicator}. {text}"]
        lines += [f"  - indicator: {scalar_text(id_value(duty.indicator))}", "    verdict:"]
        lines += ["    # " + _("复核等级：{levels}").format(levels=levels), "    level:"] if levels else []
        if item is not None:
            lines += ["    # " + _("复核得分，分值 {points}：").format(points=item.points), "    score:"]
        lines += ["    remark:"]
    return "\n".join([*lines, *_list_hints()]) + "\n"


def _list_hints() -> Iterator[str]:
    yield ""
    yield "# " + _("加分、扣分等事项，每次一项：") + "{event: …, on: 2019-09-20, remark: …}"
    yield "events: []"
    yield (
        "# " + _("监测、实地检查发现的问题：") + "{id: …, indicator: …, found_by: inspection, text: …, due: 2019-10-31}"
    )
    yield "findings: []"
    yield "# " + _("销号：") + "{problem: …, closed_on: 2019-09-20, remark: …}"
    yield "closings: []"


def _beginning(subject: ReviewSubject, head: str | None, *, sample: bool) -> Iterator[str]:
    if head:
        yield head
    yield f"unit: {scalar_text(subject.unit)}"
    yield f"cycle: {subject.cycle}"
    if sample:
        yield "sample: true"
    if subject.reviewer:
        yield f"reviewer: {scalar_text(subject.reviewer)}"
