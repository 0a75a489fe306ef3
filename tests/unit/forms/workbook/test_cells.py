"""Values however they were written: dates, numbers, choices, ids, and what a spreadsheet program made of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dutykit.forms.workbook.cells import CellSource, bare, meaning
from dutykit.forms.workbook.file import RawValue
from dutykit.forms.workbook.layout import FormValue, SheetName
from dutykit.forms.workbook.schema import form_sheet
from dutykit.language import speaking

NOON = dt.datetime(2019, 3, 2, 12)  # noqa: DTZ001 (workbooks know no zones)
MIDNIGHT = dt.datetime(2019, 3, 2)  # noqa: DTZ001 (likewise)


def read(sheet: SheetName, name: str, raw: RawValue | CellSource, *, in_percent: bool = False) -> tuple[FormValue, str]:
    """The value, and the fault or the first note."""
    source = raw if isinstance(raw, CellSource) else CellSource(raw)
    found = meaning(source, form_sheet(sheet).column(name), sheet, in_percent=in_percent)
    assert not (found.fault and found.value is not None)
    return found.value, found.fault or next(iter(found.notes), "")


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        (4, 4, ""),
        (4.0, 4, ""),
        (4.25, Decimal("4.25"), ""),
        (0.1, Decimal("0.1"), ""),
        (1e15, Decimal(10**15), ""),
        (-2, -2, ""),
        ("4.50", Decimal("4.50"), ""),
        (" 4 ", 4, ""),
        ("４．２", Decimal("4.2"), "“４．２”已按 4.2 导入"),
        ("1,234.5", Decimal("1234.5"), "“1,234.5”已按 1234.5 导入"),
        ("1,23", None, "应为数字，现为“1,23”"),
        (".5", Decimal("0.5"), "“.5”已按 0.5 导入"),
        ("+3", 3, "“+3”已按 3 导入"),
        ("五分", None, "应为数字，现为“五分”"),
        ("1,000 人", None, "应为数字，现为“1,000 人”"),
        ("1e3", None, "应为数字，现为“1e3”"),
        ("86%", None, "应为数字，现为“86%”"),
        (True, None, "应为数字，现为 TRUE"),
        (dt.date(2019, 1, 1), None, "应为数字，现为 2019-01-01"),
        (float("nan"), None, "应为数字，现为 nan"),
        ("长" * 50, None, f"应为数字，现为“{'长' * 39}…”"),
        (CellSource(2, "=1+1"), 2, "单元格内容为公式 =1+1，已按其计算结果 2 导入"),
        (CellSource(None, "=1+1"), None, "单元格内容为公式 =1+1，文件中没有计算结果"),
        (CellSource("#DIV/0!", "=1/0"), None, "单元格内容为公式 =1/0，文件中没有计算结果"),
        (None, None, ""),
        ("  ", None, ""),
    ],
)
def test_a_number(raw: RawValue | CellSource, value: FormValue, message: str) -> None:
    assert read("answers", "score", raw) == (value, message)


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        ("86%", 86, "“86%”已按 86 导入"),
        ("８５.５％", Decimal("85.5"), "“８５.５％”已按 85.5 导入"),
        (85.5, Decimal("85.5"), ""),
        (CellSource(0.855, is_percent=True), Decimal("85.500"), "单元格显示为百分数，已按 85.500 导入"),
        ("%", None, "应为数字，现为“%”"),
    ],
)
def test_a_percentage(raw: RawValue | CellSource, value: FormValue, message: str) -> None:
    assert read("metrics", "value", raw, in_percent=True) == (value, message)


def test_a_cell_shown_as_a_percentage_where_none_is_asked_for() -> None:
    value, message = read("answers", "score", CellSource(0.5, is_percent=True))
    assert (value, message) == (None, "单元格显示为百分数 50.0%，此处要求的不是百分数")


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        (dt.date(2019, 3, 2), dt.date(2019, 3, 2), ""),
        (NOON, dt.date(2019, 3, 2), ""),
        ("2019-03-02", dt.date(2019, 3, 2), ""),
        ("2019-3-2", dt.date(2019, 3, 2), "“2019-3-2”已按日期 2019-03-02 导入"),
        ("2019/3/2", dt.date(2019, 3, 2), "“2019/3/2”已按日期 2019-03-02 导入"),
        ("2019.3.2", dt.date(2019, 3, 2), "“2019.3.2”已按日期 2019-03-02 导入"),
        ("2019年3月2日", dt.date(2019, 3, 2), "“2019年3月2日”已按日期 2019-03-02 导入"),
        ("２０１９年３月２日", dt.date(2019, 3, 2), "“２０１９年３月２日”已按日期 2019-03-02 导入"),
        ("2019-03-02 00:00:00", dt.date(2019, 3, 2), "“2019-03-02 00:00:00”已按日期 2019-03-02 导入"),
        ("20190302", dt.date(2019, 3, 2), "“20190302”已按日期 2019-03-02 导入"),
        (20190302, dt.date(2019, 3, 2), "“20190302”已按日期 2019-03-02 导入"),
        (43_526, dt.date(2019, 3, 2), "“43526”已按日期 2019-03-02 导入"),
        (43_526.5, None, "应为日期，现为“43526.5”"),
        (0, None, "应为日期，现为“0”"),
        (3_000_000, None, "应为日期，现为“3000000”"),
        (True, None, "应为日期，现为“TRUE”"),
        ("2019-02-30", None, "应为日期，现为“2019-02-30”"),
        ("三月二日", None, "应为日期，现为“三月二日”"),
        ("20191301", None, "应为日期，现为“20191301”"),
    ],
)
def test_a_date(raw: RawValue, value: FormValue, message: str) -> None:
    assert read("evidence", "date", raw) == (value, message)


@pytest.mark.parametrize("word", ["达到", " 达 到 ", "met", "MET", "Met"])
def test_a_choice_by_any_word(word: str) -> None:
    assert read("answers", "rating", word) == ("met", "")


@pytest.mark.parametrize(
    ("sheet", "name", "choices"),
    [
        ("answers", "rating", "达到、部分达到、未达到、不适用"),
        ("overview", "state", "草稿、已填完"),
        ("problems", "status", "未整改、整改中、已整改待销号"),
    ],
)
def test_a_wrong_choice_names_what_a_unit_may_choose(sheet: SheetName, name: str, choices: str) -> None:
    assert read(sheet, name, "完成") == (None, f"只能选：{choices}；现为“完成”")


def test_the_choices_in_english() -> None:
    with speaking("en"):
        assert read("overview", "state", "done")[1].count("draft, complete") == 1


@pytest.mark.parametrize(
    ("raw", "value", "message"),
    [
        (9, "9", ""),
        ("9-1", "9-1", ""),
        ("９ - １", "9-1", "“９ - １”已按 9-1 导入"),
        (dt.date(2019, 1, 1), None, "应为编号，已被表格软件识别为 2019-01-01"),
        (True, None, "应为编号，已被表格软件识别为 TRUE"),
    ],
)
def test_an_id(raw: RawValue, value: FormValue, message: str) -> None:
    assert read("evidence", "row", raw) == (value, message)


@pytest.mark.parametrize("name", ["narrative", "reason"])
def test_a_text(name: str) -> None:
    assert read("answers", name, " 一\r\n二 ") == ("一\n二", "")
    assert read("answers", name, 3.0) == ("3", "")
    assert read("answers", name, CellSource("一二", '="一"&"二"')) == (
        "一二",
        '单元格内容为公式 ="一"&"二"，已按其计算结果 一二 导入',
    )
    assert read("answers", name, CellSource(None, "=1+1")) == (None, "单元格内容为公式 =1+1，文件中没有计算结果")
    day = "单元格被表格软件识别为日期或时间，已按文字 {} 导入"
    assert read("answers", name, MIDNIGHT) == ("2019-03-02", day.format("2019-03-02"))
    assert read("answers", name, NOON) == ("2019-03-02 12:00:00", day.format("2019-03-02 12:00:00"))
    assert read("answers", name, dt.time(8, 30)) == ("08:30:00", day.format("08:30:00"))


def test_bare() -> None:
    assert bare(" Ａ b\n") == bare("ab") == "ab"
