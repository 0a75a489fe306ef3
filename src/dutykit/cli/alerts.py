"""`dutykit alerts`: what is below its line."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from dutykit.cli.declaration import ROUND, Command
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
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _

COMMAND = Command(
    _("预警：未达目标值的监测指标、偏低的等次、过大的分差。"),
    panel=ROUND,
    examples=(
        "dutykit alerts",
        "dutykit alerts --fail",
    ),
    more=_("分差是自评得分与复核得分之差。"),
)

FormatWord = Literal["table", "csv", "xlsx", "json"]


def alerts(
    unit: UnitsOption = None,
    fail: Annotated[bool, typer.Option("--fail", help=_("有预警时以退出码 1 退出"))] = False,
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
    """Show alerts."""
    from dutykit.cli.table_result import deliver
    from dutykit.listings.alerts import FORMATS, AlertRequest, alert_bytes, alerts_of
    from dutykit.output.choice import format_for

    screen = Screen(quiet, no_color)
    kind = format_for(output_format, output, FORMATS)
    opened = open_workspace(screen, workspace)
    found = alerts_of(opened, AlertRequest(tuple(unit or ()), cycle))
    deliver(screen, opened, alert_bytes(found, kind, text_look(screen, to_file=output is not None)), kind, output)
    if fail and found.found:
        raise typer.Exit(FINDINGS)
