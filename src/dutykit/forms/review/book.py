"""A review workbook as plain data: a unit's answers, and beside them what is to be filled in about them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from dutykit.assess.reviewers import Compared, compared
from dutykit.assess.score import exact
from dutykit.forms.review.schema import REVIEW
from dutykit.forms.workbook.book import Book, FormIdentity
from dutykit.forms.workbook.layout import OVERVIEW, FormColumn, FormSheet, FormValue, SheetName
from dutykit.forms.workbook.proof import proof_cell
from dutykit.forms.workbook.row import FormRow, form_row
from dutykit.forms.workbook.rows import catalogue_fingerprint
from dutykit.language import _
from dutykit.model.catalogue import Element, Metric
from dutykit.model.office_words import event_kind_word, rating_word
from dutykit.model.quantity import metric_value, shown
from dutykit.model.rectification import TrackedProblem
from dutykit.model.review import Review
from dutykit.model.scoring import Event
from dutykit.model.submission import Answer, Evidence, Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.review_file import ReviewSubject

_BY_REVIEWERS = frozenset({"opinions", "mean", "spread"})
_ONE_GROUP = "-"
"""Stands for the indicator in the keys of rows that are of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBook(Book):
    """A review workbook as plain data."""

    state: str | None
    """Of the unit's submission."""
    reviewers: tuple[str, ...] = ()
    """Whose reviews the office's own shows."""
    points: Mapping[str, Decimal] = field(default_factory=dict)
    """The points of the indicators that have any."""
    levels: Mapping[str, str] = field(default_factory=dict)
    """The levels of the scoring, each as a cell shows it."""
    events: Mapping[str, str] = field(default_factory=dict)
    """The events of the scoring, likewise."""

    def columns(self, sheet: FormSheet) -> tuple[FormColumn, ...]:
        """No scores without points, no levels and no other reviewers where there are none."""
        left_out: set[str] = set()
        if sheet.name == "verdicts":
            left_out |= set() if self.points else {"points", "own_score", "score", "mean", "spread"}
            left_out |= set() if self.levels else {"level"}
            left_out |= set() if self.reviewers else _BY_REVIEWERS
        return tuple(one for one in sheet.columns if one.name not in left_out)

    def word(self, column: str, value: FormValue) -> FormValue:
        """What a cell of this column shows for a level or an event."""
        words = {"level": self.levels, "event": self.events}.get(column, {})
        return words.get(value, value) if isinstance(value, str) else value


def review_book(
    workspace: Workspace, subject: ReviewSubject, *, folder: Path | None = None, limit: Decimal | None = None
) -> ReviewBook:
    """The workbook of `subject`; `workspace` is as its cycle sees it.

    `folder` is where the workbook will be: its links to files lead from there. `limit` is the per cent of the points
    by which reviewers' scores may be apart and their mean is still proposed.
    """
    unit, cycle = subject.unit, subject.cycle
    submission, review = workspace.submission(unit, cycle), subject.present(workspace)
    opinions = () if subject.reviewer else tuple(compared(workspace, unit, cycle, limit))
    indicators = _indicators(workspace, unit, submission, review, opinions)
    scoring = workspace.scoring
    points = {key: Decimal(workspace.points_items[key].points) for key in indicators if key in workspace.points_items}
    evidence = tuple(_evidence(workspace, submission, indicators, folder))
    maker = _Verdicts(workspace, unit, submission, review, {one.indicator: one for one in opinions}, points)
    rows: dict[SheetName, tuple[FormRow, ...]] = {
        OVERVIEW: _overview(subject, review),
        "verdicts": tuple(maker.row(key, _first(evidence, key)) for key in indicators),
        "evidence": evidence,
        "findings": tuple(_findings(workspace, subject, review)),
        "closings": tuple(_closings(workspace, subject, review)),
        "events": tuple(_events(workspace, subject, review)),
        "event_list": () if scoring is None else tuple(_event_row(one) for one in scoring.event_by_id.values()),
    }
    sample = any(one is not None and one.sample for one in (submission, review))
    reviewed = workspace.reviewers(unit, cycle)
    return ReviewBook(
        layout=REVIEW,
        identity=FormIdentity(unit, cycle, catalogue_fingerprint(workspace.catalogue), sample, subject.reviewer),
        title=workspace.catalogue.title,
        rows=rows,
        state=None if submission is None else submission.state,
        reviewers=() if subject.reviewer else tuple(one.reviewer for one in reviewed),
        points=points,
        levels={} if scoring is None else {one.id: f"{one.id}　{one.title}" for one in scoring.level_by_id.values()},
        events={} if scoring is None else {one.id: event_name(one) for one in scoring.event_by_id.values()},
    )


