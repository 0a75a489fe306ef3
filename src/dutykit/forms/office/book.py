"""The office's tables of a workspace as the rows of their workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dutykit.forms.office.cell_texts import elements_cell, elements_of, names_cell, names_of
from dutykit.forms.office.letter_rules import OF_STAGE, rule_cells
from dutykit.forms.office.proposals import proposed_stages
from dutykit.forms.office.schema import NO, OFFICE, POINTS_LEVELS, YES
from dutykit.forms.workbook.book import Book, FormIdentity
from dutykit.forms.workbook.layout import OVERVIEW, FormValue
from dutykit.forms.workbook.row import FormRow, shown
from dutykit.forms.workbook.rows import catalogue_fingerprint
from dutykit.language import _
from dutykit.model.catalogue import Element, Indicator, Metric
from dutykit.model.cycle import Differing, Round, Stage
from dutykit.model.evaluation import PARTS, Evaluation
from dutykit.model.record import Record
from dutykit.model.role import ROLES
from dutykit.model.scoring import Scoring, indicator_points
from dutykit.model.settings import numbered
from dutykit.model.unit import DoubleUnits, Group
from dutykit.model.workspace import Workspace
from dutykit.text.numeral import chinese_numeral


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeBook(Book):
    """The workbook as plain data."""

    has_scoring: bool
    """Whether there are scoring rules already: a preset can only be taken where there are none."""


def office_book(workspace: Workspace) -> OfficeBook:
    """The workbook of the tables that `workspace` has now."""
    rows = {
        OVERVIEW: tuple(_settings(workspace)),
        "units": tuple(_units(workspace)),
        "groups": tuple(_groups(workspace)),
        "doubles": tuple(_doubles(workspace)),
        "indicators": tuple(_indicators(workspace)),
        "metrics": tuple(_metrics(workspace)),
        "stages": (*_stages(workspace), *proposed_stages(workspace)),
        "points": tuple(_points(workspace)),
        "grades": tuple(_simple("grades", () if workspace.scoring is None else workspace.scoring.grades)),
        "levels": tuple(_simple("levels", () if workspace.scoring is None else workspace.scoring.levels)),
        "events": tuple(_simple("events", () if workspace.scoring is None else workspace.scoring.events)),
        "numbers": tuple(_numbers(workspace)),
        "evaluation": tuple(_evaluation(workspace)),
    }
    identity = FormIdentity("", workspace.cycle or 0, catalogue_fingerprint(workspace.catalogue))
    return OfficeBook(
        layout=OFFICE,
        identity=identity,
        title=workspace.catalogue.title,
        rows=rows,
        has_scoring=workspace.scoring is not None,
    )


def stated(record: Record | None, field: str) -> FormValue:
    """The value of a field; None where the file leaves it to its default."""
    if record is None or not record.has_key(field):
        return None
    value: FormValue = getattr(record, field)
    return value


def term_key(cycle: int, stage: str, units: Iterable[str]) -> tuple[str, ...]:
    """What a row of the timetable is known by."""
    return ("stages", str(cycle), stage, names_cell(tuple(units)) or "")


def _row(key: tuple[str, ...], cells: dict[str, FormValue], locked: Iterable[str] = ()) -> FormRow:
    return FormRow(key, {name: shown(value) for name, value in cells.items()}, locked=frozenset(locked))


def _unsure(names: dict[str, tuple[str, ...]], elements: tuple[Element, ...] = ()) -> Iterator[str]:
    """The columns whose lists would be read back otherwise than they are: these are only shown."""
    yield from (field for field, value in names.items() if names_of(names_cell(value)) != value)
    if elements_of(elements_cell(elements)) != elements:
        yield "elements"


def _settings(workspace: Workspace) -> Iterator[FormRow]:
    settings, scoring, source = workspace.settings, workspace.scoring, workspace.catalogue.source
    report, words = settings.report, settings.narratives
    round_ = None if workspace.cycle is None else workspace.timetable.by_cycle.get(workspace.cycle)
    credibility = None if scoring is None else scoring.credibility
    values: dict[str, FormValue] = {
        "cycle": settings.cycle,
        "place_name": settings.place_name,
        "issuer": report.issuer,
        **{column: getattr(source, field) for column, field in SOURCE_ITEMS.items()},
        "classification": report.classification,
        "urgency": report.urgency,
        "draft_mark": report.draft_mark,
        "letter_word": report.letter_word,
        "order_word": report.order_word,
        "contact_person": report.contact_person,
        "contact_phone": report.contact_phone,
        "answer": stated(words, "answer"),
        "submission": stated(words, "submission"),
        "remind": stated(round_, "remind"),
        "preset": None,
        **{name: stated(scoring, name) for name in SCORING_ITEMS},
        "credibility_method": None if credibility is None else credibility.method,
        "credibility_because": None if credibility is None else credibility.because,
    }
    for item in OFFICE.sheet(OVERVIEW).columns:
        yield _row((OVERVIEW, item.name), {"content": values[item.name]})


SOURCE_ITEMS = {"source_issuer": "issuer", "source_number": "number", "source_dated": "dated"}
"""The items of the settings sheet that are fields of the catalogue's source."""
SCORING_ITEMS = ("title", "basis", "method", "decimals", "bonus_most", "difference", "alert_below")
"""The items of the settings sheet that are fields of the scoring rules."""


