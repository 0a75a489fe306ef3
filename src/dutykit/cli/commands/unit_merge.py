"""`dutykit unit merge`: two units that are one, joined everywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.changing import UnitArgument, changing, report_recovery
from dutykit.cli.declaration import OFFICE, Command
from dutykit.cli.options import ResultFormatOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

if TYPE_CHECKING:
    from dutykit.lifecycle.unit_merging.merging import MergedUnits

COMMAND = Command(
    _("合并单位：两个名称是同一单位的，在各处合为一个。"),
    panel=OFFICE,
    examples=(
        _("dutykit unit merge 市人社局 市人力资源和社会保障局 --dry-run"),
        _("dutykit unit merge 市人社局 市人力资源和社会保障局"),
    ),
    more=_(
        "另一名称成为简称；指标分工、统称、时间节点、发文字号、自评材料和复核一并改属保留的单位。两份自评材料对同一指标"
        "填报的内容不同的不能合并；已结束年度的文件不变，按简称对应。"
    ),
)


def unit_merge(
    screen: Screen,
    one: UnitArgument,
    other: Annotated[str, typer.Argument(metavar=_("另一单位"), help=_("并入前者的单位"))],
    keep: Annotated[
        str | None, typer.Option("--keep", metavar=_("单位").upper(), help=_("保留哪一个的名称；默认为前者"))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只显示将作的修改（统一差异格式），不写入文件"))] = False,
    output_format: ResultFormatOption = "text",
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.lifecycle.unit_merging.merging import MergeRequest, merge_units
    from dutykit.workspace.as_of import day_of

    with changing(workspace) as root:
        request = MergeRequest(one, other, day_of(None), keep, dry_run)
        merged = merge_units(root, request, report_recovery(screen))
    if output_format == "json":
        screen.out(_json(merged))
        return
    if dry_run:
        screen.out("".join(file.unified_diff for file in merged.files))
    for line in merged.done:
        screen.say(line)
    text = _("将把{gone}并入{kept}；去掉 --dry-run 后写入文件") if dry_run else _("已把{gone}并入{kept}")
    screen.say(text.format(gone=merged.gone, kept=merged.kept))


def _json(merged: MergedUnits) -> str:
    notes = {
        "version": 1,
        "kept": merged.kept,
        "gone": merged.gone,
        "done": list(merged.done),
        "written": [file.name for file in merged.files if file.name not in merged.deleted],
        "deleted": list(merged.deleted),
    }
    return json.dumps(notes, ensure_ascii=False, indent=2) + "\n"
