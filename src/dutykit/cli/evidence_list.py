"""`dutykit evidence list`: the catalogue of evidence, and whether its files are those registered."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from dutykit.cli.declaration import Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import (
    CycleOption,
    LangOption,
    NoColorOption,
    OutputOption,
    QuietOption,
    UnitsOption,
    WorkspaceOption,
)
from dutykit.cli.paging import text_look
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

FormatWord = Literal["table", "csv", "xlsx", "json"]


def evidence_list(
    unit: UnitsOption = None,
    faulty: Annotated[bool, typer.Option("--faulty", help=_("只显示异常的佐证材料"))] = False,
    cycle: CycleOption = None,
    output_format: Annotated[
        FormatWord | None, typer.Option("--format", help=_("格式；默认按 -o 的扩展名，否则为 table"))
    ] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """List the evidence."""
    from dutykit.cli.table_result import deliver
    from dutykit.evidence.listing import FORMATS, EvidenceRequest, evidence_bytes, evidence_of
    from dutykit.output.choice import format_for

    screen = Screen(quiet, no_color)
    kind = format_for(output_format, output, FORMATS)
    opened = open_workspace(screen, workspace)
    found = evidence_of(opened, EvidenceRequest(tuple(unit or ()), cycle, faulty))
    data = evidence_bytes(found, kind, text_look(screen, to_file=output is not None))
    deliver(screen, opened, data, kind, output)
