"""`dutykit report`: evaluation reports of units and of the whole city."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.options import AsOfOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.reports_asked import EngineWord, MediumWord, ReportsAsked
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("出单位或全市的评价报告（PDF、HTML 或 Word）。"),
    panel=SHOW,
    examples=(
        _("dutykit report --unit 市财政局"),
        "dutykit report --all",
        _("dutykit report --city --format html -o 全市.html"),
        "dutykit report --kind rectification --city --as-of 2019-12-31",
    ),
)

_MANY = _("做很多份")
_TEMPLATES = _("写模板")


def report(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=_("工作区").upper(),
            help=_("这些工作区的报告，配合 --all 或 --city；几个工作区时各写到自己的文件夹"),
        ),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", "-u", metavar=_("单位").upper(), help=_("这个单位的报告；可以写别名，可以写几次")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("每个责任单位的报告，最后是全市报告"))] = False,
    city: Annotated[bool, typer.Option("--city", help=_("全市报告：责任分解、覆盖情况、各单位填报"))] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", "-k", metavar=_("种类"), help=_("报告的种类；list 列出全部种类。默认是评价报告（unit、city）")
        ),
    ] = None,
    medium: Annotated[
        MediumWord | None, typer.Option("--format", help=_("报告格式；默认看 -o 的扩展名，否则 pdf"))
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar=_("路径"), help=_("写到这个文件或文件夹；几份报告时是文件夹。默认 out/单位.pdf")
        ),
    ] = None,
    cycle: Annotated[
        int | None, typer.Option("--cycle", min=1900, max=2999, metavar=_("年度").upper(), help=_("年度；默认当前年度"))
    ] = None,
    as_of: AsOfOption = None,
    attach: Annotated[
        bool, typer.Option("--attach", help=_("把佐证材料的文件放进 PDF，目录中的文件名点开就是；核对大小和哈希"))
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar=_("文件"),
            help=_("填进这份 Word 模板（docx，字段写在双花括号里），模板的版式原样保留"),
        ),
    ] = None,
    dump_context: Annotated[
        bool,
        typer.Option("--dump-context", help=_("不出报告，输出模板能用的全部内容（JSON）"), rich_help_panel=_TEMPLATES),
    ] = False,
    watched: Annotated[
        bool,
        typer.Option("--watch", help=_("数据或模板一改动就重新出，按 Ctrl-C 结束"), rich_help_panel=_TEMPLATES),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=_("没有变化的报告也重新做"), rich_help_panel=_MANY)] = False,
    engine: Annotated[
        EngineWord,
        typer.Option(
            "--engine",
            help=_(
                "在哪里排印：local 是本机各处理器；dask 是 Dask 集群，各节点装有同一版本的 dutykit 即可，不需要共享文件夹"
            ),
            rich_help_panel=_MANY,
        ),
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar=_("地址"),
            help=_("Dask 调度器，如 tcp://10.0.0.1:8786；只连自己信得过的"),
            rich_help_panel=_MANY,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Make evaluation reports."""
    from dutykit.cli.reporting import run_report

    asked = ReportsAsked(
        paths=tuple(paths or ()),
        workspace=workspace,
        units=tuple(unit or ()),
        every=every,
        city=city or (kind == "city" and not unit and not every),
        kind=kind,
        asked_medium=medium,
        output=output,
        cycle=cycle,
        as_of=as_of,
        attach=attach,
        template=template,
        dump_context=dump_context,
        watched=watched,
        force=force,
        engine=engine,
        scheduler=scheduler,
    )
    raise typer.Exit(run_report(Screen(quiet, no_color), asked))
