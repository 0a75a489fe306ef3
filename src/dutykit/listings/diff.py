"""Show what changed from one catalogue or cycle to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from dutykit.assess.compare import (
    CatalogueChanges,
    Matched,
    Named,
    Side,
    Succession,
    Suspect,
    compare_catalogues,
    stale_answers,
    suspect_answers,
)
from dutykit.assess.wording import word_changes
from dutykit.assess.year_on_year import CycleChanges, MetricChange, RatingChange, compare_cycles
from dutykit.language import _, plural
from dutykit.listings.diff_json import diff_document
from dutykit.model.catalogue import Catalogue, Entry
from dutykit.model.gap import ASSIGNMENTS, Gap
from dutykit.model.layout import REGISTER_FILE, SUBMISSIONS_FOLDER
from dutykit.model.office_words import rating_word, short_role_word
from dutykit.model.quantity import brief
from dutykit.model.refusal import Refusal
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace
from dutykit.output.listing import PLAIN, Listing, Look
from dutykit.output.notes import Notes, Span, notes_markdown, notes_text
from dutykit.output.table.ids import id_cell
from dutykit.output.table.markdown import markdown_text
from dutykit.output.table.record import Column, Group, Table
from dutykit.workspace.assemble import load_record

_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True)
class Difference(Listing):
    """What was compared, and what came of it."""

    old: str
    """The year, or the file's name, as asked for."""
    new: str
    changes: CatalogueChanges
    cycles: CycleChanges | None
    """None where a catalogue from a file is compared."""
    suspects: tuple[Suspect, ...]
    """Answers by the old catalogue that the changes touch, and answers by the new one written for an old text."""
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""

    @property
    def title(self) -> str:
        """What is compared with what."""
        return _("{old} → {new}").format(old=self.old, new=self.new)

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """The metrics whose numbers changed; none where catalogues are compared. The rest is notes."""
        if self.cycles is not None and any(map(_has_changed, self.cycles.metrics)):
            table = _metric_table(self.cycles)
            yield table.title, table

    def screen_tables(self) -> Iterator[Table]:
        """The same."""
        return (table for _name, table in self.sheets())

    def text(self, look: Look = PLAIN) -> str:
        """The notes, then the table."""
        tables = super().text(look)
        parts = [self.title + "\n", notes_text(tuple(_notes(self)), width=look.width, color=look.color), tables]
        return "\n".join(part for part in parts if part)

    def markdown(self) -> str:
        """The notes, then the table."""
        tables = map(markdown_text, self.screen_tables())
        parts = [f"# {self.title}\n", notes_markdown(tuple(_notes(self))), *tables]
        return "\n".join(part for part in parts if part)

    def document(self) -> dict[str, object]:
        """As `diff_document` describes it."""
        return diff_document(self.old, self.new, self.changes, self.cycles, self.suspects)


def difference(workspace: Workspace, old: str, new: str) -> Difference:
    """Compare two cycles (years) or catalogues (files; a year where a file is compared means its catalogue).

    Raises Refusal for a cycle nobody knows, or a file that cannot be read.
    """
    sides = (_side(workspace, old), _side(workspace, new))
    changes = compare_catalogues(*sides)
    years = [int(one) if _is_year(one) else None for one in (old, new)]
    cycles = None
    if years[0] is not None and years[1] is not None:
        cycles = compare_cycles(workspace, years[0], years[1], changes)
    suspects = _suspects(workspace, sides, changes, years)
    compared = (workspace.gaps.of((*ASSIGNMENTS, SUBMISSIONS_FOLDER), cycle=one or workspace.cycle) for one in years)
    gaps = tuple(dict.fromkeys(gap for one in compared for gap in one))
    return Difference(_name(old), _name(new), changes, cycles, suspects, gaps)


def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text.strip())) and not Path(text).exists()


def _name(text: str) -> str:
    return text.strip() if _is_year(text) else Path(text).as_posix()


