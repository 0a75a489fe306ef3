"""The main commands where POSIX's own names are not there, as on Windows: the same outputs, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

COPIED = ("data", "submissions", "evidence", "reviews", "history", "dutykit.yaml")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for name in COPIED:
        source, target = REPOSITORY / name, tmp_path / "全市" / name
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copy(source, target)
    return tmp_path / "全市"


def run(module: str, city: Path, *words: str) -> tuple[int, str]:
    """What the command exits with and prints."""
    place = city.parent / module
    place.mkdir(exist_ok=True)
    environment = os.environ | {
        "LANG": "zh_CN.UTF-8",
        "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
        "SOURCE_DATE_EPOCH": "1577000000",
        "TMPDIR": str(place),  # another process must not take its unlocked temporary folders for left behind
        "XDG_CACHE_HOME": str(place),
    }
    command = [sys.executable, "-W", "error", "-m", module, *words]
    done = subprocess.run(
        command, cwd=city, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def test_the_same_comes_out(city: Path, tmp_path: Path) -> None:
    plan = REPOSITORY / "tests/data/panjin-2019.txt"
    for words in (
        ("validate",),
        ("validate", "--format", "json"),
        ("status", "--as-of", "2019-11-01"),
        ("matrix", "--format", "csv"),
        ("import", str(plan), "--format", "json"),
    ):
        assert run("tests.without_posix", city, *words) == run("dutykit", city, *words), words
    for name, words in {
        "一.pdf": ("report", "--unit", "市财政局"),
        "表.xlsx": ("coverage", "--format", "xlsx"),
        "任务.ics": ("status", "--format", "ics"),
    }.items():
        here, there = tmp_path / "甲" / name, tmp_path / "乙" / name
        assert run("tests.without_posix", city, *words, "-o", str(here))[0] == 0, words
        assert run("dutykit", city, *words, "-o", str(there))[0] == 0, words
        assert here.read_bytes() == there.read_bytes(), name


def test_what_is_written_into_the_workspace(city: Path, tmp_path: Path) -> None:
    for words in (
        ("carry-forward", "--to", "2020", "--as-of", "2020-01-05"),
        ("validate", "--fix"),
        ("report", "--all", "--format", "html", "-o", str(tmp_path / "各")),
    ):
        code, said = run("tests.without_posix", city, *words)
        assert code == 0, said
    assert len(list((tmp_path / "各").iterdir())) == 22
