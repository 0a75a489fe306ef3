"""`dutykit init`: a new workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dutykit.cli.options import LangOption, NoColorOption, QuietOption
from dutykit.cli.screen import Screen
from dutykit.language import _, reason_of


def init(
    folder: Annotated[Path, typer.Argument(metavar=_("文件夹"), help=_("新工作区的位置；不存在则新建"))],
    origin: Annotated[
        Literal["panjin-2019", "blank"],
        typer.Option("--from", help=_("从哪里开始：盘锦市 2019 年的 62 项指标，或一个空白样例")),
    ] = "panjin-2019",
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Make a workspace."""
    from dutykit.workflow.creation import CreationError, create_workspace

    screen = Screen(quiet, no_color)
    try:
        made = create_workspace(folder, origin)
    except CreationError as error:
        screen.fail(str(error), error.fix)
    except OSError as error:
        screen.fail(_("写不进 {folder}：{reason}").format(folder=folder, reason=reason_of(error)))
    for path in made:
        screen.say(_("已建立 {path}").format(path=path))
    screen.say(_("下一步：cd {folder}，然后 dutykit validate；dutykit new 单位名 生成填报底稿").format(folder=folder))
