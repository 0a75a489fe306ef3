"""`dutykit evidence add`: files become evidence of an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutykit.cli.changing import UnitArgument, changing, report_recovery
from dutykit.cli.declaration import Command
from dutykit.cli.options import CycleOption, WorkspaceOption
from dutykit.cli.progress import with_bar
from dutykit.cli.screen import Screen
from dutykit.language import _, plural

COMMAND = Command(
    _("登记佐证材料：复制并按指标编号命名，记录校验值。"),
    examples=(
        _("dutykit evidence add 市财政局 12 拨付文件.pdf"),
        _("dutykit evidence add 市财政局 12 照片/*.jpg --date file"),
    ),
)


def evidence_add(
    screen: Screen,
    unit: UnitArgument,
    indicator: Annotated[str, typer.Argument(metavar=_("指标编号").upper(), help=_("如 12"))],
    files: Annotated[
        list[Path], typer.Argument(metavar=_("文件").upper(), help=_("要登记的文件；原文件不变，复制一份到工作区"))
    ],
    title: Annotated[
        str | None, typer.Option("--title", "-t", metavar=_("名称"), help=_("资料名称；默认用原文件名"))
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar=_("日期"),
            help=_("佐证材料的形成日期，如 2019-05-07；填 file 取文件最后修改日期；默认不填"),
        ),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar=_("文字"), help=_("说明"))] = None,
    cycle: CycleOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.evidence.adding import Addition, add_evidence
    from dutykit.evidence.table import size_text
    from dutykit.text.visible import visible
    from dutykit.workspace.as_of import day_of

    with changing(workspace) as root:
        by_file = date is not None and date.strip() == "file"
        day = None if date is None or by_file else day_of(date)
        addition = Addition(unit, indicator, tuple(files), title, day, by_file, note, cycle)
        added = add_evidence(
            root, addition, lambda paths: with_bar(screen, paths, _("登记佐证材料")), report_recovery(screen)
        )
    for one in added.files:
        screen.out(visible(one.file))
        notes = [one.kind, size_text(one.size), *([] if one.date is None else [one.date.isoformat()])]
        text = _("{title}（{notes}）").format(title=one.title, notes=_("，").join(notes))
        screen.say(visible(text if one.is_copy else _("{text}：已有同一文件，未重复复制").format(text=text)))
    for path in added.known:
        screen.say(visible(_("{file}：该项指标已登记同一文件，未重复登记").format(file=path)))
    if added.files:
        text = plural("指标 {indicator} 已登记 {count} 份佐证材料，写入 {file}", len(added.files))
        screen.say(text.format(indicator=added.indicator, count=len(added.files), file=added.submission))
