"""Several numbered tasks in one cell, each with its own units, under the same number, in the cell beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from dutykit.plans.grammar.tables.columns import Columns

_PART = re.compile(
    r"(?P<mark>[（(]\d{1,2}[）)]|[①-⑳]|(?:^|(?<=[\n。；;：:]))\s*\d{1,2}(?:[、．]|[.)）](?!\d(?!\d{3}年)))|[①-⑳])\s*"
)


def in_parts(cells: Sequence[str], columns: Columns) -> list[list[str]]:
    """A row as one for each of its numbered tasks; the row itself where its units are not numbered as its tasks are.

    Cells that are not numbered so are of each of them.
    """
    texts = [at for at in columns.at("text") if at < len(cells) and cells[at]]
    parts = [_parts(cell) for cell in cells]
    tasks = parts[texts[-1]] if texts else {}
    same = [at for at, found in enumerate(parts) if found and [*found] == [*tasks]]
    if not {at for at, _role in columns.roles()}.intersection(same):
        return [list(cells)]
    text = texts[-1]
    lead = _PART.split(cells[text], maxsplit=1)[0]
    rows = [[parts[at][number] if at in same else cell for at, cell in enumerate(cells)] for number in tasks]
    for row in rows:
        row[text] = lead + row[text]
    return rows


def _parts(cell: str) -> dict[int, str]:
    """The parts of a cell by their numbers, which are of one form and follow one another from 1 on."""
    found = list(_PART.finditer(cell))
    found = [one for one in found if _form(one["mark"].strip()) == _form(found[0]["mark"].strip())]
    if [_number(one["mark"].strip()) for one in found] != [*range(1, len(found) + 1)] or len(found) < 2:
        return {}
    ends = [*(one.start() for one in found[1:]), len(cell)]
    return {
        _number(one["mark"].strip()): cell[one.end() : end].strip(" \n；;")
        for one, end in zip(found, ends, strict=True)
    }


def _number(mark: str) -> int:
    return int(unicodedata.numeric(mark)) if len(mark) == 1 else int("".join(filter(str.isdigit, mark)))


def _form(mark: str) -> str:
    return "" if len(mark) == 1 else re.sub(r"\d+", "1", mark)
