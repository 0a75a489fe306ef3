"""Import an official plan: read it, propose a catalogue and units, and put them where nothing is yet."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from dutykit.language import _
from dutykit.model.catalogue import Source
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, SETTINGS_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace
from dutykit.plans.grammar.record import Plan
from dutykit.plans.plan_file import Reading
from dutykit.plans.proposal import Proposal, propose
from dutykit.text.book_title import inside_book_marks
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.catalogue_writer import catalogue_text, register_text
from dutykit.workspace.git_files import git_files_where_none
from dutykit.workspace.settings_text import settings_text
from dutykit.workspace.writing.transaction import OnRecovery, create_files, ignore_recovery


@dataclass(frozen=True, slots=True)
class Imported:
    """A plan that was read, beside the workspace it is for."""

    proposal: Proposal
    workspace: Workspace | None


def import_plan(reading: Reading[Plan], root: Path | None) -> Imported:
    """The plan that is read, for the workspace in the folder `root`, if there is one. Writes nothing. Raises Refusal."""
    plan = reading.result()
    workspace = load_workspace(root).workspace if root is not None and os.path.lexists(root / CATALOGUE_FILE) else None
    known: Register | None = workspace.register if workspace is not None else None
    return Imported(propose(plan, known, reading.path.stem or _("未写标题")), workspace)


def proposed_files(proposal: Proposal, root: Path | None = None) -> dict[str, str]:
    """The texts of the new files, by their names in a workspace, which may be in the folder `root`.

    Settings are made where the document states the year and the workspace has none.
    """
    if proposal.catalogue is None:
        return {}
    source = proposal.catalogue.source
    origin = origin_line(source)
    files = {
        CATALOGUE_FILE: catalogue_text(proposal.catalogue, [origin]),
        REGISTER_FILE: register_text(
            proposal.register, [origin, "类别（kind）是按名称推定的；统称（groups）请补充所含单位。"]
        ),
    }
    if root is None or not os.path.lexists(root / SETTINGS_FILE):
        year, stated = _year(source)
        if year is not None:
            files[SETTINGS_FILE] = settings_text(year, _place(source), stated)
    return files


def origin_line(source: Source) -> str:
    """What stands at the top of a file that was imported."""
    number = f"（{source.number}）" if source.number else ""
    text = (
        f"由 dutykit import 从《{inside_book_marks(source.title)}》{number}导入，文字照录原文；请对照原文核对后使用。"
    )
    return " ".join(text.split())


def _year(source: Source) -> tuple[int | None, str]:
    """The year a document is of, and what of it says so."""
    if source.dated is not None:
        return source.dated.year, _("成文日期")
    written = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", source.number or "")
    if written is not None:
        return int(written[0]), _("发文字号")
    if source.published is not None:
        return source.published.year, _("发布日期")
    titled = {int(year) for year in _TITLED.findall(source.title)}
    return (titled.pop(), _("标题")) if len(titled) == 1 else (None, "")


_TITLED = re.compile(r"(?<![-\d—－至~～])((?:19|20)\d{2})\s*(?:学?年)(?!\s*[-—－至~～]|行动|规划)")
"""The year in a title, not one of several years."""


def _place(source: Source) -> str | None:
    """The place of the government that alone issued a document."""
    match = re.fullmatch(r"([\u4e00-\u9fff]{1,12}[省市县区州盟旗])(?:人民)?政府(?:办公室|办公厅)?", source.issuer)
    return match[1] if match is not None else None


def write_proposal(proposal: Proposal, root: Path, on_recovery: OnRecovery = ignore_recovery) -> list[Path]:
    """Write the new files below `root`; returns them. Raises Refusal if any of them exists, and OSError."""
    texts = {**proposed_files(proposal, root), **git_files_where_none(root)}
    return create_files(root, "import", texts, _other_folder(), on_recovery)


def refuse_existing(root: Path) -> None:
    """Raise Refusal where `root` is a workspace already, before a plan is read for it."""
    existing = [str(root / name) for name in (CATALOGUE_FILE, REGISTER_FILE) if os.path.lexists(root / name)]
    if existing:
        raise Refusal(_("已存在：{files}").format(files=_("、").join(existing)), _other_folder())


def _other_folder() -> str:
    return _("换用其他文件夹，或用 --merge 合并到已有工作区")
