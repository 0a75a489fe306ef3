"""`dutykit import --as problems`: a rectification plan becomes problems of the ledger."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dutykit.cli.changing import report_recovery
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _, plural
from dutykit.model.refusal import Refusal, writing_to

if TYPE_CHECKING:
    from dutykit.model.workspace import Workspace
    from dutykit.plans.grammar.table_columns import ColumnUse


@dataclass(frozen=True, slots=True)
class ProblemRequest:
    """What was asked for."""

    plan: Path
    root: Path | None
    columns: Mapping[str, ColumnUse]
    indicators: tuple[str, ...]
    """问题编号=指标编号, each."""
    cycle: int | None
    merge: bool
    dry_run: bool
    as_json: bool


def import_problems(screen: Screen, request: ProblemRequest) -> None:
    """Show the problems of a plan; with `merge` add them to the reviews of their units."""
    from dutykit.output.table.json import json_text
    from dutykit.output.table.terminal import terminal_text
    from dutykit.plans.importing import read_plan_file
    from dutykit.plans.problem_merging import WantedProblems, merge_problems, place_problems
    from dutykit.plans.problem_review import problems_document, problems_table
    from dutykit.plans.problems import problems_of

    found = problems_of(read_plan_file(request.plan, request.columns))
    given = _given(request.indicators)
    workspace = _workspace(request.root)
    cycle = request.cycle or (workspace.cycle if workspace is not None else None)
    if request.merge and (workspace is None or request.root is None):
        screen.fail(_("没有可合并的工作区"), _("在工作区中运行，或用 --workspace 指定工作区"))
    if request.merge and cycle is None:
        screen.fail(_("未指定年度"), _("用 --cycle 指定年度"))
    wanted = WantedProblems(found, cycle, given) if cycle is not None else None
    placed = place_problems(workspace, wanted) if workspace is not None and wanted is not None else None
    if request.as_json:
        screen.out_bytes(json_text(problems_document(found, placed)).encode())
    elif found:
        from dutykit.cli.paging import show, text_look

        look = text_look(screen)
        show(screen, terminal_text(problems_table(found, placed), width=look.width, color=look.color))
        sys.stdout.flush()
    if not found:
        screen.say(_("{file} 中没有标明责任单位的问题").format(file=request.plan))
        raise typer.Exit(FINDINGS)
    if placed is not None and placed.unknown and not request.merge:
        screen.say(_("单位名录中没有：{names}").format(names=_("、").join(placed.unknown)))
    if not request.merge:
        screen.say(_("未写入文件；核对后用 --merge 写入各单位的复核文件"))
        return
    if request.root is None or wanted is None:  # refused above
        return
    with writing_to(request.root):
        changed = merge_problems(request.root, wanted, dry_run=request.dry_run, on_recovery=report_recovery(screen))
    for file in changed:
        screen.say(
            (_("将写入 {path}") if request.dry_run else _("已写入 {path}")).format(path=request.root / file.name)
        )
    if not changed:
        screen.say(_("无需修改"))
        return
    count = len(changed)
    screen.say(plural("涉及 {count} 个单位；下一步：运行 dutykit ledger 查看整改台账", count).format(count=count))


def _given(texts: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        number, equals, indicator = (one.strip() for one in text.partition("="))
        if not (number and equals and indicator):
            raise Refusal(_("--indicator 写法有误：{text}").format(text=text), _("写成 问题编号=指标编号，如 3=21"))
        found[number] = indicator
    return found


def _workspace(root: Path | None) -> Workspace | None:
    import os

    from dutykit.model.layout import CATALOGUE_FILE
    from dutykit.workspace.assemble import load_workspace

    if root is None or not os.path.lexists(root / CATALOGUE_FILE):
        return None
    return load_workspace(root).workspace
