"""The evidence of a cycle in words （佐证材料目录）: one row per piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from dutykit.assess.evidence import EvidenceFault, EvidenceItem
from dutykit.language import _, plural
from dutykit.model.office_words import filing_word
from dutykit.output.table.ids import id_cell
from dutykit.output.table.record import Cell, Column, Group, StatusLight, Table
from dutykit.text.file_size import size_words

_UNLISTED_SHOWN = 20


def evidence_table(
    cycle: int, items: Sequence[EvidenceItem], unlisted: Sequence[str], *, sample: bool, for_file: bool
) -> Table:
    """The table; on a screen without what would not fit beside the rest, in a file with everything."""
    row = _file_row if for_file else _screen_row
    source = plural("{cycle} 年度，共 {count} 份", len(items)).format(cycle=cycle, count=len(items))
    return Table(
        title=_("履行教育职责评价佐证材料目录"),
        source=_("{text}（含示例数据）").format(text=source) if sample else source,
        columns=_file_columns() if for_file else _screen_columns(),
        groups=(Group(tuple(row(number, one) for number, one in enumerate(items, 1))),),
        notes=tuple(summary_lines(items, unlisted)),
        head=1 if for_file else 0,
    )


def fault_word(fault: EvidenceFault) -> str:
    """What is wrong with a file."""
    match fault:
        case "missing":
            return _("缺少文件")
        case "outside":
            return _("不在 evidence/ 下")
        case "not_a_file":
            return _("不是文件")
        case "unreadable":
            return _("无法打开")
        case "too_large":
            return _("过大，未核验")
        case "changed":
            return _("与登记的不一致")
        case "no_file":
            return _("未填写文件")


def size_text(size: int) -> str:
    """A number of bytes, for people."""
    return size_words(size) if size >= 1024 else plural("{count} 字节", size).format(count=size)


def _screen_columns() -> tuple[Column, ...]:
    return (
        Column(_("单位")),
        Column(_("指标")),
        Column(_("资料名称"), wide=True, cut=True),
        Column(_("类型")),
        Column(_("大小")),
        Column(_("形成日期")),
        Column(_("状态")),
    )


def _screen_row(_number: int, one: EvidenceItem) -> tuple[Cell, ...]:
    return (
        one.unit,
        _("第 {id} 项整改").format(id=one.indicator) if one.problem and one.indicator else one.indicator or one.problem,
        one.evidence.title,
        _kind(one),
        _size(one),
        one.evidence.date,
        _state(one),
    )


def _file_columns() -> tuple[Column, ...]:
    return (
        Column(_("序号"), "number"),
        Column(_("单位")),
        Column(_("指标")),
        Column(_("问题")),
        Column(_("资料名称"), wide=True),
        Column(_("归档方式")),
        Column(_("文件"), wide=True),
        Column(_("类型")),
        Column(_("大小")),
        Column(_("形成日期")),
        Column(_("校验值（SHA-256）"), wide=True),
        Column(_("说明"), wide=True),
        Column(_("状态")),
    )


def _file_row(number: int, one: EvidenceItem) -> tuple[Cell, ...]:
    evidence = one.evidence
    return (
        number,
        one.unit,
        None if one.indicator is None else id_cell(one.indicator),
        one.problem,
        evidence.title,
        filing_word(kept_by_unit=evidence.kept_by_unit),
        evidence.file,
        _kind(one),
        _size(one),
        evidence.date,
        evidence.sha256 or (None if one.found is None else one.found.sha256),
        evidence.note,
        _state(one).word,
    )


def _kind(one: EvidenceItem) -> str | None:
    if one.found is None:
        return None
    return one.found.kind or PurePosixPath(one.found.path).suffix.lower().removeprefix(".") or None


def _size(one: EvidenceItem) -> str | None:
    return None if one.found is None or one.found.size is None else size_text(one.found.size)


def _state(one: EvidenceItem) -> StatusLight:
    if one.fault:
        return StatusLight("red", fault_word(one.fault))
    if one.found is None:
        return StatusLight("none", filing_word(kept_by_unit=True))
    return StatusLight("green", _("一致")) if one.evidence.sha256 else StatusLight("yellow", _("未登记校验值"))


def fault_line(one: EvidenceItem) -> str:
    """What is wrong with a piece of evidence, on one line."""
    of = _("问题 {id} 的整改佐证材料") if one.problem is not None else _("第 {id} 项")
    of = of.format(id=one.problem or one.indicator)
    title = _("“{title}”").format(title=one.evidence.title)
    parts = _("，").join((one.unit, of, title))
    fault = fault_word(one.fault or "no_file")
    if one.evidence.file is None:
        return _("{fault}：{what}").format(fault=fault, what=parts)
    return _("{fault}：{file}（{what}）").format(fault=fault, file=one.evidence.file, what=parts)


def summary_lines(items: Sequence[EvidenceItem], unlisted: Sequence[str]) -> Iterator[str]:
    """How many there are of which sort, and what nobody registered."""
    kept = sum(one.found is None and not one.fault for one in items)
    faulty = sum(one.fault is not None for one in items)
    text = _("提交 {submitted}，留存备查 {kept}；异常 {faulty}")
    yield text.format(submitted=len(items) - kept, kept=kept, faulty=faulty)
    if unlisted:
        text = plural("佐证材料文件夹中有 {count} 个文件未登记：{files}", len(unlisted))
        names = _("、").join(unlisted[:_UNLISTED_SHOWN])
        yield text.format(count=len(unlisted), files=names + (" …" if len(unlisted) > _UNLISTED_SHOWN else ""))
