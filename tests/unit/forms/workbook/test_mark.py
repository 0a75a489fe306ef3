"""What a workbook is, by its hidden sheet."""

from __future__ import annotations

import pytest

from dutykit.forms.workbook.file import RawSheet, RawValue, RawWorkbook
from dutykit.forms.workbook.mark import mark_of


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("dutykit-form-1", "dutykit-form-1"),
        ("dutykit-review-12", "dutykit-review-12"),
        ("dutykit-annotated-1", None),
        ("dutykit-form-1 ", None),
        ("dutykit-form", None),
        ("市财政局", None),
        (1, None),
        (None, None),
    ],
)
def test_the_first_cell_of_any_sheet(cell: RawValue, mark: str | None) -> None:
    other = RawSheet("自评", {(0, 0): "自评", (1, 0): "dutykit-office-1"})
    assert mark_of(RawWorkbook((other, RawSheet("_dutykit", {(0, 0): cell})), has_external_links=False)) == mark
