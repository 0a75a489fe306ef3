"""`dutykit report`: evaluation reports of units and of the whole city."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.interruption import Interruption
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import AsOfOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.progress import with_bar
from dutykit.cli.reports_asked import ReportsAsked
from dutykit.cli.screen import COULD_NOT_RUN, FINDINGS, OK, Screen
from dutykit.language import _, plural
from dutykit.model.refusal import Refusal

if TYPE_CHECKING:
    from dutykit.model.workspace import Workspace
    from dutykit.reports.press.batch import Batch
    from dutykit.reports.press.making import OpenEngine
    from dutykit.reports.press.order import Order
    from dutykit.reports.press.outcome import Made

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

MediumWord = Literal["pdf", "html", "docx"]
EngineWord = Literal["local", "dask"]
_MEDIUM_OF: dict[str, MediumWord] = {".html": "html", ".htm": "html", ".docx": "docx"}
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
    from dutykit.workspace.as_of import day_of

    screen = Screen(quiet, no_color)
    if kind == "list":
        _list_kinds(screen, workspace)
        return
    if kind == "city":
        city = not (unit or every)
    _refuse(
        screen,
        (sum((bool(unit), every, city)) != 1, _("要哪一份报告？"), _("写 --unit 单位、--city 或 --all 其中一个")),
        ((engine == "dask") != (scheduler is not None), _("--engine dask 和 --scheduler 要一起用"), None),
        (bool(unit) and len(paths or ()) > 1, _("--unit 只能用于一个工作区"), _("几个工作区用 --all 或 --city")),
        (
            (watched or dump_context) and len(paths or ()) > 1,
            _("--watch 和 --dump-context 一次只用于一个工作区"),
            None,
        ),
    )
    alone = len(unit or "1") == 1 and not every and len(paths or ()) < 2
    chosen_medium = _medium(screen, medium, output, template, attach=attach)
    day = day_of(as_of)
    if not dump_context:
        _right_name(screen, output, chosen_medium, several=not alone)
    now = chosen_medium == "pdf" and not (watched or dump_context)
    open_engine = _engine(scheduler, alone=alone) if now else None
    gc.disable()  # what is imported and read now stays

    from dutykit.reports.press.batch import Batch, batches_of
    from dutykit.reports.press.making import make_reports
    from dutykit.reports.press.order import OUTPUT_FOLDER
    from dutykit.reports.word_form import word_form
    from dutykit.validate.validation import workspaces_of

    notes: list[str] = []
    asked = ReportsAsked(tuple(unit or ()), city, every, kind, cycle, chosen_medium)

    def orders_of(opened: Workspace, path: str | None) -> list[Order]:
        orders, told = asked.orders(opened, path)
        notes.extend(told)
        return orders

    roots = list(workspaces_of(workspace, paths or ()))

    @_interruptible(several=not alone and not watched)
    def make_once() -> int:
        unreadable: list[Path] = []
        notes.clear()
        if len(roots) == 1:
            opened = open_workspace(screen, roots[0])
            batches = [Batch(opened.root, tuple(orders_of(opened, output)), opened)]
        else:
            folder = OUTPUT_FOLDER if output is None else Path(output)
            batches, unreadable = batches_of(roots, folder, lambda one, path: orders_of(one, f"{path}{os.sep}"))
        orders = [order for batch in batches for order in batch.orders]
        _tell(screen, notes)
        if dump_context:
            _dump(screen, batches[0], _context(batches[0], chosen_medium, cycle, day), output)
            return OK
        gc.freeze()
        gc.enable()
        results = make_reports(
            batches,
            medium=chosen_medium,
            cycle=cycle,
            as_of=day,
            force=force,
            attach=attach,
            engine=open_engine,
            form=None if template is None else word_form(template),
        )
        made = {one.order: one for one in with_bar(screen, results, _("制作报告"), total=len(orders), name=_whose)}
        too_long = kind is not None and _told_of_lengths(screen, batches, chosen_medium, cycle, day)
        code = _show(screen, [made[order] for order in orders], unreadable)
        return FINDINGS if too_long and code == OK else code

    raise typer.Exit(_watching(screen, roots[0], make_once) if watched else make_once())


@contextmanager
def _interruptible(*, several: bool) -> Iterator[None]:
    """Ctrl-C while several reports are made does not undo those that are there."""
    try:
        yield
    except KeyboardInterrupt:
        if not several:
            raise
        raise Interruption(_("已中断；做好的都留着，再运行一次接着做")) from None


def _tell(screen: Screen, notes: Sequence[str]) -> None:
    """Each note once."""
    for note in dict.fromkeys(notes):
        screen.say(note)


def _medium(
    screen: Screen, asked: MediumWord | None, output: str | None, template: Path | None, *, attach: bool
) -> MediumWord:
    """What is asked for, else what the office's own form or the output's name says."""
    named = _MEDIUM_OF.get(Path(output).suffix.lower(), "pdf") if output is not None else "pdf"
    medium = asked or (named if template is None else "docx")
    if template is not None and medium != "docx":
        screen.fail(_("--template 只用于 Word 报告"), _("去掉 --format，或写 --format docx"))
    if attach and medium != "pdf":
        screen.fail(_("--attach 只用于 PDF"), _("网页和 Word 报告里放不进文件，改用 --format pdf"))
    return medium


def _right_name(screen: Screen, name: str | None, medium: MediumWord, *, several: bool) -> None:
    """Refuse an output that is named as a file of another format, or as a file where it is a folder."""
    from dutykit.output.choice import OTHER_SUFFIXES, SUFFIXES, unlike_folder, unlike_name

    if name is None or name.endswith(("/", os.sep)):
        return
    output = Path(name)
    wrong = unlike_folder(output) if several else None
    there = os.path.isdir(output)  # noqa: PTH112 # Path's raises where a name is too long
    suffix = output.suffix.lower()
    if not several and not there and (SUFFIXES.get(suffix, medium) != medium or suffix in OTHER_SUFFIXES):
        wrong = unlike_name(output, medium)
    if wrong is not None:
        screen.fail(*wrong)


def _refuse(screen: Screen, *faults: tuple[bool, str, str | None]) -> None:
    """Fail with the first of `faults` that is one: whether it is, what is wrong, how to mend it."""
    for wrong, text, fix in faults:
        if wrong:
            screen.fail(text, fix)


def _watching(screen: Screen, root: Path, make_once: Callable[[], int]) -> int:
    """Make the reports now and whenever the data or the templates of the workspace change; the last exit code."""
    from dutykit.cli.watch import watch
    from dutykit.typeset.templates import TEMPLATE_FOLDER

    return watch(screen, root, make_once, folders=(root / TEMPLATE_FOLDER,))


def _told_of_lengths(
    screen: Screen, batches: Sequence[Batch], medium: MediumWord, cycle: int | None, day: dt.date
) -> bool:
    """Say how long the self-reports are, on stderr; whether one is too long. Raises Refusal."""
    from dutykit.reports.counting import counts

    too_long = False
    for one in counts(batches, medium, cycle, day):
        if one.characters > one.limit:
            too_long = True
            text = _("{name}：全文 {count} 字，超过上限 {limit} 字，要删减 {over} 字").format(
                name=one.name, count=one.characters, limit=one.limit, over=one.characters - one.limit
            )
            sys.stderr.write(_("注意：{text}").format(text=text) + "\n")
        else:
            text = _("{name}：全文 {count} 字，上限 {limit} 字")
            screen.say(text.format(name=one.name, count=one.characters, limit=one.limit))
    return too_long


def _context(batch: Batch, medium: MediumWord, cycle: int | None, day: dt.date) -> str:
    """What the template of the one report asked for is given. Raises Refusal."""
    from dutykit.reports.press.press import Press

    if len(batch.orders) != 1:
        raise Refusal(_("--dump-context 一次只看一份报告"), _("写 --unit 单位 或 --city"))
    return Press(batch.root, medium, cycle, batch.workspace, as_of=day).context(batch.orders[0])


def _dump(screen: Screen, batch: Batch, text: str, output: str | None) -> None:
    """Write what the template is given to `output`, else to stdout."""
    from dutykit.output.choice import save

    if output is None or batch.workspace is None:
        screen.out(text)
        return
    save(batch.workspace, Path(output), f"{text}\n".encode())
    screen.out(output)


def _engine(scheduler: str | None, *, alone: bool) -> OpenEngine:
    """What prints: the cluster of `scheduler`, else this machine's processes, which begin to get ready now."""
    if scheduler is not None:
        from dutykit.reports.press.cluster import cluster_engine

        return partial(cluster_engine, scheduler)
    from dutykit.reports.press.engine import early_engine

    return early_engine(alone=alone)


