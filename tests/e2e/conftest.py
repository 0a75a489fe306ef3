"""What several end-to-end tests look at."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, MadeOnce, command_environment


def make_reports(folder: Path, *arguments: str, env: dict[str, str] | None = None, root: Path = REPOSITORY) -> None:
    """Let the real command make reports of the workspace `root`; warnings are errors."""
    environment = command_environment(folder, **(env or {}))
    command = [sys.executable, "-W", "error", "-m", "dutykit", "report", "-q", "-w", str(root), *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="session")
def all_reports(made_once: MadeOnce) -> Path:
    """A folder with every report of this repository."""
    folder = made_once("reports", lambda folder: make_reports(folder, "--all", "-o", str(folder)))
    assert len(list(folder.glob("*.pdf"))) == 22
    return folder


@pytest.fixture
def panjin(tmp_path: Path) -> Path:
    """A copy of this repository's workspace, without its reviews."""
    root = tmp_path / "工作区"
    for part in ("data", "submissions", "evidence"):
        shutil.copytree(REPOSITORY / part, root / part)
    shutil.copy(REPOSITORY / "dutykit.yaml", root)
    return root


def npm_installed(locked: Path, folder: Path) -> None:
    """Install in `folder` what the package-lock.json in `locked` names; skips the test where npm cannot."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(locked / name, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"npm could not install {locked.name}: {done.stderr.decode(errors='replace')[-300:]}")
