"""`dutykit report`: evaluation reports of units and of the whole city."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dutykit.cli.opening import open_workspace
from dutykit.cli.options import LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import COULD_NOT_RUN, FINDINGS, Screen
from dutykit.language import _, plural

if TYPE_CHECKING:
    from dutykit.workflow.report.outcome import Made

MediumWord = Literal["pdf", "html"]


def report(
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", "-u", metavar=_("单位").upper(), help=_("这个单位的报告；可以写别名，可以写几次")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("每个责任单位的报告，最后是全市报告"))] = False,
    city: Annotated[bool, typer.Option("--city", help=_("全市报告：责任分解、覆盖情况、各单位填报"))] = False,
    medium: Annotated[
        MediumWord | None, typer.Option("--format", help=_("报告格式；默认看 -o 的扩展名，否则 pdf"))
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar=_("路径"), help=_("写到这个文件或文件夹；几份报告时是文件夹。默认 out/单位.pdf")
        ),
    ] = None,
    cycle: Annotated[
        int | None, typer.Option("--cycle", min=1900, max=2999, metavar=_("年度").upper(), help=_("年度；默认当前年度"))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("没有变化的报告也重新做"))] = False,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Make evaluation reports."""
    screen = Screen(quiet, no_color)
    chosen = [bool(unit), every, city]
    if sum(chosen) != 1:
        screen.fail(_("要哪一份报告？"), _("写 --unit 单位、--city 或 --all 其中一个"))

    from dutykit.render.terminal import finding_text
    from dutykit.workflow.report.making import Batch, make_reports
    from dutykit.workflow.report.order import ReportImpossibleError, all_units, orders_for, unit_named

    opened = open_workspace(screen, workspace)
    if medium is None:
        medium = "html" if output is not None and Path(output).suffix.lower() in {".html", ".htm"} else "pdf"
    try:
        units = all_units(opened) if every else [unit_named(opened, name).id for name in unit or ()]
        orders = orders_for(opened, units, city=city or every, medium=medium, output=output)
        batch = Batch(opened.root, tuple(orders), opened)
        results = make_reports([batch], medium=medium, cycle=cycle, force=force)
        made = {one.order: one for one in _with_progress(screen, results, len(orders))}
    except ReportImpossibleError as error:
        screen.fail(*error.args)
    failed = [made[order] for order in orders if not made[order].written]
    # A fault in one unit's file may stop the city's report as well; it is said once.
    for finding in dict.fromkeys(finding for one in failed for finding in one.findings):
        sys.stderr.write(finding_text(finding, color=screen.color(sys.stderr)) + "\n")
    for failure in dict.fromkeys(one.failure for one in failed if one.failure):
        sys.stderr.write(_("错误：{text}").format(text=failure) + "\n")
    for order in orders:
        if made[order].written:
            screen.out(str(order.path))
    if failed:
        names = _("、").join(one.order.name for one in failed)
        text = plural("有 {count} 份报告没有写成：{names}", len(failed)).format(count=len(failed), names=names)
        sys.stderr.write(text + "\n")
        raise typer.Exit(COULD_NOT_RUN if any(one.failure for one in failed) else FINDINGS)


def _with_progress(screen: Screen, results: Iterable[Made], total: int) -> Iterator[Made]:
    """`results` as they come, with a bar on stderr if that is a terminal and there are several."""
    if screen.quiet or total < 2 or not sys.stderr.isatty():
        yield from results
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.console(sys.stderr), transient=True) as bar:
        task = bar.add_task(_("制作报告"), total=total)
        for one in results:
            bar.update(task, advance=1, description=one.order.name)
            yield one
