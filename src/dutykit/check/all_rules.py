"""All rules there are: those of reading, of checking, of the settings, and of making reports."""

from __future__ import annotations

from dutykit.check import report_rules, settings_rules
from dutykit.check.register import CHECKS
from dutykit.model.finding import Rule
from dutykit.workspace import faults

_OTHERS = (*faults.RULES, *settings_rules.RULES, *report_rules.RULES)
"""The rules that no check is for."""


def rule_names() -> frozenset[str]:
    """The name of every rule."""
    return frozenset((*(rule.name for rule in _OTHERS), *(one.name for one in CHECKS)))


def firm_rules() -> frozenset[str]:
    """The rules that nobody can choose, ignore, waive or downgrade: a file that was not read is never let pass."""
    return frozenset((*(rule.name for rule in faults.RULES), *(one.name for one in CHECKS if one.firm)))


def all_rules() -> tuple[Rule, ...]:
    """Every rule, sorted by name."""
    return tuple(sorted((*_OTHERS, *(one.rule for one in CHECKS)), key=lambda rule: rule.name))
