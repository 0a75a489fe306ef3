"""`dutykit init`: a new workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dutykit.cli.changing import report_recovery
from dutykit.cli.declaration import START, Command
from dutykit.cli.screen import Screen
from dutykit.language import _
from dutykit.model.refusal import writing_to

COMMAND = Command(
    _("新建工作区（存放本项目数据的文件夹）。"),
    panel=START,
    examples=(
        _("dutykit init 督导2019"),
        _("dutykit init 督导2019 --from blank"),
    ),
)


def init(
    screen: Screen,
    folder: Annotated[Path, typer.Argument(metavar=_("文件夹"), help=_("新工作区的位置；不存在则新建"))],
    origin: Annotated[
        Literal["panjin-2019", "blank"],
        typer.Option("--from", help=_("初始内容：盘锦市 2019 年的 62 项指标，或空白示例")),
    ] = "panjin-2019",
    cycle: Annotated[
        int | None,
        typer.Option(
            "--cycle",
            min=1900,
            max=2999,
            metavar=_("年度").upper(),
            help=_("空白示例的当前年度；默认取 SOURCE_DATE_EPOCH 环境变量，否则为今年"),
        ),
    ] = None,
) -> None:
    from dutykit.lifecycle.creation import create_workspace
    from dutykit.workspace.as_of import day_of

    if cycle is not None and origin != "blank":
        screen.fail(_("--cycle 只能与 --from blank 同时使用"), _("删去 --cycle：盘锦市 2019 年的指标属于 2019 年度"))
    with writing_to(folder):
        made = create_workspace(folder, origin, day_of(None).year if cycle is None else cycle, report_recovery(screen))
    for path in made:
        screen.say(_("已生成 {path}").format(path=path))
    screen.say(
        _("下一步：cd {folder}，运行 dutykit validate；运行 dutykit new 单位名称，生成填报底稿").format(folder=folder)
    )
