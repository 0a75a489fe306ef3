"""`dutykit dashboard`: the file as such; tests/e2e/test_dashboard_page.py opens it in a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dutykit.listings.dashboard_page import dashboard_page
from tests.conftest import REPOSITORY, Dutykit
from tests.generated_cities import make_city

AS_OF = "2019-10-20"


@pytest.fixture
def panjin(panjin: Path) -> Path:
    """The same with the reviews."""
    shutil.copytree(REPOSITORY / "reviews", panjin / "reviews")
    return panjin


def page_of(dutykit: Dutykit, folder: Path, *words: str) -> str:
    """The text of the page."""
    ran = dutykit("dashboard", *words, "--as-of", AS_OF, "-o", "d.html", cwd=folder)
    assert (ran.code, ran.out) == (0, "d.html\n"), ran.err
    return (folder / "d.html").read_text("utf-8")


def data_of(page: str) -> Any:
    """What the page's script reads."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_its_numbers_are_those_of_the_commands(panjin: Path, dutykit: Dutykit) -> None:
    page = page_of(dutykit, panjin)
    (city,) = data_of(page)["cities"]
    for command, words in (
        ("status", ["--as-of", AS_OF]),
        ("coverage", []),
        ("ledger", ["--as-of", AS_OF]),
        ("alerts", []),
        ("score", []),
        ("rank", []),
    ):
        alone = json.loads(dutykit(command, *words, "--format", "json", cwd=panjin).out)
        assert {key: alone[key] for key in city[command]} == city[command]
    assert len(city["duties"]) == city["coverage"]["total"]["owed"] == 288
    assert len(page.encode()) < 600_000
    assert page == page_of(dutykit, panjin.rename(panjin.with_name("别名")))
    fourteen = dashboard_page([city | {"city": f"第{number}市"} for number in range(1, 15)])
    assert len(fourteen.encode()) < 4_000_000


def test_only_its_own_script_and_style_may_run(panjin: Path, dutykit: Dutykit) -> None:
    page = page_of(dutykit, panjin)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    for element in ("script", "style"):
        (text,) = re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert not re.search(r"(?:src|href)=|https?:(?!//www\.w3\.org/2000/svg)|@import|url\(", page)


def test_several_cities_and_what_cannot_be_read_of_them(tmp_path: Path, dutykit: Dutykit) -> None:
    for seed, name in enumerate(("甲市", "乙市")):
        make_city(tmp_path / name, seed)
    broken = next(iter(sorted((tmp_path / "乙市/submissions/2019").iterdir())))
    broken.write_text("unit: [", encoding="utf-8")
    page = page_of(dutykit, tmp_path, "甲市", "乙市")
    assert page == page_of(dutykit, tmp_path, "甲市", "乙市")
    data = data_of(page)
    assert [one["city"] for one in data["cities"]] == ["甲市", "乙市"]
    assert data["cities"][0]["incomplete"] == []
    assert data["cities"][1]["incomplete"][0]["file"] == f"submissions/2019/{broken.name}"
    assert data["cities"][1]["coverage"]["total"]["unreadable"] > 0
    assert data["cities"][0]["overview"]["before"]["cycle"] == 2018
    assert data["cities"][1]["overview"]["now"]["unknown"] == [broken.stem]
    (tmp_path / "甲市/dutykit.yaml").write_text("cycle: 2018\n", encoding="utf-8")
    refused = dutykit("dashboard", "甲市", "乙市", "-o", "e.html", cwd=tmp_path)
    assert (refused.code, (tmp_path / "e.html").exists()) == (2, False)
    assert "甲市 2018、乙市 2019" in refused.err
    years = data_of(page_of(dutykit, tmp_path, "甲市", "乙市", "--cycle", "2018"))["cities"]
    assert [one["cycle"] for one in years] == [2018, 2018]


def test_what_is_refused(tmp_path: Path, dutykit: Dutykit) -> None:
    root = make_city(tmp_path / "市", 1)
    before = (root / "data/units.yaml").read_bytes()
    assert dutykit("dashboard", "-o", "一屏.pdf", cwd=root).code == 2
    assert dutykit("dashboard", "-o", "data/units.yaml", cwd=root).code == 2
    assert dutykit("dashboard", "-o", "-", cwd=root).code == 2
    assert (root / "data/units.yaml").read_bytes() == before
    assert dutykit("dashboard", "--lang", "en", "-o", "d.html", cwd=root).code == 0
    assert '<html lang="en">' in (root / "d.html").read_text("utf-8")


def test_the_linter_of_its_script_finds_what_is_wrong(tmp_path: Path) -> None:
    linter = Path(sys.executable).with_name("oxlint")
    script = (REPOSITORY / "templates/dashboard/dashboard.js").read_text("utf-8")
    made = subprocess.run(["make", "-n", "lint"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    assert "/oxlint --quiet --deny-warnings templates/dashboard" in made
    for text, code in ((script, 0), (script + "fetch(undeclared);\n", 1)):
        (tmp_path / "dashboard.js").write_text(text, encoding="utf-8")
        words: list[str | Path] = [
            linter,
            "-c",
            REPOSITORY / ".oxlintrc.json",
            "--deny-warnings",
            tmp_path / "dashboard.js",
        ]
        assert subprocess.run(words, capture_output=True, check=False).returncode == code
