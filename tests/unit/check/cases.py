"""Reads tests/cases/: a small workspace as files, and what a rule must say of it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from dutykit.check.run import run_checks
from dutykit.model.finding import Finding
from dutykit.workspace.assemble import load_workspace

CASES = Path(__file__).parents[2] / "cases"
BASE = CASES / "base"


@dataclass(frozen=True)
class Case:
    """A named input of one rule and the findings of that rule it must give."""

    rule: str
    name: str
    files: Mapping[str, str | None]
    """What stands on top of the base; None takes a file of the base away."""
    findings: tuple[Mapping[str, Any], ...]
    reading: tuple[str, ...]
    """The rules of reading that have something to say too, sorted."""


def read_declaration(path: Path) -> tuple[str, bool]:
    """What the case file `path` says of its rule: the severity, and whether it looks at the whole workspace at once."""
    document = YAML(typ="safe", pure=True).load(path)
    return document["severity"], document.get("whole", False)


def read_cases(path: Path) -> list[Case]:
    """The cases in `path`: those that pass, then those that fail."""
    document = YAML(typ="safe", pure=True).load(path)
    assert {"severity", "pass", "fail"} <= set(document) <= {"severity", "whole", "pass", "fail"}, path.name
    return [_case(path.stem, one, failing=kind == "fail") for kind in ("pass", "fail") for one in document[kind]]


def all_cases() -> list[Case]:
    """Every case of every rule."""
    return [case for path in sorted(CASES.glob("*.yaml")) for case in read_cases(path)]


def run_case(case: Case, root: Path) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """What the case's rule finds, in the words of a case file, and the rules of reading that spoke."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for name, text in case.files.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    loaded = load_workspace(root)
    assert loaded.workspace is not None, [one.message for one in loaded.findings]
    found = sorted(run_checks(loaded.workspace), key=lambda one: one.order)
    said = [_said(one, loaded.sources) for one in found if one.rule == case.rule]
    return said, tuple(sorted({one.rule for one in loaded.findings}))


def _case(rule: str, one: Mapping[str, Any], *, failing: bool) -> Case:
    assert set(one) <= {"name", "files", "reading", *(("findings",) if failing else ())}, one["name"]
    findings = tuple(one["findings"]) if failing else ()
    assert bool(findings) == failing, one["name"]
    return Case(rule, one["name"], one["files"], findings, tuple(one.get("reading", ())))


def _said(finding: Finding, sources: Mapping[str, Any]) -> dict[str, Any]:
    place = finding.place
    line = sources[place.file].line(place.line) if place.file in sources else ""
    said: dict[str, Any] = {
        "at": str(place),
        "marked": line[place.column - 1 : place.column - 1 + place.length],
        "message": finding.message,
    }
    if finding.fix is not None:
        said["fix"] = finding.fix
    if finding.related:
        said["related"] = [f"{one.place} {one.message}" for one in finding.related]
    return said
