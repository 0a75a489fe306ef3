"""The sheets of a workbook of any kind, written as Excel: their look, lists and limits follow from the layout."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from dutykit.forms.workbook.book import Book
from dutykit.forms.workbook.hidden import hidden_rows
from dutykit.forms.workbook.layout import HIDDEN_SHEET, OVERVIEW, FormColumn, FormSheet, FormValue
from dutykit.forms.workbook.presentation import FIRST, HEAD, LOCKED, MISSING, Presentation
from dutykit.forms.workbook.row import FormRow, cut_mark, shown
from dutykit.forms.workbook.written_cells import row_height, write_value
from dutykit.language import _
from dutykit.output.table.ids import id_cell

_CONTENT_WIDTH = 110
"""Of the overview's second column."""
_STEP_WIDTH = 112
"""Of the second column of the first sheet."""


def book_bytes(form: Book, writer: type[SheetWriter], *, created: dt.datetime) -> bytes:
    """The workbook of `form`, the same bytes for the same form and time."""
    import xlsxwriter

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(data, options)
    one = writer(book, form)
    book.set_properties({"title": one.heading(), "author": "dutykit", "created": created})
    book.set_size(2400, 1500)
    one.instructions()
    for sheet in form.layout.sheets():
        one.sheet(sheet)
    one.hidden()
    book.close()
    return data.getvalue()


