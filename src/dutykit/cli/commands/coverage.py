"""`dutykit coverage`: what is answered, what is missing, what nobody asked for."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

import typer

from dutykit.cli.cities import WorkspacesArgument, show_cities, workspaces_meant
from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import hold_gate, open_workspace
from dutykit.cli.options import CycleOption, OutputOption, UnitsOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _

COMMAND = Command(
    _("填报情况：应填报、已填报、未填报和超范围填报的指标。"),
    panel=SHOW,
    examples=(
        "dutykit coverage",
        "dutykit coverage --by indicator",
        _("dutykit coverage -u 各县区政府 --fail-under 95"),
        _("dutykit coverage 甲市 乙市 --by indicator"),
    ),
)

ByWord = Literal["unit", "chapter", "indicator", "city"]


def coverage(
    screen: Screen,
    workspaces: WorkspacesArgument = None,
    unit: UnitsOption = None,
    by: Annotated[
        ByWord | None,
        typer.Option(
            "--by",
            help=_("每行一个单位、一级指标、三级指标或城市；默认 unit，多个工作区时默认 city，并可按指标对照各市"),
        ),
    ] = None,
    cycle: CycleOption = None,
    fail_under: Annotated[
        str | None,
        typer.Option("--fail-under", metavar=_("百分比"), help=_("填报率低于该百分比时以退出码 1 退出")),
    ] = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from functools import partial

    from dutykit.listings.cities import Asked
    from dutykit.listings.city_coverage import CityCoverage
    from dutykit.listings.coverage import CoverageRequest, below, coverage_of

    least = None if fail_under is None else _percent(screen, fail_under)
    to = destination(screen, output_format, output)
    folder, roots = workspaces_meant(workspace, workspaces)
    if roots:
        asked = Asked(coverage_of, CoverageRequest("unit", tuple(unit or ()), cycle))
        asked = asked if least is None else asked._replace(judge=partial(below, least=least))
        show_cities(to, roots, asked, partial(CityCoverage, by=by or "city"), gate=fail_under and "--fail-under")
        return
    if by == "city":
        screen.fail(_("--by city 用于多个工作区"), _("写出各工作区的文件夹，如 dutykit coverage 甲市 乙市"))
    opened = open_workspace(screen, folder)
    listing = coverage_of(opened, CoverageRequest(by or "unit", tuple(unit or ()), cycle))
    to.write(opened, listing)
    if least is not None:
        hold_gate(listing.gaps, "--fail-under")
        if short := list(below(listing, least)):
            for line in short:
                screen.warn(line)
            raise typer.Exit(FINDINGS)


def _percent(screen: Screen, text: str) -> Decimal:
    try:
        percent = Decimal(text.strip().removesuffix("%").removesuffix("％"))
    except InvalidOperation:
        percent = Decimal("NaN")
    if not percent.is_finite() or not 0 <= percent <= 100:
        screen.fail(_("{name} 的值无效：{reason}").format(name="--fail-under", reason=_("应为 0 到 100 的数字")))
    return percent
