"""The command line as a whole: which commands there are, in which order help shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import typer

from dutykit import __version__
from dutykit.cli.command import DutyCommand, DutyGroup
from dutykit.cli.options import LangOption
from dutykit.language import _


@dataclass(frozen=True, slots=True)
class _Command:
    """A command and what help says of it."""

    name: str
    module: str
    """Below dutykit.cli; imported when the command is wanted, so that none pays for the others."""
    panel: str
    text: str
    examples: tuple[str, ...]
    more: str = ""
    """What the command's own help says below; `text` alone stands in the list of commands and fits a line there."""

    def add_to(self, app: typer.Typer) -> None:
        """Import the command and register it. Its function has the name of the command, with _ for -."""
        function = getattr(import_module(f"dutykit.cli.{self.module}"), self.module)
        epilog = _epilog(self.examples)
        text = f"{self.text}\n\n{self.more}" if self.more else self.text
        app.command(self.name, cls=DutyCommand, rich_help_panel=self.panel, help=text, epilog=epilog)(function)


@dataclass(frozen=True, slots=True)
class _Family:
    """Commands that share a first word."""

    name: str
    panel: str
    text: str
    members: tuple[_Command, ...]

    def add_to(self, app: typer.Typer) -> None:
        """Import the commands and register them."""
        family = typer.Typer(cls=DutyGroup, no_args_is_help=True, rich_markup_mode="markdown")
        family.callback()(_before_a_member)
        for member in self.members:
            member.add_to(family)
        epilog = _epilog(member.examples[0] for member in self.members)
        app.add_typer(family, name=self.name, rich_help_panel=self.panel, help=self.text, epilog=epilog)


def _epilog(examples: Iterable[str]) -> str:
    return _("例如：") + "\n\n" + "\n\n".join(f"`{example}`" for example in examples)


def _before_a_member(lang: LangOption = None) -> None:
    """Options that stand before the second word of a command."""


_COMMANDS: dict[str, _Command | _Family] = {}


def _add(module: str, panel: str, text: str, *examples: str, more: str = "") -> None:
    """Put the command of `module` on the list: its name is the module's, with - for _ and without one at the end."""
    name = module.rstrip("_").replace("_", "-")
    _COMMANDS[name] = _Command(name, module, panel, text, examples, more)


_START, _CHECK, _ROUND, _SHOW = _("开始"), _("检查"), _("年度工作"), _("查看与报告")
_OFFICE = _("与单位往来")

