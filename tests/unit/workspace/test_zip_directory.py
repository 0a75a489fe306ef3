from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from dutykit.workspace.zip_directory import directory_bytes


def test_the_list_is_as_long_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zipfile.ZIP_FILECOUNT_LIMIT", 3)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        for number in range(4):  # so many that a second record states it
            made.writestr(str(number), b"")
    with zipfile.ZipFile(path) as archive:
        whole = sum(46 + len(one.filename) for one in archive.infolist())
    assert directory_bytes(path) == whole
    data = path.read_bytes()
    at = data.rindex(b"PK\x05\x06")
    assert data[at - 20 : at - 16] == b"PK\x06\x07"
    path.write_bytes(data[: at + 12] + struct.pack("<L", 1) + data[at + 16 :])  # the first record lies
    assert directory_bytes(path) == whole


def test_what_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    for data in (b"", b"PK", b"x" * 200_000):
        path.write_bytes(data)
        assert directory_bytes(path) == 0
