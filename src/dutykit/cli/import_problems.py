"""`dutykit import --as problems`: a rectification plan becomes problems of the ledger."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dutykit.cli.changing import report_recovery, show_diff
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _, plural
from dutykit.model.refusal import Refusal, writing_to

if TYPE_CHECKING:
    from dutykit.model.submission import FoundBy
    from dutykit.model.workspace import Workspace
    from dutykit.plans.rectification.merging import Placed
    from dutykit.plans.rectification.record import Question, Rectification


@dataclass(frozen=True, slots=True)
class ProblemRequest:
    """What was asked for."""

    plan: Path
    root: Path | None
    columns: tuple[str, ...]
    """列名=用途, each."""
    indicators: tuple[str, ...]
    """问题编号=指标编号, each."""
    units: tuple[str, ...]
    """问题编号=单位, each."""
    found_by: FoundBy | None
    cycle: int | None
    merge: bool
    dry_run: bool
    as_json: bool


def import_problems(screen: Screen, request: ProblemRequest) -> None:
    """Show the problems of a plan; with `merge` add them to the reviews of their units."""
    from dutykit.output.table.json import json_text
    from dutykit.plans.column_words import given_uses
    from dutykit.plans.plan_file import begin_rectification
    from dutykit.plans.rectification.merging import WantedProblems, merge_problems, place_problems
    from dutykit.plans.rectification.review import changes_texts, column_words, problems_document

    found = begin_rectification(request.plan, given_uses(request.columns, column_words())).result()
    _is_one(screen, request.plan, found)
    indicators = {
        number: names[-1] for number, names in _given(request.indicators, "--indicator", _("指标编号")).items()
    }
    units = _given(request.units, "--unit", _("单位"))
    workspace = _workspace(request.root)
    cycle = request.cycle or (workspace.cycle if workspace is not None else None)
    if request.merge and (workspace is None or request.root is None):
        screen.fail(_("没有可合并的工作区"), _("在工作区中运行，或用 --workspace 指定工作区"))
    if request.merge and cycle is None:
        screen.fail(_("未指定年度"), _("用 --cycle 指定年度"))
    wanted = WantedProblems(found.problems, cycle, indicators, units, request.found_by) if cycle is not None else None
    placed = place_problems(workspace, wanted) if workspace is not None and wanted is not None else None
    there = {one.problem.number for one in (placed.problems if placed is not None else ()) if one.there is not None}
    questions = tuple(one for one in found.questions if not _is_settled(one, request, units, there))
    found = replace(found, questions=questions)
    if request.as_json:
        screen.out_bytes(json_text(problems_document(found, placed)).encode())
    else:
        _show(screen, found, placed)
    if not found.problems:
        screen.say(_("{file} 中没有问题").format(file=request.plan))
        raise typer.Exit(FINDINGS)
    for number, names in placed.replaced.items() if placed is not None else ():
        text = _("问题 {number} 不再由方案中的 {names} 整改；仍由其整改的，每个单位写一个 --unit {number}=单位")
        screen.say(text.format(number=number, names=_("、").join(names)))
    changes = [*changes_texts(placed)] if placed is not None else []
    for text in changes:
        screen.say(text)
    if placed is not None and placed.unknown and not request.merge:
        screen.say(_("单位名录中没有：{names}").format(names=_("、").join(placed.unknown)))
    if placed is not None and placed.empty and not request.merge:
        screen.say(_("单位名录中的统称未写所含单位：{names}").format(names=_("、").join(placed.empty)))
    if not request.merge:
        screen.say(_("未写入文件；核对后用 --merge 写入各单位的复核文件"))
        return
    if request.root is None or wanted is None:  # refused above
        return
    with writing_to(request.root):
        changed = merge_problems(request.root, wanted, dry_run=request.dry_run, on_recovery=report_recovery(screen))
    for file in changed:
        if changes:  # what stood there before is on the screen at least
            show_diff(screen, file)
        screen.say(
            (_("将写入 {path}") if request.dry_run else _("已写入 {path}")).format(path=request.root / file.name)
        )
    if not changed:
        screen.say(_("无需修改"))
        return
    count = len(changed)
    screen.say(plural("涉及 {count} 个单位；下一步：运行 dutykit ledger 查看整改台账", count).format(count=count))


def _is_one(screen: Screen, path: Path, found: Rectification) -> None:
    """Refuse a plan that is no rectification plan: its tasks are no problems."""
    if found.is_rectification:
        return
    text = _("{file} 不是整改方案：标题、各项和表头中没有“整改”“问题”等字样").format(file=path)
    screen.fail(
        text, _("任务分解方案不加 --as problems 导入；确是整改方案的，在各项之前写明“问题：”“整改措施：”“责任单位：”")
    )


def _is_settled(one: Question, request: ProblemRequest, units: Mapping[str, object], there: Collection[str]) -> bool:
    """Whether the command itself answers a question, or the reviews do that have the problem already."""
    if one.kind == "found_by":
        return request.found_by is not None or one.number in there
    return one.kind == "no_unit" and one.number in units


def _show(screen: Screen, found: Rectification, placed: Placed | None) -> None:
    from dutykit.cli.paging import show, text_look
    from dutykit.output.table.terminal import terminal_text
    from dutykit.plans.rectification.review import counts_text, review_tables

    look = text_look(screen)
    tables = [terminal_text(table, width=look.width, color=look.color) for table in review_tables(found, placed)]
    show(screen, "\n".join([counts_text(found) + "\n", *tables]))
    sys.stdout.flush()  # what follows is on stderr


def _given(texts: tuple[str, ...], option: str, word: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in texts:
        number, equals, value = (one.strip() for one in text.partition("="))
        if not (number and equals and value):
            raise Refusal(
                _("{option} 写法有误：{text}").format(option=option, text=text),
                _("写成 问题编号={value}").format(value=word),
            )
        found.setdefault(number, []).append(value)
    return found


def _workspace(root: Path | None) -> Workspace | None:
    import os

    from dutykit.model.layout import CATALOGUE_FILE
    from dutykit.workspace.assemble import load_workspace

    if root is None or not os.path.lexists(root / CATALOGUE_FILE):
        return None
    return load_workspace(root).workspace