def _side(workspace: Workspace, asked: str) -> Side:
    """The catalogue and units of a year or a file."""
    if _is_year(asked):
        year = int(asked)
        known: set[int | None] = {workspace.cycle, *workspace.past, *(one.cycle for one in workspace.submissions)}
        if year not in known:
            years = _("、").join(str(one) for one in sorted(one for one in known if one is not None))
            message = _("没有 {cycle} 年度的指标体系和填报文件").format(cycle=year)
            raise Refusal(message, _("改用已有的年度：{years}").format(years=years) if years else None)
        then = workspace.at(year)
        return Side(then.catalogue, then.register)
    path = Path(asked)
    catalogue, problem = load_record(Catalogue, path)
    if catalogue is None:
        raise Refusal(_("无法将 {path} 作为指标体系读取：{problem}").format(path=path, problem=problem), None)
    beside = path.parent / Path(REGISTER_FILE).name
    register = load_record(Register, beside)[0] if beside.is_file() else None
    return Side(catalogue, register or workspace.register)


def _suspects(
    workspace: Workspace, sides: tuple[Side, Side], changes: CatalogueChanges, years: Sequence[int | None]
) -> tuple[Suspect, ...]:
    old, new = sides
    cycles = {one.cycle for one in workspace.submissions}
    # Of a file: the answers that were given by just this catalogue.
    by_file = {cycle for cycle in cycles if workspace.at(cycle).catalogue == old.catalogue}
    by_old = by_file if years[0] is None else {years[0]}
    by_new = {years[1]} if years[1] is not None and years[1] != years[0] else set()
    given = [one for one in workspace.submissions if one.cycle in by_old]
    found = suspect_answers(changes, given, old.register, new.register)
    written = [one for one in workspace.submissions if one.cycle in by_new]
    return found + stale_answers(changes, written, new.register)


def _notes(found: Difference) -> Iterator[Notes]:
    changes = found.changes
    if changes.is_empty:
        yield Notes(_("指标体系和单位没有变更"), ())
    yield from _section(_("新增的指标"), (_entry(one, "added") for one in changes.added))
    yield from _section(_("删除的指标"), (_entry(one, "removed") for one in changes.removed))
    yield from _section(_("内容有变更的指标"), (_reworded(one) for one in changes.matched if one.is_reworded))
    yield from _section(_("编号有变更的指标"), (_renumbered(one) for one in changes.matched if one.is_renumbered))
    yield from _section(_("责任单位有变更的指标"), (_reassigned(one) for one in changes.matched if one.is_reassigned))
    yield from _section(_("监测指标有增减的指标"), (_remeasured(one) for one in changes.matched if one.is_remeasured))
    yield from _section(_("上级标题有变更的指标"), (_moved(one) for one in changes.matched if one.is_moved))
    yield from _section(_("单位变更"), _units(changes))
    suspects = (_suspect(one) for one in found.suspects)
    yield from _section(
        plural("需要重新核对的填报内容（{count} 项）", len(found.suspects)).format(count=len(found.suspects)), suspects
    )
    if found.cycles is not None:
        ratings = found.cycles.ratings
        better = sum(one.better is True for one in ratings)
        worse = sum(one.better is False for one in ratings)
        title = _("自评结论有变化（上升 {better}，下降 {worse}）").format(better=better, worse=worse)
        yield from _section(title, (_rating(one) for one in ratings))
        if found.cycles.metrics and not any(map(_has_changed, found.cycles.metrics)):
            count = len(found.cycles.metrics)
            yield Notes(plural("{count} 个监测指标的数值没有变化", count).format(count=count), ())


def _section(title: str, paragraphs: Iterator[tuple[Span, ...]]) -> Iterator[Notes]:
    notes = tuple(paragraphs)
    if notes:
        yield Notes(title, notes)


def _entry(entry: Entry, style: Literal["added", "removed"]) -> tuple[Span, ...]:
    return (Span(_("{indicator}. ").format(indicator=entry.indicator.id)), Span(entry.indicator.text, style))


def _head(one: Matched) -> str:
    old, new = one.old.indicator.id, one.new.indicator.id
    return _("{indicator}. ").format(indicator=new if old == new else f"{old}→{new}")


def _reworded(one: Matched) -> tuple[Span, ...]:
    pieces = word_changes(one.old.indicator.text, one.new.indicator.text)
    spans = (Span(piece.text, "plain" if piece.kind == "same" else piece.kind) for piece in pieces)
    return (Span(_head(one)), *spans)


def _renumbered(one: Matched) -> tuple[Span, ...]:
    return (Span(_head(one)), Span(one.new.indicator.text))


def _reassigned(one: Matched) -> tuple[Span, ...]:
    spans = [Span(_head(one))]
    for each in one.taken_away:
        spans += [Span(_named(each), "removed"), Span(" ")]
    for each in one.given:
        spans += [Span(_named(each), "added"), Span(" ")]
    return tuple(spans[:-1])


