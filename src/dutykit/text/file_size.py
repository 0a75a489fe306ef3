"""Sizes of files in words."""

from __future__ import annotations

_UNITS = ("字节", "KB", "MB", "GB")


def size_words(size: int) -> str:
    """A number of bytes in the largest unit that leaves at least one, with one decimal, cut and not rounded up."""
    step = 0
    while step < len(_UNITS) - 1 and size >= 1024 ** (step + 1):
        step += 1
    tenths = size * 10 // 1024**step
    number = f"{tenths // 10}.{tenths % 10}" if step else str(size)
    return f"{number} {_UNITS[step]}"
