"""What a cold `dutykit validate` imports: nothing that the run does not need."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import REPOSITORY

UNNEEDED = {
    "dutykit.cli.usage_error",
    "dutykit.cli.watch",
    "dutykit.patches.rich_line_breaks",
    "dutykit.text.wrapping",
    "dutykit.validate.baseline",
    "dutykit.validate.cache",
    "dutykit.validate.fix",
    "dutykit.validate.formats",
    "dutykit.workspace.partial_decode",
    "dutykit.workspace.writing.journal",
    "email",
    "filelock",
    "importlib.metadata",
    "jinja2",
    "multiprocessing",
    "openpyxl",
    "rapidfuzz",
    "rich.console",
    "watchfiles",
    "weasyprint",
    "zipfile",
}


def test_a_run_without_faults_imports_only_what_it_needs() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "dutykit", "validate", "--no-cache"]
    ran = subprocess.run(
        command,
        cwd=REPOSITORY / "tests/cases/base",
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LANG": "C"},
    )
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")}
    assert "dutykit.check.run" in imported
    assert imported.isdisjoint(UNNEEDED), imported & UNNEEDED
