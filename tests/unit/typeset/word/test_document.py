from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.model.settings import FontRoles
from dutykit.reports.kinds import KINDS
from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.standing import Standing
from dutykit.reports.views.unit_view import unit_report
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from dutykit.typeset.word.document import word_bytes
from dutykit.typeset.word.faces import face_names
from dutykit.typeset.word.numbering import numbered_run, without_number
from dutykit.typeset.word.table import css_blanks, measures
from tests.unit.conftest import CATALOGUE, SUBMISSION, MakeStanding

FAMILIES = dict.fromkeys(("fangsong", "kai", "hei", "song", "xiaobiaosong"), '"F"')
LISTED = SUBMISSION.replace(
    "      第二行\u202e。\n", "      分三点。\n      1. 甲点\n      2. 乙点\n      3. 丙点\n      4. \n      另起。\n"
)


def made(make_standing: MakeStanding, *, city: bool = False, fonts: FontRoles | None = None, **files: str) -> bytes:
    standing = make_standing(**files)
    report = (
        city_report(standing, FAMILIES)
        if city
        else unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    )
    page = report_html(report, FAMILIES, [shipped("templates/report")], "docx")
    cover = report.cover
    return word_bytes(page, face_names(fonts or FontRoles()), cover.marks, cover.issuer, cover.created)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def texts(document: Any, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_headings_have_words_own_styles(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    assert texts(document, "Heading 1")[:2] == ["第一部分　基本情况", "第二部分　工作概述"]
    assert texts(document, "Heading 2") == ["一、第一部分", "二、第二部分"]
    assert texts(document, "Heading 3") == ["（一）第一节", "（二）第二节"]
    assert texts(document, "Heading 4") == ["1.甲事的情况。", "2.乙事的情况。", "3.丙事的情况。"]
    assert texts(document, "附件标题") == ["佐证材料目录", "问题整改台账"]
    assert "".join(texts(document, "Title")).endswith("履行教育职责情况自评报告")


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 2", "黑体", 16),
        ("Heading 3", "楷体_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("附件号", "黑体", 16),
        ("表格文字", "宋体", 10.5),
    ],
)
def test_fonts_stand_by_name_in_the_styles(make_standing: MakeStanding, style: str, face: str, points: float) -> None:
    found = opened(made(make_standing)).styles[style]
    fonts = found.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia")} == {face}
    assert found.font.size.pt == points
    assert not found.font.bold


def test_a_workspaces_fonts_come_first(make_standing: MakeStanding) -> None:
    data = made(make_standing, fonts=FontRoles(fangsong=("办公仿宋", "另一种")))
    fonts = opened(data).styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "办公仿宋"


def test_the_page_and_its_number(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    first = document.sections[0]
    measures = [first.page_width, first.page_height, first.top_margin, first.bottom_margin, first.left_margin]
    assert [round(one.mm, 1) for one in measures] == [210, 297, 37, 35, 28]
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = first.footer.paragraphs[0], first.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    for footer in (odd, even):
        assert footer.text == "—  —"
        assert [one.text for one in footer._p.iter(qn("w:instrText"))] == [" PAGE "]
    assert not first.first_page_footer.paragraphs[0].text
    assert first.header.paragraphs[0].text == first.even_page_header.paragraphs[0].text == "示例数据　不反映实际情况"


def test_wide_tables_lie_on_their_side_and_nothing_empty_follows(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    assert [one.orientation for one in document.sections] == [0, 1]
    assert document.element.body[-2].tag in {qn("w:tbl"), qn("w:p")}
    assert document.paragraphs[-1].paragraph_format.line_spacing.pt < 10


def test_header_rows_come_again_and_no_row_is_torn(make_standing: MakeStanding) -> None:
    for table in opened(made(make_standing, city=True)).tables:
        for number, row in enumerate(table.rows):
            properties = row._tr.trPr
            assert properties.find(qn("w:cantSplit")) is not None
            assert (properties.find(qn("w:tblHeader")) is not None) <= (number == 0)
        has_head = table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert has_head is (table.rows[0].cells[0].text != "评价年度")  # the facts alone have none


def test_columns_share_the_whole_width(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    across = [round(sum(column.width.mm for column in table.columns)) for table in document.tables]
    assert set(across) == {156, 225}


def test_what_a_unit_numbered_by_hand_is_a_list(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing, submission=LISTED))
    items = [one for one in document.paragraphs if one.style.name == "编号正文"]
    assert [one.text for one in items] == ["甲点", "乙点", "丙点"]
    assert len({one._p.pPr.numPr.numId.val for one in items}) == 1
    assert "4." in texts(document, "Normal")


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["1. 甲", "2. 乙"], 2),
        (["1. 甲", "3. 乙"], 0),
        (["2. 甲", "3. 乙"], 0),
        (["1. 甲", "2、乙"], 0),
        (["1、甲", "2、乙", "丙"], 2),
        (["1. 甲"], 0),
        ([], 0),
    ],
)
def test_numbered_run(lines: list[str], count: int) -> None:
    assert numbered_run(lines) == count


