"""What a user means by a name on the command line: a unit, a group's members, an indicator, a chapter."""

from __future__ import annotations

from dutykit.language import _
from dutykit.model.catalogue import Catalogue, Entry
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.likeness import closest
from dutykit.model.numeral import chinese_numeral
from dutykit.model.unit import Group, Register, Unit

_MOST_HINTS = 8
"""Names that a part of them may hint at; what is a part of more names hints at none."""


class UnknownNameError(Exception):
    """A name that means nothing here; `args` are what is wrong and how to mend it, for the user."""


def unit_or_group(register: Register, name: str) -> Unit | Group:
    """The unit or group that `name`, an id or an alias, means. Raises UnknownNameError."""
    found = register.find(name.strip())
    if found is not None:
        return found
    fix = likely_unit(register, name) or _("单位名称见 {file}").format(file=REGISTER_FILE)
    raise UnknownNameError(_("没有名为“{name}”的单位").format(name=name), fix)


def likely_unit(register: Register, name: str, *, groups: bool = True) -> str | None:
    """Which unit (or group) a name nobody has may mean: those it is a part of, else the one it is most like."""
    known = {one: key for one, key in register.canonical.items() if groups or key in register.by_id}
    part = name.strip()
    within = list(dict.fromkeys(key for one, key in known.items() if part and part in one))
    if len(within) == 1:
        return _("是不是“{name}”？").format(name=within[0])
    if 1 < len(within) <= _MOST_HINTS:
        return _("是不是其中一个：{names}？").format(names=_("、").join(within))
    likely = closest(part, known)
    return _("是不是“{name}”？").format(name=likely) if likely else None


def units_meant(register: Register, name: str) -> tuple[str, ...]:
    """The ids of the units that `name` means: the unit itself, or the known members of a group.

    Raises UnknownNameError.
    """
    found = unit_or_group(register, name)
    if isinstance(found, Unit):
        return (found.id,)
    members = (register.find(member) for member in found.members)
    return tuple(dict.fromkeys(one.id for one in members if isinstance(one, Unit)))


def indicator_meant(catalogue: Catalogue, name: str) -> Entry:
    """The indicator with the id `name`. Raises UnknownNameError."""
    found = catalogue.by_id.get(name.strip())
    if found is not None:
        return found
    likely = None if name.strip().isdigit() else closest(name.strip(), catalogue.by_id)
    if likely is not None:
        fix = _("是不是“{name}”？").format(name=likely)
    elif catalogue.by_id:
        ids = [*catalogue.by_id]
        fix = _("指标编号从 {first} 到 {last}，见 {file}").format(first=ids[0], last=ids[-1], file=CATALOGUE_FILE)
    else:
        fix = _("{file} 中没有任何指标").format(file=CATALOGUE_FILE)
    raise UnknownNameError(_("没有编号为“{name}”的指标").format(name=name), fix)


def chapter_meant(catalogue: Catalogue, name: str) -> int:
    """The number of the chapter that `name`, 3 or 三, means. Raises UnknownNameError."""
    count = len(catalogue.chapters)
    for number in range(1, count + 1):
        if name.strip() in {str(number), chinese_numeral(number)}:
            return number
    message = _("没有序号为“{name}”的一级指标").format(name=name)
    raise UnknownNameError(message, _("一级指标的序号是 1 到 {count}").format(count=count))
