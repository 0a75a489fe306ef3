"""The hidden sheet of a form: what it was made from, so that it can be merged with what changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dutykit.forms.workbook.layout import form_sheets
from dutykit.forms.workbook.row import CellKey, RowKey
from dutykit.forms.workbook.rows import Form, FormIdentity

VERSION = "dutykit-form-1"
_LATER = frozenset({"proof", "closed_on"})
"""Columns that forms did not have in the beginning."""
_CHUNK = 30_000
"""Characters in one cell; all of them ASCII."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a form said when it was made."""

    identity: FormIdentity
    rows: tuple[RowKey, ...]
    """Every row, in the form's order."""
    cells: Mapping[CellKey, str]
    """What each cell that was not empty said: numbers, dates and codes as their texts."""
    columns: Mapping[str, frozenset[str]]
    """The columns that each sheet had."""


def hidden_rows(form: Form) -> Iterator[list[str]]:
    """The rows of the hidden sheet: a key, then its value in as many cells as it takes."""
    identity = form.identity
    rows = [
        [json.dumps(["unit"]), *_chunks(identity.unit)],
        [json.dumps(["cycle"]), *_chunks(str(identity.cycle))],
        [json.dumps(["catalogue"]), *_chunks(identity.catalogue)],
        [json.dumps(["sample"]), *_chunks("1" if identity.sample else "0")],
        *(
            [_key(("columns", sheet.name)), *_chunks(" ".join(column.name for column in form.columns(sheet)))]
            for sheet in form_sheets()
        ),
        *([_key(("row", *row.key)), *_chunks("")] for rows in form.rows.values() for row in rows),
        *([_key(("cell", *key)), *_chunks(str(value))] for key, value in form.cells()),
    ]
    yield [VERSION, fingerprint(rows)]
    yield from rows


def fingerprint(rows: Iterable[Sequence[str]]) -> str:
    """16 hexadecimal digits of all that the hidden sheet says."""
    told = json.dumps(sorted([row[0], "".join(row[1:])] for row in rows))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def base_of(rows: Sequence[Sequence[str]]) -> Base | None:
    """What the hidden sheet says; None if it is not whole."""
    if not rows or len(rows[0]) < 2 or rows[0][0] != VERSION:
        return None
    body = [[cell for cell in row if cell] for row in rows[1:] if any(row)]
    if fingerprint(body) != rows[0][1]:
        return None
    said: dict[CellKey, str] = {}
    try:
        for row in body:
            key = tuple(map(str, json.loads(row[0])))
            said[key] = str(json.loads("".join(row[1:])))
        identity = FormIdentity(said["unit",], int(said["cycle",]), said["catalogue",], sample=said["sample",] == "1")
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    cells = {key[1:]: text for key, text in said.items() if key[0] == "cell"}
    columns = {key[1]: frozenset(text.split()) for key, text in said.items() if key[0] == "columns" and len(key) > 1}
    return Base(
        identity, tuple(key[1:] for key in said if key[0] == "row"), cells, {**_columns_unsaid(cells), **columns}
    )


def _columns_unsaid(cells: Mapping[CellKey, str]) -> dict[str, frozenset[str]]:
    """The columns of a form made when the hidden sheet did not name them yet: not those that may not have been there."""
    scored = any(key[0] == "answers" and key[-1] == "score" for key in cells)
    return {
        sheet.name: frozenset(
            one.name for one in sheet.columns if one.name not in _LATER and (one.name != "score" or scored)
        )
        for sheet in form_sheets()
    }


def _key(key: CellKey) -> str:
    return json.dumps(list(key)).replace("_", "\\u005f")


def _chunks(text: str) -> list[str]:
    """`text` as JSON in ASCII, without what a workbook takes for an escape of its own (_x000D_), cut to cells."""
    whole = json.dumps(text).replace("_", "\\u005f")
    return [whole[start : start + _CHUNK] for start in range(0, len(whole), _CHUNK)]
