"""The responsibility grid in words: a table with one row per indicator, or one row per unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutykit.assess.matrix import GridRow, Matrix
from dutykit.language import _, plural
from dutykit.model.catalogue import Catalogue, Entry
from dutykit.model.office_words import role_word
from dutykit.model.role import Role
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace
from dutykit.output.table.ids import id_cell, id_list
from dutykit.output.table.record import Cell, Column, Table
from dutykit.output.table.record import Group as RowGroup
from dutykit.text.book_title import inside_book_marks
from dutykit.text.numeral import chinese_numeral

MARKS: dict[Role, str] = {"lead": "◎", "responsible": "●", "support": "○", "guide": "◇"}


def chapter_heading(number: int, title: str) -> str:
    """一、贯彻执行党的教育方针情况, as the official page numbers it."""
    return f"{chinese_numeral(number)}、{title}"


def section_heading(entry: Entry) -> str:
    """（一）加强党对教育工作的领导。, as the catalogue's document numbers it."""
    return f"（{entry.section_numeral}）{entry.section.title}"


def source_line(catalogue: Catalogue) -> str:
    """What the responsibilities rest on: the catalogue's title and the number of the document."""
    if catalogue.source.number:
        return _("依据：《{title}》（{number}）").format(
            title=inside_book_marks(catalogue.title), number=catalogue.source.number
        )
    return _("依据：《{title}》").format(title=inside_book_marks(catalogue.title))


def indicator_table(workspace: Workspace, grid: Matrix, names: Sequence[str], *, for_file: bool) -> Table:
    """A row an indicator by chapter, a column a unit; `names` are those it was narrowed to.

    With `for_file` each row states its section too, which a screen has no room for, and no note names an option.
    """
    lead = [Column(_("二级指标"))] if for_file else []
    columns = (
        *lead,
        Column(_("编号")),
        Column(_("三级指标"), wide=True, cut=True),
        *(Column(one.id, "mark", strong=one.id in grid.asked) for one in grid.columns),
        Column(_("合计"), "number"),
    )
    blanks: tuple[Cell, ...] = ("",) * (len(lead) + 1)

    def row(one: GridRow) -> tuple[Cell, ...]:
        section = [section_heading(one.entry)] if for_file else []
        marks = (MARKS[one.roles[unit.id]] if unit.id in one.roles else "" for unit in grid.columns)
        return (*section, id_cell(one.entry.indicator.id), one.entry.indicator.text, *marks, len(one.roles))

    def sums(label: str, rows: Sequence[GridRow]) -> tuple[Cell, ...]:
        counts = [sum(unit.id in one.roles for one in rows) for unit in grid.columns]
        return (*blanks, label, *(count or "" for count in counts), sum(counts))

    groups = tuple(
        RowGroup(
            tuple(row(one) for one in rows),
            chapter_heading(number, chapter.title),
            sums(_("小计"), rows) if len(grid.by_chapter) > 1 else (),
        )
        for number, chapter, rows in grid.by_chapter
    )
    return Table(
        title=_title(names),
        source=source_line(workspace.catalogue),
        columns=columns,
        groups=groups,
        group_title=_("一级指标"),
        total=sums(_("合计"), grid.rows),
        legend=tuple((MARKS[role], role_word(role)) for role in grid.roles),
        notes=tuple(_notes(grid, names, for_file=for_file)),
        head=len(lead) + 1,
    )


def unit_table(workspace: Workspace, grid: Matrix, names: Sequence[str], *, for_file: bool) -> Table:
    """One row per unit or group: how many indicators it has in each chapter, and which."""
    shown = [number for number, _chapter, _rows in grid.by_chapter]
    columns = (
        Column(_("单位")),
        *(Column(chinese_numeral(number), "number") for number in shown),
        Column(_("合计"), "number"),
        Column(_("指标"), wide=True),
    )
    wanted = [one for one in grid.columns if not grid.asked or one.id in grid.asked]
    rows: list[tuple[Cell, ...]] = []
    sums = [0] * (len(shown) + 1)
    for one in wanted:
        owed = grid.rows_of(one.id)
        counts = [sum(row.entry.chapter_number == number for row in owed) for number in shown]
        counts.append(len(owed))
        sums = [before + count for before, count in zip(sums, counts, strict=True)]
        rows.append((one.id, *counts, id_list(tuple(row.entry.indicator.id for row in owed))))
    return Table(
        title=_title(names),
        source=source_line(workspace.catalogue),
        columns=columns,
        groups=(RowGroup(tuple(rows)),),
        total=(_("合计"), *sums, ""),
        notes=(
            *(chapter_heading(number, chapter.title) for number, chapter, _rows in grid.by_chapter),
            *_notes(grid, names, for_file=for_file),
        ),
    )


def _title(names: Sequence[str]) -> str:
    if names:
        return _("责任分解表：{units}").format(units=_("、").join(names))
    return _("责任分解表")


def _notes(grid: Matrix, names: Sequence[str], *, for_file: bool) -> Iterator[str]:
    if names and grid.rows:
        yield plural("只列出{units}承担的 {count} 项指标。", len(grid.rows)).format(
            units=_("、").join(names), count=len(grid.rows)
        )
    if not grid.rows:
        yield _("没有符合条件的指标。")
    groups = [one for one in grid.columns if isinstance(one, Group)]
    for group in groups:
        if not group.members:
            continue  # a note of its own tells
        text = _("{group}：{members}。") if for_file else _("{group}：{members}。加 --expand-groups 逐个列出。")
        yield text.format(group=group.id, members=_("、").join(group.members))
    idle: list[Unit] = [unit for unit in grid.idle if not names or unit.id in names]
    if idle:
        yield _("未承担指标的单位：{units}").format(units=_("、").join(unit.id for unit in idle))
    for one in grid.unknown:
        yield _("未列入：指标 {indicator} 所写的“{name}”不在单位名录中（{place}）").format(
            indicator=one.indicator, name=one.name, place=one.place
        )
    empty: dict[str, list[str]] = {}
    for lost in grid.unreached:
        empty.setdefault(lost.name, []).append(lost.assignment.indicator)
    for name, indicators in empty.items():
        yield plural("统称“{group}”没有所含单位，指标 {ids} 无单位承担", len(indicators)).format(
            group=name, ids=id_list(tuple(dict.fromkeys(indicators)))
        )
