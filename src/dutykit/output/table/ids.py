"""Ids of indicators in a table: runs of them drawn together, numbers as numbers."""

from __future__ import annotations

from dutykit.language import _


def id_list(ids: tuple[str, ...]) -> str:
    """Ids in a row, three or more whole numbers that follow each other drawn together: 1—6、8."""
    parts: list[list[str]] = []
    for one in ids:
        follows = parts and _is_number(one) and _is_number(parts[-1][-1]) and int(parts[-1][-1]) + 1 == int(one)
        if follows:
            parts[-1].append(one)
        else:
            parts.append([one])
    shown = ([_("{first}—{last}").format(first=part[0], last=part[-1])] if len(part) >= 3 else part for part in parts)
    return _("、").join(text for part in shown for text in part)


def id_cell(key: str) -> str | int:
    """An id for a cell: a number where it is written as one, so that a spreadsheet sorts 2 before 10."""
    return int(key) if _is_number(key) and len(key) <= 15 and str(int(key)) == key else key


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
