"""The hidden sheet of a form: its contents when it was made, so that it can be merged with what changed since."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from dutykit.forms.workbook.book import Book, FormIdentity
from dutykit.forms.workbook.layout import OVERVIEW, FormSheet, FormValue, Layout
from dutykit.forms.workbook.proof import plain_proof
from dutykit.forms.workbook.row import CellKey, RowKey
from dutykit.forms.workbook.schema import FORM

_CHUNK = 30_000
"""Characters in one cell; all of them ASCII."""
_LARGEST_EXPONENT = 99


@dataclass(frozen=True, slots=True)
class Base:
    """The contents of a form when it was made."""

    identity: FormIdentity
    rows: tuple[RowKey, ...]
    """Every row, in the form's order."""
    cells: Mapping[CellKey, str]
    """Each cell that was not empty: numbers, dates and codes as their texts."""
    columns: Mapping[str, frozenset[str]]
    """The columns that each sheet had, by its name."""
    layout: Layout = FORM
    fingerprint: str = ""
    """Of all of it, as the hidden sheet states it."""

    def had(self, sheet: FormSheet) -> frozenset[str]:
        """The columns or items that `sheet` had; a form may be older than some of them."""
        if sheet.name == OVERVIEW:
            return frozenset(key[1] for key in self.rows if key[0] == OVERVIEW)
        return self.columns.get(sheet.name, frozenset())

    def value(self, key: CellKey) -> FormValue:
        """The value of a cell; a text where it is not what its column is for."""
        text = self.cells.get(key)
        if text is None:
            return None
        try:
            match self.layout.column_of(key).kind:
                case "number":
                    value = Decimal(text)
                    # As in YAML: nobody means such a number, and writing one out can fill the memory.
                    return value if value.is_finite() and abs(value.adjusted()) <= _LARGEST_EXPONENT else text
                case "date":
                    return dt.date.fromisoformat(text)
                case "proof":
                    return plain_proof(text)
        except (ValueError, InvalidOperation):
            pass
        return text


NO_FORM = Base(FormIdentity("", 0, ""), (), {}, {})
"""In place of the contents of a form that nobody knows."""


def hidden_rows(form: Book) -> Iterator[list[str]]:
    """The rows of the hidden sheet: a key, then its value in as many cells as are needed."""
    identity = form.identity
    rows = [
        [json.dumps(["unit"]), *_chunks(identity.unit)],
        [json.dumps(["cycle"]), *_chunks(str(identity.cycle))],
        [json.dumps(["catalogue"]), *_chunks(identity.catalogue)],
        [json.dumps(["sample"]), *_chunks("1" if identity.sample else "0")],
        *([[json.dumps(["reviewer"]), *_chunks(identity.reviewer)]] if identity.reviewer else []),
        *(
            [_key(("columns", sheet.name)), *_chunks(" ".join(column.name for column in form.columns(sheet)))]
            for sheet in form.layout.sheets()
        ),
        *(
            [_key(("row", *row.key)), *_chunks("")]
            for rows in form.rows.values()
            for row in rows
            if not row.is_proposed
        ),
        *([_key(("cell", *key)), *_chunks(str(value))] for key, value in form.cells()),
    ]
    yield [form.layout.mark, fingerprint(rows)]
    yield from rows


def fingerprint(rows: Iterable[Sequence[str]]) -> str:
    """16 hexadecimal digits of all rows of the hidden sheet."""
    notes = json.dumps(sorted([row[0], "".join(row[1:])] for row in rows))
    return hashlib.sha256(notes.encode()).hexdigest()[:16]


def base_of(rows: Sequence[Sequence[str]], layout: Layout = FORM) -> Base | None:
    """The contents of the hidden sheet of a workbook of this kind; None if it was changed."""
    if not rows or len(rows[0]) < 2 or rows[0][0] != layout.mark:
        return None
    body = [[cell for cell in row if cell] for row in rows[1:] if any(row)]
    if fingerprint(body) != rows[0][1]:
        return None
    stated: dict[CellKey, str] = {}
    try:
        for row in body:
            key = tuple(map(str, json.loads(row[0])))
            stated[key] = str(json.loads("".join(row[1:])))
        identity = FormIdentity(
            stated["unit",],
            int(stated["cycle",]),
            stated["catalogue",],
            sample=stated["sample",] == "1",
            reviewer=stated.get(("reviewer",), ""),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    cells = {key[1:]: text for key, text in stated.items() if key[:1] == ("cell",) and layout.has_cell(key[1:])}
    columns = {
        key[1]: frozenset(text.split()) for key, text in stated.items() if key[:1] == ("columns",) and len(key) > 1
    }
    first = {sheet: frozenset(names.split()) for sheet, names in layout.first.items()}
    if layout is FORM and any(key[0] == "answers" and key[-1] == "score" for key in cells):
        first["answers"] |= {"score"}
    kept = tuple(key[1:] for key in stated if key[:1] == ("row",) and layout.has_row(key[1:]))
    return Base(identity, kept, cells, first | columns, layout, rows[0][1])


def _key(key: CellKey) -> str:
    return json.dumps(list(key)).replace("_", "\\u005f")


def _chunks(text: str) -> list[str]:
    """`text` as JSON in ASCII, without what a workbook reads as an escape of its own (_x000D_), cut to cells."""
    whole = json.dumps(text).replace("_", "\\u005f")
    return [whole[start : start + _CHUNK] for start in range(0, len(whole), _CHUNK)]
