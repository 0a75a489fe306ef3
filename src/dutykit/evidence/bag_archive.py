"""A bundle as one file: a ZIP whose bytes depend on nothing but the bundle."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from contextlib import suppress
from pathlib import Path, PurePosixPath

from dutykit.evidence.bag import NotABagError
from dutykit.language import _
from dutykit.workspace.archive_errors import BAD_ARCHIVE, BAD_PART
from dutykit.workspace.zip_directory import directory_bytes

MOST_FILES = 100_000
MOST_RATIO = 1_000
"""How many times larger a file may be unpacked, if it is large at all."""
_LARGE = 10_000_000
_PIECE = 1 << 20
_MOST_DIRECTORY = 50_000_000
"""Bytes of the list of so many files."""


def write_archive(folder: Path, target: Path, name: str) -> None:
    """Write the files in `folder` to the new file `target`, in a folder `name`; synced. Raises OSError."""
    paths = sorted(
        (one for one in folder.rglob("*") if one.is_file()), key=lambda one: one.relative_to(folder).as_posix()
    )
    with target.open("xb") as file:
        # What evidence is made of is packed already; stored, the bytes do not depend on who wrote the packer.
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for path in paths:
                part = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}")  # of 1980-01-01
                part.create_system, part.external_attr = 3, (stat.S_IFREG | 0o644) << 16
                part.file_size = path.stat().st_size
                with path.open("rb") as source, archive.open(part, "w") as sink:
                    shutil.copyfileobj(source, sink, _PIECE)
        file.flush()
        os.fsync(file.fileno())


def unpack_archive(archive_file: Path, folder: Path) -> Path:
    """Unpack `archive_file` into the empty `folder`, and give the folder of the bundle in it.

    Raises NotABagError for what is no such file or not safe to unpack, and OSError.
    """
    if not stat.S_ISREG(archive_file.stat().st_mode):
        raise NotABagError(_("不是普通文件"))
    if directory_bytes(archive_file) > _MOST_DIRECTORY:
        raise NotABagError(_("压缩包中的文件超过 {most} 个，未打开").format(most=MOST_FILES))
    try:
        with zipfile.ZipFile(archive_file) as archive:
            members = archive.infolist()
            _hold_to_rules(members, shutil.disk_usage(folder).free)
            for member in members:
                # zipfile stops at the size that a part states it has; what it got of a damaged one is found damaged later.
                with suppress(*BAD_PART):
                    archive.extract(member, folder)
    except BAD_ARCHIVE as error:
        raise NotABagError(_("压缩包已损坏，无法打开：{reason}").format(reason=error)) from error
    if (folder / "bagit.txt").is_file():
        return folder
    inside = [one for one in folder.iterdir() if (one / "bagit.txt").is_file()]
    if len(inside) != 1:
        raise NotABagError(_("其中没有 bagit.txt，不是 dutykit evidence pack 生成的佐证材料包"))
    if any(one.name not in {inside[0].name, "__MACOSX"} for one in folder.iterdir()):
        raise NotABagError(_("佐证材料包之外还有其他文件，未核验"))
    return inside[0]


def _hold_to_rules(members: list[zipfile.ZipInfo], free: int) -> None:
    """Refuse what could harm when it is unpacked. Raises NotABagError."""
    names = [one.filename for one in members]
    if len(names) > MOST_FILES:
        raise NotABagError(_("压缩包中的文件超过 {most} 个，未打开").format(most=MOST_FILES))
    if len({name.casefold() for name in names}) != len(names):
        raise NotABagError(_("压缩包中有同名文件，未打开"))
    for member in members:
        path = PurePosixPath(member.filename)
        is_odd = path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename
        if is_odd or stat.S_ISLNK(member.external_attr >> 16) or member.flag_bits & 1:
            raise NotABagError(_("压缩包中有不安全的内容，未打开：{name}").format(name=ascii(member.filename)))
        if member.file_size > _LARGE and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise NotABagError(_("{name} 压缩比异常，疑似恶意压缩文件，已拒绝打开").format(name=member.filename))
    if sum(one.file_size for one in members) > free:
        raise NotABagError(_("解压后超过磁盘剩余空间，未打开"))
