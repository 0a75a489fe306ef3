"""What another spelling means, where that is certain, and where it is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dutykit.check.fixes.spelling import date_in, half_width, number_in, without_stray_blanks


@pytest.mark.parametrize(
    "text",
    ["2019年3月1日", "2019年03月01日", "2019 年 3 月 1 日", "２０１９年３月１日", "2019/3/1", "2019.3.1", "2019.03.01",
     "2019-3-1", "2019-03-01", "\u00a02019年3月1日 "],
)  # fmt: skip
def test_dates(text: str) -> None:
    assert date_in(text) == dt.date(2019, 3, 1)


@pytest.mark.parametrize(
    "text",
    ["2019年2月30日", "19年3月1日", "2019年3月", "3月1日", "2019/3/1起", "2019.3", "20190301", "2019-3/1", "2019/13/1",
     "1/3/2019", "2019年3月1日—5日", "", "2919/3/1"],
)  # fmt: skip
def test_no_certain_date(text: str) -> None:
    assert date_in(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("８５.５", Decimal("85.5")), ("85.50", Decimal("85.50")), ("８５．５", Decimal("85.5")), ("０", 0), ("-3", -3),
     (" 12\u3000", 12), ("85.5\u200b", Decimal("85.5")), ("2019", 2019)],
)  # fmt: skip
def test_numbers(text: str, number: Decimal | int) -> None:
    found = number_in(text)
    assert found == number
    assert type(found) is type(number)
    assert str(found) == str(number)


@pytest.mark.parametrize(
    "text",
    [
        "85.5%",
        "８５％",
        "约85",
        "1,000",
        "１，０００",
        "007",
        "1 000",
        "1.",
        ".5",
        "1e3",
        "八十五",
        "",
        "--1",
        "1.2.3",
        "9" * 30,
    ],
)
def test_no_certain_number(text: str) -> None:
    assert number_in(text) is None


def test_ids_in_half_width() -> None:
    assert half_width("２０１９－９－Ａｂ") == "2019-9-Ab"
    assert half_width("（九）－") == "（九）－"  # nothing but marks: left as it is


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u2060", " \u00a0\u200b"])
def test_stray_blanks(blank: str) -> None:
    assert without_stray_blanks(f"{blank}市 教育局{blank}") == "市 教育局"
