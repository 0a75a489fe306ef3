"""Every page of HTML that dutykit writes, as validators and readers meet it: none is fetched from anywhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pdfplumber
import pytest

from dutykit.reports.kinds import KINDS
from tests.conftest import REPOSITORY, CommandServers, MadeOnce, command_runner
from tests.judges import browser, vnu
from tests.page_layout import OWN_BLOCKS, faults
from tests.rounds import three_years

UNIT = "西县政府"
"""It has all that a unit can have, problems too."""
LISTINGS = {
    "alerts": ("alerts",),
    "coverage": ("coverage",),
    "evidence_list": ("evidence", "list"),
    "history_show": ("history", "show", "市教育局"),
    "history_verify": ("history", "verify"),
    "ledger": ("ledger",),
    "matrix": ("matrix",),
    "rank": ("rank",),
    "review": ("review",),
    "score": ("score",),
    "status": ("status",),
}
"""Every command with a table for a file, by its module."""
BROWSERS_OWN = {"half empty", "heading at foot"}
"""What a page does not decide where a browser divides it."""
CITY, GRID = "示例全市", "示例责任分解"
"""Of the sample of this repository, which is much larger."""


def missing() -> str:
    """What the judges lack here."""
    lacks = {"chromium": browser.chromium() is None, "java and vnu.jar": vnu.jar() is None}
    return ", ".join(name for name, is_missing in lacks.items() if is_missing)


@pytest.fixture(scope="module", autouse=True)
def judges() -> None:
    if missing() and "CI" not in os.environ:
        pytest.skip(f"not here: {missing()}")
    assert not missing()


@pytest.fixture(scope="module")
def pages(made_once: MadeOnce, command_servers: CommandServers) -> list[Path]:
    """All of them, of a small workspace where everything occurs, and the two largest."""

    def make(folder: Path) -> None:
        dutykit, small = command_runner(folder, command_servers), three_years(folder / "工作区")

        def write(name: str, *arguments: str, workspace: Path = small) -> None:
            ran = dutykit(*arguments, "-o", folder / f"{name}.html", cwd=workspace)
            assert ran.out.endswith(f"{name}.html\n"), f"{name}: {ran.out}{ran.err}"

        stage = "{name: 整改复查, due: 2019-12-31, letters: [{color: blue, kind: order, days: 1, term: 5}]}"
        (small / "data/cycles.yaml").write_text(f"cycles: [{{cycle: 2019, stages: [{stage}]}}]\n", "utf-8")
        for kind in KINDS:
            for scope in kind.views:
                whom = ("--city",) if scope == "city" else ("--unit", UNIT)
                write(f"{kind.name}-{scope}", "report", "--kind", kind.name, *whom)
        for name, arguments in LISTINGS.items():
            write(name, *arguments)
        write(CITY, "report", "--city", workspace=REPOSITORY)
        write(GRID, "matrix", workspace=REPOSITORY)

    return sorted(made_once("html-pages", make).glob("*.html"))


def test_every_command_with_a_table_is_here() -> None:
    files = {
        path.stem: path.read_text(encoding="utf-8") for path in (REPOSITORY / "src/dutykit/cli/commands").glob("*.py")
    }
    writing = {name for name, text in files.items() if re.search(r"\bdestination\(", text)}
    assert writing - {"diff"} == set(LISTINGS)  # diff is prose, and no page


def test_every_page_is_valid(pages: list[Path]) -> None:
    assert vnu.faults(pages) == []


def test_every_page_can_be_read_by_all_on_a_phone_and_on_a_desk_and_prints_as_the_pdf_does(
    pages: list[Path], tmp_path: Path
) -> None:
    with browser.opened(tmp_path) as chromium:
        assert [fault for page in pages for fault in chromium.faults(page)] == []
        for name, covers, sizes in (("city-city", 1, {(595, 842), (842, 595)}), ("ledger", 0, {(842, 595)})):
            printed = tmp_path / f"{name}.pdf"
            chromium.printed(next(page for page in pages if page.stem == name), printed)
            with pdfplumber.open(printed) as pdf:
                assert {(round(page.width), round(page.height)) for page in pdf.pages} == sizes
                texts = [page.extract_text() for page in pdf.pages]
            assert all(f"— {number} —" in text for number, text in enumerate(texts, 1) if number > covers)
            assert name != "ledger" or all("完成时限" in text for text in texts)
        assert chromium.fetched == []


def test_nothing_is_out_of_place_where_a_browser_prints_a_report(pages: list[Path], tmp_path: Path) -> None:
    found = {}
    with browser.opened(tmp_path) as chromium:
        for page in pages:
            kind, _dash, scope = page.stem.rpartition("-")
            if scope in {"city", "unit"}:
                printed, blank = tmp_path / f"{page.stem}.pdf", {"table without head"} if kind == "form" else set()
                chromium.printed(page, printed)
                every = faults(printed, of_word=True, block=OWN_BLOCKS.get(kind))
                found[page.stem] = [one for one in every if one.check not in BROWSERS_OWN | blank]
    assert {name: each for name, each in found.items() if each} == {}
    assert len(found) == sum(len(kind.views) for kind in KINDS)
