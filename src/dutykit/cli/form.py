"""`dutykit form`: the workbooks that units fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutykit.cli.declaration import OFFICE, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import CycleOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _, plural

COMMAND = Command(
    _("生成发给各单位的 Excel 填报表（含已填内容）。"),
    panel=OFFICE,
    examples=(
        _("dutykit form --unit 市财政局 -o 发出"),
        _("dutykit form --all -o 发出"),
    ),
)

_USUAL = Path("out/forms")


def form(
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", "-u", metavar=_("单位").upper(), help=_("该单位的填报表；可用简称，可重复使用")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("每个承担指标的单位各一份"))] = False,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar=_("文件夹"), help=_("写入该文件夹；不存在则新建"))
    ] = _USUAL,
    cycle: CycleOption = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=_("覆盖已有的填报表；不使用此选项时，已有且内容不同的填报表保持不变"))
    ] = False,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Make the workbooks that units fill in."""
    from dutykit.forms.making import make_forms
    from dutykit.output.formats import unlike_folder
    from dutykit.workspace.writing.output_file import usual_folder

    screen = Screen(quiet, no_color)
    if unit and every:
        screen.fail(_("--unit 和 --all 不能同时使用"), _("只保留其中一个"))
    if not unit and not every:
        screen.fail(_("未指定单位"), _("使用 --unit 单位，或 --all"))
    if output == _USUAL:
        usual_folder(_USUAL.name)
    wrong = unlike_folder(output)
    if wrong is not None:
        screen.fail(*wrong)
    opened = open_workspace(screen, workspace)
    made = make_forms(opened, tuple(unit or ()), output, cycle=cycle, overwrite=overwrite)
    for one in made:
        screen.out(str(one.path))
    if every:
        from dutykit.workspace.unreached_words import unreached_lines

        for line in unreached_lines(opened.at(cycle)):
            screen.say(_("注意：{text}").format(text=line))
    screen.say(plural("已生成 {count} 份填报表；填写后用 dutykit collect 导入", len(made)).format(count=len(made)))
