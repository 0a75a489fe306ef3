"""The list of checks holds every rule, and every rule is written in the one shape."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dutykit.check.rules
from dutykit.check.declare import FIX, WHY, Check, check
from dutykit.check.register import CHECKS
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace
from dutykit.workspace.faults import RULES

FOLDER = Path(dutykit.check.rules.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")


def test_every_file_is_in_the_list_and_the_list_is_sorted() -> None:
    assert [one.rule.name.replace("-", "_") for one in CHECKS] == [path.stem for path in FILES]


def test_no_name_is_also_a_rule_of_reading() -> None:
    assert {one.rule.name for one in CHECKS}.isdisjoint({rule.name for rule in RULES})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_check_a_file_named_for_it(path: Path) -> None:
    functions = [one for one in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(one, ast.FunctionDef)]
    checks = [one for one in functions if one.decorator_list]
    assert [one.name for one in checks] == [path.stem]
    assert all(one.name.startswith("_") for one in functions if one not in checks)
    paragraphs = (ast.get_docstring(checks[0]) or "").split("\n\n")
    assert len(paragraphs) == 3
    assert paragraphs[1].startswith(WHY)
    assert paragraphs[2].startswith(FIX)
    assert all(part.strip().endswith("。") for part in paragraphs)
    assert "\n" not in paragraphs[0]


@pytest.mark.parametrize("one", CHECKS, ids=lambda one: one.rule.name)
def test_a_page_reads_as_one(one: Check) -> None:
    for text in (one.rule.what, one.rule.why, one.rule.fix):
        assert not text.startswith(("为什么", "处理建议"))
        assert not set(text) & set("!?;")  # full-width punctuation in Chinese sentences


def test_a_docstring_of_another_shape_is_refused() -> None:
    def nothing_to_say(workspace: Workspace) -> list[Flaw]:
        """Says nothing."""
        return []

    with pytest.raises(ValueError, match="nothing-to-say: docstring needs"):
        _ = check(Severity.NOTE)(nothing_to_say).rule
