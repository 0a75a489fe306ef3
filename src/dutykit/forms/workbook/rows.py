"""The rows of each sheet of a unit's workbook, made from a workspace and the unit's submission."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dutykit.forms.workbook.amendments import amendment_notes, former_wordings, withdrawn
from dutykit.forms.workbook.book import Book, FormIdentity
from dutykit.forms.workbook.layout import FormColumn, FormSheet, FormValue, SheetName
from dutykit.forms.workbook.problems import carried_rows, problem_rows
from dutykit.forms.workbook.row import FormRow, RowKey, filled_cells, form_row
from dutykit.forms.workbook.schema import FORM, form_sheet
from dutykit.language import _
from dutykit.model.catalogue import Catalogue, Element, Entry, Metric
from dutykit.model.office_words import short_role_word
from dutykit.model.quantity import formula_words
from dutykit.model.responsibility import Duty
from dutykit.model.submission import Answer, MetricValue, Submission
from dutykit.model.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Book):
    """A unit's workbook as plain data."""

    state: str
    points: Mapping[str, Decimal] = field(default_factory=dict)
    """The points of the indicators that have any."""
    required: frozenset[str] = frozenset()
    """The indicators that ask for evidence."""
    percentages: frozenset[RowKey] = frozenset()
    """The metrics given in percent."""
    returned: str = ""
    """Why and until when it was sent back; empty if it was not."""
    amendments: tuple[str, ...] = ()
    """What the unit is told of changes of the plan, a sentence each."""
    withdrawn: frozenset[str] = frozenset()
    """The indicators that the unit is no longer responsible for: what an older form says of them is not taken."""
    former_wordings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The texts that an older form may have for an indicator."""

    def columns(self, sheet: FormSheet) -> tuple[FormColumn, ...]:
        """The columns of `sheet` that this form has: no scores without points, no closing dates without a closing."""

        def has(column: FormColumn) -> bool:
            if not column.by_office and (column.name != "score" or self.points):
                return True
            return any(row.cells.get(column.name) is not None for row in self.rows[sheet.name])

        return tuple(one for one in sheet.columns if has(one))


def form_of(workspace: Workspace, unit: str, cycle: int, submission: Submission | None) -> Form:
    """The form of `unit` (its id) for `cycle`, with what it has answered so far."""
    catalogue = workspace.catalogue
    duties = {duty.indicator: duty for duty in workspace.responsibilities.by_unit.get(unit, ())}
    answers = {} if submission is None else submission.by_indicator
    entries = [(key, catalogue.by_id.get(key)) for key in (*duties, *(key for key in answers if key not in duties))]
    indicators = [entry.indicator for _key, entry in entries if entry is not None]
    problems = (problem_rows(workspace, unit, cycle, key, answers.get(key)) for key, _entry in entries)
    rows: dict[SheetName, tuple[FormRow, ...]] = {
        "overview": _overview(unit, cycle, submission),
        "answers": tuple(_answer(key, entry, duties.get(key), answers.get(key)) for key, entry in entries),
        "metrics": tuple(row for key, entry in entries for row in _metrics(key, entry, answers.get(key))),
        "evidence": tuple(row for key, _entry in entries for row in evidence_rows(answers.get(key))),
        "problems": tuple(row for one in problems for row in one),
        "carried": tuple(carried_rows(workspace, unit, cycle, submission)),
    }
    quantities = ((one.id, name, what) for one in indicators for name, what in one.quantities.items())
    return Form(
        layout=FORM,
        identity=FormIdentity(
            unit, cycle, catalogue_fingerprint(catalogue), submission is not None and submission.sample
        ),
        title=catalogue.title,
        state="draft" if submission is None else submission.state,
        rows=rows,
        points={
            key: Decimal(workspace.points_items[key].points) for key, _entry in entries if key in workspace.points_items
        },
        required=frozenset(one.id for one in indicators if one.evidence_required),
        percentages=frozenset(("metrics", key, name) for key, name, what in quantities if what.unit in {"%", "％"}),
        returned=_returned(submission),
        amendments=tuple(amendment_notes(workspace, unit, cycle, submission)),
        withdrawn=withdrawn(workspace, unit, cycle),
        former_wordings=former_wordings(workspace, cycle),
    )


def catalogue_fingerprint(catalogue: Catalogue) -> str:
    """16 hexadecimal digits that change when an indicator comes, goes or reads otherwise."""
    notes = [catalogue.title, *((entry.indicator.id, entry.indicator.text_fingerprint) for entry in catalogue.entries)]
    return hashlib.sha256(json.dumps(notes).encode()).hexdigest()[:16]


def evidence_rows(answer: Answer | None) -> Iterator[FormRow]:
    """The rows of an answer's evidence, numbered from 1."""
    for number, one in enumerate(() if answer is None else answer.evidence, 1):
        assert answer is not None  # noqa: S101 (for the type checker)
        row = f"{answer.indicator}-{number}"
        cells = {"row": row, "indicator": answer.indicator, **filled_cells("evidence", one)}
        cells["kept"] = "yes" if one.kept_by_unit else "no" if one.file is not None else None
        yield form_row(("evidence", answer.indicator, row), cells)


