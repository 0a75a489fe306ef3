"""`dutykit return`: the office sends a submission back."""

from __future__ import annotations

from typing import Annotated

import typer

from dutykit.cli.changing import ByOption, OnOption, UnitArgument, take
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.options import AsOfOption, CycleOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("退回：退回已报送或已通过的自评材料，写明原因和时限。"),
    panel=ROUND,
    examples=(_("dutykit return 市财政局 --reason 缺拨付数据 --due 2019-05-31"),),
)


def return_(
    unit: UnitArgument,
    reason: Annotated[str, typer.Option("--reason", metavar=_("原因"), help=_("退回原因：写明哪里不合要求、如何改正"))],
    due: Annotated[str, typer.Option("--due", metavar=_("日期"), help=_("重新报送时限，如 2019-05-31"))],
    by: ByOption = None,
    on: OnOption = None,
    as_of: AsOfOption = None,
    cycle: CycleOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Send a submission back."""
    take(Screen(quiet, no_color), workspace, "return", unit, by, as_of, cycle, reason, due, on=on)
