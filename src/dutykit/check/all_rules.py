"""All rules there are: those of reading, of checking, and of the settings."""

from __future__ import annotations

from dutykit.check import policy
from dutykit.check.register import CHECKS
from dutykit.check.report_rules import CHARACTER_WITHOUT_GLYPH, EVIDENCE_NOT_ENCLOSED
from dutykit.check.rule_examples import rule_examples
from dutykit.model.example import Example
from dutykit.model.finding import Rule
from dutykit.shipped import shipped
from dutykit.workspace.faults import RULES


def examples_of(rule: str) -> list[Example]:
    """Examples of what the rule of this name finds and what it lets pass, for its page."""
    return rule_examples(shipped("tests/cases"), rule)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, sorted by name."""
    return tuple(
        sorted(
            (*RULES, *policy.RULES, CHARACTER_WITHOUT_GLYPH, EVIDENCE_NOT_ENCLOSED, *(one.rule for one in CHECKS)),
            key=lambda rule: rule.name,
        )
    )