def _remeasured(one: Matched) -> tuple[Span, ...]:
    spans = [Span(_head(one))]
    for name in one.metrics_lost:
        spans += [Span(name, "removed"), Span(" ")]
    for name in one.metrics_added:
        spans += [Span(name, "added"), Span(" ")]
    return tuple(spans[:-1])


def _named(one: Named) -> str:
    role, name = one
    return name if role == "responsible" else _("{unit}（{role}）").format(unit=name, role=short_role_word(role))


def _moved(one: Matched) -> tuple[Span, ...]:
    old = _("{chapter} / {section}").format(chapter=one.old.chapter.title, section=one.old.section.title)
    new = _("{chapter} / {section}").format(chapter=one.new.chapter.title, section=one.new.section.title)
    return (Span(_head(one)), Span(old, "removed"), Span(" "), Span(new, "added"))


def _units(changes: CatalogueChanges) -> Iterator[tuple[Span, ...]]:
    for one in changes.successions:
        yield (Span(_succession(one)),)
    for unit in changes.units_added:
        yield (Span(_("新增：")), Span(unit, "added"))
    for unit in changes.units_removed:
        yield (Span(_("撤销且无承接单位：")), Span(unit, "removed"))
    for group, left, came in changes.members:
        spans = [Span(_("{group}所含单位：").format(group=group))]
        spans += [Span(name, "removed") for name in left] + [Span(name, "added") for name in came]
        yield tuple(spans)


def _succession(one: Succession) -> str:
    old, new = _("、").join(one.old), _("、").join(one.new)
    match one.kind:
        case "renamed":
            return _("更名：{old} → {new}").format(old=old, new=new)
        case "merged":
            return _("合并：{old} → {new}").format(old=old, new=new)
        case "split":
            return _("拆分：{old} → {new}").format(old=old, new=new)


def _suspect(one: Suspect) -> tuple[Span, ...]:
    reasons = {
        "reworded": _("指标内容已变更"),
        "removed": _("指标已删除"),
        "renumbered": _("编号改为 {now}").format(now=one.now),
        "reassigned": _("不再由该单位承担"),
        "stale": _("仍按变更前的指标内容填报"),
    }
    text = _("{unit} 指标 {indicator}：{reason}").format(
        unit=one.unit, indicator=one.answer.indicator, reason=reasons[one.reason]
    )
    return (Span(text), Span(_("（{place}）").format(place=one.answer.place_of("indicator")), "weak"))


def _rating(one: RatingChange) -> tuple[Span, ...]:
    arrow = {True: "↑", False: "↓", None: "→"}[one.better]
    text = _("{unit} 指标 {indicator}：{old} {arrow} {new}").format(
        unit=one.unit, indicator=one.indicator, old=rating_word(one.old), arrow=arrow, new=rating_word(one.new)
    )
    return (Span(text, "plain" if one.better is None else "good" if one.better else "bad"),)


def _metric_table(cycles: CycleChanges) -> Table:
    columns = (
        Column(_("单位")),
        Column(_("指标")),
        Column(_("监测指标"), wide=True),
        Column(str(cycles.old), "number"),
        Column(str(cycles.new), "number"),
        Column(_("变化")),
    )
    rows = tuple(
        (
            one.unit,
            id_cell(one.indicator),
            one.name if one.measure is None else _("{name}（{unit}）").format(name=one.name, unit=one.measure),
            f"{brief(one.old):f}",
            f"{brief(one.new):f}",
            _change(brief(one.new) - brief(one.old), one.arrow, better=one.better),
        )
        for one in cycles.metrics
        if _has_changed(one)
    )
    unchanged = len(cycles.metrics) - len(rows)
    notes = (plural("另有 {count} 个数值没有变化。", unchanged).format(count=unchanged),) if unchanged else ()
    return Table(_("监测指标的变化"), columns, (Group(rows),), notes=notes, head=0)


def _has_changed(one: MetricChange) -> bool:
    """Whether the number is another than before, as it is shown."""
    return brief(one.old) != brief(one.new)


def _change(change: Decimal, arrow: str, *, better: bool | None) -> str:
    text = arrow if arrow == "→" else f"{arrow} {change:+f}"
    word = {True: _("向好"), False: _("变差"), None: ""}[better]
    return f"{text} {word}".strip()
