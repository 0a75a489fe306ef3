"""What is made again of a year that is over is what it was, whatever the new year has in its files."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import Dutykit
from tests.cycles import CATALOGUE_2018, UNITS_2018, begin, carry, fill, take, write
from tests.rounds import SCORING

UNIT = "东区政府"
DAY = "2017-12-20"
LISTINGS = (
    ("coverage", "--by", "unit"),
    ("matrix", "--expand-groups"),
    ("score",),
    ("rank",),
    ("alerts",),
    ("ledger", "--as-of", DAY),
    ("status", "--as-of", DAY),
    ("evidence", "list"),
)
SETTINGS = "report: {issuer: 示例市督导室, numbers: {全市: 示政〔2018〕3号}}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A year with submissions, one of them with a problem, and a scoring."""
    root = tmp_path / "w"
    begin(root)
    write(root / "dutykit.yaml", (root / "dutykit.yaml").read_text(encoding="utf-8") + SETTINGS)
    write(root / "data/scoring.yaml", SCORING.replace("{1: 7.5, 2: 2.5}", "{1: 10}"))
    for unit in (UNIT, "市财政局"):
        fill(root, unit, 2017)
        take(root, "submit", unit, dt.date(2017, 5, 7))
    take(root, "accept", UNIT, dt.date(2017, 6, 3))
    return root


REPORTS = (
    ("--city", "evaluation-全市.pdf"),
    ("--city", "evaluation-全市.docx"),
    ("--city", "evaluation-全市.html"),
    ("--unit", "evaluation-单位.pdf"),
    ("--unit", "evaluation-单位.docx"),
    ("--unit", "rectification-单位.html"),
    ("--city", "rectification-全市.docx"),
    ("--city", "evidence-全市.html"),
    ("--unit", "tasks-单位.html"),
    ("--unit", "form-单位.html"),
    ("--unit", "self-report-单位.html"),
)
"""Every kind, and every medium; what a unit is told before it answers, too."""


def made(root: Path, folder: Path, dutykit: Dutykit) -> dict[str, bytes]:
    """Every paper and listing of 2017."""
    found: dict[str, bytes] = {}
    for whose, name in REPORTS:
        kind = name.partition("-")[0] if not name.startswith("self-report") else "self-report"
        about = [whose, *([UNIT] if whose == "--unit" else []), *(["--kind", kind] if kind != "evaluation" else [])]
        ran = dutykit("report", *about, "-o", folder / name, "--cycle", "2017", "--as-of", DAY, "-w", root)
        assert ran.code == 0, ran.err
        found[name] = (folder / name).read_bytes()
    ran = dutykit("form", "--unit", UNIT, "--cycle", "2017", "-o", folder / "forms", "-w", root)
    assert ran.code == 0, ran.err
    found |= {path.name: path.read_bytes() for path in (folder / "forms").iterdir()}
    for arguments in LISTINGS:
        ran = dutykit(*arguments, "--cycle", "2017", "--format", "json", "-w", root)
        assert ran.code in {0, 1}, (arguments, ran.err)
        # The ledger runs on: that a problem came into the next year is the one thing that may be new.
        found[" ".join(arguments)] = re.sub(r'"carried": \[[^]]*\]', '"carried": []', ran.out).encode()
    return found


def test_a_year_that_is_over_is_what_it_was(root: Path, tmp_path: Path, dutykit: Dutykit) -> None:
    before = made(root, tmp_path / "before", dutykit)
    own = {name: (root / name).read_bytes() for name in ("data/indicators.yaml", "data/units.yaml", "dutykit.yaml")}
    new = tmp_path / "新"
    write(new / "indicators.yaml", CATALOGUE_2018)
    write(new / "units.yaml", UNITS_2018)
    carry(root, dt.date(2018, 1, 8), indicators=new / "indicators.yaml", units=new / "units.yaml")
    settings = (root / "dutykit.yaml").read_text(encoding="utf-8")
    write(
        root / "dutykit.yaml",
        settings.replace("示例市督导室", "示例市办公室").replace("place_name: 示例市", "place_name: 新市"),
    )
    write(root / "data/cycles.yaml", "cycles: []\n")
    write(root / "data/scoring.yaml", SCORING.replace("示例评分办法", "新的评分办法"))
    after = made(root, tmp_path / "after", dutykit)
    assert [name for name in before if after[name] != before[name]] == []
    with pikepdf.open(tmp_path / "after/evaluation-全市.pdf") as pdf:
        inside = {name: bytes(one.get_file().read_bytes()) for name, one in pdf.attachments.items()}
    assert {name: inside[name] for name in own} == own
