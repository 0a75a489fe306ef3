"""`dutykit amend`: the plan changes in the middle of the year."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.changing import ByOption, changing, hand, recover, report_recovery
from dutykit.cli.confirming import YesOption, confirmed
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.options import AsOfOption, NewUnitsOption, PlanFormatOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _

if TYPE_CHECKING:
    from dutykit.plans.amending.outcome import Amended
    from dutykit.plans.proposal import Proposal

COMMAND = Command(
    _("年度中间变更方案：更正文字，增减指标，调整责任单位。"),
    panel=ROUND,
    examples=(
        _("dutykit amend 更正后的方案.docx --dry-run"),
        _("dutykit amend 更正后的方案.docx --wording-only 12,13 --yes"),
        _("dutykit amend --indicators 新指标.yaml --units 新名录.yaml --yes"),
        "dutykit amend --wording-only 12 --yes",
    ),
    more=_(
        "先列出涉及的指标、单位和填报内容的处理，确认后才写入。不再承担的指标，填报内容原样留存在填报文件的 retired 中；"
        "变更记入报送记录，并在各单位下次的填报表中说明。不指定文件的，按当前的指标体系处理已填报的内容。"
    ),
)


def amend(
    screen: Screen,
    plan: Annotated[
        Path | None,
        typer.Argument(metavar=_("文件").upper(), help=_("更正后的方案：docx、doc、html、txt、pdf、xlsx 或 xls")),
    ] = None,
    indicators: Annotated[
        Path | None, typer.Option("--indicators", metavar=_("文件"), help=_("修改后的指标体系（YAML）"))
    ] = None,
    units: Annotated[
        Path | None, typer.Option("--units", metavar=_("文件"), help=_("修改后的单位名录（YAML）"))
    ] = None,
    wording_only: Annotated[
        list[str] | None,
        typer.Option(
            "--wording-only",
            metavar=_("编号"),
            help=_("只更正文字、不影响已填内容的指标，如 12,13；all 为全部。已填报、已通过的保持原状态"),
        ),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            "--remove", metavar=_("编号"), help=_("新方案中已取消的指标，如 15；all 为新方案中没有的全部指标")
        ),
    ] = None,
    new_unit: NewUnitsOption = None,
    yes: YesOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只列出变更，不写入"))] = False,
    output_format: PlanFormatOption = "table",
    by: ByOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.plans.amending.amend import AmendRequest
    from dutykit.plans.amending.amend import amend as amended
    from dutykit.workspace.as_of import day_of
    from dutykit.workspace.doubled_units import refuse_doubles

    if plan is not None and indicators is not None:
        screen.fail(_("{one} 不能与 {other} 同时使用").format(one=_("方案文件"), other="--indicators"))
    if plan is None and remove:
        screen.fail(_("--remove 只能与方案文件同时使用"), _("指标体系文件中删去的指标即为取消的指标"))

    def read(root: Path) -> Proposal:
        from dutykit.plans.plan_file import begin_plan

        reading = begin_plan(plan or Path())
        from dutykit.plans.importing import import_plan

        return import_plan(reading, root).proposal

    with changing(workspace) as root:
        request = AmendRequest(
            hand(by),
            day_of(as_of),
            None if plan is None else read,
            indicators,
            units,
            _ids(remove),
            _ids(wording_only),
            frozenset(new_unit or ()),
            dry_run=True,
        )
        if not dry_run:
            recover(root, "amend", report_recovery(screen))
        shown = amended(root, request, report_recovery(screen))
        is_json = output_format == "json"
        if not is_json:
            _show(screen, shown)
        if not dry_run:
            refuse_doubles(shown.doubles)
        written = not dry_run and not shown.is_empty and confirmed(yes=yes)
        if written:
            amended(root, replace(request, dry_run=False), report_recovery(screen), shown)
    if is_json:
        from dutykit.output.table.json import json_text
        from dutykit.plans.amending.amend_table import amend_document

        screen.out_bytes(json_text(amend_document(shown, dry_run=not written)).encode())
    _conclude(screen, shown, written=written, dry_run=dry_run)


def _ids(words: list[str] | None) -> frozenset[str] | None:
    """The ids that an option lists; None for all."""
    found = {one.strip() for word in words or () for one in word.replace("，", ",").replace("、", ",").split(",")}
    return None if "all" in found else frozenset(found - {""})


def _show(screen: Screen, shown: Amended) -> None:
    from dutykit.cli.paging import show, text_look
    from dutykit.output.table.terminal import terminal_text
    from dutykit.plans.amending.amend_table import amend_table

    look = text_look(screen)
    if shown.lines or shown.others or shown.left or shown.doubles:
        show(screen, terminal_text(amend_table(shown), width=look.width, color=look.color))
    sys.stdout.flush()


def _conclude(screen: Screen, shown: Amended, *, written: bool, dry_run: bool) -> None:
    if shown.is_empty:
        screen.say(_("没有需要处理的变更"))
    elif written:
        screen.say(_("已写入：{files}").format(files=_("、").join(shown.written)))
        units = dict.fromkeys(one.unit for line in shown.lines for one in line.concerns)
        if units:
            screen.say(_("下一步：用 dutykit form 重新生成填报表发给有关单位，表中附有变更说明"))
    elif dry_run:
        screen.say(_("未写入文件；去掉 --dry-run 后写入"))
    else:
        screen.say(_("未写入文件；核对无误后加 --yes 写入"))
        raise typer.Exit(FINDINGS)
