"""A file is written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from dutykit.workspace.writing.atomic_file import write_atomically


def test_writes_and_makes_folders(tmp_path: Path) -> None:
    path = tmp_path / "甲" / "乙" / "报告.txt"
    write_atomically(path, b"abc")
    assert path.read_bytes() == b"abc"
    assert [one.name for one in path.parent.iterdir()] == ["报告.txt"]


def test_keeps_the_permissions_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


def test_a_long_name(tmp_path: Path) -> None:
    path = tmp_path / ("单" * 80 + ".pdf")
    write_atomically(path, b"x")
    assert path.read_bytes() == b"x"


def test_a_file_where_the_folder_should_be_is_said_to_be_that(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        write_atomically(tmp_path / "out" / "x.pdf", b"new")


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "x", b"new")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o7777 == 0o640


def test_the_disk_has_the_contents_before_the_name_and_the_name_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "contents")
        fsync(descriptor)

    def replaced(one: str | Path, other: str | Path) -> None:
        steps.append("name")
        replace(one, other)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    write_atomically(tmp_path / "x", b"new")
    assert steps == ["contents", "name", "folder"]


def test_a_file_that_cannot_be_replaced_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path / "x", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["x"]