def event_name(event: Event) -> str:
    """An event as a cell shows it: its id and what it is, on one line."""
    return f"{event.id}　{event_kind_word(event.kind)}：{' '.join(event.text.split())}"[:200]


def proposals(workspace: Workspace, subject: ReviewSubject, name: str) -> list[tuple[str, Any]]:
    """What the reviewers state in the list `name`, each with the reviewer, as far as the office has not decided on it."""
    if subject.reviewer:
        return []
    reviews = workspace.reviewers(subject.unit, subject.cycle)
    return [(one.reviewer, item) for one in reviews for item in getattr(one, name)]


def _indicators(
    workspace: Workspace,
    unit: str,
    submission: Submission | None,
    review: Review | None,
    opinions: Iterable[Compared],
) -> list[str]:
    """What the unit owes, and what else it answered or somebody reviewed."""
    owed = [duty.indicator for duty in workspace.responsibilities.by_unit.get(unit, ())]
    more = [*(submission.by_indicator if submission else ()), *(review.by_indicator if review else ())]
    more += [one.indicator for one in opinions]
    order = workspace.catalogue.order
    return list(dict.fromkeys((*owed, *sorted(more, key=lambda one: (order.get(one, len(order)), one)))))


def _overview(subject: ReviewSubject, review: Review | None) -> tuple[FormRow, ...]:
    values: dict[str, FormValue] = {
        "unit": subject.unit,
        "cycle": subject.cycle,
        "reviewer": subject.reviewer or (None if review is None else review.reviewer),
        "reviewed_on": None if review is None else review.reviewed_on,
    }
    locked = frozenset({"content"} if subject.reviewer else ())
    return tuple(
        form_row((OVERVIEW, name), {"content": value}, locked=locked if name == "reviewer" else frozenset())
        for name, value in values.items()
    )


class _Verdicts:
    """Makes the rows of the verdicts."""

    def __init__(  # noqa: PLR0913, PLR0917 (all that a row shows)
        self,
        workspace: Workspace,
        unit: str,
        submission: Submission | None,
        review: Review | None,
        opinions: Mapping[str, Compared],
        points: Mapping[str, Decimal],
    ) -> None:
        self.workspace, self.unit = workspace, unit
        self.answers = {} if submission is None else submission.by_indicator
        self.verdicts = {} if review is None else review.by_indicator
        self.opinions = opinions
        self.points = points

    def row(self, key: str, first: int | None) -> FormRow:
        """The row of an indicator, whose first evidence item is in row `first` of its sheet."""
        entry, answer = self.workspace.catalogue.by_id.get(key), self.answers.get(key)
        verdict, opinion = self.verdicts.get(key), self.opinions.get(key)
        cells: dict[str, FormValue] = {
            "indicator": key,
            "text": _("（指标体系中没有该编号）") if entry is None else entry.indicator.text,
            "rating": None if answer is None else answer.rating,
            "narrative": _narrative(answer),
            "metrics": _metrics(() if entry is None else entry.indicator.metrics, answer),
            "evidence": _titles(() if answer is None else answer.evidence),
            "points": self.points.get(key),
            "own_score": None if answer is None else answer.score,
        }
        if opinion is not None:
            cells |= {
                "opinions": "\n".join(_opinions(opinion)),
                "mean": opinion.rounded_mean,
                "spread": None if opinion.spread is None else exact(opinion.spread),
            }
        if verdict is not None:
            cells |= {name: getattr(verdict, name) for name in ("verdict", "level", "score", "remark")}
        # Once the office has decided anything of an indicator, nothing is proposed for it any more.
        proposed = opinion.agreed() if opinion is not None and (verdict is None or verdict.is_empty) else {}
        links = {} if first is None else {"evidence": f"internal:'{REVIEW.sheet('evidence').title}'!A{first}"}
        return form_row(("verdicts", key), cells, proposed=proposed, links=links)


