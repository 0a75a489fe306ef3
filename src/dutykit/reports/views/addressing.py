"""How papers of the office address a unit, and whom they tell it to ask."""

from __future__ import annotations

import re

from dutykit.model.settings import ReportSettings
from dutykit.model.unit import Unit

_GOVERNMENT = re.compile("([县区市旗])(?:(?:人民)?政府)?$")


def you(unit: Unit) -> str:
    """How a paper of the office addresses the unit: a county's government is not told 你单位."""
    named = _GOVERNMENT.search(unit.id) if unit.kind == "county" else None
    return "你单位" if named is None else f"你{named[1]}"


def contact_words(settings: ReportSettings) -> str:
    """Whom to ask, as below the signature; empty where nobody is named."""
    pairs = (("联系人", settings.contact_person), ("联系电话", settings.contact_phone))
    return "，".join(f"{words}：{given}" for words, given in pairs if given)
