"""The value of a cell of a filled-in workbook: dates, numbers and choices, however they were written."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from dutykit.forms.workbook.file import RawValue
from dutykit.forms.workbook.layout import FormColumn, FormValue, Layout, SheetName
from dutykit.forms.workbook.row import shown
from dutykit.forms.workbook.schema import FORM
from dutykit.language import _

_EPOCH = dt.date(1899, 12, 30)
_LAST_SERIAL = 2_958_465
"""31 December 9999, as Excel counts days."""
_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:\s+00:00(?::00)?)?")
_DIGITS_DATE = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_ERROR_VALUE = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)|(?:Err|错误)[:：][0-9]{3}")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class CellMeaning:
    """The value of a cell."""

    value: FormValue = None
    notes: tuple[str, ...] = ()
    """How the value differs from what is written."""
    fault: str = ""
    """Why there is no value; empty if there is one."""
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class CellSource:
    """A cell as it was read."""

    raw: RawValue
    formula: str = ""
    is_percent: bool = False

    @property
    def text(self) -> str | None:
        """The cell as a text, to compare it with the form as it was made; a formula only where nothing was calculated."""
        match self.raw:
            case None:
                return self.formula or None
            case bool():
                return "TRUE" if self.raw else "FALSE"
            case float():
                return _number_text(self.raw)
            case dt.datetime():
                return self.raw.date().isoformat() if self.raw.time() == dt.time() else self.raw.isoformat(" ")
            case _:
                text = shown(str(self.raw))
                return None if text is None else str(text)


def meaning(
    source: CellSource, column: FormColumn, sheet: SheetName, *, in_percent: bool, layout: Layout = FORM
) -> CellMeaning:
    """The value of a cell in this column; `in_percent`: whether the number asked for is a percentage."""
    if source.formula:
        return _calculated(source, column, sheet, in_percent=in_percent, layout=layout)
    return _stated(source, column, sheet, in_percent=in_percent, layout=layout)


def _stated(
    source: CellSource, column: FormColumn, sheet: SheetName, *, in_percent: bool, layout: Layout
) -> CellMeaning:
    if source.text is None:
        return CellMeaning()
    match column.kind:
        case "number":
            return _number(source, in_percent=in_percent)
        case "date":
            return _date(source)
        case "choice":
            return _choice(source, layout.sheet(sheet).column(column.name), layout.words_of(sheet, column.name))
        case "id":
            return _id(source)
        case _:
            return _text(source)


def _calculated(
    source: CellSource, column: FormColumn, sheet: SheetName, *, in_percent: bool, layout: Layout
) -> CellMeaning:
    """What was calculated last, as the file itself states it; the formula is never a value."""
    formula = _short(source.formula)
    kept = replace(source, formula="")  # what is left is what a cell without a formula would say
    if kept.text is None or _ERROR_VALUE.fullmatch(kept.text):
        fault = _("单元格内容为公式 {text}，文件中没有计算结果").format(text=formula)
        return CellMeaning(fault=fault, fix=_("改填计算结果（选择性粘贴—数值）"))
    found = _stated(kept, column, sheet, in_percent=in_percent, layout=layout)
    if found.fault:
        return found
    note = _("单元格内容为公式 {text}，已按其计算结果 {value} 导入").format(text=formula, value=_short(kept.text))
    return replace(found, notes=(note, *found.notes))


def _text(source: CellSource) -> CellMeaning:
    if isinstance(source.raw, dt.date | dt.time | dt.timedelta):
        text = str(source.text)
        return CellMeaning(text, (_("单元格被表格软件识别为日期或时间，已按文字 {text} 导入").format(text=text),))
    return CellMeaning(source.text)


def _id(source: CellSource) -> CellMeaning:
    if isinstance(source.raw, dt.date | dt.time | dt.timedelta | bool):
        fault = _("应为编号，已被表格软件识别为 {text}").format(text=source.text)
        return CellMeaning(fault=fault, fix=_("将单元格设为文本格式，重新填写编号"))
    plain = _plain(str(source.text))
    return CellMeaning(plain or None, _stated_otherwise(source, plain))


def _number(source: CellSource, *, in_percent: bool) -> CellMeaning:
    raw = source.raw
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        return CellMeaning(fault=_("应为数字，现为 {text}").format(text=_short(str(source.text))))
    if isinstance(raw, int | float):
        return _plain_number(source, raw, in_percent=in_percent)
    text = _plain(str(source.text))
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    percent = text.endswith("%") and in_percent
    number = text.removesuffix("%") if percent else text
    if not _NUMBER.fullmatch(number):
        fault = _("应为数字，现为“{text}”").format(text=_short(str(source.text)))
        return CellMeaning(fault=fault, fix=_("只填数字，不写计量单位和说明"))
    value = _exact(number)
    return CellMeaning(
        value, _stated_otherwise(source, format(value, "f") if isinstance(value, Decimal) else str(value))
    )


def _plain_number(source: CellSource, raw: float, *, in_percent: bool) -> CellMeaning:
    if not math.isfinite(raw):
        return CellMeaning(fault=_("应为数字，现为 {text}").format(text=raw))
    value = _exact(_number_text(raw))
    if not source.is_percent:
        return CellMeaning(value)
    value = _exact(format(Decimal(value) * 100, "f"))
    if in_percent:
        return CellMeaning(value, (_("单元格显示为百分数，已按 {value} 导入").format(value=value),))
    fault = _("单元格显示为百分数 {value}%，此处要求的不是百分数").format(value=value)
    return CellMeaning(fault=fault, fix=_("将单元格设为常规格式，重新填写数字"))


def _date(source: CellSource) -> CellMeaning:
    raw = source.raw
    if isinstance(raw, dt.datetime):
        return CellMeaning(raw.date())
    if isinstance(raw, dt.date):
        return CellMeaning(raw)
    text = unicodedata.normalize("NFKC", str(source.text)).strip()
    day = None
    if _DIGITS_DATE.fullmatch(text):
        day = _day(*_DIGITS_DATE.fullmatch(text).groups())  # type: ignore[union-attr] # it did match
    elif isinstance(raw, int | float) and not isinstance(raw, bool) and 1 <= raw <= _LAST_SERIAL and raw == int(raw):
        day = _EPOCH + dt.timedelta(days=int(raw))
    elif match := _DATE.fullmatch(text):
        day = _day(*match.groups())
    if day is None:
        fault = _("应为日期，现为“{text}”").format(text=_short(str(source.text)))
        return CellMeaning(fault=fault, fix=_("按 2019-05-07 的格式填写"))
    if str(source.text) == day.isoformat():
        return CellMeaning(day)
    return CellMeaning(
        day, (_("“{text}”已按日期 {day} 导入").format(text=_short(str(source.text)), day=day.isoformat()),)
    )


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _choice(source: CellSource, column: FormColumn, known: Mapping[str, tuple[str, ...]]) -> CellMeaning:
    text = bare(str(source.text))
    for code, words in known.items():
        if text in {bare(one) for one in (code, *words)}:
            return CellMeaning(code)
    choices = _("、").join(column.choices.values())
    fault = _("只能选：{choices}；现为“{text}”").format(choices=choices, text=_short(str(source.text)))
    return CellMeaning(fault=fault, fix=_("从下拉列表中选择"))


def bare(text: str) -> str:
    """`text` without blanks, width and case, for finding words again."""
    return _plain(text).casefold()


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _exact(text: str) -> int | Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:  # no digit beside the point
        return 0
    return int(value) if value == int(value) and "." not in text else value


def _number_text(value: float) -> str:
    """A binary number as the shortest decimal that means it, as the program that holds it shows it."""
    if value == int(value) and abs(value) < 10**15 if math.isfinite(value) else False:
        return str(int(value))
    return format(Decimal(repr(float(value))), "f")


def _stated_otherwise(source: CellSource, plain: str) -> tuple[str, ...]:
    if str(source.text) == plain:
        return ()
    return (_("“{text}”已按 {plain} 导入").format(text=_short(str(source.text)), plain=plain),)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
