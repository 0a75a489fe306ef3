"""`dutykit submit`: a unit hands its submission in."""

from __future__ import annotations

from dutykit.cli.changing import ByOption
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.options import AsOfOption, CycleOption, TextFormatOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.cli.steps import AllOption, Asked, GroupsOption, OnOption, UnitsArgument, take
from dutykit.language import _

COMMAND = Command(
    _("报送：自评材料无错误的，改为已报送并记入报送记录。"),
    panel=ROUND,
    examples=(
        _("dutykit submit 市财政局 --by 张三"),
        _("dutykit submit 市财政局 市公安局 --on 2019-05-07"),
        "dutykit submit --all",
    ),
    more=_("多个单位各自校验，能办理的一次全部写入，不能办理的逐个说明原因。"),
)


def submit(
    screen: Screen,
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
    """Hand a submission in."""
    asked = Asked("submit", units, group, everyone, by, as_of, on, cycle)
    take(screen, workspace, asked, output_format)
