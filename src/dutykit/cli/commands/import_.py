"""`dutykit import`: an official plan becomes a catalogue."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from dutykit.cli.changing import report_recovery, show_diff
from dutykit.cli.declaration import START, Command
from dutykit.cli.options import PlanFormatOption, WorkspaceOption, named_output
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _, plural
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.refusal import Refusal, writing_to
from dutykit.text.book_title import inside_book_marks

if TYPE_CHECKING:
    from dutykit.plans.grammar.column_use import ColumnUse
    from dutykit.plans.proposal import Proposal

COMMAND = Command(
    _("从任务分解方案导入指标、责任单位和单位名录。"),
    panel=START,
    examples=(
        _("dutykit import 分工方案.docx"),
        _("dutykit import 分工方案.docx -o 督导2027"),
        _("dutykit import 分工方案.docx --merge"),
        _("dutykit import 分工方案.pdf --format json"),
        _("dutykit import 整改方案.docx --as problems --merge"),
    ),
)

KindWord = Literal["catalogue", "problems"]
FinderWord = Literal["self_check", "monitoring", "inspection"]


def import_(
    screen: Screen,
    plan: Annotated[
        Path,
        typer.Argument(
            metavar=_("文件").upper(),
            help=_("任务分解方案：docx、doc、odt、html、txt、md、pdf、xlsx、xls、ods、csv 或 OSCAL catalog"),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("文件夹或文件"),
            help=_(
                "在该文件夹中生成 data/indicators.yaml 和 data/units.yaml；原文写有年份的，还生成 dutykit.yaml。"
                "以 .xlsx 或 .csv 结尾的，只把核对结果写入该文件"
            ),
            callback=named_output,
        ),
    ] = None,
    output_format: PlanFormatOption = "table",
    merge: Annotated[
        bool, typer.Option("--merge", help=_("合并到已有工作区：先显示修改，保留编号、注释和来源文件未提及的内容"))
    ] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--columns",
            metavar=_("列名=用途"),
            help=_("指定表格某一列的用途，可重复使用；用途见核对结果中的“表格各列的用途”"),
        ),
    ] = None,
    metrics: Annotated[
        str | None,
        typer.Option(
            "--metrics",
            metavar=_("编号"),
            help=_("把核对结果中列出的数量要求写为监测指标：编号如 1,3-5，或 all；不写则一项也不写入"),
        ),
    ] = None,
    kind: Annotated[
        KindWord, typer.Option("--as", help=_("catalogue 导入为指标；problems 把整改方案导入为整改台账中的问题"))
    ] = "catalogue",
    cycle: Annotated[
        int | None, typer.Option("--cycle", metavar=_("年度"), help=_("问题提出的年度，只用于 --as problems"))
    ] = None,
    indicators: Annotated[
        list[str] | None,
        typer.Option(
            "--indicator",
            metavar=_("编号=指标编号"),
            help=_(
                "指定一个问题属于哪项指标，不写则按内容推定；与 --merge 同时使用的，指定一项任务是修改哪项指标（3=12），"
                "还是新增（3=new）。可重复使用"
            ),
        ),
    ] = None,
    units: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            metavar=_("问题编号=单位"),
            help=_("指定一个问题由哪个单位整改，代替方案中的全部责任单位，可重复使用；只用于 --as problems"),
        ),
    ] = None,
    found_by: Annotated[
        FinderWord | None,
        typer.Option(
            "--found-by",
            help=_("方案未写明的发现途径：self_check 自查、monitoring 监测、inspection 实地检查；只用于 --as problems"),
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只显示将写入的内容，不写入文件"))] = False,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.plans.column_words import given_columns
    from dutykit.workspace.discover import WorkspaceNotFoundError, workspace_at

    if output_format == "json" and (merge or dry_run):
        screen.fail(
            _("{one} 不能与 {other} 同时使用").format(one="--format json", other="--merge" if merge else "--dry-run")
        )
    output, report = (output, None) if kind == "problems" else _destinations(screen, output)
    root = output or workspace
    with suppress(WorkspaceNotFoundError):
        found = workspace_at(workspace)
        root = root or found
    if kind == "problems":
        from dutykit.cli.import_problems import ProblemRequest, import_problems

        if output is not None or metrics is not None:
            other = "--output" if output is not None else "--metrics"
            screen.fail(_("{one} 不能与 {other} 同时使用").format(one="--as problems", other=other))
        request = ProblemRequest(
            plan,
            root,
            tuple(columns or ()),
            tuple(indicators or ()),
            tuple(units or ()),
            found_by,
            cycle,
            merge,
            dry_run,
            output_format == "json",
        )
        import_problems(screen, request)
        return
    of_problems = {"--cycle": cycle is not None, "--unit": units, "--found-by": found_by}
    if (one := next((option for option, value in of_problems.items() if value), None)) is not None:
        screen.fail(_("{one} 只能与 {other} 同时使用").format(one=one, other="--as problems"))
    if indicators and not merge:
        screen.fail(_("{one} 只能与 {other} 同时使用").format(one="--indicator", other="--as problems、--merge"))
    if merge and (root is None or not os.path.lexists(root / CATALOGUE_FILE)):
        screen.fail(_("没有可合并的工作区"), _("在工作区中运行，或用 --workspace 指定工作区"))
    _refuse_workbook(screen, plan)
    new = None if dry_run or merge else output
    proposal = _proposal(plan, root, given_columns(columns or []), new, (indicators or []) if merge else None)
    if metrics is not None:
        from dutykit.plans.choosing_metrics import with_chosen_metrics

        proposal = with_chosen_metrics(proposal, metrics)
    if output_format == "json":
        from dutykit.output.table.json import json_text
        from dutykit.plans.json_document import import_document

        screen.out_bytes(json_text(import_document(proposal)).encode())
    else:
        _show(screen, proposal)
    _say_what_it_is_not(screen, plan, proposal)
    if report is not None:
        _save_review(screen, proposal, report)
    if (report is not None and not merge) or (output_format == "json" and output is None):
        return
    if merge and root is not None:
        _merge(screen, proposal, root, dry_run=dry_run)
    else:
        _write(screen, proposal, output, dry_run=dry_run)


def _proposal(
    plan: Path, root: Path | None, columns: Mapping[str, ColumnUse], new: Path | None, answers: Sequence[str] | None
) -> Proposal:
    """What the plan would put into the workspace in `root`.

    `new` is the folder of one that must not be there yet. With `answers` it is merged, as these say for single tasks.
    """
    from dutykit.plans.plan_file import begin_plan

    reading = begin_plan(plan, columns)
    # What comes after it is imported while the plan is read.
    import dutykit.plans.json_document
    import dutykit.plans.rectification.reading  # noqa: F401
    from dutykit.plans.importing import import_plan, refuse_existing

    if new is not None:
        refuse_existing(new)
    imported = import_plan(reading, root)
    if answers is None or imported.workspace is None:
        return imported.proposal
    from dutykit.plans.matching import with_answers

    return with_answers(imported.proposal, imported.workspace.catalogue, answers)


def _say_what_it_is_not(screen: Screen, plan: Path, proposal: Proposal) -> None:
    """Point to the other import for a rectification plan, and end where there is nothing to import."""
    from dutykit.plans.rectification.reading import rectifies

    if rectifies(proposal.plan):
        text = _("{file} 像是整改方案：用 dutykit import {file} --as problems 把其中的问题导入整改台账")
        screen.say(text.format(file=shlex.quote(str(plan))))
    if proposal.catalogue is None:
        _fail_without_indicators(screen, plan, proposal)


def _destinations(screen: Screen, output: Path | None) -> tuple[Path | None, Path | None]:
    """The folder of a new workspace and the file of the review: `output` is one of them, as its name says."""
    from dutykit.output.formats import unlike_folder

    if output is None:
        return None, None
    if output.suffix.lower() in {".xlsx", ".csv"} and not output.is_dir():
        return None, output
    if (wrong := unlike_folder(output)) is not None:
        screen.fail(*wrong)
    return output, None


def _fail_without_indicators(screen: Screen, plan: Path, proposal: Proposal) -> NoReturn:
    """Say that a document names nobody for anything, and what to do: name the column of units where there may be one."""
    from dutykit.model.office_words import role_word

    text = _("{file} 中没有责任单位标注，没有可导入的指标").format(file=plan)
    fix = _("确认该文件是任务分解方案的原文，且各项任务之后标有责任单位，如（责任单位：市教育局）")
    for one in proposal.doubts:
        if one.kind == "untaken":
            command = ["dutykit", "import", str(plan), "--columns", f"{one.detail}={role_word('responsible')}"]
            text = _("{text}；表格的列：{titles}").format(text=text, titles=one.subject)
            fix = _("“{title}”像是责任单位：运行 {command}").format(title=one.detail, command=shlex.join(command))
            break
    screen.warn(_("错误：{text}").format(text=text))
    screen.warn(_("处理建议：{fix}").format(fix=fix))
    raise typer.Exit(FINDINGS)


def _save_review(screen: Screen, proposal: Proposal, path: Path) -> None:
    from dutykit.output.formats import TABLE_FORMATS, format_for, listing_bytes
    from dutykit.plans.review_listing import ReviewListing
    from dutykit.workspace.writing.output_file import write_output

    data = listing_bytes(ReviewListing(proposal), format_for(None, path, TABLE_FORMATS).name)
    with writing_to(path):
        write_output(path, data)
    screen.say(_("已生成 {path}").format(path=path))


def _refuse_workbook(screen: Screen, plan: Path) -> None:
    """Refuse a workbook that dutykit made: it goes in by another command."""
    if plan.suffix.lower() not in {".xlsx", ".ods"}:
        return
    from dutykit.forms.workbook.file import read_workbook
    from dutykit.forms.workbook.mark import mark_of
    from dutykit.output.office_archive import MOST_FILE_BYTES
    from dutykit.workspace.file_bytes import TooLargeError, file_bytes
    from dutykit.workspace.foreign import read_foreign

    try:
        mark = mark_of(read_foreign(read_workbook, file_bytes(plan, MOST_FILE_BYTES)))
    except (Refusal, TooLargeError, OSError):
        return  # the reader of plans says what is wrong with it
    if mark is not None:
        text = _("{file} 是 dutykit 生成的表，不是任务分解方案").format(file=plan)
        screen.fail(text, _("填写后用 dutykit collect {file} 导入").format(file=shlex.quote(str(plan))))


def _show(screen: Screen, proposal: Proposal) -> None:
    from dutykit.cli.paging import show, text_look
    from dutykit.output.table.terminal import terminal_text
    from dutykit.plans.review import all_tables, counts_text, summary

    if proposal.catalogue is None:
        return
    look = text_look(screen)
    catalogue = proposal.catalogue
    counts = _(
        "{chapters} 个一级指标、{sections} 个二级指标、{indicators} 个三级指标、{assignments} 项责任分工"
    ).format(
        chapters=len(catalogue.chapters),
        sections=sum(len(chapter.sections) for chapter in catalogue.chapters),
        indicators=len(catalogue.entries),
        assignments=sum(len(task.parties) for task in proposal.plan.tasks),
    )
    parts = [_("《{title}》：{counts}").format(title=inside_book_marks(catalogue.title), counts=counts) + "\n"]
    parts[0] += counts_text(proposal) + "\n"
    tables, is_whole = summary(all_tables(proposal))
    parts += [terminal_text(table, width=look.width, color=look.color) for table in tables]
    if not is_whole:
        parts.append(_("各表只列出前几行；用 -o 核对.xlsx 或 --format json 查看全部") + "\n")
    show(screen, "\n".join(parts))
    sys.stdout.flush()  # what follows is on stderr


def _write(screen: Screen, proposal: Proposal, output: Path | None, *, dry_run: bool) -> None:
    from dutykit.plans.importing import proposed_files, write_proposal

    if dry_run:
        for name, text in proposed_files(proposal, output).items():
            screen.out(f"\n--- {name}\n{text}")
        return
    if output is None:
        screen.say(_("未写入文件；用 -o 文件夹 新建工作区，或用 --merge 合并到已有工作区"))
        return
    with writing_to(output):
        made = write_proposal(proposal, output, report_recovery(screen))
    for path in made:
        screen.say(_("已生成 {path}").format(path=path))
    from dutykit.plans.review import asked_count

    count = asked_count(proposal)
    screen.say(plural("请对照原文核对 {count} 处，再运行 dutykit validate", count).format(count=count))
    screen.say(
        _(
            "下一步：运行 dutykit form --office -w {folder}，在表中填写统称的所含单位、时间节点等，用 dutykit collect 导入；"
            "再运行 dutykit form --all -w {folder}，生成填报表"
        ).format(folder=shlex.quote(str(output)))
    )


def _merge(screen: Screen, proposal: Proposal, root: Path, *, dry_run: bool) -> None:
    from dutykit.plans.merging import merge_plan
    from dutykit.plans.outdated_targets import outdated_text
    from dutykit.plans.source import fact_word

    with writing_to(root):
        done = merge_plan(root, proposal, dry_run=dry_run, on_recovery=report_recovery(screen))
    for file in done.files:
        show_diff(screen, file)
    sys.stdout.flush()
    if done.left:
        screen.say(_("来源文件中没有、保持不变的指标：{ids}").format(ids=_("、").join(done.left)))
    for text, keys in (
        (_("来源信息已按新的来源文件更新：{facts}"), done.facts.changed),
        (_("新的来源文件未写明或不便改写、保留原内容的来源信息：{facts}；请核对是否仍然正确"), done.facts.kept),
    ):
        if keys:
            screen.say(text.format(facts=_("、").join(map(fact_word, keys))))
    if done.outdated:
        screen.say(outdated_text(done.outdated))
    counts = {"added": len(done.added), "changed": len(done.changed)}
    if not done.files:
        screen.say(_("无需修改"))
    elif dry_run:
        screen.say(_("将新增 {added} 项指标，修改 {changed} 项；去掉 --dry-run 后写入文件").format(**counts))
    else:
        screen.say(_("已新增 {added} 项指标，修改 {changed} 项").format(**counts))
    if done.files:
        _say_what_is_answered(screen, root)


def _say_what_is_answered(screen: Screen, root: Path) -> None:
    """Merging changes what is asked, not what was answered: which commands settle that."""
    from dutykit.workspace.assemble import load_workspace

    workspace = load_workspace(root).workspace
    if workspace is not None and any(one.cycle == workspace.cycle for one in workspace.submissions):
        text = _(
            "注意：{cycle} 年度已有填报文件。年度中间的更正，用 dutykit amend 处理受影响的填报内容；"
            "新年度的方案，用 dutykit carry-forward --plan"
        )
        screen.say(text.format(cycle=workspace.cycle))
