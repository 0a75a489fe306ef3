"""A unit's form as an Excel workbook."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dutykit.forms.workbook.hidden import hidden_rows
from dutykit.forms.workbook.layout import (
    HIDDEN_SHEET,
    FormColumn,
    FormSheet,
    FormValue,
    form_sheets,
    overview_items,
)
from dutykit.forms.workbook.row import FormRow, shown
from dutykit.forms.workbook.rows import Form, indicators_of
from dutykit.language import _

HEAD = 2
"""The row of the headings, from 0: under the title and a hint."""
_FIRST = HEAD + 1
_OLDEST = dt.date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was: days before are written as texts."""
_MISSING = {"bg_color": "#FFF2B3"}
_LOCKED = "#EDEFF2"


def form_bytes(form: Form, *, created: dt.datetime) -> bytes:
    """The workbook of `form`, the same bytes for the same form and time."""
    import xlsxwriter

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(data, options)
    book.set_properties({"title": _book_title(form), "author": "dutykit", "created": created})
    book.set_size(2400, 1500)
    writer = _Writer(book, form)
    writer.instructions()
    for sheet in form_sheets():
        writer.sheet(sheet)
    writer.hidden()
    book.close()
    return data.getvalue()


def _book_title(form: Form) -> str:
    text = _("{unit} {cycle} 年度履行教育职责自评填报表").format(unit=form.identity.unit, cycle=form.identity.cycle)
    return _("（示例数据）{title}").format(title=text) if form.identity.sample else text


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, form: Form) -> None:
        self.book = book
        self.form = form
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """A cell format; the same properties give the same one."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_name": "宋体", "font_size": 11, **properties})
        return self._formats[key]

    def cell_format(self, kind: str, *, locked: bool, part: bool = False, quoted: bool = False) -> Any:
        """How a cell of a column looks."""
        properties: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6", "valign": "top", "locked": locked}
        properties |= {
            "text_wrap": kind in {"text", "long"},
            "align": "left" if kind in {"text", "long", "day"} else "center",
        }
        if locked:
            properties["bg_color"] = _LOCKED
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
        return self.format(**properties)

    def instructions(self) -> None:
        """The first sheet: what to do, and what the colours mean."""
        form, sheet = self.form, self.book.add_worksheet(_("填写说明"))
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 112)
        sheet.write_string(0, 0, _book_title(form), self.format(font_name="黑体", font_size=16))
        sheet.set_row(0, 30)
        row = 1
        if form.returned:
            sheet.write_string(row, 0, "！", self.format(bold=True, font_color="#C00000", valign="top"))
            text = shown(form.returned)
            sheet.write_string(row, 1, str(text), self.format(bold=True, font_color="#C00000", text_wrap=True))
            row += 1
        row += 1
        for number, text in enumerate(_steps(form), 1):
            sheet.write_number(row, 0, number, self.format(valign="top", align="center"))
            sheet.write_string(row, 1, text, self.format(text_wrap=True, valign="top"))
            row += 1
        row += 1
        looks = (
            ({"bg_color": "#FFFFFF"}, _("白底：由单位填写")),
            (_MISSING, _("黄底：必填而没有填")),
            ({"bg_color": _LOCKED}, _("灰底：不要改；改了也不收")),
        )
        for look, text in looks:
            sheet.write_blank(row, 0, None, self.format(border=1, border_color="#A6A6A6", **look))
            sheet.write_string(row, 1, text, self.format())
            row += 1
        sheet.write_string(row + 1, 1, _("依据：{title}").format(title=shown(form.title)), self.format())
        sheet.protect("", {"format_columns": True, "format_rows": True})
        self._page(sheet)

    def sheet(self, layout: FormSheet) -> None:
        """One sheet with all its rows."""
        form = self.form
        rows = form.rows[layout.name]
        if layout.name in {"metrics", "carried"} and not rows:
            return
        columns = form.columns(layout)
        sheet = self.book.add_worksheet(layout.title)
        sheet.write_string(0, 0, f"{layout.title}　{_book_title(form)}", self.format(font_name="黑体", font_size=14))
        sheet.write_string(1, 0, layout.hint, self.format(font_color="#595959"))
        sheet.set_row(0, 24)
        head = self.format(
            bold=True,
            border=1,
            border_color="#A6A6A6",
            bg_color="#D9E2EF",
            align="center",
            valign="vcenter",
            text_wrap=True,
        )
        for at, column in enumerate(columns):
            if (
                layout.open_rows
            ):  # whole rows can be taken out of a protected sheet only if all their cells are unlocked
                sheet.set_column(at, at, column.width, self.format(locked=False))
            else:
                sheet.set_column(at, at, column.width)
            sheet.write_string(HEAD, at, column.title, head)
        sheet.set_row(HEAD, 32)
        if layout.open_rows:
            sheet.set_column(len(columns), 16_383, None, self.format(locked=False))
            sheet.dim_colmax = len(columns) - 1  # a format is no content: the library would go through 16,384 columns
        for at, row in enumerate(rows, _FIRST):
            self._row(sheet, at, columns, row)
            if layout.name != "overview":
                sheet.set_row(at, _height(columns, row, least={"answers": 60, "carried": 34}.get(layout.name, 16)))
        last = _FIRST + len(rows) + layout.open_rows - 1
        for at in range(_FIRST + len(rows), last + 1):
            for position, column in enumerate(columns):
                sheet.write_blank(at, position, None, self.cell_format(self._kind(column), locked=column.locked))
        if layout.name == "overview":
            self._overview_rules(sheet)
        elif last >= _FIRST:
            self._rules(sheet, layout, columns, last)
        allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter")
        more = ("insert_rows", "delete_rows") if layout.open_rows else ()
        sheet.protect("", dict.fromkeys((*allowed, *more), True))
        sheet.freeze_panes(_FIRST, 1 if layout.name != "answers" else 3)
        if layout.name != "overview" and last >= _FIRST:
            sheet.autofilter(HEAD, 0, last, len(columns) - 1)
        sheet.repeat_rows(HEAD)
        self._page(sheet)

    def hidden(self) -> None:
        """What the form was made from, for reading it back."""
        sheet = self.book.add_worksheet(HIDDEN_SHEET)
        sheet.hide()
        for at, texts in enumerate(hidden_rows(self.form)):
            for position, text in enumerate(texts):
                sheet.write_string(at, position, text)
        sheet.protect()

    def _kind(self, column: FormColumn) -> str:
        """How ids are shown: as numbers if all of them are, else as texts that nothing may turn into dates."""
        if column.kind != "id":
            return column.kind
        numeric = column.name == "indicator" and all(map(_is_number, indicators_of(self.form.rows["answers"])))
        return "id" if numeric else "text"

    def _row(self, sheet: Any, at: int, columns: Sequence[FormColumn], row: FormRow) -> None:
        for position, column in enumerate(columns):
            described = column
            if row.key[0] == "overview":
                item = next(one for one in overview_items() if one.name == row.key[1])
                if column.name == "item":
                    sheet.write_string(at, position, item.title, self.cell_format("text", locked=True))
                    continue
                described = item
            self._cell(sheet, at, position, described, row)

    def _cell(self, sheet: Any, at: int, position: int, column: FormColumn, row: FormRow) -> None:
        value = row.cells.get("content" if row.key[0] == "overview" else column.name)
        kind = self._kind(column)
        locked = column.locked or column.name in row.locked or (isinstance(value, str) and _is_cut(value))
        if row.key[0] == "overview" and kind in {"choice", "number"}:
            kind = "long"  # one below the other, all to the left
        elif row.key[0] == "overview" and kind == "date":
            kind = "day"
        look = self.cell_format(kind, locked=locked, part=row.is_part and column.name == "metric")
        if column.kind == "choice" and isinstance(value, str):
            value = column.words.get(value, value)
        if column.kind == "id" and kind == "id" and isinstance(value, str) and _is_number(value):
            value = int(value)
        _write(sheet, (at, position), value, look, self.cell_format(kind, locked=locked, quoted=True))

    def _overview_rules(self, sheet: Any) -> None:
        for at, item in enumerate(overview_items(), _FIRST):
            self._validation(sheet, (at, 1, at, 1), item)
            if item.name in {"summary", "next_steps"}:
                row = self.form.rows["overview"][at - _FIRST]
                column = FormColumn("content", item.title, "long", 110)
                sheet.set_row(at, _height([column], row, least=160 if item.name == "summary" else 100))
            if item.name in {"state", "summary"}:
                sheet.conditional_format(at, 1, at, 1, {"type": "blanks", "format": self.book.add_format(_MISSING)})

    def _rules(self, sheet: Any, layout: FormSheet, columns: Sequence[FormColumn], last: int) -> None:
        """Drop-downs and limits for what may be filled in, colours for what is missing."""
        letters = {column.name: _letter(at) for at, column in enumerate(columns)}
        for at, column in enumerate(columns):
            if not column.locked:
                self._validation(sheet, (_FIRST, at, last, at), column)
            formula = _missing_when(layout, column, letters)
            if formula is not None:
                look = {"type": "formula", "criteria": formula, "format": self.book.add_format(_MISSING)}
                sheet.conditional_format(_FIRST, at, last, at, look)

    def _validation(self, sheet: Any, area: tuple[int, int, int, int], column: FormColumn) -> None:
        rule: dict[str, Any] = {"validate": "any"}
        if column.locked:
            return
        if column.kind == "choice":
            rule = {"validate": "list", "source": self._words(column)}
        elif column.kind == "date":
            days = (dt.date(1990, 1, 1), dt.date(2999, 12, 31))
            rule = {"validate": "date", "criteria": "between", "minimum": days[0], "maximum": days[1]}
            rule["error_message"] = _("请填日期，如 2019-05-07。")
        elif column.kind == "number":
            self._limits(sheet, area, column)
            return
        elif column.name == "indicator":
            count = len(self.form.rows["answers"])
            if count:
                answers = form_sheets()[1]
                rule = {"validate": "list", "source": f"='{answers.title}'!$A${_FIRST + 1}:$A${_FIRST + count}"}
                rule["error_message"] = _("这里只能填本单位的指标编号。")
        if column.hint:
            rule |= {"input_title": column.title[:32], "input_message": column.hint[:255]}
        if len(rule) > 1:
            sheet.data_validation(*area, {"ignore_blank": True, **rule})

    def _words(self, column: FormColumn) -> list[str]:
        """What may be chosen: the state only to and fro between unfinished and handed in, and no unit closes a problem."""
        if column.name == "status":
            return [word for code, word in column.words.items() if code != "closed"]
        if column.name != "state":
            return list(column.words.values())
        return [column.words[one] for one in dict.fromkeys((self.form.state, "draft", "submitted"))]

    def _limits(self, sheet: Any, area: tuple[int, int, int, int], column: FormColumn) -> None:
        """Each row has its own limits: points, or percent."""
        top, left, _bottom, _right = area
        layout: Any = "answers" if column.name == "score" else "metrics"
        for at, row in enumerate(self.form.rows[layout], top):
            low, high = Decimal(-(10**15)), Decimal(10**15)
            message = _("请填数字，不写单位。")
            if column.name == "score" and row.key[1] in self.form.points:
                low, high = Decimal(0), self.form.points[row.key[1]]
                message = _("请填 0 到 {points} 之间的分数。").format(points=high)
            elif row.key in self.form.percentages:
                low, high = Decimal(0), Decimal(1000)
                message = _("百分数写 85.5，不写 0.855，也不写 %。")
            rule = {"validate": "decimal", "criteria": "between", "minimum": float(low), "maximum": float(high)}
            more = {"error_message": message, "input_title": column.title[:32], "input_message": message}
            sheet.data_validation(at, left, at, left, {"ignore_blank": True, **rule, **more})

    def _page(self, sheet: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        unit = str(shown(self.form.identity.unit)).replace("&", "&&")[:60]
        mark = _("示例数据") if self.form.identity.sample else ""
        sheet.set_footer(f"&L{unit} {self.form.identity.cycle}&C&P / &N&R{mark}")


def _write(sheet: Any, place: tuple[int, int], value: FormValue, look: Any, quoted: Any) -> None:
    """Write one value; a text is a text whatever it begins with, and a number is exact or a text."""
    if value is None:
        sheet.write_blank(*place, None, look)
    elif (
        isinstance(value, int | Decimal) and len(Decimal(value).as_tuple().digits) <= 15 and -(10**15) < value < 10**15
    ):
        sheet.write_number(*place, value if isinstance(value, int) else float(value), look)
    elif isinstance(value, dt.date) and value >= _OLDEST:
        sheet.write_datetime(*place, value, look)
    else:
        text = format(value, "f") if isinstance(value, Decimal) else str(value)  # never 7E-8, which is no number here
        sheet.write_string(*place, text, quoted if text.startswith(tuple("=+-@\t\r'")) else look)


def _steps(form: Form) -> list[str]:
    count = len(form.rows["answers"])
    return [
        _(
            "本表供{unit}填报 {cycle} 年度自评材料，共 {count} 项指标。各工作表依次填写，最后在“概述”中把报送状态选为“已报送”。"
        ).format(unit=form.identity.unit, cycle=form.identity.cycle, count=count),
        _("“自评”：每项指标选自评结论，写工作措施与成效；选“不适用”的写明理由。"),
        _("“监测指标”（有的单位没有这张表）：只填数字，不写单位。"),
        _(
            "“佐证材料”：每份材料一行，写明证明哪一项指标；归档方式选“提交”的写文件名，文件随本表一并交来；本单位自己保存的选“留存备查”。"
        ),
        _(
            "“问题与整改”：每个问题一行，写明整改措施、责任人、完成时限、整改状态和整改佐证；督导室发现的问题已在表中，只填整改。"
        ),
        _("“上年度遗留问题”（有的单位没有这张表）：每个问题都写明整改到了哪一步、这一年的进展和佐证。"),
        _("可以排序、筛选、调列宽；“佐证材料”“问题与整改”可以加行、删行。不要改灰底的格子、表头和编号，不要删工作表。"),
        _(
            "已经填报过的内容在表中：改动的、新加的会收回去，没有动的不变。用 WPS、Excel 或 LibreOffice 填写，存为 .xlsx 或 .ods 交回。"
        ),
    ]


def _missing_when(layout: FormSheet, column: FormColumn, letters: dict[str, str]) -> str | None:
    """When a cell is to be marked as missing, as a formula for the first row."""
    row = _FIRST + 1
    cell = f"${letters[column.name]}{row}"
    at = {name: f"${letter}{row}" for name, letter in letters.items()}
    blank = f"LEN(TRIM({cell}))=0"
    if layout.name == "answers":
        never = layout.column("rating").words["not_applicable"]
        is_never = f'{at["rating"]}="{never}"'
        return {
            "rating": f"={blank}",
            "narrative": f"=AND({blank},NOT({is_never}))",
            "score": f"=AND({blank},NOT({is_never}))",
            "reason": f"=AND({blank},{is_never})",
        }.get(column.name)
    if layout.name == "metrics":
        return f"=AND({blank},LEN({at['formula']})=0)" if column.name == "value" else None
    if layout.name == "evidence":
        given = f"{blank},LEN({at['title']}&{at['file']}&{at['note']})>0"
        handed_in = layout.column("kept").words["no"]
        return {
            "indicator": f"=AND({given})",
            "title": f"=AND({given})",
            "kept": f"=AND({given})",
            "file": f'=AND({given},{at["kept"]}="{handed_in}")',
        }.get(column.name)
    if layout.name == "problems" and column.name in {"indicator", "found_by", "text", "measure", "due", "status"}:
        return f"=AND({blank},LEN({at['text']}&{at['measure']}&{at['person']})>0)"
    if layout.name == "carried" and column.name in {"status", "progress"}:
        return f"={blank}"
    return None


def _height(columns: Sequence[FormColumn], row: FormRow, *, least: float) -> float:
    """Points that a row's texts take; programs disagree on whether a row grows by itself when a file is opened."""
    most = 1
    for column in columns:
        value = row.cells.get(column.name)
        if isinstance(value, str) and column.kind in {"text", "long"}:
            room = max(int(column.width) - 1, 2)
            most = max(most, sum(max(1, -(-_cells(line) // room)) for line in value.split("\n")))
    return min(max(14.5 * most + 4, least), 400)


def _cells(text: str) -> int:
    """Widths of a digit that `text` takes; a Chinese character is two of them wide."""
    return sum(1 if character.isascii() else 2 for character in text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15 and str(int(text)) == text


def _is_cut(text: str) -> bool:
    from dutykit.forms.workbook.row import cut_mark

    return text.endswith(cut_mark())


def _letter(at: int) -> str:
    return chr(ord("A") + at)
