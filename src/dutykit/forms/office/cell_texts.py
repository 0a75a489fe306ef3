"""Lists in one cell: names with 、 between them, and a metric's elements, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dutykit.model.catalogue import Element

_SURE = re.compile(r"[；;\n]")
"""Separates names whatever is in them."""
_USUAL = re.compile(r"[、，,；;\n]")
_ELEMENT = re.compile(r"(?P<id>.*[^（(\s])\s*[（(](?P<unit>[^（()）]*)[)）]", re.DOTALL)


def names_cell(names: Sequence[str]) -> str | None:
    """Names as one cell shows them; None for none."""
    if not names:
        return None
    if any(_USUAL.search(name) for name in names):  # 各县、区人民政府
        return "；".join(names) + ("；" if len(names) == 1 else "")
    return "、".join(names)


def names_of(text: str | None) -> tuple[str, ...]:
    """The names in a cell, each once; where there is a ；, other marks belong to the names."""
    parts = (_SURE if text and _SURE.search(text) else _USUAL).split(text or "")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def elements_cell(elements: Iterable[Element]) -> str | None:
    """A metric's elements as one cell shows them: 在园数（人）."""
    lines = [one.id + (f"（{one.unit}）" if one.unit or one.id[-1] in "）)" else "") for one in elements]
    return "\n".join(lines) or None


def elements_of(text: str | None) -> tuple[Element, ...]:
    """The elements in a cell; each once."""
    found: dict[str, Element] = {}
    for line in re.split(r"[\n；;]", text or ""):
        match = _ELEMENT.fullmatch(line.strip())
        name, unit = (match["id"].strip(), match["unit"].strip()) if match else (line.strip(), "")
        if name:
            found.setdefault(name, Element(id=name, unit=unit or None))
    return tuple(found.values())
