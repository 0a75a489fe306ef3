"""Pack evidence into one bundle for the inspectors, with its catalogue: it can be held against its own lists anywhere."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dutykit import __version__
from dutykit.assess.evidence import EvidenceItem
from dutykit.evidence.bag import PAYLOAD, BagReport, NotABagError, look_through, make_bag
from dutykit.evidence.bag_archive import unpack_archive, write_archive
from dutykit.evidence.listing import EvidenceList
from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.formats import listing_bytes
from dutykit.output.gap_note import refuse_gaps
from dutykit.process.spare_folder import spare_folder
from dutykit.workspace.evidence_files import is_evidence_path
from dutykit.workspace.file_bytes import open_file
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.writing.output_file import refuse_own_file, usual_folder

CatalogueWord = Literal["xlsx", "pdf"]
Watched = Callable[[Sequence[str]], Iterable[str]]
"""Gives the names one by one, and may show how far they are."""


PrintLists = Callable[[Mapping[str | None, Path], int], str | None]
"""Prints the list of evidence of each unit (None for all) of a cycle into a PDF file; states why it could not, else None."""


class FaultyEvidenceError(Exception):
    """Some evidence is not what was registered; `items` are those. Nothing was written."""

    def __init__(self, items: Sequence[EvidenceItem]) -> None:
        super().__init__(len(items))
        self.items = tuple(items)


@dataclass(frozen=True, slots=True)
class Packing:
    """What to pack, and how."""

    units: tuple[str, ...]
    """The ids of the units; empty for all."""
    output: Path | None
    """A new file that ends in .zip, or a new folder; None for a file in the folder out."""
    catalogue: CatalogueWord
    day: dt.date
    """When it is packed."""
    leave_out: bool = False
    """Leave out what is not as registered; the catalogue says so."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The bundle that was made."""

    path: Path
    files: int
    """Of evidence."""
    size: int
    """Their bytes."""
    code: str
    """The hash that stands for all of it."""
    left_out: tuple[EvidenceItem, ...]


def pack_evidence(
    workspace: Workspace, found: EvidenceList, packing: Packing, print_lists: PrintLists, watched: Watched = iter
) -> Packed:
    """Make the bundle, whole or not at all; nothing that exists is written over.

    Raises FaultyEvidenceError and Refusal.
    """
    refuse_gaps(found.gaps, _("佐证材料目录"))
    faulty = tuple(one for one in found.faulty if one.fault != "no_file")  # without a file nothing can be damaged
    if faulty and not packing.leave_out:
        raise FaultyEvidenceError(faulty)
    files = {
        one.found.path: one.found.sha256 or ""
        for one in found.items
        if one.found is not None and one.found.sha256 is not None and not one.fault
    }
    if not found.items:
        message = _("{cycle} 年度未登记任何佐证材料").format(cycle=found.cycle)
        raise Refusal(message, _("用 dutykit evidence add 登记佐证材料，或用 --cycle 指定其他年度"))
    asked = packing.output or usual_folder() / f"{_name(workspace, found, packing)}.zip"
    target = Path(os.path.abspath(asked))
    refuse_own_file(asked)
    if os.path.lexists(target):
        raise Refusal(_("{path} 已存在").format(path=asked), _("用 -o 指定其他位置，或先移走原有的文件"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with spare_folder(target.parent) as spare:
            folder = spare / (target.stem if target.suffix.lower() == ".zip" else target.name)
            folder.mkdir()
            size = sum(_copied(workspace.root, name, folder, files[name]) for name in watched(sorted(files)))
            _write_catalogue(found, packing, folder, print_lists)
            code = make_bag(folder, _info(workspace, found, packing))
            _put_in_place(folder, target, spare)
    except OSError as error:
        reason = reason_of(error)
        raise Refusal(_("无法写入 {path}：{reason}").format(path=asked, reason=reason), None) from error
    return Packed(asked, len(files), size, code, found.faulty)


def bundle_report(path: Path, watched: Watched = iter) -> BagReport:
    """Hold the bundle at `path`, a folder or a ZIP, against its own lists; needs no workspace.

    Raises NotABagError and Refusal.
    """
    try:
        if path.is_dir():
            return look_through(path, watched)
        with spare_folder() as folder:
            return look_through(unpack_archive(path, folder), watched)
    except OSError as error:
        raise NotABagError(_("无法读取：{reason}").format(reason=reason_of(error))) from error


def payload_name(name: str) -> str:
    """How a file of a bundle is called to the user: evidence by its name in the workspace."""
    return name.removeprefix(f"{PAYLOAD}/")


def _name(workspace: Workspace, found: EvidenceList, packing: Packing) -> str:
    parts = [_("佐证材料"), *packing.units[:1], str(found.cycle)]
    if not packing.units and workspace.settings.place_name:
        parts.insert(1, workspace.settings.place_name)
    elif len(packing.units) > 1:
        parts[1] = _("{count}个单位").format(count=len(packing.units))
    return file_stem("-".join(parts))


def _copied(root: Path, name: str, folder: Path, digest: str) -> int:
    """Copy an evidence file; how many bytes it has. Raises Refusal if it is not what was hashed."""
    path, target = root / name, folder / name
    if not is_evidence_path(root, path):
        raise Refusal(_("{file} 不在 evidence/ 下").format(file=name), None)
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_file(path) as source, target.open("xb") as sink:
        shutil.copyfileobj(source, sink)
    with target.open("rb") as copy:
        if hashlib.file_digest(copy, "sha256").hexdigest() != digest:
            raise Refusal(_("{file} 刚被其他程序修改").format(file=name), _("重新运行命令"))
    return target.stat().st_size


def _write_catalogue(found: EvidenceList, packing: Packing, folder: Path, print_lists: PrintLists) -> None:
    name = _("佐证材料目录")
    if packing.catalogue == "xlsx":
        (folder / f"{name}.xlsx").write_bytes(listing_bytes(found, "xlsx"))
        return
    files = {
        unit: folder / (f"{name}-{file_stem(unit)}.pdf" if unit else f"{name}.pdf") for unit in packing.units or (None,)
    }
    reason = print_lists(files, found.cycle)
    if reason is not None:
        raise Refusal(_("佐证材料目录生成失败：{reason}").format(reason=reason), _("改用 --catalogue xlsx"))


def _info(workspace: Workspace, found: EvidenceList, packing: Packing) -> Mapping[str, str]:
    """What the bundle says of itself （bag-info.txt）."""
    notes = _("{cycle}年度履行教育职责评价佐证材料").format(cycle=found.cycle)
    if workspace.settings.place_name:
        notes = f"{workspace.settings.place_name}{notes}"
    if found.sample:
        notes = _("{text}（含示例数据）").format(text=notes)
    info = {
        "External-Description": notes,
        "Bagging-Date": packing.day.isoformat(),
        "Bag-Software-Agent": f"dutykit {__version__}",
    }
    if packing.units:
        info["Source-Organization"] = _("、").join(packing.units)
    return info


def _put_in_place(folder: Path, target: Path, spare: Path) -> None:
    """Give the finished bundle its name."""
    if target.suffix.lower() != ".zip":
        folder.rename(target)
        return
    archive = spare / "bundle.zip"
    write_archive(folder, archive, folder.name)
    archive.rename(target)
