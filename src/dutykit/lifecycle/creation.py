"""Make new files: a whole workspace, or a unit's submission. Nothing that exists is ever written over."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dutykit.language import _
from dutykit.model.gap import ASSIGNMENTS, REVIEWING
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, SETTINGS_FILE, SUBMISSIONS_FOLDER
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.schemas.installation import begun_file
from dutykit.shipped import shipped
from dutykit.workspace.asked_names import asked_units, cycle_to_fill, known_unit
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.git_files import git_files_where_none
from dutykit.workspace.review_file import ReviewSubject, review_skeleton
from dutykit.workspace.settings_text import settings_text
from dutykit.workspace.submission_file import refuse_unread_submission
from dutykit.workspace.submission_template import submission_skeleton
from dutykit.workspace.writing.transaction import OnRecovery, Transaction, Write, create_files, ignore_recovery

Origin = Literal["panjin-2019", "blank"]


def create_workspace(folder: Path, origin: Origin, cycle: int, on_recovery: OnRecovery = ignore_recovery) -> list[Path]:
    """Make a workspace in `folder` that validates, and return the files made; `cycle` is what a blank one is in.

    Raises Refusal if any of the files is there already, and OSError.
    """
    is_panjin = origin == "panjin-2019"
    texts = {**(_panjin() if is_panjin else _blank(cycle)), **git_files_where_none(folder)}
    made = create_files(folder, "init", texts, _("改用其他文件夹"), on_recovery)
    (folder / SUBMISSIONS_FOLDER / ("2019" if is_panjin else "")).mkdir(parents=True, exist_ok=True)
    return made


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """A submission that was made."""

    unit: str
    path: Path
    indicators: int


def create_submission(files: Transaction, workspace: Workspace, name: str, cycle: int | None) -> NewSubmission:
    """Write the skeleton of the submission of the unit `name` (an id or alias) for `cycle`, by default the current one.

    Raises Refusal if the unit is not known or has no assignment, the cycle is none to fill in for, or the unit has
    a file; and OSError.
    """
    cycle = workspace.cycle if cycle is None else cycle
    workspace = workspace.at(cycle)
    unit = known_unit(workspace, name)
    cycle = cycle_to_fill(workspace, cycle)
    if unit.id not in workspace.responsibilities.by_unit:
        raise Refusal(_("{unit}不承担任何指标，无需填报").format(unit=unit.id))
    refuse_unread_submission(workspace, unit.id, cycle)
    existing = workspace.submission(unit.id, cycle)
    file = f"{SUBMISSIONS_FOLDER}/{cycle}/{file_stem(unit.id)}.yaml"
    path = workspace.root / file
    if existing is not None or os.path.lexists(path):
        taken = file if existing is None else existing.file
        raise Refusal(_("{unit}的填报文件已存在：{file}").format(unit=unit.id, file=taken))
    refuse_gaps(workspace.gaps.of(ASSIGNMENTS, cycle=cycle), _("{unit}的填报底稿").format(unit=unit.id))
    text = submission_skeleton(workspace, unit.id, cycle)
    files.write([Write(file, None, begun_file(workspace.root, file, text))])
    return NewSubmission(unit.id, path, len(workspace.responsibilities.by_unit[unit.id]))


@dataclass(frozen=True, slots=True)
class NewReview:
    """A review that was made."""

    unit: str
    path: Path
    indicators: int


def create_reviews(
    files: Transaction, workspace: Workspace, names: Sequence[str], cycle: int | None, reviewer: str
) -> list[NewReview]:
    """Write the skeleton of the review of each unit in `names` (ids, aliases or groups), one reviewer's or the office's.

    Raises Refusal if a unit has not submitted anything, or has such a review; and OSError. All are written, or none.
    """
    cycle = cycle_to_fill(workspace, cycle)
    then = workspace.at(cycle)
    made, writes = [], []
    for unit in asked_units(then, names):
        subject = ReviewSubject(unit, cycle, " ".join(reviewer.split()))
        refuse_gaps(
            then.gaps.of(REVIEWING, cycle=cycle, units=(unit,)),
            _("{unit}的复核底稿").format(unit=unit),
        )
        if then.submission(unit, cycle) is None:
            message = _("{unit}没有 {cycle} 年度的自评材料，无法复核").format(unit=unit, cycle=cycle)
            raise Refusal(message, _("先导入该单位的填报表"))
        file = subject.file(then)
        path = workspace.root / file
        if subject.present(then) is not None or os.path.lexists(path):
            raise Refusal(_("{unit}的复核文件已存在：{file}").format(unit=unit, file=file))
        writes.append(Write(file, None, begun_file(workspace.root, file, review_skeleton(then, subject))))
        made.append(NewReview(unit, path, len(then.responsibilities.by_unit.get(unit, ()))))
    files.write(writes)
    return made


def _panjin() -> dict[str, str]:
    texts = {name: shipped(name).read_text(encoding="utf-8") for name in (CATALOGUE_FILE, REGISTER_FILE)}
    return {**texts, SETTINGS_FILE: settings_text(2019, "盘锦市")}


def _blank(cycle: int) -> dict[str, str]:
    catalogue = "\n".join(
        (
            "# " + _("指标体系：把下面的示例替换为本地来源文件的内容。各字段的说明见 dutykit schema catalogue。"),
            "title: " + _("示例指标体系"),
            "source:",
            "  title: " + _("示例文件"),
            "  issuer: " + _("示例发文机关"),
            "chapters:",
            "  - title: " + _("示例一级指标"),
            "    sections:",
            "      - title: " + _("示例二级指标"),
            "        indicators:",
            "          - id: 1",
            "            text: " + _("示例三级指标"),
            "            responsible: [" + _("示例单位") + "]",
            "",
        )
    )
    units = "\n".join(
        (
            "# " + _("单位名录：department 部门、office 办事机构、county 县区政府、zone 功能区管委会。"),
            "units:",
            "  - {id: " + _("示例单位") + ", kind: department, aliases: []}",
            "groups: []",
            "",
        )
    )
    return {CATALOGUE_FILE: catalogue, REGISTER_FILE: units, SETTINGS_FILE: settings_text(cycle, None)}