def _narrative(answer: Answer | None) -> str | None:
    if answer is None:
        return _("（未填报）")
    return answer.narrative or answer.reason


def _metrics(metrics: Sequence[Metric], answer: Answer | None) -> str | None:
    """Each metric with its value and its target, on a line of its own."""
    lines = []
    given = {} if answer is None else answer.metrics
    for metric in metrics:
        derived = None if answer is None or given.get(metric.id) is not None else metric_value(answer, metric)
        if derived is not None:
            line = _("{metric}：{value}（按公式计算）")
            value = f"{shown(metric, derived):f}{metric.unit or ''}"
            lines.append(line.format(metric=metric.id, value=value))
        quantities: tuple[Metric | Element, ...] = (metric, *metric.elements)
        lines += [f"{one.id}：{given[one.id]}{one.unit or ''}" for one in quantities if given.get(one.id) is not None]
        if metric.target is not None and (metric.id in given or derived is not None):
            bounds = []
            if metric.target.min is not None:
                bounds.append(_("不低于{limit}").format(limit=metric.target.min))
            if metric.target.max is not None:
                bounds.append(_("不高于{limit}").format(limit=metric.target.max))
            lines.append(_("（目标值：{target}）").format(target=_("，").join(bounds)))
    return "\n".join(lines) or None


def _titles(evidence: Sequence[Evidence]) -> str | None:
    return "\n".join(f"{number}. {' '.join(one.title.split())}" for number, one in enumerate(evidence, 1)) or None


def _opinions(opinion: Compared) -> Iterator[str]:
    for one in opinion.opinions:
        parts = [rating_word(one.verdict)] if one.verdict is not None else []
        parts += [one.level] if one.level is not None else []
        parts += [_("{score}分").format(score=exact(one.score))] if one.score is not None else []
        text = _("，").join(parts)
        remark = " ".join((one.remark or "").split())
        yield _("{reviewer}：{text}").format(reviewer=one.reviewer, text=_("；").join(filter(None, (text, remark))))


def _evidence(
    workspace: Workspace, submission: Submission | None, indicators: Sequence[str], folder: Path | None
) -> Iterator[FormRow]:
    answers = {} if submission is None else submission.by_indicator
    for indicator in indicators:
        answer = answers.get(indicator)
        for number, one in enumerate(() if answer is None else answer.evidence, 1):
            cells: dict[str, FormValue] = {
                "indicator": indicator,
                "title": one.title,
                "kept": "yes" if one.kept_by_unit else "no" if one.file is not None else None,
                "file": one.file,
                "date": one.date,
                "note": one.note,
            }
            link = _link(workspace, one, folder)
            yield form_row(("evidence", indicator, str(number)), cells, links={"file": link} if link else {})


def _first(rows: Sequence[FormRow], indicator: str) -> int | None:
    """The row of the workbook with the first evidence item of an indicator."""
    from dutykit.forms.workbook.presentation import FIRST

    return next((FIRST + at + 1 for at, row in enumerate(rows) if row.key[1] == indicator), None)


def _link(workspace: Workspace, evidence: Evidence, folder: Path | None) -> str:
    """The address of a file that is in the workspace, from the folder of the workbook; empty for any other."""
    found = workspace.evidence.get(evidence.file or "")
    if folder is None or found is None or found.state != "present":
        return ""
    target = os.path.abspath(workspace.root / found.path)
    try:
        way = os.path.relpath(target, os.path.abspath(folder))
    except ValueError:  # on another drive
        way = target
    return f"external:{way}" if len(way) < 1000 else ""