def _units(workspace: Workspace) -> Iterator[FormRow]:
    groups: dict[str, list[str]] = {}
    register = workspace.register
    for group in register.group_by_id.values():
        for member in group.members:
            groups.setdefault(register.canonical.get(member, member), []).append(group.id)
    for unit in register.by_id.values():
        names = {"aliases": unit.aliases, "succeeds": unit.succeeds, "distinct_from": unit.distinct_from}
        cells: dict[str, FormValue] = {
            "id": unit.id,
            "kind": unit.kind,
            **{field: names_cell(value) for field, value in names.items()},
            "groups": names_cell(groups.get(unit.id, ())),
            "note": unit.note,
        }
        yield _row(("units", unit.id), cells, _unsure(names))


def _groups(workspace: Workspace) -> Iterator[FormRow]:
    for group in workspace.register.group_by_id.values():
        names = {"members": group.members, "aliases": group.aliases, "distinct_from": group.distinct_from}
        cells: dict[str, FormValue] = {
            "id": group.id,
            **{field: names_cell(value) for field, value in names.items()},
            "note": group.note,
        }
        yield _row(("groups", group.id), cells, _unsure(names))


def _doubles(workspace: Workspace) -> Iterator[FormRow]:
    for one in workspace.register.likely_doubles:
        cells: dict[str, FormValue] = {
            "one": one.one.id,
            "other": one.other.id,
            "why": _why(one),
            "command": _("（统称：只保留一个，另一个写入其他写法）")
            if isinstance(one.one, Group)
            else f"dutykit unit merge {one.one.id} {one.other.id}",
        }
        yield _row(("doubles", one.one.id, one.other.id), cells)


def _why(double: DoubleUnits) -> str:
    texts = {
        "short": _("“{one}”与“{other}”是全称与简称"),
        "shortened": _("“{one}”与“{other}”只差几个字"),
        "slip": _("“{one}”与“{other}”只差一个字或字序不同"),
    }
    return texts[double.names.by].format(one=double.names.one, other=double.names.other)


def _indicators(workspace: Workspace) -> Iterator[FormRow]:
    for key, entry in workspace.catalogue.by_id.items():
        indicator = entry.indicator
        names = {role: indicator.named(role) for role in ROLES}
        cells: dict[str, FormValue] = {
            "indicator": key,
            "section": f"（{entry.section_numeral}）{' '.join(entry.section.title.split())}",
            "text": indicator.text,
            **{role: names_cell(value) for role, value in names.items()},
            "evidence_required": yes_no(indicator.evidence_required, is_stated=indicator.has_key("evidence_required")),
            "deadline": indicator.deadline,
            "note": indicator.note,
        }
        yield _row(("indicators", key), cells, _unsure({role: names[role] for role in ROLES}))


def yes_no(value: bool, *, is_stated: bool) -> str | None:  # noqa: FBT001 (the value of a cell)
    """The code of a choice of yes and no."""
    return None if not is_stated else YES if value else NO


def _metrics(workspace: Workspace) -> Iterator[FormRow]:
    for key, entry in workspace.catalogue.by_id.items():
        known: set[str] = set()
        for metric in entry.indicator.metrics:
            if metric.id not in known:
                known.add(metric.id)
                yield _row(
                    ("metrics", key, metric.id), metric_cells(entry.indicator, metric), _unsure({}, metric.elements)
                )


