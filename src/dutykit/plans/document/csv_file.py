"""Tables as text: the cells set apart by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CELLS, LINES
from dutykit.plans.document.text_file import decoded
from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.tables.columns import columns_of

_SEPARATORS = ",;\t，；|"
"""Full-width ones only where they part the titles of columns: elsewhere they are those of a sentence."""
_LOOKED_AT = 20
"""Lines at the top that tell the separator."""


def lines_of_csv(data: bytes) -> list[Line]:
    """The rows of a table. Raises DocumentError."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    first = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    separators = [one for one in _SEPARATORS if one not in "，；" or any(columns_of(line.split(one)) for line in first)]
    separator = max(separators, key=lambda one: sum(line.count(one) > 0 for line in first))
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            filled = [cell.strip() for cell in row]
            while filled and not filled[-1]:
                filled.pop()
            cells += len(filled)
            if cells > CELLS or len(rows) >= LINES:
                raise DocumentError(_("表格超过上限 {limit} 格").format(limit=CELLS))
            rows.append(tuple(filled))
    except csv.Error as error:
        raise DocumentError(_("文件已损坏，无法打开"), _("用 Excel 或 WPS 打开后另存一份")) from error
    table = int(any(len(row) > 1 for row in rows))
    return [
        Line(number, "\t".join(row).replace("\n", " "), row if table else (), table)
        for number, row in enumerate(rows, 1)
    ]
