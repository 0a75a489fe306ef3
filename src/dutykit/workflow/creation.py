"""Make new files: a whole workspace, or a unit's submission. Nothing that exists is ever written over."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dutykit.assess.names import likely_unit
from dutykit.language import _
from dutykit.load.atomic_file import write_atomically
from dutykit.load.skeleton import submission_skeleton
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, SETTINGS_FILE, SUBMISSIONS_FOLDER
from dutykit.model.unit import Unit
from dutykit.model.workspace import Workspace
from dutykit.shipped import shipped
from dutykit.workflow.schemas import modeline
from dutykit.workflow.table_output import nothing_of

Origin = Literal["panjin-2019", "blank"]


class CreationError(Exception):
    """Something could not be made; `args[0]` says why and `fix`, if any, what to do. Nothing was written."""

    def __init__(self, message: str, fix: str | None = None) -> None:
        super().__init__(message)
        self.fix = fix


def create_workspace(folder: Path, origin: Origin, cycle: int) -> list[Path]:
    """Make a workspace in `folder` that validates, and return the files made; `cycle` is what a blank one is in.

    Raises CreationError if any of the files is there already, and OSError.
    """
    texts = _panjin() if origin == "panjin-2019" else _blank(cycle)
    files = {folder / name: text for name, text in texts.items()}
    taken = [str(path) for path in files if os.path.lexists(path)]
    if taken:
        raise CreationError(_("已经存在：{files}").format(files=_("、").join(taken)), _("换一个文件夹"))
    made: list[Path] = []
    try:
        for path, text in files.items():
            write_atomically(path, text.encode())
            made.append(path)
        (folder / SUBMISSIONS_FOLDER / "2019" if origin == "panjin-2019" else folder / SUBMISSIONS_FOLDER).mkdir(
            parents=True, exist_ok=True
        )
    except OSError:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    return made


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """A submission that was made."""

    unit: str
    path: Path
    indicators: int


def create_submission(workspace: Workspace, name: str, cycle: int | None) -> NewSubmission:
    """Write the skeleton of the submission of the unit `name` (an id or alias) for `cycle`, by default the current one.

    Raises CreationError if the unit is not known or owes nothing, the cycle is none to fill in for, or the unit has
    a file.
    """
    cycle = workspace.cycle if cycle is None else cycle
    workspace = workspace.at(cycle)
    unit = known_unit(workspace, name)
    cycle = cycle_to_fill(workspace, cycle)
    if unit.id not in workspace.responsibilities.by_unit:
        raise CreationError(_("{unit}没有任何指标任务，不需要填报").format(unit=unit.id))
    existing = workspace.submission(unit.id, cycle)
    path = workspace.root / SUBMISSIONS_FOLDER / str(cycle) / f"{file_stem(unit.id)}.yaml"
    if existing is not None or os.path.lexists(path):
        taken = path.relative_to(workspace.root).as_posix() if existing is None else existing.file
        raise CreationError(_("{unit}的填报文件已经存在：{file}").format(unit=unit.id, file=taken))
    head = modeline(workspace.root, path)
    text = submission_skeleton(workspace, unit.id, cycle)
    write_atomically(path, (f"{head}\n{text}" if head else text).encode())
    return NewSubmission(unit.id, path, len(workspace.responsibilities.by_unit[unit.id]))


def known_unit(workspace: Workspace, name: str) -> Unit:
    """The unit that `name`, an id or alias, means. Raises CreationError, with a likely name, if there is none."""
    found = workspace.register.find(name)
    if isinstance(found, Unit):
        return found
    if found is not None:
        members = _("、").join(found.members)
        raise CreationError(
            _("{name}是集体，不是一个单位").format(name=name), _("写其中一个：{members}").format(members=members)
        )
    fix = likely_unit(workspace.register, name, groups=False)
    raise CreationError(_("没有名为“{name}”的单位").format(name=name), fix)


def cycle_to_fill(workspace: Workspace, cycle: int | None) -> int:
    """The cycle to fill in for, by default the current one; the one after it need not have anything yet.

    Raises CreationError if none is known, or the workspace has nothing of it: most likely it is a mistype.
    """
    current = workspace.cycle
    cycle = current if cycle is None else cycle
    if cycle is None:
        raise CreationError(_("不知道是哪个年度"), _("用 --cycle 指明，或在 dutykit.yaml 中写 cycle"))
    if current is not None and cycle != current + 1 and not workspace.has(cycle):
        raise CreationError(*nothing_of(cycle))
    return cycle


def file_stem(name: str) -> str:
    """A unit's name as a file name: what no file name may hold becomes a low line."""
    safe = "".join("_" if one in '/\\:*?"<>|' or not one.isprintable() else one for one in name)
    return safe.strip(" .") or "_"


def settings_text(cycle: int, place_name: str | None, origin: str | None = None) -> str:
    """The text of a new dutykit.yaml; `origin`, if given, says where its cycle comes from."""
    named = f"place_name: {place_name}" if place_name else "# place_name: " + _("某市")
    return "\n".join(
        (
            "# " + _("工作区设置；每一项都可以不写。"),
            "# "
            + (_("当前年度：") if origin is None else _("当前年度（取自{origin}，不对请改）：").format(origin=origin)),
            f"cycle: {cycle}",
            "# " + _("地名，用于报告封面："),
            named,
            "# " + _("本单位自有的字体，按角色列出，优先于 dutykit 自带的字体："),
            "# fonts:",
            "#   xiaobiaosong: [方正小标宋简体]",
            "#   fangsong: [仿宋_GB2312]",
            "#   kai: [楷体_GB2312]",
            "#   hei: [黑体]",
            "",
        )
    )


def _panjin() -> dict[str, str]:
    texts = {name: shipped(name).read_text(encoding="utf-8") for name in (CATALOGUE_FILE, REGISTER_FILE)}
    return {**texts, SETTINGS_FILE: settings_text(2019, "盘锦市")}


def _blank(cycle: int) -> dict[str, str]:
    catalogue = "\n".join(
        (
            "# " + _("指标体系：把下面的示例换成你们的文件内容。dutykit schema catalogue 说明每一项。"),
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
