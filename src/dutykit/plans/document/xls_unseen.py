"""What is hidden in a workbook in the old form, its cells' comments and formats: the reader of its cells does not give them.

Layout of the file: [MS-XLS]: BOUNDSHEET (2.4.28), ROW (2.4.221), COLINFO (2.4.53), OBJ (2.4.181), TXO (2.4.329), NOTE (2.4.179),
FORMAT (2.4.126), XF (2.4.353); cells: NUMBER (2.4.180), RK (2.4.220), MULRK (2.4.175), FORMULA (2.4.127).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from dutykit.plans.document.xlsx_number import form_of, tells

_BEGIN, _END, _SHEET, _ROW, _COLUMNS, _NOTE, _OBJECT, _TEXT, _CONTINUE = (
    0x809,
    0xA,
    0x85,
    0x208,
    0x7D,
    0x1C,
    0x5D,
    0x1B6,
    0x3C,
)
_FORMAT, _FORMATTED = 0x41E, 0xE0
_CELLS = (0x203, 0x27E, 0x6)
_ROW_OF_NUMBERS = 0xBD
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x1
_MOST_COLUMNS, _MOST_SHEETS = 256, 200


class Unseen(NamedTuple):
    """What the reader of a sheet's cells does not give. Rows and columns are counted from 0."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Sequence[tuple[int, str]] = ()
    """With their rows."""
    forms: Mapping[tuple[int, int], str] = MappingProxyType({})
    """The formats that say more than their cells' values, by row and column."""


def unseen_in_xls(data: bytes) -> dict[str, Unseen]:
    """What is not given of each sheet, by its name; of what is not as it should be, nothing."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            name = "Workbook" if container.exists("Workbook") else "Book"
            book = container.openstream(name).read()
        forms = _forms(book)
        return {title: _of_sheet(book, at, forms) for title, at in islice(_sheets(book), _MOST_SHEETS)}
    except (OSError, struct.error, IndexError, UnicodeDecodeError):
        return {}


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from `at` up to the end of their part, not those of parts in it, as of charts."""
    depth = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _sheets(book: bytes) -> Iterator[tuple[str, int]]:
    for kind, record in _records(book, 0):
        if kind == _SHEET:
            yield _text(record[7:], record[6]), struct.unpack_from("<I", record)[0]


def _text(record: bytes, length: int) -> str:
    """A text of so many characters behind a byte that says whether each has two."""
    return record[1 : 1 + 2 * length].decode("utf-16-le") if record[0] & 1 else record[1 : 1 + length].decode("latin-1")


def _forms(book: bytes) -> list[str]:
    """The format of each style of cells, in their order; empty where it says no more than the values."""
    own: dict[int, str] = {}
    styles: list[int] = []
    for kind, record in _records(book, 0):
        if kind == _FORMAT:
            number, length = struct.unpack_from("<HH", record)
            own[number] = _text(record[4:], length)
        elif kind == _FORMATTED:
            styles.append(struct.unpack_from("<H", record, 2)[0])
    forms = [form_of(number, own) for number in styles]
    return [form if tells(form) else "" for form in forms]


def _styled(kind: int, record: bytes) -> Iterator[tuple[int, int, int]]:
    """The cells with numbers of a record: row, column, and which style of cells."""
    if kind in _CELLS:
        row, column, style = struct.unpack_from("<HHH", record)
        yield row, column, style
    elif kind == _ROW_OF_NUMBERS:
        row, first = struct.unpack_from("<HH", record)
        for at, place in enumerate(range(4, len(record) - 6, 6)):
            yield row, first + at, struct.unpack_from("<H", record, place)[0]


def _of_sheet(book: bytes, at: int, styles: Sequence[str]) -> Unseen:
    forms: dict[tuple[int, int], str] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    texts: dict[int, str] = {}
    notes: list[tuple[int, int]] = []
    current, length = 0, 0
    for kind, record in _records(book, at):
        if kind == _ROW and struct.unpack_from("<H", record, 12)[0] & _HIDDEN_ROW:
            rows.add(struct.unpack_from("<H", record)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", record, 8)[0] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", record)
            columns.update(range(first, min(last, _MOST_COLUMNS) + 1))
        elif kind == _OBJECT:
            (current,) = struct.unpack_from("<H", record, 6)
        elif kind == _TEXT:
            (length,) = struct.unpack_from("<H", record, 10)
        elif kind == _CONTINUE and length and current not in texts:
            texts[current] = _text(record, length)
            length = 0
        elif kind == _NOTE:
            row, _column, _flags, number = struct.unpack_from("<HHHH", record)
            notes.append((row, number))
        for row, column, style in _styled(kind, record):
            if form := styles[style]:
                forms[row, column] = form
    return Unseen(
        frozenset(rows),
        frozenset(columns),
        [(row, " ".join(texts.get(one, "").split())) for row, one in sorted(notes)],
        forms,
    )
