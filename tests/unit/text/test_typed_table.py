from __future__ import annotations

import pytest

from dutykit.text.clean import paragraphs
from dutykit.text.typed_table import paragraphs_and_tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县区\t学校\n东区\t3\n西县\t12", "县区\t学校\n东区\t3\n西县\t12"),
        ("县区\t学校\t班\n东区\t\t3\n西县\t12\t", "县区\t学校\t班\n东区\t\t3\n西县\t12\t"),
        ("县区\t\t学校\n东区政府\t3", "县区\t学校\n东区政府\t3"),
        ("| 县区 | 学校 |\n|:---|---:|\n| 东区 | 3 |\n|西县||", "县区\t学校\n东区\t3\n西县\t"),
        ("县区｜学校\n东区｜3", "县区\t学校\n东区\t3"),
        ("│县区│学校│\r\n├──┼──┤\r\n│东区│3│", "县区\t学校\n东区\t3"),
    ],
)
def test_a_table_is_one_paragraph_with_its_rows_on_lines(text: str, expected: str) -> None:
    assert paragraphs_and_tables(f"前文：\n\n{text}\n后文。") == ("前文：", expected, "后文。")


@pytest.mark.parametrize(
    "text",
    [
        "第一段。\n　　第二段。\n",
        "一、\t第一条\n正文。",
        "只有\t一行",
        "甲\t乙\n丙\t丁\t戊",
        "甲|乙\n丙|丁|戊",
        "----\n====",
        "|\n|",
        "\t\n\t甲\n",
        "\t".join("甲" * 30) + "\n" + "\t".join("乙" * 30),
        "",
        None,
    ],
)
def test_all_else_is_paragraphs(text: str | None) -> None:
    assert paragraphs_and_tables(text) == paragraphs(text)


def test_cells_are_cleaned() -> None:
    assert paragraphs_and_tables("a\u202e\tb\x00\n<b>\t丙\u200b") == ("a\tb\n<b>\t丙",)
