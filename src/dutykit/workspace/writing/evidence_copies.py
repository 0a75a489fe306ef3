"""Copies of evidence files in the folder of a unit: what may be copied, what the copy is called, and the copying itself."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from dutykit.language import _
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.file_family import agrees
from dutykit.model.layout import EVIDENCE_FOLDER
from dutykit.model.refusal import Refusal
from dutykit.workspace.discover import is_inside
from dutykit.workspace.file_kind import file_kind
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.writing.transaction import OpenWorkspace


def hold_to_rules(name: object, mode: int, size: int, most: int) -> None:
    """Refuse what is no ordinary file, is empty, or is larger than `most` bytes. Raises Refusal."""
    if not stat.S_ISREG(mode):
        raise Refusal(_("{path} 不是普通文件").format(path=name))
    if not size:
        raise Refusal(_("{path} 是空文件").format(path=name))
    if size > most:
        message = _("{path} 有 {size} 字节，超过上限 {limit} 字节")
        fix = _("压缩或拆分该文件；确需导入的，在 dutykit.yaml 的 limits 中调高 evidence_bytes")
        raise Refusal(message.format(path=name, size=size, limit=most), fix)


def extension_of(name: object, head: bytes) -> str:
    """The extension that the copy of the file `name`, which begins with `head`, gets. Raises Refusal if it is another."""
    kind = file_kind(head)
    extension = PurePosixPath(str(name)).suffix.lower().removeprefix(".")
    if not agrees(extension, kind):
        message = (
            _("{path} 的扩展名是 .{extension}，内容却不是该格式")
            if kind is None
            else _("{path} 的扩展名是 .{extension}，内容却是 {kind} 格式")
        ).format(path=name, extension=extension, kind=kind)
        raise Refusal(message, _("用对应的程序另存为正确的格式，或修改扩展名"))
    if not extension and kind is None:
        raise Refusal(_("{path} 没有扩展名，无法确定文件类型").format(path=name), _("为该文件加上扩展名"))
    return extension if extension.isascii() and extension.isalnum() else kind or "bin"


class EvidenceFolder:
    """The folder of one unit, and the files that are about to be added to it."""

    def __init__(self, opened: OpenWorkspace, unit: str, evidence: Mapping[str, EvidenceFile] | None = None) -> None:
        """`evidence`: the files that entries name, if these are no longer those of the workspace as it was opened."""
        self.opened = opened
        self.name = f"{EVIDENCE_FOLDER}/{file_stem(unit)}"
        evidence = opened.workspace.evidence if evidence is None else evidence
        self.by_hash = {
            one.sha256: one.path for one in evidence.values() if one.sha256 and one.path.startswith(f"{self.name}/")
        }
        """The files that are in it and that an entry names, by their SHA-256."""
        self._stems = {
            Path(name).stem.casefold() for name in evidence if name.casefold().startswith(f"{self.name}/".casefold())
        }

    def free_name(self, key: str, extension: str, *, wished: str = "", other_than: Iterable[str] = ()) -> str:
        """A name that no file in the folder has yet, of whatever kind: `key`, the indicator mostly, and a number.

        `wished` is the stem that it gets if it is such a name and free; the stems `other_than` are not used.
        """
        stems = set(self._stems)
        folder = self.opened.root / self.name
        if folder.is_dir():
            stems |= {path.stem.casefold() for path in folder.iterdir()}
        stem, number = file_stem(key), 1
        if wished.startswith(f"{stem}-") and wished.removeprefix(f"{stem}-").isdecimal() and wished not in stems:
            chosen = wished
        else:
            stems |= {one.casefold() for one in other_than}
            while f"{stem}-{number}".casefold() in stems:
                number += 1
            chosen = f"{stem}-{number}"
        self._stems.add(chosen.casefold())
        return f"{self.name}/{chosen}.{extension}"


def copy_evidence(
    opened: OpenWorkspace, source: BinaryIO, name: str, digest: str, times: tuple[int, int] | None
) -> None:
    """Copy `source` for the new file `name`; it must be what was hashed. Raises Refusal and OSError."""
    folder = name.rpartition("/")[0]
    if not is_inside(opened.root, opened.root / folder):
        raise Refusal(_("{folder} 的实际位置在工作区之外").format(folder=folder))
    copy, copied = opened.add_copy(source, name)
    if times is not None:
        os.utime(copy, ns=times)
    if copied != digest:
        raise Refusal(_("{name} 在复制过程中被其他程序修改").format(name=source.name), _("重新运行命令"))
