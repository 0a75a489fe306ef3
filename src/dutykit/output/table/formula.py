"""Keeps a text a text in a program that takes some texts for formulas."""

from __future__ import annotations

_BEGINNINGS = tuple("=+-@\t\r\n＝＋－＠")


def guarded(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet could read it as a formula."""
    return "'" + text if text.startswith(_BEGINNINGS) or text.lstrip().startswith(_BEGINNINGS) else text
