"""How long a text is, as Chinese offices count."""

from __future__ import annotations


def characters_in(text: str | None) -> int:
    """The characters of `text`, blanks not counted （字数）."""
    return 0 if text is None else sum(map(len, text.split()))


def printed_width(text: str) -> float:
    """How wide `text` is in print, in Chinese characters: a Latin letter is about half as wide."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


_BROAD = frozenset("%@")


def most_width(text: str) -> float:
    """How wide `text` is at most: some letters, and figures of some fonts, are wider than half a Chinese character."""
    more = (
        0.45 if one in _BROAD else 0.25 if one.isupper() else 0.1 if one.isalpha() else 0.04
        for one in text
        if one.isascii()
    )
    return printed_width(text) + sum(more)
