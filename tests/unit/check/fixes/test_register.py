"""The list of mends holds every file, and each mend answers rules that are there."""

from __future__ import annotations

import ast
from pathlib import Path

import dutykit.check.fixes
import dutykit.check.rules
from dutykit.check.fixes.register import CLASHES, STAGES

FOLDER = Path(dutykit.check.fixes.__file__).parent
RULES = Path(dutykit.check.rules.__file__).parent
SUPPORT = {"__init__", "fields", "fix", "named", "register", "spelling", "subject"}
FIXES = [function for stage in STAGES for function in stage]


def test_every_fix_is_in_the_list_once() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - SUPPORT
    assert sorted(one.__name__ for one in FIXES) == sorted(files)


def test_a_fix_names_the_rule_it_is_named_for() -> None:
    for function in FIXES:
        tree = ast.parse((FOLDER / f"{function.__name__}.py").read_text(encoding="utf-8"))
        calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call) and getattr(one.func, "id", None) == "Fix"]
        names = [argument.value for one in calls if isinstance(argument := one.args[0], ast.Constant)]
        assert names == [function.__name__.replace("_", "-")]


def test_the_rules_about_one_name_for_two_things_are_rules() -> None:
    assert {path.stem.replace("_", "-") for path in RULES.glob("*.py")} >= CLASHES
