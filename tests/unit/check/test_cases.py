"""Each rule against the named inputs in tests/cases/."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.check.declare import Check
from dutykit.check.register import CHECKS
from dutykit.workspace.assemble import load_workspace

from .cases import BASE, CASES, Case, all_cases, read_cases, read_declaration, run_case

ALL = all_cases()


@pytest.mark.parametrize("case", ALL, ids=[f"{one.rule}: {one.name}" for one in ALL])
def test_case(case: Case, tmp_path: Path) -> None:
    found, reading = run_case(case, tmp_path)
    assert found == [dict(one) for one in case.findings]
    assert reading == case.reading


@pytest.mark.parametrize("rule", [one.name for one in CHECKS])
def test_every_rule_has_an_input_that_passes_and_one_that_fails(rule: str) -> None:
    cases = read_cases(CASES / f"{rule}.yaml")
    assert {bool(one.findings) for one in cases} == {True, False}
    assert len({one.name for one in cases}) == len(cases)


@pytest.mark.parametrize("one", CHECKS, ids=lambda one: one.name)
def test_a_rule_weighs_and_looks_as_its_cases_say(one: Check) -> None:
    assert (one.severity.word, one.whole) == read_declaration(CASES / f"{one.name}.yaml")


def test_no_cases_of_a_rule_that_is_not_there() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == {one.name for one in CHECKS}


def test_the_base_has_nothing_to_report(tmp_path: Path) -> None:
    case = Case("", "", {}, (), ())
    assert run_case(case, tmp_path) == ([], ())
    workspace = load_workspace(BASE).workspace
    assert workspace is not None
    assert [finding for one in CHECKS for finding in one.flaws(workspace)] == []
