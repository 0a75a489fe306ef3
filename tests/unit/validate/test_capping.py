"""Many findings of one rule in one file are the first of them and a count."""

from __future__ import annotations

from dutykit.model.finding import Finding, Severity
from dutykit.model.place import Place
from dutykit.validate.capping import MOST, capped


def many(rule: str, file: str, count: int) -> list[Finding]:
    return [Finding(rule, Severity.NOTE, Place(file, line, 1), f"第 {line} 处") for line in range(1, count + 1)]


def test_up_to_the_limit_all_are_kept() -> None:
    for count in (0, 1, MOST):
        findings = many("a", "x", count) + many("b", "x", count) + many("a", "y", count)
        assert capped(findings) == findings


def test_over_it_the_first_and_a_count() -> None:
    few = many("b", "x", 3)
    found = capped([*many("a", "x", MOST + 7), *few, *many("a", "y", MOST + 1)])
    assert found[: MOST - 1] == many("a", "x", MOST - 1)
    assert found[MOST - 1].message == f"第 {MOST} 处（该规则在本文件中另有 7 处，未列出）"
    assert found[MOST : MOST + 3] == few
    assert found[-1].message.endswith("另有 1 处，未列出）")
    assert len(found) == 2 * MOST + 3
