"""`dutykit evidence remove`: evidence that was registered by mistake is taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from dutykit.cli.changing import UnitArgument, changing, report_recovery
from dutykit.cli.declaration import Command
from dutykit.cli.options import CycleOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _, plural

COMMAND = Command(
    _("删除登记错误的佐证材料：删除登记，并删除不再用到的文件。"),
    examples=(
        _("dutykit evidence remove 市财政局 12 12-1.pdf --dry-run"),
        _("dutykit evidence remove 市财政局 12 拨付文件"),
    ),
)


def evidence_remove(
    screen: Screen,
    unit: UnitArgument,
    item: Annotated[
        str, typer.Argument(metavar=_("指标编号").upper(), help=_("如 12；整改佐证材料可写指标编号或问题编号"))
    ],
    names: Annotated[list[str], typer.Argument(metavar=_("名称").upper(), help=_("已登记的文件、文件名或资料名称"))],
    keep_file: Annotated[bool, typer.Option("--keep-file", help=_("只删除登记，保留文件"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只列出将删除的内容，不删除"))] = False,
    cycle: CycleOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.evidence.removing import Removal, remove_evidence
    from dutykit.text.visible import visible

    removal = Removal(unit, item, tuple(names), keep_file, cycle, dry_run)
    with changing(workspace) as root:
        removed = remove_evidence(root, removal, report_recovery(screen))
    for file in removed.files:
        text = _("将删除 {file}") if dry_run else _("已删除 {file}")
        screen.out(visible(text.format(file=file)))
    count = len(removed.titles)
    text = (
        plural("将从 {file} 中删除 {count} 份佐证材料的登记：{titles}", count)
        if dry_run
        else plural("已从 {file} 中删除 {count} 份佐证材料的登记：{titles}", count)
    )
    screen.say(visible(text.format(file=removed.submission, count=count, titles=_("、").join(removed.titles))))
    if dry_run:
        screen.say(_("未删除；去掉 --dry-run 后删除"))
