"""`dutykit form`: the workbooks that units fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutykit.cli.declaration import OFFICE, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _, plural

COMMAND = Command(
    _("做发给单位填写的 Excel 填报表，带上已经填过的内容。"),
    panel=OFFICE,
    examples=(
        _("dutykit form --unit 市财政局 -o 发出"),
        _("dutykit form --all -o 发出"),
    ),
)


def form(
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", "-u", metavar=_("单位").upper(), help=_("这个单位的表；可以写别名，可以写几次")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("每个有任务的单位各一份"))] = False,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar=_("文件夹"), help=_("写到这个文件夹；没有就新建"))
    ] = Path("out/forms"),
    cycle: Annotated[
        int | None, typer.Option("--cycle", min=1900, max=2999, metavar=_("年度").upper(), help=_("年度；默认当前年度"))
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=_("覆盖已有的表；不写时，已有而内容不同的表一律不动"))
    ] = False,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Make the workbooks that units fill in."""
    from dutykit.forms.making import make_forms
    from dutykit.output.choice import unlike_folder

    screen = Screen(quiet, no_color)
    if bool(unit) == every:
        screen.fail(_("要哪个单位的表？"), _("写 --unit 单位，或 --all"))
    wrong = unlike_folder(output)
    if wrong is not None:
        screen.fail(*wrong)
    opened = open_workspace(screen, workspace)
    made = make_forms(opened, tuple(unit or ()), output, cycle=cycle, overwrite=overwrite)
    for one in made:
        screen.out(str(one.path))
    screen.say(plural("做好了 {count} 份填报表；填好后用 dutykit collect 收回", len(made)).format(count=len(made)))
