"""`dutykit evidence pack`: one bundle of evidence that proves itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dutykit.cli.declaration import Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import AsOfOption, CycleOption, UnitsOption, WorkspaceOption, named_output
from dutykit.cli.progress import with_bar
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _, plural

COMMAND = Command(
    _("打包：佐证材料、目录和校验清单合为一个包，可供核验。"),
    examples=(
        "dutykit evidence pack",
        _("dutykit evidence pack --unit 市财政局 --catalogue pdf -o 市财政局.zip"),
    ),
)

CatalogueWord = Literal["xlsx", "pdf"]


def evidence_pack(
    screen: Screen,
    unit: UnitsOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("路径"),
            help=_("以 .zip 结尾的为文件，否则为文件夹；默认 out/佐证材料-地方-年度.zip"),
            callback=named_output,
        ),
    ] = None,
    catalogue: Annotated[CatalogueWord, typer.Option("--catalogue", help=_("佐证材料目录的格式"))] = "xlsx",
    leave_out: Annotated[
        bool,
        typer.Option("--leave-out", help=_("不纳入异常的佐证材料，并在目录中注明；不使用此选项时，有异常即不打包")),
    ] = False,
    cycle: CycleOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from functools import partial

    from dutykit.evidence.listing import EvidenceRequest, evidence_of
    from dutykit.evidence.packing import FaultyEvidenceError, Packing, pack_evidence
    from dutykit.evidence.table import fault_line, size_text
    from dutykit.reports.evidence_lists import print_evidence_lists
    from dutykit.text.visible import visible
    from dutykit.workspace.as_of import day_of
    from dutykit.workspace.asked_names import asked_units

    try:
        day = day_of(as_of)
        opened = open_workspace(screen, workspace)
        found = evidence_of(opened, EvidenceRequest(tuple(unit or ()), cycle))
        units = asked_units(opened.at(found.cycle), tuple(unit or ()))
        print_lists = partial(print_evidence_lists, opened)
        packing = Packing(units, output, catalogue, day, leave_out=leave_out)
        packed = pack_evidence(
            opened, found, packing, print_lists, lambda names: with_bar(screen, names, _("复制佐证材料"))
        )
    except FaultyEvidenceError as error:
        for item in error.items:
            screen.out(visible(fault_line(item)))
        text = plural("未打包：{count} 份佐证材料异常", len(error.items)).format(count=len(error.items))
        screen.say(text)
        screen.say(_("处理建议：{fix}").format(fix=_("改正后重新打包，或用 --leave-out 不纳入这些佐证材料")))
        raise typer.Exit(FINDINGS) from None
    screen.out(visible(str(packed.path)))
    text = plural("{count} 个文件，{size}，另有佐证材料目录和校验清单", packed.files)
    screen.say(text.format(count=packed.files, size=size_text(packed.size)))
    for item in packed.left_out:
        screen.say(visible(_("未纳入：{text}").format(text=fault_line(item))))
    screen.say(_("总校验值 {code}").format(code=packed.code))
    screen.say(_("将总校验值写在移交单上；接收方运行 dutykit evidence verify 核验，并核对总校验值是否一致"))
