"""`dutykit new`: the skeleton of a unit's submission."""

from __future__ import annotations

from typing import Annotated

import typer

from dutykit.cli.opening import open_workspace
from dutykit.cli.options import LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _, reason_of


def new(
    unit: Annotated[str, typer.Argument(metavar=_("单位").upper(), help=_("单位名称或别名"))],
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
    from dutykit.model.refusal import Refusal

    screen = Screen(quiet, no_color)
    opened = open_workspace(screen, workspace)
    try:
        made = create_submission(opened, unit, cycle)
    except Refusal as error:
        screen.fail(str(error), error.fix)
    except OSError as error:
        screen.fail(_("写不进 {folder}：{reason}").format(folder=opened.root, reason=reason_of(error)))
    screen.out(str(made.path))
    screen.say(_("{unit}共有 {count} 项指标要填报").format(unit=made.unit, count=made.indicators))
