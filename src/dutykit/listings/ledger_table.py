"""The ledger in words: one row per problem."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.assess.ledger import Entry, Ledger
from dutykit.language import _, plural
from dutykit.model.layout import REVIEWS_FOLDER, SUBMISSIONS_FOLDER
from dutykit.model.office_words import filing_word, found_by_word, status_word
from dutykit.model.submission import Evidence
from dutykit.model.workspace import Workspace
from dutykit.output.table.ids import id_cell
from dutykit.output.table.record import Cell, Column, Group, StatusLight, Table
from dutykit.text.day import day_text


def ledger_table(workspace: Workspace, found: Ledger, *, for_file: bool = False) -> Table:
    """The table; on a screen without what would not fit beside the rest, in a file with everything."""
    columns = _file_columns() if for_file else _screen_columns()
    row = _file_row if for_file else _screen_row
    sample = any(one.sample for one in workspace.submissions) or any(one.sample for one in workspace.reviews)
    return Table(
        title=_("问题整改台账"),
        source=_source(found, sample=sample),
        columns=columns,
        groups=(Group(tuple(row(number, one) for number, one in enumerate(found.entries, 1))),),
        notes=(*_notes(found), *_unread(workspace)),
        head=1 if for_file else 0,
    )


def _source(found: Ledger, *, sample: bool) -> str:
    text = plural("截至 {day}，共 {count} 个问题", len(found.entries))
    text = text.format(day=day_text(found.as_of), count=len(found.entries))
    return _("{text}（含示例数据）").format(text=text) if sample else text


def unit_words(one: Entry) -> str:
    """The unit whose problem it is; where that succeeded the one it was found of, with the former name."""
    unit = one.tracked.key.unit
    if one.owner in {None, unit}:
        return unit
    return _("{unit}（原{former}）").format(unit=one.owner, former=unit)


def _screen_columns() -> tuple[Column, ...]:
    return (
        Column(_("编号")),
        Column(_("单位")),
        Column(_("发现")),
        Column(_("问题"), wide=True, cut=True),
        Column(_("时限")),
        Column(_("状态")),
    )


def _screen_row(_number: int, one: Entry) -> tuple[Cell, ...]:
    tracked = one.tracked
    marks = [status_word(one.status)]
    if one.overdue:
        marks.append(_("逾期"))
    if one.unproven is not None:
        marks.append(_("缺整改佐证材料"))
    if one.repeats is not None:
        marks.append(_("重复"))
    return (
        tracked.key.problem,
        unit_words(one),
        found_by_word(tracked.found_by),
        tracked.text,
        one.deadline,
        StatusLight("red" if one.overdue else "green" if one.status == "closed" else "yellow", _("，").join(marks)),
    )


def _file_columns() -> tuple[Column, ...]:
    return (
        Column(_("序号"), "number"),
        Column(_("编号")),
        Column(_("年度"), "number"),
        Column(_("单位")),
        Column(_("指标")),
        Column(_("发现途径")),
        Column(_("问题"), wide=True),
        Column(_("整改措施"), wide=True),
        Column(_("责任人")),
        Column(_("完成时限")),
        Column(_("整改进展"), wide=True),
        Column(_("状态")),
        Column(_("整改佐证材料")),
        Column(_("销号日期")),
        Column(_("标记")),
    )


def _file_row(number: int, one: Entry) -> tuple[Cell, ...]:
    tracked = one.tracked
    closed = tracked.closed() if one.status == "closed" else None
    return (
        number,
        tracked.key.problem,
        tracked.key.cycle,
        unit_words(one),
        id_cell(tracked.indicator),
        found_by_word(tracked.found_by),
        tracked.text,
        tracked.measure,
        tracked.person,
        one.deadline,
        tracked.progress,
        status_word(one.status),
        _("；").join(map(_proof, tracked.proof())),
        None if closed is None else closed.closing.closed_on,
        _("，").join(_marks(one)),
    )


def _proof(evidence: Evidence) -> str:
    where = evidence.file or (filing_word(kept_by_unit=True) if evidence.kept_by_unit else None)
    return evidence.title if where is None else _("{title}（{where}）").format(title=evidence.title, where=where)


def _marks(one: Entry) -> Iterator[str]:
    if one.overdue:
        yield _("逾期")
    if one.unproven is not None:
        day = day_text(one.unproven.closing.closed_on)
        yield _("{day} 的销号缺少整改佐证材料，不作销号处理").format(day=day)
    if one.repeats is not None:
        yield _("重复 {problem}").format(problem=one.repeats.key.problem)
    if one.carried_over:
        yield _("转入 {cycle} 年度").format(cycle=one.tracked.carried[-1][0])


def _unread(workspace: Workspace) -> Iterator[str]:
    """The files that may hold problems which are not listed, as they could not be read."""
    folders = (f"{SUBMISSIONS_FOLDER}/", f"{REVIEWS_FOLDER}/")
    names = sorted(name for name in workspace.incomplete if name.startswith(folders))
    if names:
        text = _("部分内容未读取、其中的问题可能未列入的文件：{files}（运行 dutykit validate 查看原因）")
        yield text.format(files=_("、").join(names))


def _notes(found: Ledger) -> Iterator[str]:
    if not found.entries:
        yield _("没有符合条件的问题。")
        return
    counts = dict.fromkeys(("open", "in_progress", "done", "closed"), 0)
    for one in found.entries:
        counts[one.status] += 1
    text = _(
        "未整改 {open}，整改中 {in_progress}，已整改待销号 {done}，已销号 {closed}；逾期 {overdue}，重复 {repeated}"
    )
    overdue = sum(one.overdue for one in found.entries)
    repeated = sum(one.repeats is not None for one in found.entries)
    yield text.format(overdue=overdue, repeated=repeated, **counts)
    unproven = [one.tracked.key.problem for one in found.entries if one.unproven is not None]
    if unproven:
        yield _("以下问题的销号缺少整改佐证材料，不作销号处理：{problems}").format(problems=_("、").join(unproven))