def test_without_number() -> None:
    assert without_number("12．甲 乙") == ("．", "甲 乙")
    assert without_number("甲") == ("", "甲")


def test_links_lead_somewhere(make_standing: MakeStanding) -> None:
    for city in (False, True):
        text = part(made(make_standing, city=city), "word/document.xml")
        names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(_d\d+)"', text)
        assert len(names) == len(set(names))
        assert set(re.findall(r'w:anchor="([^"]+)"', text)) <= set(names)
        assert 'w:anchor="' in text


def test_text_stays_text(make_standing: MakeStanding) -> None:
    data = made(make_standing)
    assert "<script>alert(1)</script>{{ 7 * 7 }}" in texts(opened(data), "Normal")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        relations = "".join(package.read(one).decode() for one in package.namelist() if one.endswith(".rels"))
    assert "External" not in relations


def test_the_same_bytes_every_time(make_standing: MakeStanding) -> None:
    assert made(make_standing) == made(make_standing)


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_any_text_is_written_and_read_back(text: str) -> None:
    from markupsafe import escape

    from dutykit.text.clean import clean

    kept = " ".join(clean(text).split())
    page = f"<html><head><title>{escape(kept)}</title></head><body><main><p>{escape(kept)}</p></main></body></html>"
    document = opened(word_bytes(page, face_names(FontRoles()), (), "", ""))
    shown = "".join(one for one in kept if one.isprintable() or one == "\u3000").strip()
    read = "".join(one for one in document.paragraphs[-1].text if one.isprintable() or one == "\u3000").strip()
    assert read.replace(" ", "") == shown.replace(" ", "") or not shown


def test_measures_of_the_style_sheet() -> None:
    style = (
        ".a { color: red; width: 9mm }\n.t .b { width: 7.5mm }\n.c { width: 3em }\n.blank-day { color: red; width: 2.5em }\n"
        ".form .line td { line-height: 4mm; height: 9mm }\n.last .prose td { height: 150mm }\n.x th { height: 3mm }"
    )
    found = measures(style)
    assert found.widths == {".a": 9.0, ".t .b": 7.5}
    assert found.heights == {".form .line": 9.0, ".last .prose": 150.0}
    assert css_blanks(style) == {"blank-day": 2}


def _kind(standing: Standing, name: str) -> Any:
    kind = next(one for one in KINDS if one.name == name)
    report = kind.views["unit"](standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    page = report_html(report, FAMILIES, [shipped("templates/report")], "docx", kind.template)
    return opened(word_bytes(page, face_names(FontRoles()), (), "", ""))


def test_a_blank_form_has_room_to_write_in_and_stays_whole(make_standing: MakeStanding) -> None:
    document = _kind(make_standing(), "form")
    heights = {
        row.cells[0].text.replace("\n", ""): round(row.height.mm)
        for table in document.tables
        for row in table.rows
        if row.height
    }
    assert heights["自查自评工作概述"] == 92
    assert heights["下一步工作"] == 150
    assert heights["工作措施与成效"] > 100
    assert heights["1"] == 9
    item = document.tables[2]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in item.rows]
    assert kept == [True] * (len(kept) - 1) + [None]
    assert [table.style.name for table in document.tables][-2:] == ["Table Grid", "Normal Table"]
    assert texts(document, "Heading 2") == ["一、第一部分", "二、第二部分"]


def test_a_notice_has_lines_to_write_on_and_its_lists_are_lists(make_standing: MakeStanding) -> None:
    two = CATALOGUE.replace("            metrics:\n", "            metrics:\n              - {id: 另一率}\n")
    document = _kind(make_standing(catalogue=two), "tasks")
    receipt = next(one for one in document.paragraphs if one.text.startswith("签收人"))
    assert [run.text for run in receipt.runs if run.underline] == ["　" * 12]
    dates = [one.text for one in document.paragraphs if "月" in one.text and one.alignment == WD_ALIGN_PARAGRAPH.RIGHT]
    assert dates == ["　　　　年　　月　　日"]
    assert any(
        cell.text == "1. 另一率\n2. 覆盖率（不低于80%）" for row in document.tables[0].rows for cell in row.cells
    )
    assert texts(document, "Title") == ["2019年度履行教育职责任务通知单"]


def test_whoever_signs_stands_on_no_page_alone(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    at = [one.text for one in document.paragraphs].index("附件：1.佐证材料目录")
    assert all(one.paragraph_format.keep_with_next for one in document.paragraphs[at - 1 : at + 2])
    document = opened(made(make_standing, city=True))
    last = [one for one in document.tables if one.rows[0].cells[-1].text == "监测指标、问题"][-1].rows[-1]
    assert last.cells[0].paragraphs[0].paragraph_format.keep_with_next
