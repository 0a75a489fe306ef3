"""The coverage in words: a table with one row per unit, a chapter or an indicator, and what lacks by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from dutykit.assess.coverage import Coverage, Pair, Status, Stray, tally
from dutykit.language import _, plural
from dutykit.listings.matrix_table import chapter_heading, source_line
from dutykit.model.office_words import state_word
from dutykit.model.submission import State
from dutykit.model.workspace import Workspace
from dutykit.output.table.ids import id_cell, id_list
from dutykit.output.table.record import Cell, Column, Group, Share, Table
from dutykit.workspace.unreached_words import unreached_lines

By = Literal["unit", "chapter", "indicator"]


def coverage_table(
    workspace: Workspace, found: Coverage, by: By, asked: Sequence[str] = (), *, for_file: bool = False
) -> Table:
    """The table; `asked` are the ids of the units it was narrowed to.

    With `for_file` each row names what lacks in it, which on a screen is below the table.
    """
    leads, rows = _rows(found, by)
    unread = found.total.unreadable > 0
    missing = (
        (Column(_("未填报的指标") if by == "unit" else _("未填报的单位")),) if for_file and by != "chapter" else ()
    )
    columns = (
        *leads,
        Column(_("应填报"), "number"),
        Column(_("已填报"), "number"),
        Column(_("未填报"), "number"),
        *([Column(_("无法读取"), "number")] if unread else []),
        Column(_("填报率"), "share"),
        *missing,
    )

    def counted(lead: tuple[Cell, ...], pairs: Sequence[Pair], lacking: str = "") -> tuple[Cell, ...]:
        count = tally(pairs)
        more = [count.unreadable] if unread else []
        share = Share(count.answered, count.owed, count.unreadable > 0)
        return (*lead, count.owed, count.answered, count.missing, *more, share, *([lacking] if missing else []))

    def lacking(pairs: Sequence[Pair]) -> str:
        lacks = [pair for pair in pairs if pair.missing]
        names = tuple(pair.indicator if by == "unit" else pair.unit for pair in lacks)
        return id_list(names) if by == "unit" else _("、").join(names)

    return Table(
        title=_("{cycle} 年度填报情况").format(cycle=found.cycle),
        source=source_line(workspace.catalogue),
        columns=columns,
        groups=(Group(tuple(counted(lead, pairs, lacking(pairs)) for lead, pairs in rows)),),
        total=counted(_total_lead(by), found.pairs),
        notes=tuple(_notes(workspace, found, by, asked)),
    )


def _rows(found: Coverage, by: By) -> tuple[list[Column], list[tuple[tuple[Cell, ...], tuple[Pair, ...]]]]:
    """The first columns, and for each row their cells and the pairs it counts."""
    match by:
        case "unit":
            return [Column(_("单位")), Column(_("填报状态"))], [
                ((unit, _state_of(found, unit)), pairs) for unit, pairs in found.by_unit.items()
            ]
        case "chapter":
            return [Column(_("一级指标"))], [
                ((chapter_heading(number, pairs[0].entry.chapter.title),), pairs)
                for number, pairs in found.by_chapter.items()
            ]
        case "indicator":
            return [Column(_("编号")), Column(_("三级指标"), wide=True, cut=True)], [
                ((id_cell(indicator), pairs[0].entry.indicator.text), pairs)
                for indicator, pairs in found.by_indicator.items()
            ]


def _state_of(found: Coverage, unit: str) -> str:
    return _("无法读取") if found.unread(unit) else state_word(found.state(unit))


def _total_lead(by: By) -> tuple[Cell, ...]:
    match by:
        case "unit":
            return (_("合计"), "")
        case "chapter":
            return (_("合计"),)
        case "indicator":
            return ("", _("合计"))


def _notes(workspace: Workspace, found: Coverage, by: By, asked: Sequence[str]) -> Iterator[str]:
    if found.unreached:
        yield from unreached_lines(workspace)
    elif found.pairs and not found.missing and not found.total.unreadable:
        yield _("没有未填报的指标。")
    if by == "indicator":
        for indicator, pairs in found.by_indicator.items():
            units = [pair.unit for pair in pairs if pair.missing]
            if units:
                yield _("未填报：指标 {indicator} {units}").format(indicator=indicator, units=_("、").join(units))
    else:
        for unit, pairs in found.by_unit.items():
            yield from _missing_of(unit, found.state(unit), pairs)
    for unit, pairs in found.by_unit.items():
        unread = _ids(pairs, "unreadable")
        if unread:
            yield _("无法读取：{unit} 指标 {ids}（填报文件部分内容未读取，不计入未填报）").format(
                unit=unit, ids=id_list(unread)
            )
    for stray in found.strays:
        yield _stray(stray)
    idle = [unit for unit in workspace.register.by_id if unit not in workspace.responsibilities.by_unit]
    idle = [unit for unit in idle if not asked or unit in asked]
    if idle:
        yield _("未承担指标的单位：{units}").format(units=_("、").join(idle))


def _missing_of(unit: str, state: State | None, pairs: Sequence[Pair]) -> Iterator[str]:
    name = _("{unit}（{state}）").format(unit=unit, state=state_word(state)) if state != "submitted" else unit
    if state is None:
        count = sum(pair.missing for pair in pairs)
        if count:
            yield plural("未填报：{unit} 全部 {count} 项指标", count).format(unit=name, count=count)
        return
    absent, unrated = _ids(pairs, "absent"), _ids(pairs, "unrated")
    if absent:
        yield _("未填报：{unit} 指标 {ids}").format(unit=name, ids=id_list(absent))
    if unrated:
        yield _("未填报：{unit} 指标 {ids}（未作自评结论）").format(unit=name, ids=id_list(unrated))


def _ids(pairs: Sequence[Pair], status: Status) -> tuple[str, ...]:
    return tuple(pair.indicator for pair in pairs if pair.status == status)


def _stray(stray: Stray) -> str:
    match stray.reason:
        case "not_owed":
            text = _("超范围填报：{unit} 指标 {indicator}（该单位不承担，{place}）")
        case "unknown_indicator":
            text = _("超范围填报：{unit} 指标 {indicator}（指标体系中无此指标，{place}）")
        case "unknown_unit":
            text = _("超范围填报：{unit} 指标 {indicator}（单位名录中无此单位，{place}）")
    return text.format(unit=stray.unit, indicator=stray.indicator, place=stray.place)
