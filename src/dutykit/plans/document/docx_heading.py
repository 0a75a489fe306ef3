"""Which paragraphs of a Word document are headings: by their outline level, their style's, or its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAME = re.compile(r"(?:heading|标题)\s*(?P<level>[1-9])", re.IGNORECASE)
_BODY = 9
"""The outline level of text, counted from 0."""
DEEPEST = 16
"""How many styles may be based on one another."""


def heading_styles(document: Document) -> dict[str, int]:
    """The levels of heading styles, from 1, by their ids."""
    root: Any = document.styles.element
    styles = {style.get(f"{_W}styleId", ""): style for style in root.iterfind(f"{_W}style")}
    found: dict[str, int] = {}
    for key, style in styles.items():
        level = _inherited(style, styles)
        if level is not None:
            found[key] = level
    return found


def heading_level(paragraph: Any, styles: dict[str, int]) -> int:
    """The level of a paragraph as a heading, from 1; 0 if it is text."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return 0
    own = _outline(properties)
    if own is not None:
        return own
    style = properties.find(f"{_W}pStyle")
    return 0 if style is None else styles.get(style.get(f"{_W}val", ""), 0)


def _inherited(style: Any, styles: dict[str, Any]) -> int | None:
    for _step in range(DEEPEST):
        properties = style.find(f"{_W}pPr")
        level = None if properties is None else _outline(properties)
        if level is not None:
            return level
        name = style.find(f"{_W}name")
        named = None if name is None else _NAME.fullmatch(name.get(f"{_W}val", "").strip())
        if named is not None:
            return int(named["level"])
        base = style.find(f"{_W}basedOn")
        parent = None if base is None else styles.get(base.get(f"{_W}val", ""))
        if parent is None:
            return None
        style = parent
    return None


def _outline(properties: Any) -> int | None:
    node = properties.find(f"{_W}outlineLvl")
    value = "" if node is None else node.get(f"{_W}val", "")
    if len(value) != 1 or not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < _BODY else 0
