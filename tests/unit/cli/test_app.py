"""Which commands there are, and that none pays for another."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from dutykit.cli import app
from dutykit.cli.declaration import Command, Family

FOLDER = Path(app.__file__).parent / "commands"
HEAVY = (
    "pydantic",
    "ruamel",
    "_ruamel_yaml",
    "rich",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "jinja2",
    "weasyprint",
    "icalendar",
)


def imported(*arguments: str) -> set[str]:
    """The modules that are there once the command line for `arguments` is built."""
    code = "import os, sys\nfrom dutykit.cli.app import application\napplication(sys.argv[1:], {})\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True, text=True)
    return set(ran.stdout.split())


def test_every_file_that_declares_a_command_is_one() -> None:
    families = [import_module(f"dutykit.cli.commands.{module}") for module in app.module_names().values()]
    members = {module for one in families if hasattr(one, "FAMILY") for module in one.FAMILY.modules}
    declaring = {
        path.stem
        for path in FOLDER.glob("*.py")
        if any(line.startswith(("COMMAND =", "FAMILY =")) for line in path.read_text(encoding="utf-8").splitlines())
    }
    assert declaring == set(app.module_names().values()) | members


@pytest.mark.parametrize("module", app.module_names().values())
def test_each_file_declares_what_help_says(module: str) -> None:
    found = import_module(f"dutykit.cli.commands.{module}")
    declared = getattr(found, "FAMILY", None) or found.COMMAND
    assert isinstance(declared, Command | Family)
    assert declared.panel
    assert declared.text
    if isinstance(declared, Command):
        name = module.rstrip("_").replace("_", "-")
        assert all(example.startswith(f"dutykit {name}") for example in declared.examples)
        assert callable(getattr(found, module))


def test_one_command_imports_no_other() -> None:
    ours = {name for name in app.module_names().values() if f"dutykit.cli.commands.{name}" in imported("alerts")}
    assert ours == {"alerts"}
    assert {"dutykit.cli.commands.evidence", "dutykit.cli.commands.evidence_pack"} < imported(
        "--lang", "en", "evidence", "pack"
    )


@pytest.mark.parametrize("arguments", [["--help"], ["no-such-command"], ["report"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    names = {name.partition(".")[0] for name in imported(*arguments)}
    assert names.isdisjoint(HEAVY)
    assert "dutykit.workspace.assemble" not in imported(*arguments)
