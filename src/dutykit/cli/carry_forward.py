"""`dutykit carry-forward`: a new cycle begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.changing import ByOption, changing, hand, report_recovery
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.options import AsOfOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _, plural

if TYPE_CHECKING:
    from dutykit.lifecycle.carry_forward import CarriedForward

COMMAND = Command(
    _("转入新年度：生成填报底稿，转入未销号的问题。"),
    panel=ROUND,
    examples=(
        "dutykit carry-forward",
        _("dutykit carry-forward --to 2020 --indicators 新指标.yaml --units 新名录.yaml"),
    ),
    more=_("本年度的指标体系和单位名录留存于 data/past/；已填报的内容不复制。"),
)


def carry_forward(
    to: Annotated[
        int | None,
        typer.Option("--to", min=1900, max=2999, metavar=_("年度").upper(), help=_("新年度；默认为当前年度的下一年")),
    ] = None,
    indicators: Annotated[
        Path | None,
        typer.Option("--indicators", metavar=_("文件"), help=_("新年度的指标体系；默认沿用当前的")),
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(
            "--units", metavar=_("文件"), help=_("新年度的单位名录（更名、合并的填写 succeeds）；默认沿用当前的")
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("当前年度没有自评材料报送过时，仍转入新年度"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只列出将写入的文件，不写入"))] = False,
    by: ByOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Start a new cycle."""
    from dutykit.lifecycle.carry_forward import CarryRequest
    from dutykit.lifecycle.carry_forward import carry_forward as carried_forward
    from dutykit.workspace.as_of import day_of

    screen = Screen(quiet, no_color)
    with changing(workspace) as root:
        request = CarryRequest(hand(by, root), day_of(as_of), to, indicators, units, force, dry_run)
        done = carried_forward(root, request, report_recovery(screen))
    screen.out(_("{old} 年度 → {new} 年度").format(old=done.old, new=done.new))
    if dry_run:
        for name in done.written:
            screen.out(_("将写入 {file}").format(file=name))
        _report_unaccepted(screen, done)
        screen.say(_("未写入文件；去掉 --dry-run 后写入"))
        return
    for name in done.kept:
        screen.out(_("已留存 {file}").format(file=name))
    for draft in done.drafts:
        text = _("已生成 {file}").format(file=draft.file)
        if draft.carried:
            text += plural("（以前年度遗留问题 {count} 个）", draft.carried).format(count=draft.carried)
        screen.out(text)
    for unit in done.lost:
        screen.say(_("注意：{unit}已不在单位名录中，且没有承接单位，其未销号的问题未转入").format(unit=unit))
    _report_unaccepted(screen, done)
    screen.say(
        _("下一步：在 data/cycles.yaml 中填写 {new} 年度的时间节点，核对指标体系和单位名录，再发各单位填报").format(
            new=done.new
        )
    )


def _report_unaccepted(screen: Screen, done: CarriedForward) -> None:
    """Name the units whose submission of the old cycle was never accepted."""
    from dutykit.model.office_words import state_word

    if done.unaccepted:
        names = [_("{unit}（{state}）").format(unit=unit, state=state_word(state)) for unit, state in done.unaccepted]
        text = _("注意：{old} 年度自评材料尚未通过的单位：{units}；可继续用 --cycle {old} 办理")
        screen.say(text.format(old=done.old, units=_("、").join(names)))
