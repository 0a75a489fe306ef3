"""What a file is by its first bytes, for the kinds that evidence is submitted as."""

from __future__ import annotations

HEAD = 8_192
"""How many bytes of a file are looked at."""

# NOTE: no library. Those tried cost 7 to 17 ms to import, a twentieth of `validate`, and either were
# last released in 2022 (filetype) or took every ZIP for a Word file (puremagic).
_OPENINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),  # and xls, ppt, wps: one container
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "mp3"),
    (b"MZ", "exe"),
)
_PARTS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "pptx"),
    (b"OFD.xml", "ofd"),
)
"""Names of the parts in a ZIP that say what it is."""


def file_kind(head: bytes) -> str | None:
    """The usual extension of a file that begins with `head`, its first HEAD bytes; None if they say nothing."""
    if head[4:8] == b"ftyp":
        return "mov" if head[8:10] == b"qt" else "mp4"
    if head.startswith(b"RIFF"):
        return {b"WAVE": "wav", b"AVI ": "avi", b"WEBP": "webp"}.get(head[8:12])
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":  # two letters alone may begin a text
        return "bmp"
    kind = next((kind for opening, kind in _OPENINGS if head.startswith(opening)), None)
    if kind == "zip":
        return next((part for name, part in _PARTS if name in head), "zip")
    if kind == "exe" and b"\0" not in head:
        return None  # a text that begins so
    return kind
