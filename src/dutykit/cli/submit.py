"""`dutykit submit`: a unit hands its submission in."""

from __future__ import annotations

from dutykit.cli.changing import ByOption, OnOption, UnitArgument, take
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.options import AsOfOption, CycleOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("报送：自评材料无错误的，改为已报送并记入报送记录。"),
    panel=ROUND,
    examples=(_("dutykit submit 市财政局 --by 张三"),),
)


def submit(
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
    """Hand a submission in."""
    take(Screen(quiet, no_color), workspace, "submit", unit, by, as_of, cycle, on=on)
