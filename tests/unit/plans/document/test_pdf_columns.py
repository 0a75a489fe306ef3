"""Pages of a PDF in two columns are read column by column; what only looks like columns is not."""

from __future__ import annotations

import pytest

from dutykit.plans.document.pdf_file import lines_of_pdf
from tests.unit.plans.document.made import as_pdf

PLAN = [
    "示例市教育工作任务分工方案",
    "一、示例任务",
    *(
        line
        for number in range(1, 25)
        for line in (
            f"{number}.示例{number}。完善示例机制，定期开展示例工作，建立示例台账，逐项销号，确保示例任务按期完成。",
            "责任单位：市教育局、市发展和改革委员会、市住房和城乡建设局",
        )
    ),
]


def texts(data: bytes) -> list[str]:
    return ["".join(line.text.split()) for line in lines_of_pdf(data)]


@pytest.mark.parametrize("indent", ["0", "2em"])
def test_columns_are_read_one_after_the_other(indent: str) -> None:
    assert texts(as_pdf(PLAN, f"body {{ columns: 2 }} p {{ font: 10.5pt/16pt F; text-indent: {indent} }}")) == PLAN


def test_a_title_over_both_columns() -> None:
    style = "body { columns: 2 } p { font: 10.5pt/16pt F } p:first-child { column-span: all; text-align: center }"
    assert texts(as_pdf(PLAN, style)) == PLAN


def test_two_names_a_line_are_no_columns() -> None:
    lines = [f"牵头单位：市教育局{'　' * 8}配合单位：示例{number}局" for number in range(20)]
    assert texts(as_pdf(lines)) == ["".join(line.split()) for line in lines]
