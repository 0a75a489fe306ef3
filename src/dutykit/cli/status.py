"""`dutykit status`: where the round stands, who is late, what is next."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import AsOfOption, LangOption, NoColorOption, OutputOption, QuietOption, WorkspaceOption
from dutykit.cli.paging import show, text_look
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _, plural

COMMAND = Command(
    _("年度进展：当前阶段、逾期单位及天数、待办事项。"),
    panel=ROUND,
    examples=(
        "dutykit status",
        _("dutykit status --as-of 2019-05-14 --unit 各县区政府"),
        "dutykit status --fail-on overdue",
        _("dutykit status --format ics -o 时间节点.ics"),
    ),
    more=_("逐个单位列出报送状态、时限、逾期天数或剩余天数。各阶段的日期在 data/cycles.yaml 中设置。"),
)


def status(
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", "-u", metavar=_("单位").upper(), help=_("只显示该单位；可用简称或统称（含所含单位），可重复使用")
        ),
    ] = None,
    as_of: AsOfOption = None,
    cycle: Annotated[
        int | None, typer.Option("--cycle", min=1900, max=2999, metavar=_("年度").upper(), help=_("年度；默认当前年度"))
    ] = None,
    fail_on: Annotated[
        Literal["overdue", "soon"] | None,
        typer.Option("--fail-on", help=_("有单位逾期时以 1 退出；选 soon 时，有单位临期也以 1 退出")),
    ] = None,
    output_format: Annotated[
        Literal["table", "json", "ics"] | None,
        typer.Option("--format", help=_("格式；ics 为日历文件；默认按 -o 的扩展名，否则 table")),
    ] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Show where the round stands."""
    from dutykit.listings.status import StatusRequest, format_of, status_bytes, status_of
    from dutykit.model.layout import TIMETABLE_FILE
    from dutykit.output.choice import save
    from dutykit.workspace.as_of import day_of

    screen = Screen(quiet, no_color)
    request = StatusRequest(day_of(as_of), tuple(unit or ()), cycle)
    kind = format_of(output_format, output)
    opened = open_workspace(screen, workspace, whole=TIMETABLE_FILE)
    found = status_of(opened, request)
    data = status_bytes(found, kind, text_look(screen, to_file=output is not None))
    if output is not None:
        save(opened, output, data)
    if output is not None:
        screen.out(str(output))
    elif kind == "table":
        show(screen, data.decode())
    else:
        screen.out_bytes(data)
    late, soon = len(found.with_light("red")), len(found.with_light("yellow"))
    if fail_on is not None and (late or (fail_on == "soon" and soon)):
        texts = [plural("{count} 个单位逾期", late).format(count=late)] if late else []
        if fail_on == "soon" and soon:
            texts.append(plural("{count} 个单位临期", soon).format(count=soon))
        screen.say(_("，").join(texts))
        raise typer.Exit(FINDINGS)
