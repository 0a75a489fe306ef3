from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from dutykit.reports.views.unit_report import UnitReport
from dutykit.reports.views.unit_view import unit_report
from dutykit.typeset.templates import TemplateFaultError
from dutykit.typeset.word.official import filled_form
from tests.unit.conftest import MakeStanding

FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')


def form(*lines: str) -> bytes:
    document = docx.Document()
    document.add_heading("本单位的格式", 1)
    for line in lines:
        document.add_paragraph(line)
    rows = (
        ("指标", "自评"),
        ("{%tr for p in report.chapters[0].sections[0].indicators %}", ""),
        ("{{ p.id }}", "{{ p.rating }}"),
        ("{%tr endfor %}", ""),
    )
    table = document.add_table(rows=len(rows), cols=2)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def report(make_standing: MakeStanding) -> UnitReport:
    standing = make_standing()
    return unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_fields_are_filled_and_all_else_stays(report: UnitReport) -> None:
    document = opened(filled_form(form("单位：{{ report.cover.subject }}", "不变 & <b>"), "表.docx", report))
    assert [one.text for one in document.paragraphs] == ["本单位的格式", "单位：甲局", "不变 & <b>"]
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["指标", "自评"], ["1", "部分达到"], ["2", ""]]
    assert document.paragraphs[0].style.name == "Heading 1"


def test_text_stays_text(report: UnitReport) -> None:
    words = "{{ report.chapters[0].sections[0].indicators[0].narrative | join('') }}"
    document = opened(filled_form(form(words), "表.docx", report))
    assert document.paragraphs[1].text == "<script>alert(1)</script>{{ 7 * 7 }}第二行。"


def test_a_drawing_is_left_out(report: UnitReport) -> None:
    assert opened(filled_form(form("图：{{ report.rating_chart }}"), "表.docx", report)).paragraphs[1].text == "图："


def test_the_same_bytes_every_time(report: UnitReport) -> None:
    data = form("{{ report.cover.title }}")
    assert filled_form(data, "表.docx", report) == filled_form(data, "表.docx", report)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{{ report.no_such }}", "字段“no_such”不存在（在“{{ report.no_such }}”处）"),
        ("{{ whatever }}", "字段“whatever”不存在（在“{{ whatever }}”处）"),
        ("{% for x in report.chapters %}", "Unexpected end of template"),
        ("{{ report.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_a_fault_in_the_form_is_named(report: UnitReport, line: str, reason: str) -> None:
    with pytest.raises(TemplateFaultError) as caught:
        filled_form(form(line), "表.docx", report)
    name, number, words = caught.value.args
    assert (name, number) == ("表.docx", 0)
    assert reason in words


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_word_document(report: UnitReport, data: bytes) -> None:
    with pytest.raises(TemplateFaultError, match="不是可读取的 Word 文档"):
        filled_form(data, "表.docx", report)