class SheetWriter(Presentation):
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, form: Book) -> None:
        self.book = book
        self.form = form
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """A cell format; the same properties give the same one."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_name": "宋体", "font_size": 11, **properties})
        return self._formats[key]

    def cell_format(  # noqa: PLR0913 (all that a look depends on)
        self,
        kind: str,
        *,
        locked: bool,
        part: bool = False,
        quoted: bool = False,
        linked: bool = False,
        proposed: bool = False,
    ) -> Any:
        """How a cell of a column looks."""
        properties: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6", "valign": "top", "locked": locked}
        properties |= {
            "text_wrap": kind in {"text", "long"},
            "align": "left" if kind in {"text", "long", "day"} else "center",
        }
        if locked:
            properties["bg_color"] = LOCKED
        if kind in {"date", "day"}:
            properties["num_format"] = "yyyy-mm-dd"
        if kind == "text" and not locked:
            properties["num_format"] = "@"  # what is typed stays as it is typed: 9-1 no date, =1+1 no formula
        if kind == "number":
            properties["align"] = "right"
        if part:
            properties["indent"] = 2
        if quoted:
            properties["quote_prefix"] = True  # stays a text also after somebody edits it
        if proposed:
            properties |= self.proposed_look()
        if linked:
            properties |= {"font_color": "#0563C1", "underline": 1}
        return self.format(**properties)

    def instructions(self) -> None:
        """The first sheet: what to do, and what the colours mean."""
        sheet = self.book.add_worksheet(self.cover())
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, _STEP_WIDTH)
        self._above(sheet, 0, self.heading(), [5, _STEP_WIDTH], font_name="黑体", font_size=16)
        row = 1
        warning = shown(self.warning())
        if warning is not None:
            sheet.write_string(row, 0, "！", self.format(bold=True, font_color="#C00000", valign="top"))
            self._step(sheet, row, str(warning), bold=True, font_color="#C00000")
            row += 1
        notices = [str(shown(text)) for text in self.notices()]
        if notices:
            row += 1
            sheet.write_string(row, 1, _("变更说明"), self.format(font_name="黑体"))
            for text in notices:
                row += 1
                self._step(sheet, row, text, font_color="#C00000")
            row += 1
        row += 1
        for number, text in enumerate(self.steps(), 1):
            sheet.write_number(row, 0, number, self.format(valign="top", align="center"))
            self._step(sheet, row, text)
            row += 1
        row += 1
        for look, text in self.looks():
            sheet.write_blank(row, 0, None, self.format(border=1, border_color="#A6A6A6", **look))
            self._step(sheet, row, text)
            row += 1
        self._step(sheet, row + 1, _("依据：{title}").format(title=shown(self.form.title)))
        sheet.protect("", {"format_columns": True, "format_rows": True})
        self._page(sheet)

    def sheet(self, layout: FormSheet) -> None:
        """One sheet with all its rows."""
        if not self.is_shown(layout):
            return
        sheet = self.book.add_worksheet(layout.title)
        is_overview = layout.name == OVERVIEW
        widths = [22, _CONTENT_WIDTH] if is_overview else [one.width for one in self.form.columns(layout)]
        self._above(sheet, 0, f"{layout.title}　{self.heading()}", widths, font_name="黑体", font_size=14)
        self._above(sheet, 1, layout.hint, widths, font_color="#595959")
        sheet.set_row(HEAD, 32)
        if is_overview:
            self._overview(sheet, layout)
        else:
            self._table(sheet, layout)
        allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter")
        more = ("insert_rows", "delete_rows") if layout.open_rows else ()
        sheet.protect("", dict.fromkeys((*allowed, *more), True))
        sheet.freeze_panes(FIRST, self.frozen(layout))
        sheet.repeat_rows(HEAD)
        self._page(sheet)

    def _step(self, sheet: Any, row: int, text: str, **look: Any) -> None:
        """A text of the first sheet, in a row as high as it needs."""
        sheet.write_string(row, 1, text, self.format(text_wrap=True, valign="top", **look))
        sheet.set_row(row, row_height([(_STEP_WIDTH, text)], least=0))

    def _above(
        self, sheet: Any, row: int, text: str, widths: Sequence[float], *, font_size: int = 11, **look: Any
    ) -> None:
        """A text above the columns, as wide as all of them: what went on beyond would be printed, and all be smaller."""
        found = self.format(text_wrap=True, valign="vcenter", font_size=font_size, **look)
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", found)
        sheet.write_string(row, 0, text, found)
        sheet.set_row(row, row_height([(sum(widths) * 11 / font_size, text)], least=0) * font_size / 11)

    def _head(self, sheet: Any, titles: Sequence[str]) -> None:
        look = {"border": 1, "border_color": "#A6A6A6", "bg_color": "#D9E2EF", "align": "center", "valign": "vcenter"}
        for at, title in enumerate(titles):
            sheet.write_string(HEAD, at, title, self.format(bold=True, text_wrap=True, **look))

    def _overview(self, sheet: Any, layout: FormSheet) -> None:
        """The items of the overview, one below the other."""
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, _CONTENT_WIDTH)
        self._head(sheet, (_("项目"), _("内容")))
        rows = {row.key[1]: row for row in self.form.rows[OVERVIEW]}
        for at, item in enumerate(layout.columns, FIRST):
            row = rows[item.name]
            value = row.cells["content"]
            sheet.write_string(at, 0, item.title, self.cell_format("text", locked=True))
            kind = {"choice": "long", "number": "long", "date": "day"}.get(
                item.kind, _look(item.kind)
            )  # all to the left
            self._cell(sheet, (at, 1), item, value, kind, locked="content" in row.locked)
            self._validation(sheet, (at, 1, at, 1), item)
            if item.kind == "block":
                sheet.set_row(at, row_height([(_CONTENT_WIDTH, value)], least=self.least(item.name)))
            self._yellow(sheet, (at, 1, at, 1), item, {item.name: "B"})

    def _table(self, sheet: Any, layout: FormSheet) -> None:
        columns, rows = self.form.columns(layout), self.form.rows[layout.name]
        self._head(sheet, [column.title for column in columns])
        # Whole rows can be deleted from a protected sheet only if all their cells are unlocked.
        unlocked = self.format(locked=False) if layout.open_rows else None
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width, unlocked)
        if layout.open_rows:
            sheet.set_column(len(columns), 16_383, None, unlocked)
            sheet.dim_colmax = len(columns) - 1  # a format is no content: the library would go through 16,384 columns
        for at, row in enumerate(rows, FIRST):
            for position, column in enumerate(columns):
                self._cell(
                    sheet,
                    (at, position),
                    column,
                    self._value(row, column),
                    self._kind(column),
                    locked=column.name in row.locked,
                    part=row.is_part and column.name == "metric",
                    link=row.links.get(column.name, ""),
                    proposed=self._is_proposed(row, column),
                )
            texts = [(column.width, self._value(row, column)) for column in columns if column.is_text]
            sheet.set_row(at, row_height(texts, least=self.least(layout.name)))
        last = FIRST + len(rows) + layout.open_rows - 1
        for at in range(FIRST + len(rows), last + 1):
            for position, column in enumerate(columns):
                sheet.write_blank(at, position, None, self.cell_format(self._kind(column), locked=column.locked))
        if last >= FIRST:
            letters = {column.name: _letter(at) for at, column in enumerate(columns)}
            for at, column in enumerate(columns):
                self._validation(sheet, (FIRST, at, last, at), column)
                self._yellow(sheet, (FIRST, at, last, at), column, letters)
            sheet.autofilter(HEAD, 0, last, len(columns) - 1)

    def hidden(self) -> None:
        """What the form was made from, for reading it back."""
        sheet = self.book.add_worksheet(HIDDEN_SHEET)
        sheet.hide()
        for at, texts in enumerate(hidden_rows(self.form)):
            for position, text in enumerate(texts):
                sheet.write_string(at, position, text)
        sheet.protect()

    @staticmethod
    def _value(row: FormRow, column: FormColumn) -> FormValue:
        value = row.cells.get(column.name)
        return row.proposed.get(column.name) if value is None else value

    @staticmethod
    def _is_proposed(row: FormRow, column: FormColumn) -> bool:
        if row.is_proposed:
            return not column.locked
        return row.cells.get(column.name) is None and row.proposed.get(column.name) is not None

    def _kind(self, column: FormColumn) -> str:
        """How ids are shown: as numbers if all of them are, else as texts that nothing may turn into dates."""
        if column.kind != "id":
            return _look(column.kind)
        return "id" if column.name == "indicator" and self.has_numbers() else "text"

    def _cell(  # noqa: PLR0913 (a cell's place, what it is for, its content and its look)
        self,
        sheet: Any,
        place: tuple[int, int],
        column: FormColumn,
        value: FormValue,
        kind: str,
        *,
        locked: bool = False,
        part: bool = False,
        link: str = "",
        proposed: bool = False,
    ) -> None:
        locked = locked or column.locked or (isinstance(value, str) and value.endswith(cut_mark()))
        look = self.cell_format(kind, locked=locked, part=part, linked=bool(link), proposed=proposed)
        value = self.word(column, value)
        if column.kind == "id" and kind == "id" and isinstance(value, str):
            value = id_cell(value)
        if link and value is not None:
            sheet.write_url(*place, link, look, str(value))
        else:
            quoted = self.cell_format(kind, locked=locked, quoted=True, proposed=proposed)
            write_value(sheet, place, value, look, quoted)

    def _yellow(self, sheet: Any, area: tuple[int, int, int, int], column: FormColumn, letters: dict[str, str]) -> None:
        """Mark the cells of `area` that are not filled in yet."""
        if column.yellow:
            cells = {name: f"${letter}{area[0] + 1}" for name, letter in letters.items()}
            formula = "=" + column.yellow.format(blank=f"LEN(TRIM({cells[column.name]}))=0", **cells)
            look = {"type": "formula", "criteria": formula, "format": self.book.add_format(MISSING)}
            sheet.conditional_format(*area, look)

    def _validation(self, sheet: Any, area: tuple[int, int, int, int], column: FormColumn) -> None:
        rule: dict[str, Any] = {"validate": "any"}
        if column.locked:
            return
        if self.listed(column):
            rule = {"validate": "list", "source": self.listed(column)}
        elif column.kind == "date":
            days = (dt.date(1990, 1, 1), dt.date(2999, 12, 31))
            rule = {"validate": "date", "criteria": "between", "minimum": days[0], "maximum": days[1]}
            rule["error_message"] = _("请填日期，如2019-05-07。")
        elif column.kind == "number":
            self._limits(sheet, area, column)
            return
        elif column.name == "indicator" and self.indicators():
            rule = {"validate": "list", "source": self.indicators()}
            rule["error_message"] = self.indicators_message()
        if column.hint:
            rule |= {"input_title": column.title[:32], "input_message": column.hint[:255]}
        if len(rule) > 1:
            sheet.data_validation(*area, {"ignore_blank": True, **rule})

    def _limits(self, sheet: Any, area: tuple[int, int, int, int], column: FormColumn) -> None:
        """Each row has its own limits; the rows that are kept free have those of the column."""
        top, left, bottom, _right = area
        rows: Sequence[FormRow] = self.rows_of(column)
        for at in range(top, bottom + 1):
            low, high, message = self.limits(rows[at - top] if at - top < len(rows) else None, column)
            rule = {"validate": "decimal", "criteria": "between", "minimum": float(low), "maximum": float(high)}
            more = {"error_message": message, "input_title": column.title[:32], "input_message": message}
            sheet.data_validation(at, left, at, left, {"ignore_blank": True, **rule, **more})

    def _page(self, sheet: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        unit = str(shown(self.form.identity.unit) or "").replace("&", "&&")[:60]
        mark = _("示例数据") if self.form.identity.sample else ""
        # Nothing in the middle: a long name would go over it.
        sheet.set_footer(f"&L{unit} {self.form.identity.cycle}&R{mark}　&P / &N")


def _look(kind: str) -> str:
    """The look of a kind of column."""
    return "long" if kind in {"block", "proof"} else kind


def _letter(at: int) -> str:
    return chr(ord("A") + at)
