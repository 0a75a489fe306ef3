"""What only the office decides: which problem of an earlier year a row is about, and that a problem is closed."""

from __future__ import annotations

import datetime as dt

import pytest

from dutykit.forms.workbook.book import FormIdentity
from dutykit.forms.workbook.cells import CellSource
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.office import left_over_key, not_the_units
from dutykit.forms.workbook.reading import CellPlace, ReadCell, ReadRow, Remark
from dutykit.forms.workbook.row import CellKey, RowKey
from dutykit.forms.workbook.schema import form_sheet

AT = CellPlace("表", (3, 0))
KEYS: list[RowKey] = [("carried", "2017", "c-1"), ("carried", "2018", "c-1"), ("carried", "2018", "c-2")]


def row(**cells: str | None) -> ReadRow:
    sheet = form_sheet("carried")
    read = {name: ReadCell(AT, CellSource(text), "carried", sheet.column(name)) for name, text in cells.items()}
    return ReadRow("carried", AT, read)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"id": "c-2", "from_cycle": None}, KEYS[2]),
        ({"id": "c-2", "from_cycle": "2017"}, KEYS[2]),
        ({"id": "c-2"}, KEYS[2]),
        ({"id": "c-1", "from_cycle": "2017"}, KEYS[0]),
        ({"id": "c-1", "from_cycle": "2018"}, KEYS[1]),
        ({"id": "c-1", "from_cycle": None}, None),
        ({"id": "c-3", "from_cycle": "2018"}, None),
        ({"from_cycle": "2018"}, None),
    ],
)
def test_which_problem_a_row_is_about(cells: dict[str, str | None], expected: RowKey | None) -> None:
    found = left_over_key(row(**cells), KEYS)
    if expected is None:
        assert isinstance(found, Remark)
        assert found.place == AT
        assert (cells.get("id") or "“”") in found.message
    else:
        assert found == expected


MADE = Base(FormIdentity("甲局", 2019, "0" * 16), (), {("problems", "1", "p", "status"): "closed"}, {})


@pytest.mark.parametrize(
    ("key", "value", "made", "allowed"),
    [
        (("problems", "1", "p", "status"), "closed", None, False),
        (("problems", "1", "p", "status"), "closed", MADE, True),
        (("problems", "1", "q", "status"), "closed", MADE, False),
        (("problems", "1", "p", "status"), "done", None, True),
        (("problems", "1", "p", "text"), "closed", None, True),
        (("carried", "2018", "c-1", "status"), "closed", None, False),
        (("carried", "2018", "c-1", "closed_on"), dt.date(2019, 1, 1), None, False),
        (("carried", "2018", "c-1", "closed_on"), None, None, True),
        (("problems", "1", "None", "id"), "c-1", None, False),
        (("problems", "1", "None", "id"), "p", None, True),
        (("problems", "1", "None", "text"), "c-1", None, True),
        (("carried", "2018", "c-1", "id"), "c-1", None, True),
    ],
)
def test_what_a_unit_may_fill_in(key: CellKey, value: FormValue, made: Base | None, *, allowed: bool) -> None:
    assert (not_the_units(key, value, AT, {"c-1": "2018"}, made) is None) is allowed
