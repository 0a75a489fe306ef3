"""The file for the office's own words in the city's report, begun: what the report states by itself is beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dutykit.language import _
from dutykit.model.gap import EVERYTHING
from dutykit.model.layout import evaluation_file
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.reports.press.order import all_units
from dutykit.reports.standing_of import standing_of
from dutykit.reports.views.evaluation import issue_figures, overall_figures
from dutykit.reports.views.standing import Standing, tally
from dutykit.schemas.installation import begun_file
from dutykit.workspace.asked_names import cycle_to_fill
from dutykit.workspace.writing.transaction import Transaction, Write


def create_evaluation(files: Transaction, workspace: Workspace, cycle: int | None) -> Path:
    """Write the file for `cycle`, by default the current one, with nothing filled in; its path.

    Raises Refusal if there is one, or the cycle's data cannot be read whole; and OSError.
    """
    cycle = cycle_to_fill(workspace, cycle)
    then = workspace.at(cycle)
    file = evaluation_file(cycle)
    if os.path.lexists(workspace.root / file):
        raise Refusal(_("全市评价文件已存在：{file}").format(file=file), _("直接修改该文件"))
    refuse_gaps(then.gaps.of(EVERYTHING, cycle=cycle, earlier=True), _("全市评价底稿"))
    text = "\n".join(_lines(standing_of(then, cycle))) + "\n"
    files.write([Write(file, None, begun_file(workspace.root, file, text))])
    return workspace.root / file


def _lines(standing: Standing) -> Iterator[str]:
    workspace = standing.workspace
    units = all_units(workspace)
    total = tally(standing, "", workspace.responsibilities.duties)
    yield "# " + _("{cycle} 年度全市评价：督导室的评价意见，印入全市评价报告。").format(cycle=standing.cycle)
    yield "# " + _("“#”后所列情况由报告按数据写明并随数据更新，此处只写评价意见。")
    yield "# " + _("多行文字写在“|”下面并缩进，每行一段；留空的部分，报告中不列。")
    yield from _part("overall", _("总体评价："), overall_figures(standing, units, total))
    yield from _part("achievements", _("主要做法和成效："))
    yield from _part("problems", _("存在问题："), issue_figures(standing, units))
    yield from _part("recommendations", _("意见建议："))
    yield from _part("coordination", _("提请协调事项（只印入工作情况一览）："))


def _part(field: str, title: str, figures: tuple[str, ...] = ()) -> Iterator[str]:
    yield ""
    yield f"# {title}"
    yield from (f"#   {' '.join(one.split())}" for one in figures)
    yield f"{field}:"
