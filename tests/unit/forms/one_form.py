"""One unit's form as somebody fills it in, and what is said of it; for the tests of collecting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dutykit.forms.collection import Collected, Collection
from dutykit.forms.workbook.presentation import HEAD
from tests.form_workspaces import FILE, FilledForm

SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - indicator: 1
    rating: met
    score: 4.5
  - indicator: 2
    metrics: {覆盖率: 85.5, 次数: 3}
    evidence:
      - {title: 纪要, kept_by_unit: true}
      - title: 台账 # 厚
        kept_by_unit: true
    problems:
      - id: p-1
        found_by: inspection
        text: 问题一
        measure: 措施
        due: 2019-12-01
"""


def text(root: Path) -> str:
    return (root / FILE).read_text(encoding="utf-8")


def only(collection: Collection) -> Collected:
    (form,) = collection.forms
    return form


def told(form: Collected) -> list[str]:
    """What is said of a form, each with its cell."""
    return [f"{one.place or ''} {one.severity.word} {one.message}".strip() for one in form.rejections]


def rows_of(form: FilledForm, sheet: str) -> list[list[Any]]:
    page = form.sheet(sheet)
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD + 2) if any(cell.value for cell in row)]


def put_rows(form: FilledForm, sheet: str, rows: list[list[Any]]) -> None:
    page = form.sheet(sheet)
    for at in range(HEAD + 2, page.max_row + 1):
        for column in range(1, page.max_column + 1):
            page.cell(at, column).value = None
    for at, row in enumerate(rows, HEAD + 2):
        for column, value in enumerate(row, 1):
            page.cell(at, column).value = value
