"""Texts in OSCAL, whose Markdown makes marks of some characters, and the namespace of the properties that are ours."""

from __future__ import annotations

import re

NAMESPACE = "urn:dutykit:oscal:1"
"""Of the properties that state what OSCAL has no field for; docs/en/oscal.md lists them."""
_MARKS = re.compile(r"([\\`*_~^\[\]{}<>|])|^(#)", re.MULTILINE)
_STROKES = re.compile(r"\\([\\`*_~^\[\]{}<>|#])")


def markup(text: str) -> str:
    """`text` as OSCAL's Markdown, in which nothing of it is a mark."""
    return _MARKS.sub(lambda match: "\\" + match[0], text)


def plain_text(text: str) -> str:
    """OSCAL's Markdown without the strokes that keep characters from being marks."""
    return _STROKES.sub(r"\1", text)
