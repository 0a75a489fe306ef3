"""`dutykit coverage`: what is answered, what is missing, what nobody asked for."""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

import typer

from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import LangOption, NoColorOption, OutputOption, QuietOption, WorkspaceOption
from dutykit.cli.paging import show, text_look
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
FormatWord = Literal["table", "json", "csv", "xlsx"]


def coverage(
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", "-u", metavar=_("单位").upper(), help=_("只显示该单位；可用简称或统称（含所含单位），可重复使用")
        ),
    ] = None,
    by: Annotated[ByWord, typer.Option("--by", help=_("每行一个单位、一级指标或三级指标"))] = "unit",
    cycle: Annotated[
        int | None, typer.Option("--cycle", min=1900, max=2999, metavar=_("年度").upper(), help=_("年度；默认当前年度"))
    ] = None,
    fail_under: Annotated[
        str | None,
        typer.Option("--fail-under", metavar=_("百分比"), help=_("填报率低于该百分比时以退出码 1 退出")),
    ] = None,
    output_format: Annotated[
        FormatWord | None, typer.Option("--format", help=_("格式；默认按 -o 的扩展名，否则为 table"))
    ] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Show the coverage."""
    from dutykit.listings.coverage import FORMATS, CoverageRequest, coverage_bytes, coverage_of
    from dutykit.output.choice import format_for, save
    from dutykit.output.table.record import Share, share_text

    screen = Screen(quiet, no_color)
    least = None if fail_under is None else _percent(screen, fail_under)
    request = CoverageRequest(by, tuple(unit or ()), cycle)
    kind = format_for(output_format, output, FORMATS)
    if kind == "xlsx" and output is None and sys.stdout.isatty():
        screen.fail(_("xlsx 是二进制文件，不能显示在屏幕上"), _("用 -o 指定文件，如 -o coverage.xlsx"))
    opened = open_workspace(screen, workspace)
    found = coverage_of(opened, request)
    look = text_look(screen, to_file=output is not None)
    data = coverage_bytes(opened, found, request, kind, look)
    if output is not None:
        save(opened, output, data)
    if output is not None:
        screen.out(str(output))
    elif kind == "table":
        show(screen, data.decode())
    else:
        screen.out_bytes(data)
    total = found.total
    if least is not None and not total.reaches(least):
        reached = share_text(Share(total.answered, total.owed))
        text = _("填报率 {reached}，低于要求的 {least}%").format(reached=reached, least=f"{least:f}")
        sys.stderr.write(text + "\n")
        raise typer.Exit(FINDINGS)


def _percent(screen: Screen, text: str) -> Decimal:
    try:
        percent = Decimal(text.strip().removesuffix("%").removesuffix("％"))
    except InvalidOperation:
        percent = Decimal("NaN")
    if not percent.is_finite() or not 0 <= percent <= 100:
        screen.fail(_("{name} 的值无效：{reason}").format(name="--fail-under", reason=_("应为 0 到 100 的数字")))
    return percent
