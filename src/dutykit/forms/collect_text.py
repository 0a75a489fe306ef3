"""What came of collecting workbooks, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.collect_words import conflicting, stated
from dutykit.forms.collection import Collected, Collection
from dutykit.forms.workbook.changes import Conflict
from dutykit.forms.workbook.reading import CellPlace
from dutykit.language import _, plural
from dutykit.output.finding_text import message_text
from dutykit.text.visible import visible


def result_text(collection: Collection, *, color: bool) -> str:
    """The messages and conflicts of each form."""
    lines = []
    for form in collection.forms:
        for one in form.rejections:
            message = f"{one.rule} {one.message}".lstrip()
            lines.append(message_text(_where(form, one.place), one.severity, message, one.fix, color=color))
        lines += [conflict_text(one, _where(form, one.place)) for one in form.conflicts]
    return "\n".join(lines)


def outcome_lines(collection: Collection, *, dry_run: bool) -> Iterator[str]:
    """What became of each form; unless it is a dry run, the files written and what the office does next."""
    for form in collection.forms:
        yield visible(_outcome(form, dry_run=dry_run))
    if dry_run:
        return
    for file in collection.files:
        yield visible(_("已写入 {file}").format(file=file.name))
    for form in collection.forms:
        if form.is_submitted and not form.is_refused:
            text = _("{unit}的填报表已填写完毕：请运行 dutykit submit {unit} 办理报送")
            yield visible(text.format(unit=form.unit))


def conflict_text(conflict: Conflict, where: str) -> str:
    """A conflict with its three values."""
    lines = (
        _("{where} 冲突 {what}：生成填报表后双方都修改过").format(where=where, what=conflicting(conflict)),
        _("    生成时    {value}").format(value=stated(conflict.key, conflict.base)),
        _("    填报文件  {value}").format(value=stated(conflict.key, conflict.ours)),
        _("    填报表    {value}").format(value=stated(conflict.key, conflict.theirs)),
    )
    return "\n".join(map(visible, lines))


def _where(form: Collected, place: CellPlace | None) -> str:
    return form.path.name if place is None else f"{form.path.name}:{place}"


def _outcome(form: Collected, *, dry_run: bool) -> str:
    count = len(form.changes) + len(form.new_rows) + len(form.lost_rows)
    match form.outcome:
        case "taken" if dry_run:
            text = plural("{file}：{unit}修改 {count} 处，将导入", count)
        case "taken":
            text = plural("{file}：{unit}修改 {count} 处，已导入", count)
        case "unchanged":
            text = _("{file}：{unit}未修改")
        case "passed_over":
            text = _("{file}：跳过")
        case "conflict":
            count = len(form.conflicts)
            text = plural("{file}：有 {count} 处冲突，未导入；请用 --ours、--theirs 或 --interactive 选择", count)
        case _:
            text = _("{file}：未导入，请按上列意见改正后重新报送")
    return text.format(file=form.path.name, unit=form.unit, count=count)
