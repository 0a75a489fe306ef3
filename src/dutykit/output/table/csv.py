"""A table as CSV that Excel in a Chinese office opens right."""

from __future__ import annotations

import csv
import io

from dutykit.output.table.record import Cell, Table, cell_text

BOM = b"\xef\xbb\xbf"


def csv_bytes(table: Table) -> bytes:
    """The heading and the rows, without totals, so that sums over a column are right; at the end, a warning.

    UTF-8 with a byte order mark, without which Excel takes the file for GBK; lines end in CRLF (RFC 4180).
    A text that a spreadsheet would read as a formula has an apostrophe before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_guarded(cell_text(column.title)) for column in table.flat_columns()])
    for row in table.rows():
        writer.writerow([_written(cell) for cell in row])
    if table.warning:
        writer.writerow([_guarded(cell_text(table.warning))])
    return BOM + text.getvalue().encode("utf-8", "replace")


def _written(cell: Cell) -> str:
    return _guarded(cell_text(cell)) if isinstance(cell, str) else cell_text(cell)


_FORMULA_BEGINNINGS = tuple("=+-@\t\r\n＝＋－＠")


def _guarded(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet could read it as a formula."""
    return "'" + text if text.startswith(_FORMULA_BEGINNINGS) or text.lstrip().startswith(_FORMULA_BEGINNINGS) else text
