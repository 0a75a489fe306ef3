"""What other programs may use: the list, its promises, and that importing dutykit costs nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dutykit
from dutykit import api
from tests.conftest import REPOSITORY

PUBLIC = [
    "Answer",
    "Catalogue",
    "Coverage",
    "Duty",
    "DutykitError",
    "Evidence",
    "Finding",
    "Flaw",
    "Group",
    "Indicator",
    "Metric",
    "Pair",
    "Place",
    "Plugin",
    "Problem",
    "Register",
    "Related",
    "Review",
    "Severity",
    "Submission",
    "Tally",
    "Unit",
    "Workspace",
    "coverage",
    "findings",
    "open_workspace",
    "responsibilities",
    "rule",
]
"""Taking a name away, or a field of its record, breaks other people's programs."""


def test_the_list_is_held() -> None:
    assert api.__all__ == PUBLIC
    assert all(getattr(dutykit, name) is getattr(api, name) for name in PUBLIC)
    assert all(getattr(api, name).__doc__ for name in PUBLIC)


def test_nothing_else_is_given() -> None:
    for name in ("Path", "Request", "_root", "nothing"):
        with pytest.raises(AttributeError, match=name):
            getattr(dutykit, name)
    with pytest.raises(AttributeError):
        dutykit.opne_workspace  # type: ignore[attr-defined] # noqa: B018 (which mypy would call unused if it took any name)


def test_all_of_it_is_there_for_who_asks_for_all() -> None:
    names: dict[str, object] = {}
    exec("from dutykit import *", names)  # noqa: S102
    assert set(PUBLIC) < names.keys()
    assert set(PUBLIC) < set(dir(dutykit))


def test_the_sample_through_it() -> None:
    workspace = dutykit.open_workspace(REPOSITORY)
    assert len(dutykit.responsibilities(workspace)) == 288
    total = dutykit.coverage(workspace, 2019).total
    assert total.owed == total.answered + total.missing + total.unreadable == 288
    assert not [one for one in dutykit.findings(REPOSITORY) if one.severity is dutykit.Severity.ERROR]


def test_what_cannot_be_done_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(dutykit.DutykitError, match="no workspace"):
        dutykit.open_workspace(tmp_path)
    with pytest.raises(dutykit.DutykitError, match="no workspace"):
        dutykit.findings(tmp_path / "nowhere")
    shutil.copytree(REPOSITORY / "data", tmp_path / "data")
    with pytest.raises(dutykit.DutykitError, match="no submissions in 1999"):
        dutykit.coverage(dutykit.open_workspace(REPOSITORY), 1999)
    (tmp_path / "data/units.yaml").write_text("units: [", encoding="utf-8")
    with pytest.raises(dutykit.DutykitError, match=r"units\.yaml") as caught:
        dutykit.open_workspace(tmp_path)
    assert [one.place.file for one in caught.value.findings] == ["data/units.yaml"]
    assert dutykit.findings(tmp_path)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_of_the_page_runs(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (REPOSITORY / f"docs/{language}/python.md").read_text(encoding="utf-8")
    example, plugin = re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    monkeypatch.chdir(REPOSITORY)
    said: list[tuple[object, ...]] = []
    exec(example, {"print": lambda *words: said.append(words)})  # noqa: S102 (our own page)
    assert ("1", "市教育局", "responsible", None) in said
    assert said[-1][0] == 288
    names: dict[str, dutykit.Plugin] = {}
    exec(plugin, names)  # noqa: S102
    assert [one.name for one in names["plugin"].rules] == ["example-short-narrative"]


def test_importing_dutykit_imports_nothing_more() -> None:
    program = "import dutykit, sys; sys.exit(any(name.startswith(('dutykit.', 'pydantic')) for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
