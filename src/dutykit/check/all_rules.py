"""All rules there are: those of reading, of checking, of the settings, and of making reports."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check import report_rules, settings_rules
from dutykit.check.plugin import installed_plugins, plugin_rules
from dutykit.check.register import CHECKS
from dutykit.model.finding import Rule
from dutykit.workspace import faults

_OTHERS = (*faults.RULES, *settings_rules.RULES, *report_rules.RULES)
"""The rules that no check is for."""


def rule_names(plugins: Iterable[str] = ()) -> frozenset[str]:
    """The name of every rule, those of `plugins` among them."""
    added = (one.name for name in plugins for one in plugin_rules(name))
    return frozenset((*(rule.name for rule in _OTHERS), *(one.name for one in CHECKS), *added))


def firm_rules() -> frozenset[str]:
    """The rules that nobody can choose, ignore, waive or downgrade: a file that was not read is never let pass."""
    return frozenset((*(rule.name for rule in faults.RULES), *(one.name for one in CHECKS if one.firm)))


def all_rules() -> tuple[Rule, ...]:
    """Every rule of dutykit's own, sorted by name."""
    return tuple(sorted((*_OTHERS, *(one.rule for one in CHECKS)), key=lambda rule: rule.name))


def installed_rules() -> tuple[Rule, ...]:
    """Every rule that dutykit or an installed plug-in has, sorted by name."""
    added = [one.rule for plugin in installed_plugins().values() for one in plugin.rules]
    return (*all_rules(), *sorted(added, key=lambda rule: rule.name))
