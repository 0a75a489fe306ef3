"""`dutykit status`: where the round is, who is late, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dutykit.cli.cities import WorkspacesArgument, show_cities, workspaces_meant
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.destination import destination
from dutykit.cli.opening import hold_gate, open_workspace
from dutykit.cli.options import AsOfOption, CycleOption, OutputOption, UnitsOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.output.formats import CALENDAR, TABLE_FORMATS

_FORMATS = (*TABLE_FORMATS, CALENDAR)
if TYPE_CHECKING:
    _FormatWord = str
else:
    _FormatWord = Literal[tuple(one.name for one in _FORMATS)]

COMMAND = Command(
    _("年度进展：当前阶段、逾期单位及天数、待办事项。"),
    panel=ROUND,
    examples=(
        "dutykit status",
        _("dutykit status --as-of 2019-05-14 --unit 各县区政府"),
        "dutykit status --fail-on overdue",
        _("dutykit status --format ics -o 时间节点.ics"),
    ),
    more=_("逐个单位列出报送状态、时限、逾期天数或剩余天数。各阶段的日期在 data/cycles.yaml 中设置。"),
)


def status(
    screen: Screen,
    workspaces: WorkspacesArgument = None,
    unit: UnitsOption = None,
    as_of: AsOfOption = None,
    cycle: CycleOption = None,
    fail_on: Annotated[
        Literal["overdue", "soon"] | None,
        typer.Option("--fail-on", help=_("有单位逾期时以 1 退出；选 soon 时，有单位临期也以 1 退出")),
    ] = None,
    output_format: Annotated[
        _FormatWord | None,
        typer.Option("--format", help=_("格式；ics 为日历文件；默认按 -o 的扩展名，否则 table")),
    ] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from functools import partial

    from dutykit.listings.cities import Asked
    from dutykit.listings.status import StatusRequest, late_units, status_of
    from dutykit.model.layout import TIMETABLE_FILE
    from dutykit.workspace.as_of import day_of

    request = StatusRequest(day_of(as_of), tuple(unit or ()), cycle)
    to = destination(screen, output_format, output, _FORMATS)
    folder, roots = workspaces_meant(workspace, workspaces)
    if roots:
        if to.format is CALENDAR:
            raise Refusal(_("日历每次只能用于一个工作区"), _("逐个工作区生成，或改用其他格式"))
        judge = None if fail_on is None else partial(late_units, gate=fail_on)
        show_cities(to, roots, Asked(status_of, request, TIMETABLE_FILE, judge=judge), gate=fail_on and "--fail-on")
        return
    opened = open_workspace(to.screen, folder, whole=TIMETABLE_FILE)
    listing = status_of(opened, request)
    to.write(opened, listing)
    if fail_on is not None:
        hold_gate(listing.gaps, "--fail-on")
        if late := late_units(listing, fail_on):
            to.screen.say(late[0])
            raise typer.Exit(FINDINGS)
