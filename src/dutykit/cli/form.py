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
        _("dutykit form --office -o 基础数据.xlsx"),
    ),
)

_USUAL = Path("out/forms")


def form(
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", "-u", metavar=_("单位").upper(), help=_("该单位的填报表；可用简称，可重复使用")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("每个承担指标的单位各一份"))] = False,
    office: Annotated[
        bool,
        typer.Option(
            "--office", help=_("督导室的基础数据表：单位、统称、指标分工、监测指标、时间节点、评分办法、设置")
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("文件夹"),
            help=_("写入该文件夹；不存在则新建，默认 out/forms。与 --office 同时使用时为文件名"),
        ),
    ] = None,
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
    if office:
        if unit or every or cycle is not None:
            screen.fail(_("--office 不能与 --unit、--all、--cycle 同时使用"), _("只保留 --office"))
        _office(screen, workspace, output, overwrite=overwrite)
        return
    if unit and every:
        screen.fail(_("--unit 和 --all 不能同时使用"), _("只保留其中一个"))
    if not unit and not every:
        screen.fail(_("未指定单位"), _("使用 --unit 单位，或 --all"))
    if output is None:
        usual_folder(_USUAL.name)
        output = _USUAL
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


def _office(screen: Screen, workspace: Path | None, output: Path | None, *, overwrite: bool) -> None:
    """Make the workbook with the office's own tables."""
    from dutykit.forms.office.making import make_office_form
    from dutykit.workspace.writing.output_file import usual_folder

    path = usual_folder(_USUAL.name) / f"{_('基础数据')}.xlsx" if output is None else output
    if path.suffix.lower() != ".xlsx":
        screen.fail(_("{path} 的文件名须以 .xlsx 结尾").format(path=path), _("如 -o 基础数据.xlsx"))
    screen.out(str(make_office_form(open_workspace(screen, workspace), path, overwrite=overwrite)))
    screen.say(_("填写后用 dutykit collect {path} 导入").format(path=path))
