"""The streams of the real command: closed readers, other locales, texts that would command a terminal or a log."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Dutykit, command_environment

COMMANDS = [
    "validate",
    "validate --format sarif",
    "validate --format github",
    "coverage",
    "coverage --format json",
    "status",
    "matrix --format html",
    "ledger --format csv",
    "explain",
    "explain wrong-type",
    "--help",
    "validate --help",
    "score --preset list",
    "coverage --format xlsx",
    "report --kind list",
    "evidence list",
    "diff 2019 2019",
]


@pytest.fixture(scope="module")
def panjin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("w")
    for part in ("data", "submissions"):
        shutil.copytree(REPOSITORY / part, root / part)
    shutil.copy(REPOSITORY / "dutykit.yaml", root)
    return root


def run(folder: Path, cwd: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "error", "-m", "dutykit", *arguments]
    environment = command_environment(folder, **more)
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, timeout=300)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_went_away_gives_the_same_code_everywhere(command: str, panjin: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "dutykit", *command.split()],
        cwd=panjin,
        env=command_environment(tmp_path),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=300,
    )
    os.close(writing)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


@pytest.mark.parametrize("command", ["validate nowhere", "rank --side nobody", "nonsense", "doctor"])
def test_a_reader_of_the_other_stream_too(command: str, panjin: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "dutykit", *command.split()],
        cwd=panjin,
        env=command_environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=writing,
        check=False,
        timeout=300,
    )
    os.close(writing)
    assert done.returncode == 141


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two locales that are not UTF-8."""
    folder = tmp_path_factory.mktemp("locales")
    for source, charset, name in (("zh_CN", "GB18030", "zh_CN.GB18030"), ("en_US", "ISO-8859-1", "en_US.ISO-8859-1")):
        if shutil.which("localedef") is None:
            pytest.skip("no localedef")
        subprocess.run(["localedef", "-i", source, "-f", charset, str(folder / name)], check=False, capture_output=True)
        if not (folder / name).exists():
            pytest.skip(f"localedef has no {charset}")
    return folder


@pytest.mark.parametrize("name", ["zh_CN.GB18030", "en_US.ISO-8859-1"])
def test_another_locale_changes_nothing_but_the_language(
    name: str, locales: Path, panjin: Path, tmp_path: Path
) -> None:
    own = {"LOCPATH": str(locales), "LC_ALL": name}
    expected = run(tmp_path, panjin, "validate", "--no-cache", "--lang", "zh")
    found = run(tmp_path, panjin, "validate", "--no-cache", "--lang", "zh", **own)
    assert (found.returncode, found.stdout, found.stderr) == (expected.returncode, expected.stdout, expected.stderr)
    unit = run(tmp_path, panjin, "coverage", "-u", "市公安局", "--fail-under", "100", **own)
    assert unit.returncode == 0
    assert "市公安局".encode() in unit.stdout
    doctor = run(tmp_path, panjin, "doctor", "--lang", "zh", **own)
    assert doctor.returncode == 1
    assert "不是 UTF-8".encode() in doctor.stdout


def test_what_a_gbk_terminal_sends_is_understood(locales: Path, panjin: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"dutykit", b"coverage", b"-u", "市公安局".encode("gb18030")],
        cwd=panjin,
        env=command_environment(tmp_path, LOCPATH=str(locales), LC_ALL="zh_CN.GB18030"),
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0
    assert "市公安局".encode() in done.stdout


EVIL = "甲\n::error::乙\x1b]0;题\x07\u202e"


@pytest.mark.parametrize(
    "arguments",
    [
        ("coverage", "-u", EVIL),
        ("matrix", "--why", EVIL, "市财政局"),
        ("submit", EVIL, "--by", "王"),
        ("validate", EVIL),
        ("validate", "--select", EVIL),
        ("validate", "--output", EVIL),
        ("report", "--kind", EVIL),
        ("status", "--as-of", EVIL),
        ("explain", EVIL),
        (EVIL,),
        ("coverage", "--format", EVIL),
        ("verify", EVIL),
        ("import", EVIL),
        ("collect", EVIL),
    ],
)
def test_no_text_of_a_user_commands_a_terminal_or_a_log(
    arguments: tuple[str, ...], panjin: Path, dutykit: Dutykit
) -> None:
    ran = dutykit(*arguments, cwd=panjin)
    assert ran.code != 0
    for line in (ran.out + ran.err).split("\n"):
        assert not line.startswith("::")
        assert not set(line) & {"\x1b", "\x07"}