def _overview(unit: str, cycle: int, submission: Submission | None) -> tuple[FormRow, ...]:
    values = {"unit": unit, "cycle": cycle, "state": "draft", **filled_cells("overview", submission)}
    items = form_sheet("overview").columns
    return tuple(form_row(("overview", one.name), {"content": values.get(one.name)}) for one in items)


def _answer(key: str, entry: Entry | None, duty: Duty | None, answer: Answer | None) -> FormRow:
    cells: dict[str, FormValue] = {
        "indicator": key,
        "section": None if entry is None else f"（{entry.section_numeral}）{_one_line(entry.section.title)}",
        "text": _("（指标体系中没有该编号）") if entry is None else entry.indicator.text,
        "role": _role(duty),
    }
    return form_row(("answers", key), cells | filled_cells("answers", answer))


def _role(duty: Duty | None) -> str:
    if duty is None:
        return _("（未分配）")
    return short_role_word(duty.role)


def _metrics(key: str, entry: Entry | None, answer: Answer | None) -> Iterator[FormRow]:
    values = {} if answer is None else answer.metrics
    known: dict[str, tuple[Metric | Element, Metric | None]] = {}
    if entry is not None:
        for metric in entry.indicator.metrics:
            known.setdefault(metric.id, (metric, None))
            for element in metric.elements:
                known.setdefault(element.id, (element, metric))
    for name, (what, whole) in known.items():
        cells: dict[str, FormValue] = {
            "indicator": key,
            "metric": name,
            "measure_unit": what.unit,
            "value": _number(values.get(name)),
            "target": _target(what) if isinstance(what, Metric) else None,
            "formula": _formula(what, whole),
        }
        yield form_row(("metrics", key, name), cells, is_part=whole is not None)
    for name, value in values.items():
        if name not in known:
            stated = {"indicator": key, "metric": name, "value": _number(value)}
            yield form_row(("metrics", key, name), stated)


def _number(value: MetricValue) -> FormValue:
    """A metric's value as a cell states it; what is no number as it is, for a person to correct."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _target(metric: Metric) -> str | None:
    target = metric.target
    if target is None:
        return None
    parts = []
    if target.min is not None:
        parts.append(_("不低于 {limit}").format(limit=target.min))
    if target.max is not None:
        parts.append(_("不高于 {limit}").format(limit=target.max))
    return _("，").join(parts)


def _formula(what: Metric | Element, whole: Metric | None) -> str | None:
    if whole is not None:
        return _("“{name}”的基础数据").format(name=whole.id)
    formula = formula_words(what) if isinstance(what, Metric) else ""
    return _("可以不填，由基础数据计算：{formula}").format(formula=formula) if formula else None


def _returned(submission: Submission | None) -> str:
    if submission is None or submission.state != "returned" or submission.returned is None:
        return ""
    returned = submission.returned
    text = _("已退回，请于{due}前改正并重新报送。退回原因：{reason}")
    return text.format(due=_day(returned.due), reason=returned.reason.strip())


def _day(day: dt.date) -> str:
    return _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def _one_line(text: str) -> str:
    return " ".join(text.split())
