"""`dutykit collect`: filled-in workbooks back into submissions."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.changing import changing, report_recovery
from dutykit.cli.declaration import OFFICE, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import CycleOption, ResultFormatOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _, reason_of

if TYPE_CHECKING:
    from dutykit.forms.collect_text import Look
    from dutykit.forms.collection import Collection
    from dutykit.forms.workbook.changes import Conflict, Decide, Side

COMMAND = Command(
    _("回收填报表：校验、列出填报问题，无误的导入填报文件。"),
    panel=OFFICE,
    examples=(
        _("dutykit collect 收到"),
        _("dutykit collect 市财政局-2019.xlsx --dry-run"),
        _("dutykit collect 收到 --replies 回复"),
    ),
)


def collect(
    screen: Screen,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar=_("文件"), help=_("填写后的填报表（.xlsx、.ods）、单位的压缩包（.zip），或收到的文件夹")
        ),
    ],
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", "-u", metavar=_("单位").upper(), help=_("只导入该单位的填报表；表中无法识别单位时也按该单位处理")
        ),
    ] = None,
    cycle: CycleOption = None,
    ours: Annotated[bool, typer.Option("--ours", help=_("双方都修改过的，以填报文件为准"))] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help=_("双方都修改过的，以报送的填报表为准"))] = False,
    interactive: Annotated[bool, typer.Option("--interactive", "-i", help=_("双方都修改过的，逐格询问"))] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("只显示将作的修改（统一差异格式），不写入填报文件"))
    ] = False,
    annotate: Annotated[
        bool, typer.Option("--annotate", help=_("将填报问题写成批注，放入填报表副本（文件名加“批注”），原表不变"))
    ] = False,
    replies: Annotated[
        Path | None,
        typer.Option(
            "--replies",
            metavar=_("文件夹"),
            help=_("为需要改正的单位各写一份带批注的填报表和一份告知单（Word），放入该文件夹"),
        ),
    ] = None,
    output_format: ResultFormatOption = "text",
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.forms.collect_json import collection_json
    from dutykit.forms.collecting import collect_forms
    from dutykit.forms.collection import CollectRequest
    from dutykit.output.formats import unlike_folder
    from dutykit.workspace.asked_names import known_unit

    if ours + theirs + interactive > 1:
        screen.fail(_("--ours、--theirs、--interactive 只能使用一个"))
    if interactive and output_format == "json":
        screen.fail(_("--interactive 不能与 --format json 同时使用"))
    _all_there(screen, files)
    wrong = None if replies is None else unlike_folder(replies)
    if wrong is not None:
        screen.fail(*wrong)
    decide = _decider(ours=ours, theirs=theirs, interactive=interactive)
    with changing(workspace) as root:
        if unit is not None:
            unit = known_unit(open_workspace(screen, root), unit).id
        request = CollectRequest(unit, cycle, dry_run=dry_run, reconsider=theirs or interactive)
        collection = collect_forms(root, files, request, decide, report_recovery(screen))
    if output_format == "json":
        screen.out(collection_json(collection))
    else:
        _show(screen, collection, dry_run=dry_run, replied=replies is not None)
    if replies is not None:
        _reply(screen, collection, replies)
    if annotate:
        _annotate(screen, collection)
    if any(form.is_refused or form.left_out for form in collection.forms):
        raise typer.Exit(FINDINGS)


def _all_there(screen: Screen, files: list[Path]) -> None:
    missing = [str(path) for path in files if not os.path.exists(path)]  # noqa: PTH110 # Path's raises where a name is too long
    if missing:
        screen.fail(_("文件或文件夹不存在：{path}").format(path=_("、").join(missing)))


def _decider(*, ours: bool, theirs: bool, interactive: bool) -> Decide:
    if interactive:
        return _ask
    side: Side | None = "ours" if ours else "theirs" if theirs else None
    return lambda _conflict: side


def _ask(conflict: Conflict) -> Side | None:
    from dutykit.forms.collect_text import conflict_text

    sys.stderr.write(conflict_text(conflict, str(conflict.place or ""), _look(Screen(no_color=True))) + "\n")
    sides: dict[str, Side | None] = {"o": "ours", "t": "theirs", "s": None, "": None}
    while True:
        sys.stderr.write(_("以哪一方为准？o 填报文件，t 报送的填报表，s 暂不处理："))
        sys.stderr.flush()
        answer = sys.stdin.readline()
        word = answer.strip().lower()[:1]
        if not answer or word in sides:
            return sides[word]


def _show(screen: Screen, collection: Collection, *, dry_run: bool, replied: bool) -> None:
    from dutykit.forms.collect_text import next_steps, result_text

    look = _look(screen)
    if dry_run:
        screen.out(collection.unified_diff)
        for line in result_text(collection, look, dry_run=True).split("\n"):
            screen.say_lines(line)
    else:
        screen.out(result_text(collection, look, dry_run=False))
    sys.stdout.flush()
    for line in next_steps(collection, dry_run=dry_run, replied=replied):
        screen.say(line)


def _look(screen: Screen) -> Look:
    from dutykit.cli.paging import text_look
    from dutykit.forms.collect_text import Look

    there = text_look(screen)
    return Look(there.width, there.color)


def _annotate(screen: Screen, collection: Collection) -> None:
    from dutykit.forms.annotating import annotated_copies

    try:
        for path in annotated_copies(collection):
            screen.say(_("批注已写入 {path}").format(path=path))
    except OSError as error:
        screen.fail(_("无法写入批注：{reason}").format(reason=reason_of(error)))


def _reply(screen: Screen, collection: Collection, folder: Path) -> None:
    from dutykit.forms.replying import replies
    from dutykit.workspace.as_of import day_of

    try:
        written = [*replies(collection, folder, day_of(None))]
    except OSError as error:
        screen.fail(_("无法写入 {path}：{reason}").format(path=folder, reason=reason_of(error)))
    for path in written:
        screen.say(_("已生成 {path}").format(path=path))
    if not written:
        screen.say(_("没有需要单位改正的填报表"))
