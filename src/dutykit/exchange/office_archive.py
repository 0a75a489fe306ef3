"""What of an office file is safe to open: .xlsx, .ods and their kin are ZIP archives of XML that anyone may have made."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from xml.parsers import expat

from dutykit.language import _

MOST_FILE_BYTES = 30_000_000
"""Bytes of an office file as it comes."""
MOST_BYTES = 120_000_000
"""Bytes of all its parts, unpacked."""
MOST_PARTS = 2_000
MOST_RATIO = 250
"""How many times larger a part may be unpacked, if it is large at all."""
_LARGE = 5_000_000
_STEP = 1 << 16


class OfficeFileError(Exception):
    """An office file is not to be opened; `args` are why and what to do, for the user."""


@dataclass(frozen=True, slots=True)
class OfficeArchive:
    """An office file that has been looked through: its parts can be unpacked and hold no entities."""

    data: bytes
    parts: tuple[str, ...]

    def open(self, name: str) -> IO[bytes]:
        """One of its parts."""
        return zipfile.ZipFile(io.BytesIO(self.data)).open(name)


def office_archive(data: bytes) -> OfficeArchive:
    """Look `data` through: size, ratio, encryption, macros and XML entities. Raises OfficeFileError."""
    if len(data) > MOST_FILE_BYTES:
        size, limit = len(data) // 1_000_000, MOST_FILE_BYTES // 1_000_000
        raise OfficeFileError(
            _("文件有 {size} MB，超过上限 {limit} MB").format(size=size, limit=limit), _("删去表中的图片等内容，再交回")
        )
    _known_kind(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _affordable(members)
            for member in members:
                _looked_through(archive, member)
            names = tuple(member.filename for member in members)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise OfficeFileError(_("文件已损坏，打不开"), _("用 WPS 或 Excel 打开，另存一份再交回")) from error
    if any(name.lower().rpartition("/")[2].startswith("vbaproject") for name in names):
        raise OfficeFileError(_("文件里有宏，不收"), _("另存为不含宏的 .xlsx 再交回"))
    return OfficeArchive(data, names)


def _known_kind(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        text = _("文件是旧格式（.xls、.et），或者设了打开密码")
        raise OfficeFileError(text, _("去掉密码，另存为 .xlsx 再交回"))
    if not data.startswith(b"PK"):
        raise OfficeFileError(_("不是 .xlsx 或 .ods 文件"), _("用 WPS 或 Excel 打开，另存为 .xlsx 再交回"))


def _affordable(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what says itself that it is too much."""
    if len(members) > MOST_PARTS or sum(one.file_size for one in members) > MOST_BYTES:
        raise _bomb()
    if len({one.filename for one in members}) != len(members):
        raise OfficeFileError(_("压缩包里有同名的部件，不收"), _("用 WPS 或 Excel 打开，另存一份再交回"))
    for one in members:
        if one.flag_bits & 0x1:
            raise OfficeFileError(_("文件设了打开密码"), _("去掉密码再交回"))
        if one.file_size > _LARGE and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise _bomb()


def _bomb() -> OfficeFileError:
    text = _("解开后太大（上限 {limit} MB），可能是压缩炸弹，没有打开").format(limit=MOST_BYTES // 1_000_000)
    return OfficeFileError(text, _("把内容复制到一份新的表里再交回"))


def _looked_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a part piece by piece, whatever size it says it has; entities in its XML are refused."""
    parser = _wary_parser() if member.filename.lower().endswith((".xml", ".rels", ".vml")) else None
    size = 0
    with archive.open(member) as part:
        while piece := part.read(_STEP):
            size += len(piece)
            if size > member.file_size:
                raise _bomb()
            if parser is not None:
                try:
                    parser.Parse(piece, False)  # noqa: FBT003 (its only way to say that more comes)
                except expat.ExpatError:
                    parser = None  # who reads it will say what is wrong with it


def _wary_parser() -> Any:
    parser = expat.ParserCreate()

    def doctype(*_arguments: object) -> None:
        raise OfficeFileError(
            _("文件里有 XML 实体声明，可能带有恶意内容，没有打开"), _("用 WPS 或 Excel 打开，另存一份再交回")
        )

    parser.StartDoctypeDeclHandler = doctype
    return parser


def elements(part: IO[bytes], handlers: dict[str, Any]) -> None:
    """Run `handlers` (of expat, by name) over a part that was looked through. Raises OfficeFileError if it is no XML."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    try:
        for piece in iter(lambda: part.read(_STEP), b""):
            parser.Parse(piece, False)  # noqa: FBT003 (its only way to say that more comes)
        parser.Parse(b"", True)  # noqa: FBT003 (… or that this is all)
    except expat.ExpatError as error:
        raise OfficeFileError(_("文件已损坏，打不开"), _("用 WPS 或 Excel 打开，另存一份再交回")) from error


def parts_under(archive: OfficeArchive, folder: str) -> Iterator[str]:
    """The names of the parts below `folder`."""
    return (name for name in archive.parts if name.startswith(folder))
