"""Import an official plan: read it, propose a catalogue and units, and put them where nothing is yet."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from dutykit.language import _, reason_of
from dutykit.model.catalogue import Source
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, SETTINGS_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CONVERSION_SECONDS, FILE_BYTES
from dutykit.plans.document.register import is_converted, lines_of_document, marks_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Doubt, DoubtKind, LeftKind, Plan
from dutykit.plans.grammar.table_columns import ColumnUse
from dutykit.plans.oscal_catalog import is_oscal, plan_of_oscal
from dutykit.plans.proposal import Proposal, propose
from dutykit.plans.rectification.field import ColumnField
from dutykit.plans.rectification.reading import read_rectification
from dutykit.plans.rectification.record import Rectification
from dutykit.text.book_title import inside_book_marks
from dutykit.text.simplified import simplified
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.catalogue_writer import catalogue_text, register_text
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.foreign import SECONDS, TooMuchToReadError, read_foreign
from dutykit.workspace.git_files import git_files_where_none
from dutykit.workspace.settings_text import settings_text
from dutykit.workspace.writing.transaction import OnRecovery, create_files, ignore_recovery

_Use = TypeVar("_Use", bound=str)
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Imported:
    """A plan that was read, beside the workspace it is for."""

    proposal: Proposal
    workspace: Workspace | None


def import_plan(path: Path, root: Path | None, columns: Mapping[str, ColumnUse] | None = None) -> Imported:
    """Read the plan in `path` for the workspace in the folder `root`, if there is one. Writes nothing.

    `columns` says what columns of its tables are for, by their titles. Raises Refusal.
    """
    plan = read_plan_file(path, columns)
    workspace = load_workspace(root).workspace if root is not None and os.path.lexists(root / CATALOGUE_FILE) else None
    known: Register | None = workspace.register if workspace is not None else None
    return Imported(propose(plan, known, path.stem or _("未写标题")), workspace)


def read_plan_file(path: Path, columns: Mapping[str, ColumnUse] | None = None) -> Plan:
    """The plan in `path`. Raises Refusal."""
    plan = _read(_plan, path, columns)
    _all_columns_exist(path, [column.title for column in plan.columns], columns or {})
    return plan


def read_rectification_file(path: Path, columns: Mapping[str, ColumnField] | None = None) -> Rectification:
    """The problems of the rectification plan in `path`. Raises Refusal."""
    found = _read(_rectification, path, columns)
    _all_columns_exist(path, [column.title for column in found.columns], columns or {})
    return found


def _read(
    reader: Callable[[bytes, str, Mapping[str, _Use] | None], _Read], path: Path, columns: Mapping[str, _Use] | None
) -> _Read:
    try:
        data = _bytes(path)
        seconds = SECONDS + (CONVERSION_SECONDS if is_converted(data) else 0)
        return read_foreign(reader, data, path.suffix, columns, seconds=seconds)
    except (DocumentError, TooMuchToReadError) as error:
        raise Refusal(_("{file}：{text}").format(file=path, text=error.message), error.fix) from error


def _plan(data: bytes, suffix: str, columns: Mapping[str, ColumnUse] | None) -> Plan:
    if is_oscal(data, suffix):
        return plan_of_oscal(data)
    plan = read_plan(lines_of_document(data, suffix), columns)
    if not plan.tasks:
        return plan
    left = {one.kind for one in plan.left}
    marks = {*marks_of_document(data), *(mark for kind, mark in _SAID.items() if kind in left)}
    return replace(plan, doubts=(*(Doubt(0, kind, certain=True) for kind in sorted(marks)), *plan.doubts))


_SAID: dict[LeftKind, DoubtKind] = {"deleted": "changes", "comment": "comments"}


def _rectification(data: bytes, suffix: str, columns: Mapping[str, ColumnField] | None) -> Rectification:
    return read_rectification(lines_of_document(data, suffix), columns)


def _all_columns_exist(path: Path, there: Sequence[str], columns: Mapping[str, str]) -> None:
    known = {*there, *map(simplified, there)}
    for title in columns:
        if title not in known:
            text = _("表格中没有名为“{title}”的列").format(title=title)
            raise Refusal(
                _("{file}：{text}").format(file=path, text=text),
                _("表格中的列：{titles}").format(titles=_("、").join(dict.fromkeys(there))) if there else None,
            )


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


def _bytes(path: Path) -> bytes:
    try:
        return file_bytes(path, FILE_BYTES)
    except TooLargeError as error:
        message = _("文件有 {size} 字节，超过上限 {limit} 字节")
        raise DocumentError(message.format(size=error.args[0], limit=FILE_BYTES)) from error
    except OSError as error:
        message = _("无法读取：{reason}")
        raise DocumentError(message.format(reason=reason_of(error))) from error
