"""What is missing only because the cell that contains it was refused is not reported again."""

from __future__ import annotations

import pytest

from dutykit.check.all_rules import all_rules
from dutykit.forms.collection import Rejection
from dutykit.forms.unit import left_out
from dutykit.forms.unit.left_out import columns_at, is_left_out
from dutykit.forms.workbook.cells import CellSource
from dutykit.forms.workbook.reading import CellPlace, ReadCell, Reading, ReadRow
from dutykit.forms.workbook.schema import form_sheet, form_sheets
from dutykit.model.finding import Severity

PROBLEMS = form_sheet("problems")
AT = {name: CellPlace("问题", (3, at)) for at, name in enumerate(("text", "measure", "due"))}
ROW = ReadRow(
    "problems",
    AT["text"],
    {name: ReadCell(place, CellSource("x"), "problems", PROBLEMS.column(name)) for name, place in AT.items()},
)


def finding(rule: str, place: CellPlace | None) -> Rejection:
    return Rejection(Severity.ERROR, "", place, None, rule)


def test_the_columns_of_cells() -> None:
    reading = Reading(rows={"problems": [ROW]})
    assert columns_at(reading, [AT["due"], AT["text"], CellPlace("问题", (9, 9))]) == {("问题", 3): {"due", "text"}}
    assert columns_at(reading, []) == {}


@pytest.mark.parametrize(
    ("rule", "column", "place", "expected"),
    [
        ("problem-without-due", "due", AT["text"], True),
        ("problem-without-due", "measure", AT["text"], False),
        ("problem-without-due", "due", CellPlace("问题", (4, 0)), False),
        ("problem-without-due", "due", CellPlace("别的", (3, 0)), False),
        ("problem-without-due", "due", None, False),
        ("missing-key", "due", AT["text"], True),
        ("score-over-points", "due", AT["text"], False),
    ],
)
def test_left_out(rule: str, column: str, place: CellPlace | None, *, expected: bool) -> None:
    assert is_left_out(finding(rule, place), {("问题", 3): {column}}) is expected


def test_missing_keys_elsewhere_are_reported() -> None:
    assert not is_left_out(finding("missing-key", AT["text"]), {})


def test_rules_and_columns_exist() -> None:
    assert left_out._LACKING.keys() <= {one.name for one in all_rules()}
    columns = {name for sheet in form_sheets() for name in sheet.filled}
    assert set(left_out._LACKING.values()) <= columns
