"""The names of provinces, prefectures and counties; divisions.txt beside this file says as at when, and where they are from."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def place_end(text: str, start: int = 0) -> int:
    """Where the names of divisions end that follow one another from `start` (江西省赣州市于都县); `start` if none is there."""
    names, lengths = _names()
    while size := next(
        (size for size in lengths if text[start : start + size] in names and len(text) >= start + size), 0
    ):
        start += size
    return start


def is_place(text: str) -> bool:
    """Whether `text` is the whole name of a division."""
    return text in _names()[0]


def begins_with_place(text: str) -> bool:
    """Whether `text` begins with a division's name, its level left out or not: 太原铁路局."""
    short = _short_names()
    return any(text[:size] in short for size in (2, 3, 4))


@cache
def _short_names() -> frozenset[str]:
    return frozenset(name[:-1] for name in _names()[0] if len(name) > 2)


@cache
def _names() -> tuple[frozenset[str], tuple[int, ...]]:
    """All names, and their lengths from the longest."""
    lines = Path(__file__).with_name("divisions.txt").read_text(encoding="utf-8").splitlines()
    names = frozenset(name for line in lines if not line.startswith("#") for name in line.split())
    return names, tuple(sorted({len(name) for name in names}, reverse=True))
