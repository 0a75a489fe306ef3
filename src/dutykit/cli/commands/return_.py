"""`dutykit return`: the office sends a submission back."""

from __future__ import annotations

from typing import Annotated

import typer

from dutykit.cli.changing import ByOption
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.options import AsOfOption, CycleOption, TextFormatOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.cli.steps import AllOption, Asked, GroupsOption, OnOption, UnitsArgument, take
from dutykit.language import _

COMMAND = Command(
    _("退回：退回已报送或已通过的自评材料，写明原因和时限。"),
    panel=ROUND,
    examples=(
        _("dutykit return 市财政局 --reason 缺拨付数据 --due 2019-05-31"),
        _("dutykit return 市财政局 市公安局 --reason 缺佐证材料 --due 2019-05-31"),
    ),
    more=_("退回多个单位的，原因和时限相同；--all 只退回已报送的，不退回已通过的。"),
)


def return_(
    screen: Screen,
    reason: Annotated[str, typer.Option("--reason", metavar=_("原因"), help=_("退回原因：写明哪里不合要求、如何改正"))],
    due: Annotated[str, typer.Option("--due", metavar=_("日期"), help=_("重新报送时限，如 2019-05-31"))],
    units: UnitsArgument = None,
    group: GroupsOption = None,
    everyone: AllOption = False,
    by: ByOption = None,
    on: OnOption = None,
    as_of: AsOfOption = None,
    cycle: CycleOption = None,
    output_format: TextFormatOption = "text",
    workspace: WorkspaceOption = None,
) -> None:
    asked = Asked("return", units, group, everyone, by, as_of, on, cycle, reason, due)
    take(screen, workspace, asked, output_format)
