"""The Windows folder's install.py, as far as it can be tried elsewhere: it refuses a damaged folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tools.bundle.archive import write_sums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels/dutykit.whl").write_bytes(b"a wheel")
    (tmp_path / "bundle.txt").write_text("version=1\n", encoding="utf-8")
    shutil.copy(REPOSITORY / "tools/bundle/windows/install.py", tmp_path)
    write_sums(tmp_path)
    return tmp_path


def test_a_damaged_folder_is_refused(folder: Path) -> None:
    (folder / "wheels/dutykit.whl").write_bytes(b"A wheel")
    place = folder / "place"
    ran = subprocess.run(
        [sys.executable, folder / "install.py"],
        env={"LOCALAPPDATA": str(place), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout, place.exists()) == (2, "", False)
    assert ran.stderr.startswith("错误：wheels/dutykit.whl 与校验值不符")


def test_its_texts_say_that_it_was_not_run() -> None:
    for name in ("install.cmd", "离线安装.txt"):
        assert "未在 Windows 上运行过" in (REPOSITORY / "tools/bundle/windows" / name).read_text(encoding="utf-8")
