"""`dutykit new`: the skeleton of a unit's submission."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.changing import changing, report_recovery
from dutykit.cli.declaration import START, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import CycleOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = Command(
    _("生成单位填报底稿、复核底稿或全市评价底稿，附填写提示。"),
    panel=START,
    examples=(
        _("dutykit new 市财政局"),
        _("dutykit new --review 市财政局 市教育局"),
        _("dutykit new 全市"),
    ),
)


def new(
    screen: Screen,
    units: Annotated[
        list[str],
        typer.Argument(
            metavar=_("单位").upper(),
            help=_("单位名称或简称；复核底稿可用统称，可写多个。“全市”为全市评价底稿"),
        ),
    ],
    review: Annotated[bool, typer.Option("--review", help=_("生成复核底稿（reviews/年度/单位.yaml）"))] = False,
    reviewer: Annotated[
        str, typer.Option("--reviewer", metavar=_("姓名"), help=_("与 --review 同时使用：该复核人的复核底稿"))
    ] = "",
    cycle: CycleOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.lifecycle.creation import create_reviews, create_submission
    from dutykit.model.settings import WHOLE_CITY
    from dutykit.workspace.writing.transaction import transaction

    if reviewer and not review:
        screen.fail(_("--reviewer 须与 --review 同时使用"))
    if WHOLE_CITY in units:
        if len(units) > 1 or review:
            screen.fail(
                _("“{name}”须单独使用").format(name=WHOLE_CITY), _("运行 dutykit new {name}").format(name=WHOLE_CITY)
            )
        _evaluation(screen, workspace, cycle)
        return
    if len(units) > 1 and not review:
        screen.fail(_("填报底稿每次只能生成一个单位的"), _("逐个单位运行；多个单位的可用 dutykit form 生成填报表"))
    with changing(workspace) as root, transaction(root, "new", report_recovery(screen)) as files:
        opened = open_workspace(screen, root)
        if review:
            for one in create_reviews(files, opened, units, cycle, reviewer):
                screen.out(str(one.path))
            return
        made = create_submission(files, opened, units[0], cycle)
    screen.out(str(made.path))
    screen.say(_("{unit}应填报 {count} 项指标").format(unit=made.unit, count=made.indicators))


def _evaluation(screen: Screen, workspace: Path | None, cycle: int | None) -> None:
    """Write the file for the office's words on all units."""
    from dutykit.reports.evaluation_draft import create_evaluation
    from dutykit.workspace.writing.transaction import transaction

    with changing(workspace) as root, transaction(root, "new", report_recovery(screen)) as files:
        path = create_evaluation(files, open_workspace(screen, root), cycle)
    screen.out(str(path))
