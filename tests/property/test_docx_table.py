"""A table as a Word file holds what it was given, whatever that is."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.output.table.docx import docx_bytes
from dutykit.output.table.paper import TURNED, UPRIGHT, on_pages
from dutykit.output.table.record import Column, Group, Table, cell_text

NOW = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
cells = st.text(max_size=30) | st.integers() | st.none() | st.dates()


@settings(max_examples=10)
@given(st.lists(st.tuples(cells, cells, cells), max_size=4), st.text(max_size=20))
def test_cells_come_back(rows: list[tuple[str | int | dt.date | None, ...]], title: str) -> None:
    columns = (Column("甲", wide=True), Column(title), Column("丙", "number"))
    table = Table(title=title, columns=columns, groups=(Group(tuple(rows)),))
    paper = on_pages(table)
    assert sum(paper.widths) == pytest.approx(TURNED if paper.turned else UPRIGHT)
    assert min(paper.widths) > paper.size.character
    data = docx_bytes(table, created=NOW)
    (grid,) = docx.Document(io.BytesIO(data)).tables
    found = [[cell.text.replace("\n", "") for cell in row.cells] for row in grid.rows[1:]]
    expected = [[_kept(cell_text(cell)) for cell in row] for row in paper.table.rows()]
    assert found == expected


def _kept(text: str) -> str:
    """What an XML file can hold of a cell's text, which has no line breaks."""
    return "".join(one for one in text if one >= " " and one not in "\ufffe\uffff").encode("utf-8", "replace").decode()
