"""What several end-to-end tests look at."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


def make_reports(folder: Path, *arguments: str, env: dict[str, str] | None = None, root: Path = REPOSITORY) -> None:
    """Let the real command make reports of the workspace `root`; warnings are errors."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / ".cache"), "LANG": "zh_CN.UTF-8", **(env or {})}
    command = [sys.executable, "-W", "error", "-m", "dutykit", "report", "-q", "-w", str(root), *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="session")
def all_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every report of this repository; tests that ask for it are in the group "reports"."""
    folder = tmp_path_factory.mktemp("reports")
    make_reports(folder, "--all", "-o", str(folder))
    assert len(list(folder.glob("*.pdf"))) == 22
    return folder
