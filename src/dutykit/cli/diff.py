"""`dutykit diff`: what changed from one catalogue or cycle to another."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import LangOption, NoColorOption, OutputOption, QuietOption, WorkspaceOption
from dutykit.cli.paging import show, text_look
from dutykit.cli.screen import Screen
from dutykit.language import _

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
    old: Annotated[str, typer.Argument(metavar=_("旧").upper(), help=_("年度，或指标体系文件"))],
    new: Annotated[str, typer.Argument(metavar=_("新").upper(), help=_("年度，或指标体系文件"))],
    output_format: Annotated[
        Literal["table", "json", "md"] | None,
        typer.Option("--format", help=_("格式；默认按 -o 的扩展名，否则为 table")),
    ] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Show what changed."""
    from dutykit.listings.diff import FORMATS, diff_bytes, difference
    from dutykit.output.choice import format_for, save

    screen = Screen(quiet, no_color)
    kind = format_for(output_format, output, FORMATS)
    opened = open_workspace(screen, workspace)
    data = diff_bytes(difference(opened, old, new), kind, text_look(screen, to_file=output is not None))
    if output is not None:
        save(opened, output, data)
    if output is not None:
        screen.out(str(output))
    elif kind == "table":
        show(screen, data.decode())
    else:
        screen.out_bytes(data)