_add(
    "init",
    _START,
    _("新建一个工作区。"),
    _("dutykit init 督导2019"),
    _("dutykit init 督导2019 --from blank"),
)
_add(
    "import_",
    _START,
    _("从正式文件（任务分解方案）读出指标、责任单位和单位名录。"),
    _("dutykit import 分工方案.docx"),
    _("dutykit import 分工方案.docx -o 督导2027"),
    _("dutykit import 分工方案.docx --merge"),
    _("dutykit import 分工方案.pdf --format json"),
)
_add("new", _START, _("生成一个单位的填报底稿，列出它的全部指标和填写提示。"), _("dutykit new 市财政局"))
_add(
    "validate",
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
    "explain",
    _CHECK,
    _("解释一条校验规则：查什么、为什么、怎么改。"),
    "dutykit explain",
    "dutykit explain submission-by-stranger",
)
_add(
    "schema",
    _CHECK,
    _("输出文件的 JSON Schema，供编辑器提示和校验。"),
    "dutykit schema submission",
    "dutykit schema --install",
)
_add(
    "status",
    _ROUND,
    _("年度进展：到了哪一步，谁逾期几天，接下来是什么。"),
    "dutykit status",
    _("dutykit status --as-of 2019-05-14 --unit 各县区政府"),
    "dutykit status --fail-on overdue",
    _("dutykit status --format ics -o 时间节点.ics"),
    more=_("逐个单位写明报送状态、时限、逾期几天或还剩几天。各阶段的日期写在 data/cycles.yaml。"),
)
_add(
    "submit",
    _ROUND,
    _("报送：材料没有错误才改为已报送，并记入报送记录。"),
    _("dutykit submit 市财政局 --by 张三"),
)
_add(
    "return_",
    _ROUND,
    _("退回：把已报送或已通过的材料退回单位，写明原因和期限。"),
    _("dutykit return 市财政局 --reason 缺拨付数据 --due 2019-05-31"),
)
_add(
    "accept",
    _ROUND,
    _("通过：材料没有错误、报送后没有改动过，才改为已通过。"),
    _("dutykit accept 市财政局 --by 李四"),
)
_add(
    "carry_forward",
    _ROUND,
    _("转入新年度：生成新底稿，转入未销号的问题。"),
    "dutykit carry-forward",
    _("dutykit carry-forward --to 2020 --indicators 新指标.yaml --units 新名录.yaml"),
    more=_("本年度的指标体系和单位名录留存在 data/past/；已填的内容不照抄。"),
)
_add(
    "diff",
    _ROUND,
    _("比较两个年度或两份指标体系：增删、改字、改号、换单位。"),
    "dutykit diff 2018 2019",
    _("dutykit diff data/indicators.yaml 新指标.yaml --format md -o 变化.md"),
    more=_("还列出哪些填报要重新核对，哪些监测数据升了、降了。"),
)
_add(
    "score",
    _ROUND,
    _("得分：自评与复核并列，等次，总分怎么算出来的。"),
    "dutykit score",
    _("dutykit score --unit 市财政局 --explain"),
    "dutykit score --preset list",
    _("dutykit score -o 得分.xlsx"),
    more=_("还有自评可信度和分差；--explain 逐行写出总分的算法。"),
)
_add(
    "ledger",
    _ROUND,
    _("整改台账：每个问题改到哪一步，哪些逾期。"),
    "dutykit ledger",
    "dutykit ledger --overdue --as-of 2019-12-31",
    _("dutykit ledger -u 各县区政府 --status open"),
    _("dutykit ledger -o 整改台账.docx"),
    more=_("汇集各年度自查、监测、检查发现的问题，标出逾期、重复、结转和销号。"),
)
_add(
    "rank",
    _ROUND,
    _("排名：按总分或监测指标，并列的名次相同。"),
    "dutykit rank --kind county",
    _("dutykit rank --metric 普惠性幼儿园覆盖率"),
    more=_("监测指标另给出县区之间的差异系数。"),
)
_add(
    "alerts",
    _ROUND,
    _("预警：未达目标的监测指标、偏低的等次、过大的分差。"),
    "dutykit alerts",
    "dutykit alerts --fail",
    more=_("分差是自评与复核相差的分数。"),
)
_add(
    "coverage",
    _SHOW,
    _("查覆盖：谁该报什么、报了什么、缺什么、多了什么。"),
    "dutykit coverage",
    "dutykit coverage --by indicator",
    _("dutykit coverage -u 各县区政府 --fail-under 95"),
)
_add(
    "matrix",
    _SHOW,
    _("责任分解表：哪项指标由哪些单位负责。"),
    "dutykit matrix",
    _("dutykit matrix --chapter 三 -o 责任分解.xlsx"),
    _("dutykit matrix --why 11 市财政局"),
)
_add(
    "report",
    _SHOW,
    _("出单位或全市的评价报告（PDF、HTML 或 Word）。"),
    _("dutykit report --unit 市财政局"),
    "dutykit report --all",
    _("dutykit report --city --format html -o 全市.html"),
    "dutykit report --kind rectification --city --as-of 2019-12-31",
)
_add(
    "form",
    _OFFICE,
    _("做发给单位填写的 Excel 填报表，带上已经填过的内容。"),
    _("dutykit form --unit 市财政局 -o 发出"),
    _("dutykit form --all -o 发出"),
)
_add(
    "collect",
    _OFFICE,
    _("收回填好的表：核对、列出退回意见，没有问题的并入填报文件。"),
    _("dutykit collect 收到/*.xlsx"),
    _("dutykit collect 市财政局-2019.xlsx --dry-run"),
    _("dutykit collect 市财政局-2019.xlsx --annotate"),
)
_add(
    "sign",
    _SHOW,
    _("给报告签名：PAdES 电子签名，印章盖在署名和日期上。"),
    _("dutykit sign out/市财政局.pdf --key 督导室.p12"),
    _("dutykit sign out/全市.pdf --key 督导室.p12 --seal-image 印章.png"),
)
_add(
    "verify",
    _SHOW,
    _("核对报告的签名：谁签的、什么时候、签后有没有改动。"),
    _("dutykit verify 市财政局.signed.pdf --trust 根证书.pem"),
)
_COMMANDS["evidence"] = _Family(
    "evidence",
    _OFFICE,
    _("佐证材料：登记、列目录、核对，打成能自证的包。"),
    (
        _Command(
            "add",
            "evidence_add",
            "",
            _("登记佐证材料：文件拷进工作区，按指标编号取名，哈希写进填报文件。"),
            (
                _("dutykit evidence add 市财政局 12 拨付文件.pdf"),
                _("dutykit evidence add 市财政局 12 照片/*.jpg --date file"),
            ),
        ),
        _Command(
            "list",
            "evidence_list",
            "",
            _("佐证材料目录：哪一项有哪些材料，文件在不在、改没改过。"),
            (
                _("dutykit evidence list --unit 市财政局"),
                "dutykit evidence list --faulty",
                _("dutykit evidence list -o 佐证材料目录.xlsx"),
            ),
        ),
        _Command(
            "verify",
            "evidence_verify",
            "",
            _("核对：工作区的材料与登记的哈希，或一个包与它自带的清单。"),
            ("dutykit evidence verify", _("dutykit evidence verify 佐证材料-2019.zip")),
        ),
        _Command(
            "pack",
            "evidence_pack",
            "",
            _("打包：材料、目录和哈希清单装成一个包，在别的机器上也能核对。"),
            (
                "dutykit evidence pack",
                _("dutykit evidence pack --unit 市财政局 --catalogue pdf -o 市财政局.zip"),
            ),
        ),
    ),
)
_add("doctor", _CHECK, _("检查这台机器能否出报告，缺什么、怎样补齐。"), "dutykit doctor", "dutykit doctor --full")


def application(arguments: Sequence[str], environment: Mapping[str, str]) -> typer.Typer:
    """The command line with the one command that `arguments` name, or with all of them where help may need them."""
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
    app.callback()(main)
    wanted = None if "_DUTYKIT_COMPLETE" in environment else _named(arguments)
    for command in [wanted] if wanted else _COMMANDS.values():
        command.add_to(app)
    return app


def _named(arguments: Sequence[str]) -> _Command | _Family | None:
    """The command that stands first in `arguments`, after --lang; None if none or an unknown one does."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--lang":
            next(rest, None)
        elif not argument.startswith("--lang="):
            return _COMMANDS.get(argument)
    return None


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dutykit {__version__}")
        raise typer.Exit


def main(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help=_("显示版本并退出"))
    ] = False,
    lang: LangOption = None,
) -> None:
    """Options that stand before the command."""
