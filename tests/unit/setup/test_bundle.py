"""What doctor says of dutykit installed from an offline bundle."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from dutykit.setup.bundle import Bundle, installed_bundle
from dutykit.setup.doctor import Diagnosis, Terminal, examine
from dutykit.setup.machine import Machine


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    content = b"#!/bin/sh\n"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/dutykit").write_bytes(content)
    (tmp_path / "installed.txt").write_text(f"{hashlib.sha256(content).hexdigest()}  ./bin/dutykit\n", encoding="utf-8")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return tmp_path


def examined(name: str, *, full: bool = False, lacks: str = "") -> list[Diagnosis]:
    machine = Machine(can_open=lambda names: lacks not in names, is_installed=lambda package: package != lacks)
    return [one for one in examine(Terminal("UTF-8", 120), full=full, machine=machine) if one.name == name]


def test_whole_bundle(bundle: Path) -> None:
    [found] = examined("bundle", full=True)
    assert (found.state, found.detail) == ("ok", str(bundle))


def test_missing_file_is_named(bundle: Path) -> None:
    (bundle / "bin/dutykit").unlink()
    [found] = examined("bundle")
    assert (found.state, found.detail) == ("lacking", "1 个文件缺失或已损坏：bin/dutykit")
    assert found.fix == "重新运行离线安装包中的 install.sh"


def test_altered_file_shows_only_with_full(bundle: Path) -> None:
    (bundle / "bin/dutykit").write_bytes(b"#!/bin/sh\nexit\n")
    assert [one.state for one in examined("bundle") + examined("bundle", full=True)] == ["ok", "lacking"]
    assert list(Bundle(bundle).faults(full=True)) == ["bin/dutykit"]


@pytest.mark.usefixtures("bundle")
@pytest.mark.parametrize(("name", "lacks"), [("extra-sign", "pyhanko"), ("library-pango", "pango-1.0")])
def test_what_lacks_comes_from_the_bundle(name: str, lacks: str) -> None:
    assert [one.fix for one in examined(name, lacks=lacks)] == ["重新运行离线安装包中的 install.sh"]


def test_installed_in_another_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert installed_bundle() is None
    assert examined("bundle") == []
