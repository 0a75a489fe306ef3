"""What of an office file is safe to open: .xlsx, .docx, .ods and their kin are ZIP archives of XML that anyone may have made."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import IO, Any
from xml.parsers import expat

from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.workspace.archive_errors import BAD_ARCHIVE

MOST_FILE_BYTES = 30_000_000
"""Bytes of an office file as it comes, where the caller does not say."""
MOST_BYTES = 120_000_000
"""Bytes of all its parts, unpacked."""
MOST_PARTS = 5_000
MOST_RATIO = 400
"""How many times larger a part may be unpacked, if it is large at all; XML of tables reaches some 60."""
_LARGE = 1_000_000
_STEP = 1 << 16
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


class OfficeFileError(Refusal):
    """An office file is not to be opened."""


@dataclass(frozen=True, slots=True)
class OfficeArchive:
    """An office file that has been looked through: its parts can be unpacked and hold no entities."""

    data: bytes
    parts: tuple[str, ...]

    def open(self, name: str) -> IO[bytes]:
        """One of its parts."""
        return zipfile.ZipFile(io.BytesIO(self.data)).open(name)


def office_archive(data: bytes, *, then: str, most: int | None = None) -> OfficeArchive:
    """Look `data` through: size, ratio, encryption, macros and XML entities. Raises OfficeFileError.

    `then` is what the user does with a file that was fixed, as the end of a sentence; `most` bytes it may have.
    """
    limit = MOST_FILE_BYTES if most is None else most
    if len(data) > limit:
        message = _("文件有 {size} MB，超过上限 {limit} MB").format(
            size=len(data) // 1_000_000, limit=limit // 1_000_000
        )
        raise _too_large(message, then)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _affordable(members, then)
            _acceptable(members, then)
            for member in members:
                _looked_through(archive, member, then)
    except (*BAD_ARCHIVE, OSError) as error:
        raise OfficeFileError(_("文件已损坏，无法打开"), _saved_again(then)) from error
    return OfficeArchive(data, tuple(member.filename for member in members))


def _saved_again(then: str) -> str:
    return _("用 WPS 或 Office 打开，另存一份{then}").format(then=then)


def _too_large(message: str, then: str) -> OfficeFileError:
    return OfficeFileError(message, _("删去图片等多余内容{then}").format(then=then))


def _affordable(members: list[zipfile.ZipInfo], then: str) -> None:
    """Refuse what states itself that it is too much."""
    total = sum(one.file_size for one in members)
    if len(members) > MOST_PARTS or total > MOST_BYTES:
        message = _(
            "解压后过大（{parts} 个部件共 {size} MB，上限 {most} 个、{limit} MB），疑似恶意压缩文件，已拒绝打开"
        ).format(parts=len(members), size=total // 1_000_000, most=MOST_PARTS, limit=MOST_BYTES // 1_000_000)
        raise _too_large(message, then)
    for one in members:
        if one.file_size > _LARGE and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            message = _("{part} 压缩比异常（{size} 字节展开为 {total} 字节），疑似恶意压缩文件，已拒绝打开").format(
                part=one.filename, size=one.compress_size, total=one.file_size
            )
            raise _too_large(message, then)


def _acceptable(members: list[zipfile.ZipInfo], then: str) -> None:
    """Refuse what cannot be read, or might be read in two ways."""
    if any(one.flag_bits & 1 for one in members):
        raise OfficeFileError(_("文件设有打开密码"), _("去掉密码，另存一份{then}").format(then=then))
    names = [one.filename for one in members]
    if len(set(names)) != len(names):
        raise OfficeFileError(_("压缩包中有同名部件，文件可能被修改过，未打开"), _saved_again(then))
    if any(name.lower().rpartition("/")[2].startswith("vbaproject") for name in names):
        raise OfficeFileError(_("文件含有宏，未打开"), _("另存为不含宏的 .xlsx 或 .docx {then}").format(then=then))


def _looked_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo, then: str) -> None:
    """Unpack a part piece by piece; entities in its XML are refused: no office writes them, and all harm needs them.

    NOTE: zipfile stops at the size that the part states it has: a lie yields a damaged part, not a large one.
    """
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    seen = b""
    is_first = True
    with archive.open(member) as part:
        while piece := part.read(_STEP):
            if not is_xml:
                continue
            seen += piece.replace(b"\x00", b"")  # in UTF-16 and UTF-32 too
            if is_first and not _is_unicode(seen):  # it could hide anything
                message = _("{part} 的编码不是 UTF-8，未打开").format(part=member.filename)
                raise OfficeFileError(message, _saved_again(then))
            if any(word in seen for word in _DECLARATIONS):
                message = _("{part} 含有 XML 实体声明，可能带有恶意内容，未打开").format(part=member.filename)
                raise OfficeFileError(message, _saved_again(then))
            seen, is_first = seen[-len(_DECLARATIONS[0]) :], False


def _is_unicode(head: bytes) -> bool:
    declared = _ENCODING.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    return declared is None or declared[1].lower() in {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}


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
    except (expat.ExpatError, LookupError, ValueError) as error:  # the latter for encodings that expat does not know
        raise OfficeFileError(_("文件已损坏，无法打开"), _("用 WPS 或 Excel 打开，另存一份后重新报送")) from error
