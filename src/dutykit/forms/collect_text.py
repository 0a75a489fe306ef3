"""What came of collecting workbooks, as text for a terminal: unit by unit what was taken, then what was not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dutykit.forms.collect_words import conflicting, conflicting_value
from dutykit.forms.collection import Collected, Collection, Outcome, Rejection
from dutykit.forms.workbook.changes import Conflict
from dutykit.language import _, plural
from dutykit.model.finding import Severity
from dutykit.output.finding_text import severity_word
from dutykit.output.table.terminal import wrapped
from dutykit.text.visible import visible

_MOST_REMARKS = 10
"""Warnings and notes of one form that are shown; errors are shown all."""
_MOST_NAMES = 8
_MOST_HINDRANCES = 3
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class Look(NamedTuple):
    """How the text is laid out."""

    width: int
    color: bool = False

    def lines(self, text: str, indent: int, code: str = "") -> str:
        """A line and its continuation, further in; its first word in a colour."""
        first, *others = wrapped(" " * indent + visible(text), self.width, indent + 4)
        if self.color and code:
            word, blank, rest = first.strip().partition(" ")
            first = f"{' ' * indent}\033[{code}m{word}\033[0m{blank}{rest}"
        return "\n".join((first, *others))


def result_text(collection: Collection, look: Look, *, dry_run: bool) -> str:
    """What became of each workbook, and in one line of all."""
    blocks = []
    for title, outcomes in _sections(dry_run=dry_run):
        forms = [form for form in collection.forms if form.outcome in outcomes]
        if not forms:
            continue
        lines = [look.lines(title, 0, "1")]
        for form in forms:
            lines += _block(form, look)
        blocks.append("\n".join(lines))
    blocks.append(look.lines(_summary(collection, dry_run=dry_run), 0))
    return "\n\n".join(blocks) + "\n"


def _sections(*, dry_run: bool) -> tuple[tuple[str, frozenset[Outcome]], ...]:
    return (
        (_("将导入") if dry_run else _("已导入"), frozenset({"taken", "partly"})),
        (_("未修改"), frozenset({"unchanged"})),
        (_("跳过"), frozenset({"passed_over"})),
        (_("未导入"), frozenset({"rejected", "conflict"})),
    )


def _block(form: Collected, look: Look) -> Iterator[str]:
    name = f"{form.unit}（{form.name}）" if form.unit else form.name
    if form.outcome == "passed_over":
        yield look.lines(
            _("{name}：{what}").format(name=name, what=_("；").join(one.message for one in form.rejections)), 2
        )
        return
    what = _what(form)
    yield look.lines(_("{name}：{what}").format(name=name, what=what) if what else name, 2)
    shown = 0
    for severity in _ORDER:
        for one in form.rejections:
            if one.severity is severity:
                shown += severity is not Severity.ERROR
                if shown <= _MOST_REMARKS:
                    yield from _remark(one, look)
    if shown > _MOST_REMARKS:
        text = plural(
            "另有 {count} 处警告和提示，加 --annotate 写入批注，或加 --format json 全部列出", shown - _MOST_REMARKS
        )
        yield look.lines(text.format(count=shown - _MOST_REMARKS), 4)
    for conflict in form.conflicts:
        yield conflict_text(conflict, str(conflict.place or ""), look, indent=4)


def _remark(one: Rejection, look: Look) -> Iterator[str]:
    where = "" if one.place is None else f"{one.place} "
    rule = f" ({one.rule})" if one.rule else ""
    yield look.lines(f"{severity_word(one.severity)} {where}{one.message}{rule}", 4, _COLORS[one.severity])
    if one.fix:
        yield look.lines(_("处理建议：{fix}").format(fix=one.fix), 8)


def _what(form: Collected) -> str:
    """In a few words what came of a form."""
    parts: list[str] = []
    errors = sum(one.severity is Severity.ERROR for one in form.rejections)
    match form.outcome:
        case "taken" | "partly":
            parts += _counts(form)
            if form.files:
                parts.append(plural("存入佐证材料 {count} 份", len(form.files)).format(count=len(form.files)))
            if form.left_out:
                parts.append(_("仅导入整改进展"))
        case "rejected":
            parts.append(plural("有 {count} 处错误", errors).format(count=errors))
        case "conflict":
            count = len(form.conflicts)
            parts.append(plural("有 {count} 处冲突", count).format(count=count))
        case _:
            pass
    return _("，").join(parts)


def _counts(form: Collected) -> Iterator[str]:
    for words, count in (
        (plural("修改 {count} 处", len(form.changes)), len(form.changes)),
        (plural("新增 {count} 行", len(form.new_rows)), len(form.new_rows)),
        (plural("删除 {count} 行", len(form.lost_rows)), len(form.lost_rows)),
    ):
        if count:
            yield words.format(count=count)


def _summary(collection: Collection, *, dry_run: bool) -> str:
    counts = []
    for title, outcomes in _sections(dry_run=dry_run):
        count = sum(form.outcome in outcomes for form in collection.forms)
        if count:
            counts.append(_("{title} {count} 份").format(title=title, count=count))
    total = len(collection.forms)
    text = plural("共 {total} 份：{counts}", total).format(total=total, counts=_("，").join(counts))
    passed = []
    unused, temporary = collection.passed.unused, collection.passed.temporary
    if unused:
        names = plural("{count} 个文件不是填报表，也没有填报表用到（{names}）", len(unused))
        passed.append(names.format(count=len(unused), names=_names(unused)))
    if temporary:
        passed.append(plural("{count} 个临时文件", temporary).format(count=temporary))
    return text if not passed else _("{text}。另有 {passed}，未读取").format(text=text, passed=_("，").join(passed))


def _names(names: Sequence[str]) -> str:
    shown = _("、").join(names[:_MOST_NAMES])
    return shown if len(names) <= _MOST_NAMES else _("{names}等").format(names=shown)


def next_steps(collection: Collection, *, dry_run: bool, replied: bool) -> Iterator[str]:
    """What was written, and what the office does now: a line each, never broken, for commands and paths are copied."""
    forms = collection.forms
    if not dry_run and collection.files:
        yield visible(_("已写入 {file}").format(file=_("、").join(one.name for one in collection.files)))
    accepted = [one for one in forms if not one.is_refused]
    finished = dict.fromkeys(one.unit for one in accepted if one.is_submitted)
    lacking = dict.fromkeys(
        one.unit for one in accepted if one.unit in finished and any(map(_is_for_unit, one.rejections))
    )
    hindered = {one.unit: one.hindrances for one in accepted if one.hindrances and one.unit not in lacking}
    ready = [unit for unit in finished if unit not in lacking and unit not in hindered]
    if lacking and not dry_run:
        text = _("已填完、还缺文件的：{units}；补齐后再导入一次，然后办理报送")
        yield visible(text.format(units=_("、").join(lacking)))
    for unit, why in hindered.items() if not dry_run else ():
        text = plural("{unit}已填完，还不能报送，有 {count} 处错误：{why}", len(why))
        yield visible(text.format(unit=unit, count=len(why), why=_named(why)))
    if ready and not dry_run:
        text = _("已填完的，办理报送：dutykit submit {units}")
        yield visible(text.format(units=" ".join(ready)))
    returned = dict.fromkeys(one.unit for one in accepted if one.state == "returned" and one.outcome == "taken")
    returned = {unit: None for unit in returned if unit not in finished}
    if returned and not dry_run:
        text = _("退回后已修改、尚未标明填完的：{units}；改完的，运行 dutykit submit 办理报送")
        yield visible(text.format(units=_("、").join(returned)))
    left = dict.fromkeys(one.unit for one in forms if one.left_out)
    if left:
        text = _("已报送的内容有修改、未导入的：{units}；确需修改的，先用 dutykit return 退回，再导入一次")
        yield visible(text.format(units=_("、").join(left)))
    if any(one.conflicts for one in forms):
        text = _(
            "有冲突的，用 --ours（以填报文件为准）、--theirs（以填报表为准）或 --interactive（逐格选择）再导入一次"
        )
        yield visible(text)
    if not replied and any(one.is_form and any(map(_is_for_unit, one.rejections)) for one in forms):
        yield visible(_("请单位改正的，加 --replies 文件夹，生成发给各单位的批注表和告知单"))


def _named(why: Sequence[str]) -> str:
    first = _("；").join(why[:_MOST_HINDRANCES])
    return first if len(why) <= _MOST_HINDRANCES else _("{names}等").format(names=first)


def _is_for_unit(one: Rejection) -> bool:
    return one.is_for_unit


def conflict_text(conflict: Conflict, where: str, look: Look, *, indent: int = 0) -> str:
    """A conflict with its three values."""
    head = _("冲突 {where} {what}：生成填报表后双方都修改过").format(where=where, what=conflicting(conflict))
    values = (
        _("生成时    {value}").format(value=conflicting_value(conflict, conflict.base)),
        _("填报文件  {value}").format(value=conflicting_value(conflict, conflict.ours)),
        _("填报表    {value}").format(value=conflicting_value(conflict, conflict.theirs)),
    )
    return "\n".join((look.lines(head, indent, "1;31"), *(look.lines(one, indent + 4) for one in values)))
