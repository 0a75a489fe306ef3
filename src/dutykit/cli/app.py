"""The command line as a whole: which commands there are, in which order help shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from dutykit import __version__
from dutykit.cli.command import DutyCommand, DutyGroup
from dutykit.cli.coverage import coverage
from dutykit.cli.doctor import doctor
from dutykit.cli.explain import explain
from dutykit.cli.init import init
from dutykit.cli.matrix import matrix
from dutykit.cli.new import new
from dutykit.cli.options import LangOption
from dutykit.cli.report import report
from dutykit.cli.schema import schema
from dutykit.cli.validate import validate
from dutykit.language import _

app = typer.Typer(
    name="dutykit",
    cls=DutyGroup,
    help=_("教育督导室的履职台账：校验填报、查覆盖、列责任、出报告。"),
    epilog=_("退出码：0 没有问题，1 发现问题，2 无法运行。"),
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _add(command: Callable[..., Any], panel: str, text: str, *examples: str) -> None:
    """Register a command with its help and example lines."""
    epilog = _("例如：") + "\n\n" + "\n\n".join(f"`{example}`" for example in examples)
    app.command(cls=DutyCommand, rich_help_panel=panel, help=text, epilog=epilog)(command)


_START, _CHECK, _SHOW = _("开始"), _("检查"), _("查看与报告")

_add(
    init,
    _START,
    _("新建一个工作区。"),
    _("dutykit init 督导2019"),
    _("dutykit init 督导2019 --from blank"),
)
_add(new, _START, _("生成一个单位的填报底稿，列出它的全部指标和填写提示。"), _("dutykit new 市财政局"))
_add(
    validate,
    _CHECK,
    _("校验工作区，一次列出全部问题。"),
    "dutykit validate",
    _("dutykit validate submissions/2019/市财政局.yaml"),
    "dutykit validate --fail-on warning",
    "dutykit validate --format sarif",
    "dutykit validate --fix",
    "dutykit validate --watch",
)
_add(
    explain,
    _CHECK,
    _("解释一条校验规则：查什么、为什么、怎么改。"),
    "dutykit explain",
    "dutykit explain submission-by-stranger",
)
_add(
    schema,
    _CHECK,
    _("输出文件的 JSON Schema，供编辑器提示和校验。"),
    "dutykit schema submission",
    "dutykit schema --install",
)
_add(
    coverage,
    _SHOW,
    _("查覆盖：谁该报什么、报了什么、缺什么、多了什么。"),
    "dutykit coverage",
    "dutykit coverage --by indicator",
    _("dutykit coverage -u 各县区政府 --fail-under 95"),
)
_add(
    matrix,
    _SHOW,
    _("责任分解表：哪项指标由哪些单位负责。"),
    "dutykit matrix",
    _("dutykit matrix --chapter 三 -o 责任分解.xlsx"),
    _("dutykit matrix --why 11 市财政局"),
)
_add(
    report,
    _SHOW,
    _("出单位或全市的评价报告（PDF 或 HTML）。"),
    _("dutykit report --unit 市财政局"),
    "dutykit report --all",
    _("dutykit report --city --format html -o 全市.html"),
)
_add(doctor, _CHECK, _("检查这台机器能否出报告，缺什么、怎样补齐。"), "dutykit doctor")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dutykit {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help=_("显示版本并退出"))
    ] = False,
    lang: LangOption = None,
) -> None:
    """Options that stand before the command."""
