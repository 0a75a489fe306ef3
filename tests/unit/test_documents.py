"""The documents at the top of the repository are true."""

from __future__ import annotations

import re

import pytest
from ruamel.yaml import YAML

from dutykit import __version__
from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src/dutykit"
ROOTS = (REPOSITORY, SOURCE)
MADE = re.compile(r"^(?:x/|tests/unit/x/|dist/|out/|data/past/|docs/(?:zh|en)/<)")
"""Places that are made, or that stand for any."""
PATH = re.compile(r"`([\w./-]+)`")


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/zh/architecture.md"])
def test_every_path_named_exists(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8").partition("### Modules without")[0]
    text = re.sub(r"^```text\n.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    paths = [path for path in PATH.findall(text) if "/" in path or path.endswith((".py", ".md", ".toml"))]
    assert len(paths) > 10
    missing = [path for path in paths if not MADE.match(path) and not any((root / path).exists() for root in ROOTS)]
    assert missing == []


def test_the_layers_of_the_page_are_all_packages_there_are() -> None:
    drawing = re.search(
        r"^```text\n(.*?)^```$", (REPOSITORY / "ARCHITECTURE.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert drawing is not None
    named = set(re.findall(r"^(?:· )?(\w+)/|· (\w+)/", drawing[1], flags=re.MULTILINE))
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert {one or other for one, other in named} == packages


def test_both_changelogs_have_the_version() -> None:
    headings = [
        re.findall(
            r"^## \[(\d[^\]]*)\] - (\d{4}-\d\d-\d\d)$", (REPOSITORY / name).read_text("utf-8"), flags=re.MULTILINE
        )
        for name in ("CHANGELOG.md", "CHANGELOG.zh-CN.md")
    ]
    assert headings[0] == headings[1]
    assert headings[0][0][0] == __version__


def test_the_hook_runs_at_every_commit_on_the_whole_workspace() -> None:
    (hook,) = YAML(typ="safe").load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"].split()[:2] == ["dutykit", "validate"]
    assert hook["always_run"] is True  # also one that only deletes, which has no files to match
    assert hook["pass_filenames"] is False
    assert not {"files", "types", "types_or", "exclude", "exclude_types"} & set(hook)
