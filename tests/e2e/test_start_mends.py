"""Slips of a newcomer's hand: each is said in a line, and nothing else is touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Dutykit

LONG = "督" * 100
"""300 bytes, more than a file's name may have."""


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if ".cache" not in path.parts)


@pytest.mark.parametrize(
    "arguments",
    [
        ["accept", "市应急局"],
        ["coverage"],
        ["validate"],
        ["validate", "data"],
        ["report", "--city"],
        ["report", "--kind", "list"],
        ["doctor"],
        ["import", "plan.txt"],
    ],
)
def test_a_workspace_that_is_not_there(dutykit: Dutykit, tmp_path: Path, arguments: list[str]) -> None:
    assert dutykit("init", ".").code == 0
    before = _files(tmp_path)
    ran = dutykit(*arguments, "-w", "打错的名字")
    assert ran.code == 2
    assert "文件夹不存在：打错的名字" in ran.err
    assert _files(tmp_path) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["matrix", "-o", f"{LONG}.csv"],
        ["coverage", "-o", f"{LONG}.csv"],
        ["ledger", "-o", f"{LONG}.csv"],
        ["status", "-o", f"{LONG}.json"],
        ["diff", "2019", "2019", "-o", f"{LONG}.json"],
        ["collect", f"{LONG}.xlsx"],
        ["report", "--unit", "市公安局", "--format", "html", "-o", f"{LONG}.html"],
    ],
)
def test_a_file_name_that_is_too_long(dutykit: Dutykit, arguments: list[str]) -> None:
    ran = dutykit(*arguments, "-w", REPOSITORY)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert LONG in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", [["coverage"], ["validate", "--no-cache"], ["matrix"], ["matrix", "--help"]])
def test_a_stdout_that_is_full(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-W", "error", "-m", "dutykit", *arguments],
            cwd=REPOSITORY,
            env={**os.environ, "LANGUAGE": "zh"},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=300,
        )
    assert ran.returncode == 2
    assert ran.stderr.decode().splitlines()[-1] == "错误：无法写入标准输出：磁盘空间不足"
    assert b"Traceback" not in ran.stderr


CLOSED = ["coverage", "validate", "status", "explain", "--help", "matrix --help", "nonsense"]


def _with_streams(redirected: str, arguments: str, language: str = "zh") -> subprocess.CompletedProcess[str]:
    line = f'"$0" -W error -m dutykit {arguments} {redirected}'
    environment = {**os.environ, "LANGUAGE": language}
    command = ["/bin/sh", "-c", line, sys.executable]
    return subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("arguments", CLOSED)
def test_a_stdout_that_is_closed(arguments: str) -> None:
    ran = _with_streams(">&-", arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.splitlines() == [
        "错误：标准输出已关闭，无法输出结果；未执行任何操作",
        "处理建议：将 >&- 改为 >/dev/null，即可不输出结果",
    ]
    silent = _with_streams(">&- 2>&- <&-", arguments)
    assert (silent.returncode, silent.stdout, silent.stderr) == (2, "", "")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("redirected", ["2>&-", "<&-", "2>&- <&-"])
def test_a_closed_stderr_or_stdin_changes_no_result(redirected: str) -> None:
    usual, ran = _with_streams("", "coverage"), _with_streams(redirected, "coverage")
    assert (ran.returncode, ran.stdout) == (usual.returncode, usual.stdout)
    assert ran.stdout
    assert _with_streams(redirected, "nonsense").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_closed_stdout_stops_a_change(dutykit: Dutykit, tmp_path: Path) -> None:
    assert dutykit("init", ".").code == 0
    before = _files(tmp_path)
    ran = _with_streams(">&-", f"new 市财政局 -w '{tmp_path}' --lang en")
    assert ran.returncode == 2
    assert "Standard output is closed" in ran.stderr
    assert _files(tmp_path) == before


def test_what_click_says_is_said_in_chinese(dutykit: Dutykit, tmp_path: Path) -> None:
    assert "不能小于 1900" in dutykit("coverage", "--cycle", "99").err
    chosen = dutykit("init", "x", "--from", "foo")
    assert "“foo”不是可选值，可选：panjin-2019、blank" in chosen.err
    (tmp_path / "报告").write_text("", encoding="utf-8")
    made = dutykit("coverage", "-w", REPOSITORY, "-o", "报告/a.csv")
    assert made.code == 2
    assert "exists" not in made.err


def test_why_takes_two_values(dutykit: Dutykit) -> None:
    ran = dutykit("matrix", "--why", "11")
    assert ran.code == 2
    assert "选项 --why 需要 2 个值：指标、单位" in ran.err
    assert "dutykit matrix --help" in ran.err


def test_what_a_template_is_given_goes_to_the_file(dutykit: Dutykit, tmp_path: Path) -> None:
    ran = dutykit("report", "--city", "--dump-context", "-o", "x.json", "-w", REPOSITORY)
    assert ran.code == 0, ran.err
    assert ran.out == "x.json\n"
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))


def test_a_pdf_that_is_none(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("no", encoding="utf-8")
    ran = dutykit("verify", "a.pdf")
    assert ran.code == 2
    assert "Illegal" not in ran.err
