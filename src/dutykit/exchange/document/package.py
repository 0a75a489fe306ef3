"""Office packages (docx, xlsx): looked over before anything of them is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from dutykit.exchange.document.error import DocumentError
from dutykit.exchange.document.limits import PART_BYTES, PARTS, RATIO, UNPACKED_BYTES
from dutykit.language import _

_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_SMALL = 1024 * 1024
"""Below this a part may be packed however tightly."""


def checked_package(data: bytes) -> frozenset[str]:
    """The names of the parts of a package that is safe to open. Raises DocumentError.

    Sizes are those the package itself gives, and then, since those may lie, those of what comes out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_sizes(parts, len(data))
            names = frozenset(part.filename for part in parts)
            if len(names) != len(parts):
                raise DocumentError(_("压缩包里有同名的部分，文件可能被改动过"))
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise DocumentError(_("文件里有宏，没有读取"), _("另存为不带宏的 docx 或 xlsx 再导入"))
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(package, part)
            return names
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError, zlib_error()) as error:
        raise DocumentError(_("文件损坏，打不开"), _("用 Word 或 WPS 打开后另存一份")) from error


def zlib_error() -> type[Exception]:
    """What unpacking raises for damaged data."""
    import zlib

    return zlib.error


def _check_sizes(parts: Iterable[zipfile.ZipInfo], size: int) -> None:
    parts = list(parts)
    total = sum(part.file_size for part in parts)
    if len(parts) > PARTS or total > UNPACKED_BYTES or any(part.file_size > PART_BYTES for part in parts):
        message = _("文件展开后太大（{total} 字节，压缩后 {size} 字节），没有读取")
        raise DocumentError(message.format(total=total, size=size))
    for part in parts:
        if part.flag_bits & 1:
            raise DocumentError(_("文件加了密码，没有读取"), _("去掉密码另存一份再导入"))
        if part.file_size > _SMALL and part.file_size > RATIO * max(part.compress_size, 1):
            message = _("{part} 压缩得过紧（{size} 字节展开为 {total} 字节），像是压缩炸弹，没有读取")
            raise DocumentError(message.format(part=part.filename, size=part.compress_size, total=part.file_size))


def _check_xml(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No part may declare entities: nothing an office writes does, and everything hostile needs them."""
    with package.open(part) as stream:
        # zipfile stops at the size the package gave, so that a lie about it yields a damaged part, not a large one.
        head = stream.read(PART_BYTES)
    plain = head.replace(b"\x00", b"")  # UTF-16 too
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise DocumentError(_("{part} 里有实体声明（DTD），没有读取").format(part=part.filename))
    declared = _ENCODING.match(plain.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    if declared is not None and declared[1].lower() not in {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}:
        raise DocumentError(_("{part} 的编码不是 UTF-8，没有读取").format(part=part.filename))  # it could hide anything
