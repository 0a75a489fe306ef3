"""Every paper of the sample and of the worst workspace: nothing out of place on any page."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pypdfium2
import pytest

from dutykit.reports.kinds import KINDS
from dutykit.reports.press.batch import Batch
from dutykit.reports.press.making import make_reports
from dutykit.reports.press.order import EVALUATION, Order
from dutykit.shipped import shipped
from dutykit.typeset.fonts import fontconfig_file, own_fonts
from dutykit.typeset.html import Medium
from dutykit.workspace.assemble import load_workspace
from tests.conftest import REPOSITORY, CommandServers, MadeOnce, command_runner
from tests.judges import verapdf
from tests.libreoffice import tagged
from tests.page_layout import OWN_BLOCKS, faults
from tests.stress_workspace import OFFICE, ZONE, make_stress

SAMPLE = "市财政局"
STRESS = [
    (kind.name, unit)
    for kind in KINDS
    for scope in kind.views
    for unit in ((None,) if scope == "city" else (OFFICE, ZONE))
]
OTHERS = [
    (kind.name, None if scope == "city" else SAMPLE)
    for kind in KINDS
    if kind.name not in EVALUATION.values()
    for scope in kind.views
]
WORD = [(kind.name, OFFICE if "unit" in kind.views else None) for kind in KINDS]
TABLES = {
    "alerts": ("alerts",),
    "coverage": ("coverage",),
    "evidence": ("evidence", "list"),
    "ledger": ("ledger", "--as-of", "2020-01-06"),
    "matrix": ("matrix",),
    "rank": ("rank",),
    "score": ("score",),
    "status": ("status", "--as-of", "2020-01-06"),
}
"""Commands that write a table as PDF."""


def _make(root: Path, folder: Path, wanted: list[tuple[str, str | None]], medium: Medium = "pdf") -> list[Path]:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    orders = tuple(Order(root, unit, folder / _name(kind, unit, medium), kind) for kind, unit in wanted)
    made = list(make_reports([Batch(root, orders, workspace)], medium=medium, as_of=dt.date(2020, 1, 6), force=True))
    assert [one.order.path.name for one in made if not one.written] == []
    return [one.path for one in orders]


def _name(kind: str, unit: str | None, suffix: str = "pdf") -> str:
    return f"{kind}-{'city' if unit is None else 'office' if unit == OFFICE else 'unit'}.{suffix}"


@pytest.fixture(scope="session")
def stress(made_once: MadeOnce) -> Path:
    def make(folder: Path) -> None:
        make_stress(folder / "ws")
        _make(folder / "ws", folder, STRESS)

    return made_once("stress", make)


@pytest.fixture(scope="session")
def others(made_once: MadeOnce) -> Path:
    def make(folder: Path) -> None:
        _make(REPOSITORY, folder, OTHERS)

    return made_once("other-kinds", make)


@pytest.fixture(scope="session")
def word(made_once: MadeOnce) -> Path:
    def make(folder: Path) -> None:
        make_stress(folder / "ws")
        papers = _make(folder / "ws", folder, WORD, "docx")
        fonts = [own_fonts(shipped("fonts"))[0].path.parent]
        tagged(papers, folder, fontconfig_file(fonts, folder / "cache", with_system=True))

    return made_once("stress-word", make)


@pytest.mark.parametrize(("kind", "unit"), STRESS)
def test_papers_of_the_worst_workspace(stress: Path, kind: str, unit: str | None) -> None:
    assert faults(stress / _name(kind, unit), block=OWN_BLOCKS.get(kind)) == []


@pytest.mark.parametrize(("kind", "unit"), OTHERS)
def test_papers_of_the_sample(others: Path, kind: str, unit: str | None) -> None:
    assert faults(others / _name(kind, unit), block=OWN_BLOCKS.get(kind)) == []


def test_evaluation_reports_of_the_sample(all_reports: Path) -> None:
    assert {path.stem: found for path in sorted(all_reports.glob("*.pdf")) if (found := faults(path))} == {}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize(("kind", "unit"), WORD)
def test_word_papers_of_the_worst_workspace(word: Path, kind: str, unit: str | None) -> None:
    assert faults(word / _name(kind, unit), of_word=True, block=OWN_BLOCKS.get(kind)) == []


def test_tables_of_the_worst_workspace(tmp_path: Path, command_servers: CommandServers) -> None:
    make_stress(tmp_path / "ws")
    dutykit = command_runner(tmp_path, command_servers)
    for name, arguments in TABLES.items():
        dutykit(*arguments, "-o", tmp_path / f"{name}.pdf", cwd=tmp_path / "ws")
    assert {name: found for name in TABLES if (found := faults(tmp_path / f"{name}.pdf"))} == {}


@pytest.mark.skipif(verapdf.class_path() is None, reason="needs java and libjaxb-java")
def test_verapdf_accepts_an_overview_and_a_letter(stress: Path, others: Path) -> None:
    paths = [stress / _name("overview", None), others / _name("letter", SAMPLE)]
    verdicts = verapdf.verdicts(paths)
    assert verdicts == {(path.name, profile): [] for path in paths for profile in verapdf.PROFILES}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_the_overview_is_one_page_in_word_as_well(word: Path) -> None:
    with pypdfium2.PdfDocument(word / _name("overview", None)) as pdf:
        assert len(pdf) == 1
