"""`dutykit evidence list`: the catalogue of evidence, and whether its files are those registered."""

from __future__ import annotations

from typing import Annotated

import typer

from dutykit.cli.declaration import Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import CycleOption, OutputOption, UnitsOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("佐证材料目录：各指标的佐证材料，有无缺失或修改。"),
    examples=(
        _("dutykit evidence list --unit 市财政局"),
        "dutykit evidence list --faulty",
        _("dutykit evidence list -o 佐证材料目录.xlsx"),
    ),
)


def evidence_list(
    screen: Screen,
    unit: UnitsOption = None,
    faulty: Annotated[bool, typer.Option("--faulty", help=_("只显示异常的佐证材料"))] = False,
    cycle: CycleOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.evidence.listing import EvidenceRequest, evidence_of

    to = destination(screen, output_format, output)
    opened = open_workspace(to.screen, workspace)
    to.write(opened, evidence_of(opened, EvidenceRequest(tuple(unit or ()), cycle, faulty)))