def _show(screen: Screen, made: Sequence[Made], unreadable: Sequence[Path]) -> int:
    """Name what was made on stdout, what was not on stderr; the exit code."""
    failed = [one for one in made if not one.written]
    if any(one.findings for one in failed):
        from dutykit.output.finding_text import finding_text
    # A fault in one unit's file may stop the city's report as well; it is said once.
    for finding in dict.fromkeys(finding for one in failed for finding in one.findings):
        sys.stderr.write(finding_text(finding, color=screen.color(sys.stderr)) + "\n")
    for failure in dict.fromkeys(one.failure for one in failed if one.failure):
        sys.stderr.write(_("错误：{text}").format(text=failure) + "\n")
    for root in unreadable:
        text = _("{folder}：指标或单位文件读不出来，先运行 dutykit validate 查看并改正").format(folder=root)
        sys.stderr.write(_("错误：{text}").format(text=text) + "\n")
    for one in made:
        if one.written:
            screen.out(str(one.order.path))
    unchanged = sum(one.unchanged for one in made)
    if unchanged:
        text = plural("{count} 份报告没有变化，没有重做（--force 重做）", unchanged).format(count=unchanged)
        screen.say(text)
    if failed:
        several = len({one.order.root for one in made}) > 1
        names = _("、").join(f"{one.order.root.name}/{one.order.name}" if several else one.order.name for one in failed)
        text = plural("有 {count} 份报告没有写成：{names}", len(failed)).format(count=len(failed), names=names)
        sys.stderr.write(text + "\n")
    if failed or unreadable:
        nothing = len(failed) == len(made) and not any(one.findings for one in failed)
        return COULD_NOT_RUN if nothing else FINDINGS
    return OK


def _list_kinds(screen: Screen, folder: Path | None) -> None:
    """The kinds of report of the workspace; dutykit's own where there is none."""
    from dutykit.reports.kind_text import kind_list
    from dutykit.reports.kinds import KINDS
    from dutykit.reports.kinds_of_workspace import changed_templates, kinds_of
    from dutykit.workspace.discover import WorkspaceNotFoundError, workspace_at

    try:
        root = workspace_at(folder)
        screen.out(kind_list(kinds_of(root).values(), changed_templates(root)))
    except WorkspaceNotFoundError:
        screen.out(kind_list(KINDS, frozenset()))


def _whose(made: Made) -> str:
    return made.order.name