def _findings(workspace: Workspace, subject: ReviewSubject, review: Review | None) -> Iterator[FormRow]:
    seen: set[str] = set()
    texts: set[tuple[str, str]] = set()
    for one in () if review is None else review.findings:
        if one.id not in seen:
            seen.add(one.id)
            texts.add((one.indicator, one.text))
            yield form_row(("findings", one.indicator, one.id), _fields(one, "indicator id found_by found_on text due"))
    for number, (_reviewer, one) in enumerate(proposals(workspace, subject, "findings")):
        if (one.indicator, one.text) in texts:
            continue
        texts.add((one.indicator, one.text))
        cells = _fields(one, "indicator id found_by found_on text due")
        if one.id in seen:  # two reviewers' workbooks were numbered apart from each other
            cells["id"] = None
        seen.add(one.id)
        yield form_row(("findings", one.indicator, f"+{number}"), cells, is_proposed=True)


def _closings(workspace: Workspace, subject: ReviewSubject, review: Review | None) -> Iterator[FormRow]:
    given = closings_of(review, subject.cycle)
    proposed: dict[tuple[int, str], Any] = {}
    for _reviewer, one in proposals(workspace, subject, "closings"):
        proposed.setdefault((one.from_cycle or subject.cycle, one.problem), one)
    for problem in reviewable(workspace, subject):
        then = problem.until(subject.cycle)
        key = (problem.key.cycle, problem.key.problem)
        cells: dict[str, FormValue] = {
            "from_cycle": problem.key.cycle,
            "problem": problem.key.problem,
            "indicator": problem.indicator,
            "text": then.text,
            "measure": then.measure,
            "status": then.status(),
            "progress": then.progress,
            "proof": proof_cell(then.proof()),
        }
        closing = given.get(key)
        if closing is not None:
            cells |= {"closed_on": closing.closed_on, "remark": closing.remark}
        other = proposed.get(key) if closing is None else None
        more = {} if other is None else {"closed_on": other.closed_on, "remark": other.remark}
        yield form_row(("closings", str(key[0]), key[1]), cells, proposed=more)


def reviewable(workspace: Workspace, subject: ReviewSubject) -> list[TrackedProblem]:
    """The problems that are not closed when the cycle begins, and those found in it."""
    problems = workspace.rectification.of(subject.unit)
    return [
        one
        for one in problems
        if one.key.cycle <= subject.cycle
        and (one.key.cycle == subject.cycle or one.until(subject.cycle - 1).closed() is None)
    ]


def closings_of(review: Review | None, cycle: int) -> dict[tuple[int, str], Any]:
    """The closings of a review by the cycle of the problem and its id; of two the first."""
    found: dict[tuple[int, str], Any] = {}
    for one in () if review is None else review.closings:
        found.setdefault((one.from_cycle or cycle, one.problem), one)
    return found


def _events(workspace: Workspace, subject: ReviewSubject, review: Review | None) -> Iterator[FormRow]:
    present = () if review is None else review.events
    known = [(one.event, one.on, one.remark) for one in present]
    number = 0
    for number, one in enumerate(present, 1):
        cells = {"row": str(number), **_fields(one, "event times on remark")}
        yield form_row(("events", _ONE_GROUP, str(number)), cells)
    for _reviewer, one in proposals(workspace, subject, "events"):
        if (one.event, one.on, one.remark) not in known:
            known.append((one.event, one.on, one.remark))
            number += 1
            cells = _fields(one, "event times on remark")
            yield form_row(("events", _ONE_GROUP, f"+{number}"), cells, is_proposed=True)


def _event_row(event: Event) -> FormRow:
    parts = []
    if event.points is not None:
        parts.append(_("每次{points}分").format(points=event.points))
    if event.most is not None:
        parts.append(_("最多{points}分").format(points=event.most))
    if event.kind == "downgrade":
        parts.append(_("每次降{grades}档").format(grades=event.grades))
    if event.grade is not None:
        parts.append(event.grade)
    cells: dict[str, FormValue] = {
        "id": event.id,
        "name": event_name(event),
        "effect": _("，").join((event_kind_word(event.kind), *parts)),
    }
    return form_row(("event_list", event.id), cells)


def _fields(record: object, names: str) -> dict[str, FormValue]:
    return {name: getattr(record, name) for name in names.split()}
