"""`dutykit review`: what several reviewers say, side by side, and the office's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.limit import LimitOption, limit_meant
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import CycleOption, OutputOption, UnitsOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _, plural

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

COMMAND = Command(
    _("复核对比：并列各复核人的结论和得分，列出平均分和分歧。"),
    panel=ROUND,
    examples=(
        _("dutykit review --unit 市财政局"),
        "dutykit review --disagreements --limit 20",
        _("dutykit review -o 复核对比.xlsx"),
        _("dutykit review --decide --unit 市财政局"),
    ),
    more=_(
        "各复核人的复核由 dutykit form --review --reviewer 生成的复核表导入；--decide 将意见一致的写入督导室的复核，"
        "有分歧的由督导室在复核表（dutykit form --review）中确定。"
    ),
)


def review(
    screen: Screen,
    unit: UnitsOption = None,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", "-g", metavar=_("统称").upper(), help=_("该统称所含的各单位；可重复使用")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("所有单位；默认如此"))] = False,
    limit: LimitOption = None,
    disagreements: Annotated[bool, typer.Option("--disagreements", help=_("只列出有分歧的指标"))] = False,
    decide: Annotated[
        bool, typer.Option("--decide", help=_("将各复核人意见一致的指标写入督导室的复核；已确定的不变"))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("与 --decide 同时使用：只显示结果，不写入"))] = False,
    cycle: CycleOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.listings.reviewers import ReviewersRequest, reviewers_of

    names = (*(unit or ()), *(group or ()))
    if names and every:
        screen.fail(_("--unit、--group 不能与 --all 同时使用"), _("只保留其中一个"))
    if dry_run and not decide:
        screen.fail(_("--dry-run 须与 --decide 同时使用"))
    asked = limit_meant(limit)
    if decide:
        if output is not None or output_format is not None or disagreements:
            screen.fail(_("--decide 不能与 --format、-o、--disagreements 同时使用"))
        _decide(screen, workspace, names, cycle, asked, dry_run=dry_run)
        return
    to = destination(screen, output_format, output)
    opened = open_workspace(screen, workspace)
    request = ReviewersRequest(names, cycle, asked, only_disagreements=disagreements)
    to.write(opened, reviewers_of(opened, request))


def _decide(
    screen: Screen,
    workspace: Path | None,
    names: tuple[str, ...],
    cycle: int | None,
    limit: Decimal | None,
    *,
    dry_run: bool,
) -> None:
    from dutykit.cli.changing import changing, report_recovery
    from dutykit.lifecycle.deciding import DecideRequest, decide, undecided

    with changing(workspace) as root:
        found = decide(root, DecideRequest(names, cycle, limit, dry_run=dry_run), report_recovery(screen))
    for one in found:
        count = len(one.taken)
        text = plural("{unit}：意见一致的 {count} 项已写入 {file}", count)
        if dry_run:
            text = plural("{unit}：意见一致的 {count} 项将写入 {file}", count)
        if not count:
            text = _("{unit}：没有可采纳的新内容")
        screen.out(text.format(unit=one.unit, count=count, file=one.file))
        if one.left:
            text = plural("  有分歧、待督导室确定的 {count} 项：{items}", len(one.left))
            screen.out(text.format(count=len(one.left), items=_("、").join(one.left)))
    if undecided(found):
        screen.say(_("用 dutykit form --review --unit 单位 生成督导室的复核表，逐项确定后导入"))
