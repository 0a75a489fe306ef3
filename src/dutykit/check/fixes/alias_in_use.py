"""Writes a unit's or group's own name where an alias of it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dutykit.check.fixes.fields import UNIT_NAMES, leaves
from dutykit.check.fixes.fix import Fix, Subject
from dutykit.language import _
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.unit import Group, Unit


def alias_in_use(subject: Subject) -> Iterator[Fix]:
    """Fixes alias-in-use, where the alias has one meaning only and its unit is not named beside it."""
    register = subject.workspace.register
    if REGISTER_FILE in subject.workspace.incomplete:
        return  # what could not be read may give the alias another meaning
    everyone: tuple[Unit | Group, ...] = (*register.units, *register.groups)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for one in everyone:
        for alias in one.aliases:
            owners[alias].add(one.id)
    for leaf in leaves(subject.kind, subject.root):
        if leaf.text is None or leaf.field not in UNIT_NAMES:
            continue
        name = register.canonical.get(leaf.text, leaf.text)
        if name != leaf.text and len(owners[leaf.text]) == 1 and not leaf.is_beside(name):
            message = _("简称“{alias}”改成“{name}”").format(alias=leaf.text, name=name)
            yield Fix("alias-in-use", leaf.path, message, leaf.rewritten(name), is_identity=True)
