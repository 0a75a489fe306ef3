"""`dutykit accept`: the office accepts a submission."""

from __future__ import annotations

from dutykit.cli.changing import ByOption, OnOption, UnitArgument, take
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.options import AsOfOption, CycleOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("审核通过：自评材料无错误且报送后未修改，改为已通过。"),
    panel=ROUND,
    examples=(_("dutykit accept 市财政局 --by 李四"),),
)


def accept(
    unit: UnitArgument,
    by: ByOption = None,
    on: OnOption = None,
    as_of: AsOfOption = None,
    cycle: CycleOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Accept a submission."""
    take(Screen(quiet, no_color), workspace, "accept", unit, by, as_of, cycle, on=on)
