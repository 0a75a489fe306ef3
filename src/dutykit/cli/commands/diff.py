"""`dutykit diff`: what changed from one catalogue or cycle to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.destination import destination
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import OutputOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _
from dutykit.output.formats import TABLE_FORMATS

_FORMATS = [one for one in TABLE_FORMATS if one.name in {"table", "md", "json"}]
if TYPE_CHECKING:
    _FormatWord = str
else:
    _FormatWord = Literal[tuple(one.name for one in _FORMATS)]

COMMAND = Command(
    _("比较两个年度或两份指标体系：增删、改字、改号等变更。"),
    panel=ROUND,
    examples=(
        "dutykit diff 2018 2019",
        _("dutykit diff data/indicators.yaml 新指标.yaml --format md -o 变化.md"),
    ),
    more=_("并列出需要重新核对的填报内容，以及数值上升、下降的监测指标。"),
)


def diff(
    screen: Screen,
    old: Annotated[str, typer.Argument(metavar=_("旧").upper(), help=_("年度，或指标体系文件"))],
    new: Annotated[str, typer.Argument(metavar=_("新").upper(), help=_("年度，或指标体系文件"))],
    output_format: Annotated[
        _FormatWord | None,
        typer.Option("--format", help=_("格式；默认按 -o 的扩展名，否则为 table")),
    ] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.listings.diff import difference

    to = destination(screen, output_format, output, _FORMATS)
    opened = open_workspace(to.screen, workspace)
    to.write(opened, difference(opened, old, new))
