"""What the hidden sheet keeps of a form, and what is read of it again."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from dutykit.forms.workbook.book import FormIdentity
from dutykit.forms.workbook.hidden import Base, base_of, fingerprint, hidden_rows
from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.mark import FORM_MARK
from dutykit.forms.workbook.row import CellKey
from dutykit.forms.workbook.rows import Form, form_of
from dutykit.forms.workbook.schema import form_sheet
from dutykit.workspace.opening import open_workspace
from tests.form_workspaces import make_workspace

SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft
sample: true
answers:
  - indicator: 1
    rating: met
    score: 4.50
    narrative: "x_000D_ y"
    evidence: [{title: "=1+1", date: 2019-03-02}]
    problems: [{id: p, found_by: self_check, text: 问题, proof: [{title: 一, kept_by_unit: true}]}]
"""
IDENTITY = FormIdentity("甲局", 2019, "0" * 16)


@pytest.fixture
def form(tmp_path: Path) -> Form:
    workspace, _findings = open_workspace(make_workspace(tmp_path, SUBMISSION, rules=False))
    assert workspace is not None
    return form_of(workspace, "甲局", 2019, workspace.submission("甲局", 2019))


def base(form: Form) -> Base:
    read = base_of(list(hidden_rows(form)))
    assert read is not None
    return read


def test_all_is_read_again(form: Form) -> None:
    read = base(form)
    assert (read.identity, read.identity.sample) == (form.identity, True)
    assert list(read.rows) == [row.key for rows in form.rows.values() for row in rows]
    assert {key: read.value(key) for key in read.cells} == dict(form.cells())
    for sheet in ("answers", "metrics", "evidence", "problems", "carried"):
        assert read.had(form_sheet(sheet)) == {column.name for column in form.columns(form_sheet(sheet))}
    assert read.had(form_sheet("overview")) == {"unit", "cycle", "state", "submitted_on", "summary", "next_steps"}


def test_a_long_text_takes_several_cells(form: Form) -> None:
    long = "长" * 20_000
    rows = form.rows["answers"]
    object.__setattr__(
        form,
        "rows",
        {**form.rows, "answers": tuple(type(row)(row.key, {**row.cells, "narrative": long}) for row in rows)},
    )
    cells = [cell for row in hidden_rows(form) for cell in row]
    assert max(map(len, cells)) <= 32_767
    assert "_" not in "".join(cell for row in list(hidden_rows(form))[1:] for cell in row)
    assert all(cell.isascii() for cell in cells)
    assert base(form).value(("answers", "1", "narrative")) == long


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (("answers", "1", "score"), "4.50", Decimal("4.50")),
        (("answers", "1", "score"), "五", "五"),
        (("answers", "1", "score"), "NaN", "NaN"),
        (("answers", "1", "score"), "Infinity", "Infinity"),
        (("answers", "1", "score"), "1e999999999", "1e999999999"),
        (("answers", "1", "score"), "0E-999999999", "0E-999999999"),
        (("overview", "submitted_on", "content"), "2019-05-07", dt.date(2019, 5, 7)),
        (("overview", "submitted_on", "content"), "五月", "五月"),
        (("overview", "cycle", "content"), "2019", 2019),
        (("problems", "1", "p", "text"), "2019", "2019"),
        (("problems", "1", "p", "proof"), "一（Kept by the unit）", "一（留存备查）"),
        (("answers", "2", "rating"), None, None),
    ],
)
def test_a_value_by_the_kind_of_its_column(key: CellKey, text: str | None, value: FormValue) -> None:
    cells = {} if text is None else {key: text}
    found = Base(IDENTITY, (), cells, {}).value(key)
    assert (type(found), found) == (Decimal if isinstance(value, int) else type(value), value)


def test_any_change_is_noticed(form: Form) -> None:
    rows = list(hidden_rows(form))
    for at, row in enumerate(rows[1:], 1):
        if len(row) > 1:
            assert base_of([*rows[:at], [row[0], row[1] + "x", *row[2:]], *rows[at + 1 :]]) is None
        assert base_of([*rows[:at], *rows[at + 1 :]]) is None
    assert base_of([["dutykit-form-2", *rows[0][1:]], *rows[1:]]) is None
    assert base_of([rows[0][:1], *rows[1:]]) is None
    assert base_of([]) is None


def test_empty_cells_and_the_order_do_not_count(form: Form) -> None:
    rows = list(hidden_rows(form))
    read = base_of([rows[0], [], *([*row, "", ""] for row in rows[:0:-1]), ["", ""]])
    assert read is not None
    assert read.cells == base(form).cells


@pytest.mark.parametrize(
    "rows",
    [
        [['["unit"]', '"甲"']],
        [['["unit"]', '"甲"'], ['["cycle"]', '"x"'], ['["catalogue"]', '"0"'], ['["sample"]', '"0"']],
        [["no json", '""']],
        [["1", '""']],
        [['["unit"]', "{"]],
        [["[" * 100_000, '""']],
    ],
)
def test_what_is_no_hidden_sheet(rows: list[list[str]]) -> None:
    assert base_of([[FORM_MARK, fingerprint(rows)], *rows]) is None


@pytest.mark.parametrize("scored", [True, False])
def test_the_columns_of_the_first_forms(form: Form, scored: bool) -> None:
    rows = [row for row in hidden_rows(form) if not row[0].startswith('["columns"')][1:]
    if not scored:
        rows = [row for row in rows if row[0] != json.dumps(["cell", "answers", "1", "score"])]
    read = base_of([[FORM_MARK, fingerprint(rows)], *rows])
    assert read is not None
    assert read.had(form_sheet("answers")) == {"rating", "narrative", "reason", *(["score"] if scored else [])}
    assert read.had(form_sheet("metrics")) == {"value"}
    assert read.had(form_sheet("evidence")) == {"title", "kept", "file", "date", "note"}
    rectification = {"status", "progress"}
    assert read.had(form_sheet("carried")) == rectification
    assert read.had(form_sheet("problems")) == {"id", "found_by", "text", "measure", "person", "due", *rectification}


@pytest.mark.parametrize(
    "key",
    [
        [],
        ["row"],
        ["row", "overview"],
        ["row", "overview", "unit", "content"],
        ["row", "evidence", "1"],
        ["row", "evidence", "1", "1", "1"],
        ["row", "later", "1"],
        ["cell"],
        ["cell", "answers", "score"],
        ["cell", "answers", "1", "later"],
        ["cell", "later", "1", "x"],
        ["columns"],
    ],
)
def test_rows_and_cells_that_this_version_does_not_know_are_passed_over(form: Form, key: list[str]) -> None:
    """The fingerprint keeps nobody from writing such a sheet."""
    _mark, *rows = hidden_rows(form)
    rows.append([json.dumps(key), json.dumps("1")])
    read = base_of([[FORM_MARK, fingerprint(rows)], *rows])
    assert read is not None
    assert (read.rows, read.cells, read.columns) == (base(form).rows, base(form).cells, base(form).columns)
