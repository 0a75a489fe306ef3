"""`dutykit coverage`: what is answered, what is missing, what nobody asked for."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

import typer

from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import hold_gate, open_workspace
from dutykit.cli.options import (
    CycleOption,
    LangOption,
    NoColorOption,
    OutputOption,
    QuietOption,
    UnitsOption,
    WorkspaceOption,
)
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _

COMMAND = Command(
    _("填报情况：应填报、已填报、未填报和超范围填报的指标。"),
    panel=SHOW,
    examples=(
        "dutykit coverage",
        "dutykit coverage --by indicator",
        _("dutykit coverage -u 各县区政府 --fail-under 95"),
    ),
)

ByWord = Literal["unit", "chapter", "indicator"]


def coverage(
    unit: UnitsOption = None,
    by: Annotated[ByWord, typer.Option("--by", help=_("每行一个单位、一级指标或三级指标"))] = "unit",
    cycle: CycleOption = None,
    fail_under: Annotated[
        str | None,
        typer.Option("--fail-under", metavar=_("百分比"), help=_("填报率低于该百分比时以退出码 1 退出")),
    ] = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Show the coverage."""
    from dutykit.listings.coverage import CoverageRequest, coverage_of
    from dutykit.output.table.record import Share, share_text
    from dutykit.workspace.unreached_words import unreached_lines

    screen = Screen(quiet, no_color)
    least = None if fail_under is None else _percent(screen, fail_under)
    to = destination(screen, output_format, output)
    opened = open_workspace(screen, workspace)
    listing = coverage_of(opened, CoverageRequest(by, tuple(unit or ()), cycle))
    to.write(opened, listing)
    if least is not None:
        hold_gate(listing.gaps, "--fail-under")
    total = listing.found.total
    if least is not None and not listing.found.reaches(least):
        for line in unreached_lines(listing.workspace) if listing.found.unreached else ():
            screen.warn(line)
        if not total.reaches(least):
            reached = share_text(Share(total.answered, total.owed))
            text = _("填报率 {reached}，低于要求的 {least}%").format(reached=reached, least=f"{least:f}")
            screen.warn(text)
        raise typer.Exit(FINDINGS)


def _percent(screen: Screen, text: str) -> Decimal:
    try:
        percent = Decimal(text.strip().removesuffix("%").removesuffix("％"))
    except InvalidOperation:
        percent = Decimal("NaN")
    if not percent.is_finite() or not 0 <= percent <= 100:
        screen.fail(_("{name} 的值无效：{reason}").format(name="--fail-under", reason=_("应为 0 到 100 的数字")))
    return percent