def metric_cells(indicator: Indicator, metric: Metric) -> dict[str, FormValue]:
    """The cells of a metric."""
    target, variation = metric.target, metric.variation
    return {
        "indicator": indicator.id,
        "id": metric.id,
        "unit": metric.unit,
        "min": None if target is None else target.min,
        "max": None if target is None else target.max,
        "target_because": None if target is None else target.because,
        "formula": metric.formula,
        "elements": elements_cell(metric.elements),
        "form": None if variation is None else variation.form,
        "weight": None if variation is None else variation.weight,
        "variation_max": None if variation is None else variation.max,
        "variation_because": None if variation is None else variation.because,
        "because": metric.because,
    }


def _stages(workspace: Workspace) -> Iterator[FormRow]:
    for one in workspace.timetable.by_cycle.values():
        for stage in one.stages:
            yield _stage(one, stage)
            for term in stage.differs:
                yield _differing(one, stage, term)


def _stage(one: Round, stage: Stage) -> FormRow:
    cells: dict[str, FormValue] = {
        "cycle": one.cycle,
        "name": stage.name,
        "units": None,
        "opens": stage.opens,
        "due": stage.due,
        "workdays": stage.workdays,
        "awaits": stage.awaits,
        "answered": stage.answered,
        **rule_cells(stage),
        "note": stage.note,
    }
    return _row(term_key(one.cycle, stage.name, ()), cells)


def _differing(one: Round, stage: Stage, term: Differing) -> FormRow:
    cells: dict[str, FormValue] = {
        "cycle": one.cycle,
        "name": stage.name,
        "units": names_cell(term.units),
        "opens": term.opens,
        "due": term.due,
        "workdays": term.workdays,
    }
    return _row(term_key(one.cycle, stage.name, term.units), cells, (*OF_STAGE, *_unsure({"units": term.units})))


def _points(workspace: Workspace) -> Iterator[FormRow]:
    catalogue, scoring = workspace.catalogue, workspace.scoring
    given = scoring or Scoring.model_construct(title="", basis="")
    section = 0
    for number, chapter in enumerate(catalogue.chapters, 1):
        title = f"{chinese_numeral(number)}、{chapter.title}"
        yield _points_row(
            "chapters", str(number), title, given.points.chapters.get(str(number)), given.weights.get(str(number))
        )
        for one in chapter.sections:
            section += 1
            title = f"{catalogue.section_references[section - 1]}{one.title}"
            yield _points_row("sections", str(section), title, given.points.sections.get(str(section)))
            for indicator in one.indicators:
                entry = catalogue.by_id[indicator.id]
                if entry.indicator is indicator:
                    yield _points_row("indicators", indicator.id, indicator.text, indicator_points(entry, given.points))


def _points_row(level: str, key: str, item: str, points: FormValue, weight: FormValue = None) -> FormRow:
    cells: dict[str, FormValue] = {
        "level": level,
        "key": key,
        "item": " ".join(item.split()),
        "points": points,
        "weight": weight,
    }
    return _row(("points", level, key), cells, () if level == POINTS_LEVELS[0] else ("weight",))


def _simple(sheet: str, records: Iterable[Record]) -> Iterator[FormRow]:
    """Rows whose columns are fields of a record with an id; of two with the same id the first."""
    known: set[str] = set()
    for record in records:
        key = str(getattr(record, "id"))  # noqa: B009 (a record of the scoring rules)
        if key not in known:
            known.add(key)
            yield _row((sheet, key), {one.name: stated(record, one.name) for one in OFFICE.sheet(sheet).columns})


def _numbers(workspace: Workspace) -> Iterator[FormRow]:
    for key, number in workspace.settings.report.numbers.items():
        unit, kind = numbered(key, workspace.register.by_id)
        yield _row(("numbers", unit, kind), {"unit": unit, "report": kind or None, "number": number})


def _evaluation(workspace: Workspace) -> Iterator[FormRow]:
    cycle = workspace.cycle
    given = workspace.evaluations.get(cycle or 0, Evaluation())
    for part in PARTS if cycle is not None else ():
        text: str | None = getattr(given, part)
        cells: dict[str, FormValue] = {"cycle": cycle, "part": part, "text": text and text.rstrip("\n")}
        yield _row(("evaluation", str(cycle), part), cells)
