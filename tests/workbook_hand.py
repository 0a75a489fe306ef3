"""Fills in workbooks as a person does: by the sheet's name, the heads of its columns and what a row says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook


class Hand:
    """A workbook that is filled in and saved."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._book: Any = load_workbook(path)

    def has(self, sheet: str) -> bool:
        """Whether there is such a sheet."""
        return sheet in self._book.sheetnames

    def text(self) -> str:
        """All that the visible sheets say, a line for each row."""
        pages = [page for page in self._book.worksheets if page.sheet_state == "visible"]
        rows = (row for page in pages for row in page.iter_rows(values_only=True))
        return "\n".join(" ".join(str(one) for one in row if one is not None) for row in rows)

    def column(self, sheet: str, name: str) -> list[object]:
        """What the cells below a head say, the empty ones not among them."""
        top, columns = self.heads(sheet)
        page = self._book[sheet]
        said = [page.cell(number, columns[name]).value for number in range(top + 1, page.max_row + 1)]
        return [one for one in said if one is not None]

    def heads(self, sheet: str) -> tuple[int, dict[str, int]]:
        """The row of the heads of `sheet`, and the column of each: the first row with two texts and no empty cell before."""
        for row in self._book[sheet].iter_rows(max_row=12):
            texts = [cell.value for cell in row]
            if len([one for one in texts if one is not None]) >= 2 and texts[0] is not None:
                return row[0].row, {str(one).strip(" *"): at for at, one in enumerate(texts, 1) if one is not None}
        raise AssertionError(f"no heads in {sheet}")

    def row(self, sheet: str, said: Mapping[str, object]) -> int:
        """The first row of `sheet` in which these columns say this; None is an empty cell."""
        top, columns = self.heads(sheet)
        page = self._book[sheet]
        for number in range(top + 1, page.max_row + 1):
            if all(_same(page.cell(number, columns[name]).value, value) for name, value in said.items()):
                return number
        raise AssertionError(f"no row of {sheet} says {dict(said)}; columns: {[*columns]}")

    def says(self, sheet: str, said: Mapping[str, object]) -> bool:
        """Whether a row says this."""
        try:
            self.row(sheet, said)
        except AssertionError:
            return False
        return True

    def value(self, sheet: str, said: Mapping[str, object], column: str) -> object:
        """What a cell says."""
        return self._book[sheet].cell(self.row(sheet, said), self.heads(sheet)[1][column]).value

    def put(self, sheet: str, said: Mapping[str, object], values: Mapping[str, object]) -> None:
        """Write `values` into the row that says `said`."""
        number, columns = self.row(sheet, said), self.heads(sheet)[1]
        for name, value in values.items():
            assert name in columns, f"{sheet} has no column {name}: {[*columns]}"
            self._book[sheet].cell(number, columns[name]).value = value

    def clear(self, sheet: str, said: Mapping[str, object]) -> None:
        """Empty the row that says `said`."""
        number, columns = self.row(sheet, said), self.heads(sheet)[1]
        for column in columns.values():
            self._book[sheet].cell(number, column).value = None

    def add(self, sheet: str, values: Mapping[str, object]) -> None:
        """Write `values` into the first empty row of `sheet`, or below its last."""
        top, columns = self.heads(sheet)
        page = self._book[sheet]
        number = next(
            (
                at
                for at in range(top + 1, page.max_row + 2)
                if all(page.cell(at, column).value is None for column in columns.values())
            ),
            page.max_row + 1,
        )
        for name, value in values.items():
            assert name in columns, f"{sheet} has no column {name}: {[*columns]}"
            page.cell(number, columns[name]).value = value

    def save(self, path: Path | None = None) -> Path:
        """Save it, here or as another file."""
        target = path or self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        self._book.save(target)
        return target


def _same(there: object, said: object) -> bool:
    return there == said or (there is not None and said is not None and str(there) == str(said))
