"""The names of provinces, prefectures and counties; divisions.txt beside this file says as at when, and where they are from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def place_end(text: str, start: int = 0) -> int:
    """Where the names of divisions end that follow one another from `start` (江西省赣州市于都县); `start` if none is there."""
    while size := next((len(name) for name in _that_begin(text[start : start + 2]) if text.startswith(name, start)), 0):
        start += size
    return start


def is_place(text: str) -> bool:
    """Whether `text` is the whole name of a division."""
    return text in _that_begin(text[:2])


def level_of(short: str, levels: str) -> str:
    """The level among `levels` of the division that is written `short`: 县 of 大荔 and of 白沙 (白沙黎族自治县); empty if none is known."""
    names = (name for name in _that_begin(short[:2]) if name.startswith(short) and name[-1] in levels)
    return next((name[-1] for name in names if len(name) == len(short) + 1 or name.endswith("自治" + name[-1])), "")


def _that_begin(two: str) -> tuple[str, ...]:
    """The names that begin with these two letters, from the longest."""
    return _names().get(two, ())


def begins_with_place(text: str) -> bool:
    """Whether `text` begins with a division's name, its level left out or not: 太原铁路局."""
    return any(len(name) > 2 and text.startswith(name[:-1]) for name in _that_begin(text[:2]))


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    lines = Path(__file__).with_name("divisions.txt").read_text(encoding="utf-8").splitlines()
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted({name for line in lines if not line.startswith("#") for name in line.split()}, key=len):
        found[name[:2]].insert(0, name)
    return {two: tuple(names) for two, names in found.items()}
