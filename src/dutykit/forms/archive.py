"""A ZIP archive that a unit sent: its form and the files that go with it; hostile until it was looked through."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path
from typing import BinaryIO, cast

from dutykit.forms.enclosure import Enclosure, is_temporary, name_key
from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.workspace.archive_errors import BAD_ARCHIVE
from dutykit.workspace.zip_directory import directory_bytes

MOST_MEMBERS = 2_000
MOST_RATIO = 400
"""How many times larger a file may be unpacked, if it is large at all."""
_LARGE = 1_000_000
_MOST_FILES = 20
"""How many files of the largest size there may be in all."""
_MOST_DIRECTORY = 2_000_000
_UTF8 = 0x800


def archived_files(path: Path, most: int) -> list[Enclosure]:
    """The files in the archive at `path`, each of at most `most` bytes. Raises Refusal, which names what is wrong."""
    try:
        if directory_bytes(path) > _MOST_DIRECTORY:
            raise Refusal(_("压缩包中的文件过多或过大，未打开"), _("解压后将文件夹交给 dutykit collect"))
        with zipfile.ZipFile(path) as archive:
            if not all(one.filename for one in archive.infolist()):  # older zipfile fails on it, newer passes it over
                raise zipfile.BadZipFile
            members = [one for one in archive.infolist() if not one.is_dir()]
    except OSError as error:
        raise Refusal(_("无法读取：{reason}").format(reason=reason_of(error))) from error
    except BAD_ARCHIVE as error:
        raise Refusal(_("压缩包已损坏，无法打开"), _again()) from error
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > _MOST_FILES * most:
        raise Refusal(_("压缩包中的文件过多或过大，未打开"), _("解压后将文件夹交给 dutykit collect"))
    named = {inner_name(one): one for one in members}
    for name, one in named.items():
        _hold_to_rules(name, one)
    wanted = [name for name in named if not any(part == "__MACOSX" or is_temporary(part) for part in name.split("/"))]
    if len(named) < len(members) or len({*map(name_key, wanted)}) < len(wanted):
        raise Refusal(_("压缩包中有同名文件"), _again())
    return [_file(path, name, named[name]) for name in sorted(wanted)]


def _file(archive: Path, name: str, member: zipfile.ZipInfo) -> Enclosure:
    def opened() -> BinaryIO:
        return cast("BinaryIO", zipfile.ZipFile(archive).open(member))

    return Enclosure(f"{archive}/{name}", name.rpartition("/")[2], member.file_size, stat.S_IFREG, opened)


def inner_name(member: zipfile.ZipInfo) -> str:
    """The name of a file in an archive: of those who do not say that it is UTF-8, Windows in China writes GBK."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = None
        for encoding in ("utf-8", "gb18030") if raw is not None else ():
            try:
                name = (raw or b"").decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _hold_to_rules(name: str, member: zipfile.ZipInfo) -> None:
    short = name[:80]
    if member.flag_bits & 1:
        raise Refusal(_("压缩包设有密码"), _("去掉密码，重新压缩后报送"))
    if ".." in name.split("/") or name.startswith("/") or ":" in name or "\0" in name:
        raise Refusal(_("压缩包中的文件名异常：{name}").format(name=short), _again())
    if stat.S_IFMT(member.external_attr >> 16) not in {0, stat.S_IFREG}:
        raise Refusal(_("压缩包中的 {name} 不是普通文件").format(name=short), _again())
    if member.file_size > _LARGE and member.file_size > MOST_RATIO * max(member.compress_size, 1):
        raise Refusal(_("压缩包中的 {name} 压缩比异常，疑似恶意压缩文件，未打开").format(name=short), _again())


def _again() -> str:
    return _("请重新压缩为 .zip 后报送")
