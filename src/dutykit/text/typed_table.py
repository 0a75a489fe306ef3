"""Tables typed or pasted into a plain text, their cells set apart by tabs or upright strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from dutykit.text.clean import clean

_STROKES = re.compile("[|｜│]")
_RULE = re.compile(r"[\s|｜│┃+:=\-—─┼├┤┌┐└┘┬┴]*")
"""A line that only rules a table off."""
_MOST_COLUMNS = 20


def paragraphs_and_tables(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a plain text, as `clean.paragraphs` gives them; a table in it is one, whose rows are its lines.

    The cells of a row, all rows having as many, are set apart by tabs.
    """
    cleaned = "\t".join(map(clean, (text or "").split("\t")))  # which makes blanks of tabs
    lines = [line.strip(" \u3000") for line in cleaned.split("\n") if line.strip()]
    found: list[str] = []
    for is_row, run in groupby(lines, key=_may_be_row):
        given = list(run)
        rows = _rows(given) if is_row else []
        found += ["\n".join(map("\t".join, rows))] if rows else [clean(line).strip() for line in given]
    return tuple(found)


def _may_be_row(line: str) -> bool:
    return "\t" in line or _STROKES.search(line) is not None or _RULE.fullmatch(line) is not None


def _rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of `lines`, as many in each; empty if they are no table."""
    for cells in (_stroked, _tabbed, _aligned):
        rows = [row for line in lines if not _RULE.fullmatch(line) for row in [cells(line)]]
        if len(rows) > 1 and len({len(row) for row in rows}) == 1 and 1 < len(rows[0]) <= _MOST_COLUMNS:
            return rows
    return []


def _stroked(line: str) -> list[str]:
    cells = [" ".join(cell.split()) for cell in _STROKES.split(line)]
    outer = line[:1], line[-1:]
    return cells[bool(_STROKES.match(outer[0])) : len(cells) - bool(_STROKES.match(outer[1]))]


def _tabbed(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _aligned(line: str) -> list[str]:
    """With as many tabs between two cells as bring the second into line."""
    return [cell.strip() for cell in re.split("\t+", line.strip())]
