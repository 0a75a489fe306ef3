"""Which row is which, the surest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.match import Cells, alike, matched, same, summary
from dutykit.forms.workbook.schema import form_sheet

EVIDENCE, PROBLEMS = form_sheet("evidence"), form_sheet("problems")


def evidence(number: str | None, title: FormValue, file: FormValue = None) -> Cells:
    return {"row": number, "title": title, "file": file}


KNOWN = {"1-1": evidence("1-1", "甲", "a.txt"), "1-2": evidence("1-2", "乙")}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([evidence("1-1", "甲", "a.txt"), evidence("1-2", "乙")], {"1-1": 0, "1-2": 1}),
        ([evidence("1-2", "乙"), evidence("1-1", "甲", "a.txt")], {"1-1": 1, "1-2": 0}),
        # numbers exchanged when rows were sorted without them: what they say counts more
        ([evidence("1-2", "甲", "a.txt"), evidence("1-1", "乙")], {"1-1": 0, "1-2": 1}),
        # a number with some of the text is surer than all of the text
        ([evidence(None, "甲", "a.txt"), evidence("1-1", "甲", "b.txt")], {"1-1": 1}),
        ([evidence("1-1", "别的", "b.txt")], {"1-1": 0}),
        ([evidence(None, "甲", "b.txt")], {"1-1": 0}),
        ([evidence(None, None, "a.txt")], {"1-1": 0}),
        ([evidence(None, "丙")], {}),
        ([evidence(None, None)], {}),
        ([], {}),
        ([evidence(None, "乙"), evidence(None, "乙")], {"1-2": 0}),
    ],
)
def test_matched(rows: list[Cells], expected: dict[str, int]) -> None:
    assert matched(EVIDENCE, KNOWN, rows) == expected


def plainly_matched(known: dict[str, Cells], rows: list[Cells], *, by_number: bool) -> dict[str, int]:
    """The same, by looking at each row for each."""
    names = EVIDENCE.same

    def numbered(row_id: str, row: Cells) -> bool:
        return row["row"] is not None and str(row["row"]) == row_id

    def partly(cells: Cells, row: Cells) -> bool:
        return any(cells[name] is not None and same(cells[name], row[name]) for name in names)

    steps: list[Callable[[str, Cells, Cells], bool]] = [
        lambda row_id, cells, row: numbered(row_id, row) and partly(cells, row),
        lambda _id, cells, row: alike(cells, row, names),
        lambda row_id, _cells, row: numbered(row_id, row),
        lambda _id, cells, row: partly(cells, row),
    ]
    found: dict[str, int] = {}
    for fits in steps if by_number else steps[:2]:
        for row_id, cells in known.items():
            free = (at for at, row in enumerate(rows) if at not in found.values() and fits(row_id, cells, row))
            at = None if row_id in found else next(free, None)
            if at is not None:
                found[row_id] = at
    return found


TEXTS = st.sampled_from([None, "甲", "乙", 1, Decimal("1.0"), dt.date(2019, 1, 1)])
ROWS = st.lists(st.builds(evidence, st.sampled_from([None, "1", "2", "3"]), TEXTS, TEXTS), max_size=6)


@given(ROWS, ROWS, st.booleans())
def test_matched_as_by_looking_at_each(there: list[Cells], rows: list[Cells], by_number: bool) -> None:
    known = {str(number): cells for number, cells in enumerate(there, 1)}
    assert matched(EVIDENCE, known, rows, by_number=by_number) == plainly_matched(known, rows, by_number=by_number)


def test_of_rows_that_the_form_did_not_have_a_number_alone_says_nothing() -> None:
    assert matched(EVIDENCE, KNOWN, [evidence("1-1", "别的"), evidence("1-2", "乙")], by_number=False) == {"1-2": 1}
    assert matched(EVIDENCE, KNOWN, [evidence("1-1", "甲", "b.txt")], by_number=False) == {"1-1": 0}
    assert matched(EVIDENCE, KNOWN, [evidence(None, "甲", "b.txt")], by_number=False) == {}


def test_problems_are_known_by_their_id_and_text() -> None:
    known = {"1": {"id": "1", "text": "甲"}, "2": {"id": "2", "text": "乙"}}
    assert matched(PROBLEMS, known, [{"id": None, "text": "乙"}, {"id": "1", "text": "丙"}]) == {"2": 0, "1": 1}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (1, Decimal("1.0"), True),
        (Decimal("1.50"), Decimal("1.5"), True),
        (1, Decimal("1.1"), False),
        ("1", 1, False),
        (None, None, True),
        (None, "", False),
        ("a", "a", True),
        (dt.date(2019, 1, 1), dt.date(2019, 1, 1), True),
        (dt.date(2019, 1, 1), "2019-01-01", False),
    ],
)
def test_same(first: FormValue, second: FormValue, expected: bool) -> None:
    assert same(first, second) is expected
    assert same(second, first) is expected


def test_alike_in_all_columns() -> None:
    assert alike({"a": 1, "b": 2}, {"a": 1}, ("a", "c"))
    assert not alike({"a": 1, "b": 2}, {"a": 1}, ("a", "b"))


def test_summary() -> None:
    assert summary(EVIDENCE, evidence("1-1", "甲", "a.txt")) == "甲 a.txt"
    assert summary(EVIDENCE, evidence("1-1", None, "a.txt")) == "a.txt"
    assert summary(PROBLEMS, {"id": "1", "text": "问题"}) == "问题"
