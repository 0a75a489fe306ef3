"""`dutykit carry-forward`: a new cycle begins."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.changing import ByOption, changing, hand, recover, report_recovery
from dutykit.cli.confirming import YesOption, confirmed
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.options import AsOfOption, NewUnitsOption, PlanFormatOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _, plural

if TYPE_CHECKING:
    from dutykit.lifecycle.carry_forward import CarriedForward
    from dutykit.model.workspace import Workspace

COMMAND = Command(
    _("转入新年度：生成填报底稿，转入未销号的问题。"),
    panel=ROUND,
    examples=(
        "dutykit carry-forward",
        _("dutykit carry-forward --plan 新方案.docx --dry-run"),
        _("dutykit carry-forward --plan 新方案.docx --succeed 东山县政府=西河县政府"),
        _("dutykit carry-forward --to 2020 --indicators 新指标.yaml --units 新名录.yaml"),
        "dutykit carry-forward --undo",
    ),
    more=_(
        "本年度的指标体系、单位名录、评分办法、时间节点和设置留存于 data/past/；已填报的内容不复制。"
        "用 --plan 的，新方案的指标按文字与本年度的对应，沿用监测指标、分值、简称和统称；有内容不再保留的，先列出，确认后才写入。"
    ),
)


def carry_forward(
    screen: Screen,
    to: Annotated[
        int | None,
        typer.Option("--to", min=1900, max=2999, metavar=_("年度").upper(), help=_("新年度；默认为当前年度的下一年")),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar=_("文件"),
            help=_("新年度的方案：docx、doc、html、txt、pdf、xlsx 或 xls；编号以新方案为准"),
        ),
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
    succeed: Annotated[
        list[str] | None,
        typer.Option(
            "--succeed",
            metavar=_("新单位=原单位"),
            help=_(
                "新年度合并、更名的单位：原单位不再列入名录，其未销号的问题转入新单位；几个原单位用顿号分隔，可重复使用"
            ),
        ),
    ] = None,
    leave_problems: Annotated[
        list[str] | None,
        typer.Option(
            "--leave-problems",
            metavar=_("单位").upper(),
            help=_("已撤销且没有承接单位的单位，其未销号的问题不转入；可重复使用"),
        ),
    ] = None,
    new_unit: NewUnitsOption = None,
    force: Annotated[bool, typer.Option("--force", help=_("当前年度没有自评材料报送过时，仍转入新年度"))] = False,
    undo: Annotated[bool, typer.Option("--undo", help=_("撤销最近一次转入：此后没有新内容的，各文件恢复原样"))] = False,
    yes: YesOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只列出变更和将写入的文件，不写入"))] = False,
    output_format: PlanFormatOption = "table",
    by: ByOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.lifecycle.carry_forward import CarryRequest, refuse_new
    from dutykit.lifecycle.carry_forward import carry_forward as carried_forward
    from dutykit.lifecycle.succession import succession_asked
    from dutykit.workspace.as_of import day_of
    from dutykit.workspace.doubled_units import double_words

    if undo:
        _undo(
            screen,
            workspace,
            others=any((to, plan, indicators, units, succeed, leave_problems, new_unit, force)),
            dry_run=dry_run,
        )
        return
    if plan is not None and indicators is not None:
        screen.fail(_("{one} 不能与 {other} 同时使用").format(one="--plan", other="--indicators"))
    with changing(workspace) as root:
        request = CarryRequest(
            hand(by),
            day_of(as_of),
            to,
            indicators,
            units,
            None if plan is None else _reader(plan, root, units),
            succession_asked(succeed or ()),
            frozenset(leave_problems or ()),
            frozenset(new_unit or ()),
            force,
            dry_run=True,
        )
        if not dry_run:
            recover(root, "carry-forward", report_recovery(screen))
        shown = carried_forward(root, request, report_recovery(screen))
        if output_format == "table":
            _show_outlook(screen, shown)
        for pair in shown.doubles:
            screen.say(_("注意：{text}").format(text=double_words(pair)))
        if not dry_run:
            refuse_new(shown.doubles)
        # Nothing is asked where nothing is lost, as before.
        written = not dry_run and (not shown.outlook.losses or confirmed(yes=yes))
        if written:
            carried_forward(root, replace(request, dry_run=False), report_recovery(screen), shown)
    if output_format == "json":
        from dutykit.lifecycle.outlook_table import outlook_document
        from dutykit.output.table.json import json_text

        screen.out_bytes(json_text(outlook_document(shown, dry_run=not written)).encode())
    elif written:
        _report(screen, shown)
    else:
        screen.out(_("{old} 年度 → {new} 年度").format(old=shown.old, new=shown.new))
        for name in shown.written:
            screen.out(_("将写入 {file}").format(file=name))
        _report_unaccepted(screen, shown)
    if not written and not dry_run:
        screen.say(_("有内容不再保留，未写入文件；核对无误后加 --yes 写入"))
        raise typer.Exit(FINDINGS)
    if not written:
        screen.say(_("未写入文件；去掉 --dry-run 后写入"))


def _reader(plan: Path, root: Path, units: Path | None) -> Callable[[Workspace], Mapping[str, bytes]]:
    """Makes the new files from a plan, which is read once."""
    from dutykit.plans.plan_file import begin_plan

    reading = begin_plan(plan)
    from dutykit.plans.importing import import_plan
    from dutykit.plans.next_year import next_year_files

    proposal = import_plan(reading, root).proposal
    return lambda opened: next_year_files(opened, proposal, units)


def _undo(screen: Screen, workspace: Path | None, *, others: bool, dry_run: bool) -> None:
    from dutykit.lifecycle.undoing import undo_carry_forward

    if others:
        screen.fail(_("--undo 不能与转入的选项同时使用"))
    with changing(workspace) as root:
        done = undo_carry_forward(root, dry_run=dry_run, on_recovery=report_recovery(screen))
    screen.out(_("撤销：{new} 年度 → {old} 年度").format(old=done.old, new=done.new))
    restored, deleted = (
        (_("将恢复 {file}"), _("将删除 {file}")) if dry_run else (_("已恢复 {file}"), _("已删除 {file}"))
    )
    for name in done.restored:
        screen.out(restored.format(file=name))
    for name in done.deleted:
        screen.out(deleted.format(file=name))
    if dry_run:
        screen.say(_("未写入文件；去掉 --dry-run 后写入"))


def _show_outlook(screen: Screen, shown: CarriedForward) -> None:
    from dutykit.cli.paging import show, text_look
    from dutykit.lifecycle.outlook_table import outlook_tables
    from dutykit.output.table.terminal import terminal_text

    look = text_look(screen)
    parts = [terminal_text(table, width=look.width, color=look.color) for table in outlook_tables(shown)]
    if parts:
        show(screen, "\n".join(parts) + "\n")
        sys.stdout.flush()


def _report(screen: Screen, done: CarriedForward) -> None:
    screen.out(_("{old} 年度 → {new} 年度").format(old=done.old, new=done.new))
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
        _(
            "下一步：用 dutykit form --office 填写 {new} 年度的时间节点，核对单位名录和指标分工，用 dutykit collect 导入；"
            "再运行 dutykit form --all，发各单位填报"
        ).format(new=done.new)
    )


def _report_unaccepted(screen: Screen, done: CarriedForward) -> None:
    """Name the units whose submission of the old cycle was never accepted."""
    from dutykit.model.office_words import state_word

    if done.unaccepted:
        names = [_("{unit}（{state}）").format(unit=unit, state=state_word(state)) for unit, state in done.unaccepted]
        text = _("注意：{old} 年度自评材料尚未通过的单位：{units}；可继续用 --cycle {old} 办理")
        screen.say(text.format(old=done.old, units=_("、").join(names)))
