"""`dutykit report`: evaluation reports of units and of the whole city."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dutykit.cli.changing import ByOption
from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.options import AsOfOption, CycleOption, WorkspaceOption, named_output
from dutykit.cli.reports_asked import CITY_KINDS, OVERVIEW, EngineWord, MediumWord, ReportsAsked
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("生成单位自评报告或全市评价报告（PDF、HTML、Word）。"),
    panel=SHOW,
    examples=(
        _("dutykit report --unit 市财政局"),
        "dutykit report --all",
        _("dutykit report --city --format html -o 全市.html"),
        "dutykit report --kind rectification --city --as-of 2019-12-31",
        _("dutykit report --kind overview 甲市 乙市"),
        _("dutykit report --kind letter --unit 市财政局 --issue --by 张三"),
    ),
)

_MANY = _("批量生成")
_TEMPLATES = _("模板开发")
_LETTERS = _("催办函")


def report(
    screen: Screen,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=_("工作区").upper(),
            help=_(
                "要生成报告的工作区，与 --all 或 --city 同用；多个工作区分别写入各自的文件夹。"
                "--kind overview 不写 --city 的，多个工作区合为一页"
            ),
        ),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", "-u", metavar=_("单位").upper(), help=_("该单位的报告；可用简称，可重复使用")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("每个责任单位的报告，最后为全市评价报告"))] = False,
    city: Annotated[
        bool, typer.Option("--city", help=_("全市评价报告：总体评价、得分、预警、责任分解、各项指标评价情况"))
    ] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            "-k",
            metavar=_("种类"),
            help=_("报告种类；list 列出全部种类。默认为单位自评报告、全市评价报告（unit、city）"),
        ),
    ] = None,
    medium: Annotated[
        MediumWord | None, typer.Option("--format", help=_("报告格式；默认按 -o 的扩展名，否则为 pdf"))
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("路径"),
            help=_("写入该文件或文件夹；多份报告时须为文件夹。默认 out/单位.pdf"),
            callback=named_output,
        ),
    ] = None,
    cycle: CycleOption = None,
    as_of: AsOfOption = None,
    attach: Annotated[
        bool, typer.Option("--attach", help=_("将佐证材料文件附入 PDF，可从目录中点击打开；核验大小和校验值"))
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar=_("文件"),
            help=_("填入此 Word 模板（docx，字段写在双花括号内），模板版式保持不变"),
        ),
    ] = None,
    dump_context: Annotated[
        bool,
        typer.Option(
            "--dump-context", help=_("不生成报告，输出模板可用的全部内容（JSON）"), rich_help_panel=_TEMPLATES
        ),
    ] = False,
    watched: Annotated[
        bool,
        typer.Option("--watch", help=_("数据或模板修改后重新生成，按 Ctrl-C 结束"), rich_help_panel=_TEMPLATES),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=_("未变化的报告也重新生成"), rich_help_panel=_MANY)] = False,
    engine: Annotated[
        EngineWord,
        typer.Option(
            "--engine",
            help=_(
                "在何处排版：local 为本机各处理器；dask 为 Dask 集群（一组并行计算的机器），各节点装有同一版本的 "
                "dutykit 即可，不需要共享文件夹"
            ),
            rich_help_panel=_MANY,
        ),
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar=_("地址"),
            help=_(
                "Dask 调度器（集群的入口），如 tls://10.0.0.1:8786；tls:// 用 Dask 配置中的证书，tcp:// 不验证对方身份，"
                "只用于可信的专用网络"
            ),
            rich_help_panel=_MANY,
        ),
    ] = None,
    issue: Annotated[
        bool,
        typer.Option("--issue", help=_("印发：编号并记入报送记录；不加则为草稿"), rich_help_panel=_LETTERS),
    ] = False,
    letter_color: Annotated[
        Literal["blue", "orange", "red"] | None,
        typer.Option(
            "--letter-color",
            help=_("蓝色、橙色或红色催办函（督查单）；默认为当日应发的一种，已印发的按记录重新生成"),
            rich_help_panel=_LETTERS,
        ),
    ] = None,
    by: ByOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.cli.reporting import run_report

    whole = not (unit or every or city) and kind in CITY_KINDS
    asked = ReportsAsked(
        paths=tuple(paths or ()),
        workspace=workspace,
        units=tuple(unit or ()),
        every=every,
        city=city or whole,
        together=whole and kind == OVERVIEW and len(paths or ()) > 1,
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
        issue=issue,
        letter_color=letter_color,
        by=by,
    )
    raise typer.Exit(run_report(screen, asked))
