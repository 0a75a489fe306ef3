"""`dutykit export oscal` writes what compliance-trestle calls valid, and `import` takes the catalog back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Dutykit
from tests.stress_workspace import make_stress

FOLDERS = {
    "catalog": "catalogs",
    "profile": "profiles",
    "component-definition": "component-definitions",
    "assessment-plan": "assessment-plans",
    "assessment-results": "assessment-results",
    "plan-of-action-and-milestones": "plan-of-action-and-milestones",
}


def trestle(folder: Path, *words: str) -> str:
    command = [str(Path(sys.executable).parent / "trestle"), *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_trestle_says_valid(dutykit: Dutykit, tmp_path: Path) -> None:
    make_stress(tmp_path / "stress")
    judge = tmp_path / "judge"
    judge.mkdir()
    trestle(judge, "init")
    for name, words in {"sample": (), "stress": ("--workspace", str(tmp_path / "stress"))}.items():
        done = dutykit("export", "oscal", str(tmp_path / name / "out"), "--as-of", "2019-12-01", *words, cwd=REPOSITORY)
        assert done.code == 0, done.err
        assert [Path(one).stem for one in done.out.splitlines()] == [*FOLDERS]
        for kind, folder in FOLDERS.items():
            place = judge / folder / name
            place.mkdir(parents=True)
            (tmp_path / name / "out" / f"{kind}.json").rename(place / f"{kind}.json")
    said = trestle(judge, "validate", "--all")
    assert said.count("VALID: Model ") == 2 * len(FOLDERS)
    assert "INVALID" not in said


def test_the_catalog_begins_another_workspace(dutykit: Dutykit, tmp_path: Path) -> None:
    assert dutykit("export", "oscal", str(tmp_path / "out"), cwd=REPOSITORY).code == 0
    done = dutykit("import", str(tmp_path / "out/catalog.json"), "-o", str(tmp_path / "new"))
    assert done.code == 0, done.err
    found = json.loads(dutykit("matrix", "--format", "json", "--workspace", str(tmp_path / "new")).out)
    here = json.loads(dutykit("matrix", "--format", "json", cwd=REPOSITORY).out)
    assert {one["id"]: one["indicators"] for one in found["units"]} == {
        one["id"]: one["indicators"] for one in here["units"] if one["id"] in {name["id"] for name in found["units"]}
    }
    assert found["title"] == here["title"]


@pytest.mark.parametrize(
    ("words", "reason"), [(("{out}", "--cycle", "1999"), "1999"), (("{file}",), "路径中有一段是文件，不是文件夹")]
)
def test_refusals(dutykit: Dutykit, tmp_path: Path, words: tuple[str, ...], reason: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    places = {"out": str(tmp_path / "out"), "file": str(tmp_path / "file")}
    done = dutykit("export", "oscal", *(word.format(**places) for word in words), cwd=REPOSITORY)
    assert done.code == 2
    assert reason in done.err
    assert not (tmp_path / "out").exists()
