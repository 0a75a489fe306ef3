"""`dutykit form`: the workbooks that units fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.declaration import OFFICE, Command
from dutykit.cli.limit import LimitOption
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import CycleOption, WorkspaceOption, named_output
from dutykit.cli.screen import Screen
from dutykit.language import _, plural

if TYPE_CHECKING:
    from dutykit.model.workspace import Workspace

_FORMS, _REVIEWS = Path("out/forms"), Path("out/reviews")

COMMAND = Command(
    _("生成 Excel 表：各单位的填报表、复核表、督导室的基础数据表。"),
    panel=OFFICE,
    examples=(
        _("dutykit form --unit 市财政局 -o 发出"),
        _("dutykit form --all -o 发出"),
        _("dutykit form --office -o 基础数据.xlsx"),
        _("dutykit form --review --unit 市财政局 -o 复核"),
        _("dutykit form --review --all --reviewer 张三 --reviewer 李四 -o 复核"),
    ),
)


def form(
    screen: Screen,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", "-u", metavar=_("单位").upper(), help=_("该单位的填报表；可用简称，可重复使用")),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group", "-g", metavar=_("统称").upper(), help=_("该统称所含的各单位，如“各县区政府”；可重复使用")
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("每个承担指标的单位各一份"))] = False,
    review: Annotated[bool, typer.Option("--review", help=_("生成复核表，供督导室和复核人使用"))] = False,
    reviewer: Annotated[
        list[str] | None,
        typer.Option("--reviewer", metavar=_("姓名"), help=_("与 --review 同时使用：每名复核人各一份；可重复使用")),
    ] = None,
    limit: LimitOption = None,
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
            help=_("写入该文件夹；不存在则新建，默认 out/forms，复核表为 out/reviews。与 --office 同时使用时为文件名"),
            callback=named_output,
        ),
    ] = None,
    cycle: CycleOption = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=_("覆盖已有的填报表；不使用此选项时，已有且内容不同的填报表保持不变"))
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.output.formats import unlike_folder
    from dutykit.workspace.writing.output_file import usual_folder

    names = (*(unit or ()), *(group or ()))
    if office:
        if names or every or cycle is not None or review:
            screen.fail(_("--office 不能与 --unit、--all、--cycle、--review 同时使用"), _("只保留 --office"))
        _office(screen, workspace, output, overwrite=overwrite)
        return
    if names and every:
        screen.fail(_("--unit、--group 不能与 --all 同时使用"), _("只保留其中一个"))
    if not names and not every:
        screen.fail(_("未指定单位"), _("使用 --unit 单位、--group 统称，或 --all"))
    if (reviewer or limit is not None) and not review:
        screen.fail(_("--reviewer、--limit 须与 --review 同时使用"))
    if output is None:
        output = usual_folder((_REVIEWS if review else _FORMS).name)
    wrong = unlike_folder(output)
    if wrong is not None:
        screen.fail(*wrong)
    opened = open_workspace(screen, workspace)
    if review:
        _reviews(screen, opened, names, output, cycle, tuple(reviewer or ()), limit, overwrite=overwrite)
    else:
        _forms(screen, opened, tuple(unit or ()), tuple(group or ()), output, cycle, overwrite=overwrite)


def _forms(
    screen: Screen,
    opened: Workspace,
    units: tuple[str, ...],
    groups: tuple[str, ...],
    output: Path,
    cycle: int | None,
    *,
    overwrite: bool,
) -> None:
    from dutykit.forms.unit.making import make_forms
    from dutykit.workspace.asked_names import asked_units

    names = (*units, *asked_units(opened.at(cycle), groups))
    made = make_forms(opened, names, output, cycle=cycle, overwrite=overwrite)
    for path in made:
        screen.out(str(path))
    if not names:
        from dutykit.workspace.doubled_units import doubled_lines
        from dutykit.workspace.unreached_words import unreached_lines

        for line in (*unreached_lines(opened.at(cycle)), *doubled_lines(opened.at(cycle))):
            screen.say(_("注意：{text}").format(text=line))
    if made and not opened.at(cycle).points_items:
        text = _("注意：指标没有分值，填报表中没有“自评得分”一栏；需要单位填写得分的，先设置评分办法，再生成填报表")
        screen.say(text)
    screen.say(plural("已生成 {count} 份填报表；填写后用 dutykit collect 导入", len(made)).format(count=len(made)))


def _reviews(
    screen: Screen,
    opened: Workspace,
    names: tuple[str, ...],
    output: Path,
    cycle: int | None,
    reviewers: tuple[str, ...],
    limit: str | None,
    *,
    overwrite: bool,
) -> None:
    from dutykit.cli.limit import limit_meant
    from dutykit.forms.review.making import ReviewRequest, make_reviews

    asked = ReviewRequest(names, output, cycle, reviewers, limit_meant(limit), overwrite)
    made = make_reviews(opened, asked)
    for path in made.paths:
        screen.out(str(path))
    if made.left_out:
        screen.say(_("没有自评材料，未生成复核表：{units}").format(units=_("、").join(made.left_out)))
    count = len(made.paths)
    screen.say(plural("已生成 {count} 份复核表；填写后用 dutykit collect 导入", count).format(count=count))


def _office(screen: Screen, workspace: Path | None, output: Path | None, *, overwrite: bool) -> None:
    """Make the workbook with the office's own tables."""
    from dutykit.forms.office.making import make_office_form
    from dutykit.workspace.writing.output_file import usual_folder

    path = usual_folder(_FORMS.name) / f"{_('基础数据')}.xlsx" if output is None else output
    if path.suffix.lower() != ".xlsx":
        screen.fail(_("{path} 的文件名须以 .xlsx 结尾").format(path=path), _("如 -o 基础数据.xlsx"))
    screen.out(str(make_office_form(open_workspace(screen, workspace), path, overwrite=overwrite)))
    screen.say(_("填写后用 dutykit collect {path} 导入").format(path=path))
