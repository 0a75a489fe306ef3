"""What a filled-in workbook states as one short word, for telling copies of it from other versions."""

from __future__ import annotations

import hashlib
import json

from dutykit.forms.workbook.reading import Reading


def contents_digest(reading: Reading) -> str:
    """16 hexadecimal digits that are the same for two workbooks in which the same is filled in.

    What the form stated when it was made counts; how cells look, in which order rows are and remarks on them do not.
    """
    base = reading.base
    made = None if base is None else [str(base.identity), sorted(map(list, base.rows)), sorted(base.cells.items())]
    rows = {
        sheet: sorted(
            json.dumps({name: [cell.column.name, cell.source.text] for name, cell in row.cells.items()}, sort_keys=True)
            for row in rows
        )
        for sheet, rows in reading.rows.items()
    }
    return hashlib.sha256(json.dumps([made, rows], sort_keys=True).encode()).hexdigest()[:16]
