"""Widths on screen, East Asian characters counted as two."""

from __future__ import annotations

from rich.cells import cell_len


def padded(text: str, width: int) -> str:
    """`text` with blanks behind it, up to `width` cells of a terminal."""
    return text + " " * (width - cell_len(text))
