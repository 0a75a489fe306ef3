"""`dutykit new`: the skeleton of a unit's submission."""

from __future__ import annotations

from typing import Annotated

import typer

from dutykit.cli.changing import changing, report_recovery
from dutykit.cli.declaration import START, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("生成单位的填报底稿，列出全部指标和填写提示。"),
    panel=START,
    examples=(_("dutykit new 市财政局"),),
)


def new(
    unit: Annotated[str, typer.Argument(metavar=_("单位").upper(), help=_("单位名称或简称"))],
    cycle: Annotated[
        int | None,
        typer.Option("--cycle", min=1900, max=2999, metavar=_("年度").upper(), help=_("年度；默认当前年度")),
    ] = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Write the skeleton of a submission."""
    from dutykit.lifecycle.creation import create_submission
    from dutykit.workspace.writing.transaction import transaction

    screen = Screen(quiet, no_color)
    with changing(workspace) as root, transaction(root, "new", report_recovery(screen)) as files:
        made = create_submission(files, open_workspace(screen, root), unit, cycle)
    screen.out(str(made.path))
    screen.say(_("{unit}应填报 {count} 项指标").format(unit=made.unit, count=made.indicators))
