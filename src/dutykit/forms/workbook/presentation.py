"""How a kind of workbook presents itself: its texts, lists and limits, and which of its sheets and columns are in view."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from dutykit.forms.workbook.book import Book
from dutykit.forms.workbook.layout import FormColumn, FormSheet, FormValue, SheetName
from dutykit.forms.workbook.row import FormRow
from dutykit.language import _
from dutykit.output.table.ids import id_cell

HEAD = 2
"""The row of the headings, from 0: under the title and a hint."""
FIRST = HEAD + 1
"""The first row under the headings."""
MISSING = {"bg_color": "#FFF2B3"}
LOCKED = "#EDEFF2"


class Presentation(ABC):
    """What differs from kind to kind."""

    form: Book
    indicator_sheet: ClassVar[SheetName]
    """The sheet whose rows are the indicators."""

    @abstractmethod
    def cover(self) -> str:
        """The title of the first sheet, which has the instructions."""

    @abstractmethod
    def heading(self) -> str:
        """What the workbook is, above every sheet."""

    @abstractmethod
    def steps(self) -> Sequence[str]:
        """What is to be done, one after the other."""

    @abstractmethod
    def looks(self) -> Sequence[tuple[Mapping[str, object], str]]:
        """What the colours mean."""

    def indicators(self) -> str:
        """Where the indicators that may be named are, as an Excel list; empty for any."""
        count = len(self.form.rows[self.indicator_sheet])
        title = self.form.layout.sheet(self.indicator_sheet).title
        return f"='{title}'!$A${FIRST + 1}:$A${FIRST + count}" if count else ""

    def has_numbers(self) -> bool:
        """Whether the ids of all indicators are numbers."""
        return all(isinstance(id_cell(row.key[1]), int) for row in self.form.rows[self.indicator_sheet])

    def indicators_message(self) -> str:
        """What is said where another indicator is named."""
        return _("此处只能填写本单位承担的指标的编号。")

    @abstractmethod
    def rows_of(self, column: FormColumn) -> Sequence[FormRow]:
        """The rows of the sheet that a column with numbers is in."""

    @abstractmethod
    def limits(self, row: FormRow | None, column: FormColumn) -> tuple[Decimal, Decimal, str]:
        """The least and the largest number of a cell, and the message about them; None is a row that is kept free."""

    def warning(self) -> str:
        """What is to be read before all else; empty for nothing."""
        return ""

    def notices(self) -> Sequence[str]:
        """What has changed since, a sentence each."""
        return ()

    def listed(self, column: FormColumn) -> Sequence[str] | str:
        """The words of a list, or where they are in the workbook; empty for a column without one."""
        return list(column.choices.values()) if column.kind == "choice" else ()

    def word(self, column: FormColumn, value: FormValue) -> FormValue:
        """What a cell shows for a value."""
        return column.words.get(value, value) if column.kind == "choice" and isinstance(value, str) else value

    def proposed_look(self) -> Mapping[str, object]:
        """How a cell looks that shows a proposal."""
        return {}

    def is_shown(self, layout: FormSheet) -> bool:
        """Whether the workbook has this sheet."""
        return layout.name in self.form.rows

    def frozen(self, _layout: FormSheet) -> int:
        """How many columns stay in view."""
        return 1

    def least(self, _name: str) -> float:
        """The least height of the rows of a sheet, or of an item, in points."""
        return 16
