"""The options every command has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeVar

import typer

from dutykit.language import _

_COMMON = _("通用选项")
T = TypeVar("T", bound="Path | str | None")

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar=_("文件夹"),
        help=_("工作区（存放本项目数据的文件夹）；默认从当前文件夹向上查找含 data/indicators.yaml 的文件夹"),
        rich_help_panel=_COMMON,
    ),
]
LangOption = Annotated[
    Literal["zh", "en"] | None,
    typer.Option("--lang", help=_("界面语言；默认按系统区域设置"), rich_help_panel=_COMMON),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help=_("只输出结果，不输出进度和提示"), rich_help_panel=_COMMON)
]
NoColorOption = Annotated[
    bool, typer.Option("--no-color", help=_("不使用颜色（也可设置环境变量 NO_COLOR）"), rich_help_panel=_COMMON)
]
UnitsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--unit", "-u", metavar=_("单位").upper(), help=_("只处理该单位；可用简称或统称（含所含单位），可重复使用")
    ),
]
CycleOption = Annotated[
    int | None, typer.Option("--cycle", min=1900, max=2999, metavar=_("年度").upper(), help=_("年度；默认当前年度"))
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=_("日期"),
        help=_("以哪一天为准，如 2019-05-07；默认取 SOURCE_DATE_EPOCH 环境变量，否则为今天"),
    ),
]
MomentOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=_("时间").upper(),
        help=_("以何时为准，如 2026-05-06T09:00（北京时间）；默认取 SOURCE_DATE_EPOCH 环境变量，否则为当前时间"),
    ),
]
TextFormatOption = Annotated[
    Literal["text", "json"], typer.Option("--format", help=_("输出格式：text 为文字，json 供程序读取"))
]
ResultFormatOption = Annotated[Literal["text", "json"], typer.Option("--format", help=_("结果的格式"))]
PlanFormatOption = Annotated[
    Literal["table", "json"], typer.Option("--format", help=_("table 供人工核对，json 供程序读取"))
]
NewUnitsOption = Annotated[
    list[str] | None,
    typer.Option("--new-unit", metavar=_("单位").upper(), help=_("新增的单位确实不是名称相近的原有单位；可重复使用")),
]


def _unless_stdout(path: Path | None) -> Path | None:
    """None for `-`, as elsewhere: the result goes to stdout, as it does without the option."""
    return None if path == Path("-") else path


def named_output(path: T) -> T:
    """The file or folder that is written to; a usage error for `-`, where a result cannot go to stdout."""
    if path is not None and str(path) == "-":
        raise typer.BadParameter(_("该命令不能写到标准输出，请写明文件或文件夹"))
    return path


OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=_("文件"),
        help=_("写入该文件，不显示在屏幕上；- 为标准输出"),
        callback=_unless_stdout,
    ),
]
