"""Every command that the README files show is run here, and what it prints is what they show."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from dutykit.language import Language, speaking
from dutykit.model.office_words import kind_word
from tests.conftest import REPOSITORY, CommandServers
from tests.e2e.test_docs import fill_in_forms
from tests.office_tables import Filled
from tests.shown_commands import Walk, shown_commands
from tests.unit.plans.document.made import as_docx

LANGUAGES: dict[str, Language] = {"README.md": "en", "README.zh-CN.md": "zh"}


def make_plan(here: Path) -> None:
    """The assignment plan as the office has it: a Word file."""
    text = (REPOSITORY / "tests/data/panjin-2019.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    (here / "任务分解方案.docx").write_bytes(as_docx(lines))


def name_the_counties(here: Path) -> None:
    """What the page's second line asks for: the members of the group, in the office's tables."""
    with speaking("zh" if "单位" in openpyxl.load_workbook(here / "基础数据.xlsx").sheetnames else "en"):
        filled = Filled(here / "基础数据.xlsx")
        filled.add("units", {"id": "双台子区政府", "kind": kind_word("county")})
        filled.change("groups", ("各县区政府",), {"members": "双台子区政府"})
        filled.save("基础数据.xlsx")


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_readme(name: str, tmp_path: Path, request: pytest.FixtureRequest, command_servers: CommandServers) -> None:
    update = request.config.getoption("--update-golden")
    others = {
        "任务分解方案.docx": make_plan,
        "collect 基础数据.xlsx": name_the_counties,
        "收到/": fill_in_forms,
    }
    walk = Walk(
        REPOSITORY / name, tmp_path, LANGUAGES[name], update, command_servers(LANGUAGES[name]), others, anew=True
    )
    sample = _sample(walk.here)
    assert walk.follow() >= 10
    assert _sample(tmp_path / "repository") == sample, "who follows the page does not change the sample it comes with"


def _sample(root: Path) -> dict[str, bytes]:
    """The files of the sample workspace as they are."""
    folders = ("data", "submissions", "evidence", "reviews", "history")
    files = (path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in (*files, root / "dutykit.yaml")}


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_a_readme_is_short(name: str) -> None:
    assert len((REPOSITORY / name).read_text(encoding="utf-8").splitlines()) <= 150


def test_both_say_the_same() -> None:
    """The two files have the same headings and commands in the same order."""
    shapes = []
    for name in sorted(LANGUAGES):
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        levels = [len(line) - len(line.lstrip("#")) for line in text.splitlines() if line.startswith("#")]
        commands = [command.partition("#")[0].strip() for command in shown_commands(text)]
        shapes.append((levels, commands, re.findall(r"^\| (`dutykit.*?) \|", text, flags=re.MULTILINE)))
    assert shapes[0] == shapes[1]
