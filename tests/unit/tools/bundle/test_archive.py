"""A folder as one file."""

from __future__ import annotations

import hashlib
import os
import tarfile
from pathlib import Path

import pytest

from tools.bundle.archive import compress, pack_tar, pack_zip, write_sums


def folder(place: Path, *, time: int) -> Path:
    (place / "wheels").mkdir(parents=True)
    for name in ("bundle.txt", "wheels/z.whl", "离线安装.txt"):
        (place / name).write_text(name, encoding="utf-8")
        os.utime(place / name, (time, time))
    (place / "link").symlink_to("bundle.txt")
    return place


def test_the_list_of_hashes_ends_with_the_facts(tmp_path: Path) -> None:
    write_sums(folder(tmp_path, time=1))
    write_sums(tmp_path)
    lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert [line[66:] for line in lines] == ["link", "wheels/z.whl", "离线安装.txt", "bundle.txt"]
    assert lines[3][:64] == hashlib.sha256(b"bundle.txt").hexdigest()


@pytest.mark.parametrize("pack", [pack_tar, pack_zip])
def test_the_same_folder_gives_the_same_bytes(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    for name, time in (("one", 1), ("two", 10**9)):
        pack(folder(tmp_path / name, time=time), tmp_path / f"{name}.packed", top="dutykit-1")
    assert (tmp_path / "one.packed").read_bytes() == (tmp_path / "two.packed").read_bytes()


def test_compressed_tar(tmp_path: Path) -> None:
    pack_tar(folder(tmp_path / "one", time=1), tmp_path / "one.tar", top="dutykit-1")
    made = compress(tmp_path / "one.tar")
    assert (made.name, (tmp_path / "one.tar").exists()) == ("one.tar.gz", False)
    with tarfile.open(made) as tar:
        assert "dutykit-1/离线安装.txt" in tar.getnames()
        assert tar.getmember("dutykit-1/link").linkname == "bundle.txt"
