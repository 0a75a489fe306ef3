"""How long the list of files in a ZIP archive is: as much of it is read before anything else of the archive is known."""

from __future__ import annotations

from pathlib import Path

from dutykit.workspace.file_bytes import open_file

_END, _LOCATOR, _END_64 = 22, 20, 56
"""Bytes of the records at the end of an archive; a comment of up to 65,535 bytes may follow them."""


def directory_bytes(path: Path) -> int:
    """What the archive at `path` states, in either of the two places where it may. Raises OSError."""
    with open_file(path) as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _END_64 - _LOCATOR - _END - 0xFFFF))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        return 0
    stated = int.from_bytes(tail[at + 12 : at + 16], "little")
    large = tail[max(0, at - _LOCATOR - _END_64) : at]
    if large[-_LOCATOR:].startswith(b"PK\x06\x07"):
        return max(stated, int.from_bytes(large[40:48], "little"))
    return stated
