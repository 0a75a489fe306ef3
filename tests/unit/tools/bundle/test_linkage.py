"""Which shared libraries a bundle lacks."""

from __future__ import annotations

import shutil
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tools.bundle.linkage import lacking


@pytest.mark.skipif(shutil.which("readelf") is None or sys.platform != "linux", reason="takes readelf and ELF files")
def test_library_that_nothing_brings(tmp_path: Path) -> None:
    runtime, wheel = tmp_path / "runtime", tmp_path / "a.whl"
    (runtime / "libexec").mkdir(parents=True)
    module = next(Path(sysconfig.get_path("platlib")).rglob("*.abi3.so"))
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(module, "package/module.so")
    assert "libc.so.6" in lacking(runtime, [wheel])
    (runtime / "lib").mkdir()
    (runtime / "lib/libc.so.6").symlink_to(module)
    assert "libc.so.6" not in lacking(runtime, [wheel])
