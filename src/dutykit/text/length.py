"""How long a text is, as Chinese offices count."""

from __future__ import annotations


def characters_in(text: str | None) -> int:
    """The characters of `text`, blanks not counted （字数）."""
    return 0 if text is None else sum(map(len, text.split()))


def printed_width(text: str) -> float:
    """How wide `text` is in print, in Chinese characters: a Latin letter is about half as wide."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2
