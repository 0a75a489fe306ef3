from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dutykit.model.settings import FontRoles
from dutykit.reports.kinds import KINDS
from dutykit.reports.standing_of import standing_of
from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.overview_view import city_overview
from dutykit.reports.views.standing import Standing
from dutykit.reports.views.unit_view import unit_report
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from dutykit.typeset.word.document import Notes, word_bytes
from dutykit.typeset.word.faces import face_names
from dutykit.typeset.word.numbering import numbered_run, without_number
from dutykit.typeset.word.table import style_sheet
from dutykit.workspace.assemble import load_workspace
from tests.overview_cities import make_city
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
    return written(page, Notes(face_names(fonts or FontRoles()), cover.marks, cover.issuer, cover.created))


def written(page: str, notes: Notes | None = None, *, high: int = 1) -> bytes:
    """`page` in Word, each of its ids on a page of its own, its charts `high` times as high as wide."""
    picture = io.BytesIO()
    Image.new("1", (1, high)).save(picture, "PNG")
    places = {name: number for number, name in enumerate(re.findall(r'id="([^"]+)"', page), 1)}
    return word_bytes(page, notes or Notes(face_names(FontRoles())), places, [picture.getvalue()] * page.count("<svg "))


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
        ("表格文字 12/17", "宋体", 12),
        ("表头文字 8.5/10.5", "黑体", 8.5),
    ],
)
def test_fonts_stand_by_name_in_the_styles(make_standing: MakeStanding, style: str, face: str, points: float) -> None:
    found = opened(made(make_standing, city=True)).styles[style]
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
        assert footer.text == "— 1 —"
        assert [one.text for one in footer._p.iter(qn("w:instrText"))] == [" PAGE "]
    assert not first.first_page_footer.paragraphs[0].text
    assert first.header.paragraphs[0].text == first.even_page_header.paragraphs[0].text == "示例数据　不反映实际情况"


def test_wide_tables_lie_on_their_side_and_nothing_empty_follows(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    assert [one.orientation for one in document.sections] == [0, 1]
    assert document.element.body[-2].tag in {qn("w:tbl"), qn("w:p")}
    assert document.paragraphs[-1].style.name == "空行"


def test_header_rows_come_again_and_no_row_is_torn(make_standing: MakeStanding) -> None:
    for table in opened(made(make_standing, city=True)).tables:
        for number, row in enumerate(table.rows):
            properties = row._tr.trPr
            assert properties.find(qn("w:cantSplit")) is not None
            assert (properties.find(qn("w:tblHeader")) is not None) <= (number == 0)
        has_head = table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert has_head is (table.rows[0].cells[0].text != "评价年度")  # the facts alone have none


def test_a_row_of_half_a_page_may_be_torn(make_standing: MakeStanding) -> None:
    submission = SUBMISSION.replace("text: 问题甲", f"text: {'问题甲' * 280}")
    ledger = opened(made(make_standing, submission=submission)).tables[-1]
    assert [row._tr.trPr.find(qn("w:cantSplit")) is None for row in ledger.rows] == [False, True]


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
    document = opened(written(page))
    shown = "".join(one for one in kept if one.isprintable() or one == "\u3000").strip()
    read = "".join(one for one in document.paragraphs[-1].text if one.isprintable() or one == "\u3000").strip()
    assert read.replace(" ", "") == shown.replace(" ", "") or not shown


def test_a_style_sheet_is_read_as_its_last_rules_have_it() -> None:
    style = (
        ".a { color: red; width: 9mm }\n.t .b { width: 7.5mm } /* .c { width: 1mm } */\n.c, .a { width: 3em }\n"
        ".form .line td { line-height: 4mm; height: 9mm }\n@page { size: A4; @top-center { font-size: 9pt } }"
    )
    found = style_sheet(style)
    assert found[".a"] == {"color": "red", "width": "3em"}
    assert found[".t .b"] == {"width": "7.5mm"}
    assert found[".c"] == {"width": "3em"}
    assert found[".form .line td"] == {"line-height": "4mm", "height": "9mm"}


def _kind(standing: Standing, name: str) -> Any:
    kind = next(one for one in KINDS if one.name == name)
    report = kind.views["unit"](standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    page = report_html(report, FAMILIES, [shipped("templates/report")], "docx", kind.template)
    return opened(written(page))


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


def test_all_is_in_chinese(make_standing: MakeStanding) -> None:
    data = made(make_standing, city=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        words = "".join(package.read(one).decode() for one in package.namelist() if one.endswith(".xml"))
    told = [
        one for tag in re.findall(r"<w:(?:lang|themeFontLang) [^>]*>", words) for one in re.findall(r'="([^"]+)"', tag)
    ]
    assert set(told) == {"zh-CN", "ar-SA"}


def test_the_contents_are_words_own_and_have_their_page_numbers(make_standing: MakeStanding) -> None:
    data = made(make_standing, city=True)
    document = opened(data)
    entries = [one for one in document.paragraphs if one.style.name.startswith("toc ")]
    codes = [one.text.strip() for one in document.element.body.iter(qn("w:instrText"))]
    assert codes[0] == r'TOC \o "1-3" \f \h \z'
    numbers = [re.search(r"PAGEREF _d(\d+) \\h", code) for code in codes[1 : len(entries) + 1]]
    # Each id is on a page of its own here, and numbered in the order of the pages.
    shown = [list(entry._p.iter(qn("w:t")))[-1].text for entry in entries]
    assert shown == [one[1] for one in numbers if one]
    assert {one.style.name for one in entries} == {"toc 1", "toc 2"}
    assert "w:dirty" not in part(data, "word/document.xml")  # Word would ask whoever opens it
    assert "w:updateFields" not in part(data, "word/settings.xml")
    # What Word would find when it makes them anew is what they list.
    found = [one.text for one in document.paragraphs if one.style.name in {"Heading 1", "Heading 2", "Heading 3"}]
    assert [*found, "附件　问题整改台账"] == [re.match(r"[^\t]+", one.text)[0] for one in entries]  # type: ignore[index]
    assert codes[-1] == r'TC "附件　问题整改台账" \l 1'
    assert texts(document, "标题2（不入目录）") == ["一、填报情况", "二、未填报的指标"]


def test_a_page_has_twenty_two_lines_of_twenty_eight_characters(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    page, style = document.sections[0], document.styles["Normal"]
    twip = 635
    down = (page.page_height - page.top_margin - page.bottom_margin) // twip
    across = (page.page_width - page.left_margin - page.right_margin) // twip
    (pitch,) = {int(one.get(qn("w:linePitch"))) for one in document.element.body.iter(qn("w:docGrid"))}
    assert 22 * pitch <= down < 23 * pitch
    assert 22 * style.paragraph_format.line_spacing // twip <= down
    wide = 16 * 20 + int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val")))
    assert 28 * wide <= across < 29 * wide
    off = [
        style.element.pPr.find(qn(f"w:{one}")).get(qn("w:val"))
        for one in ("overflowPunct", "autoSpaceDE", "autoSpaceDN")
    ]
    assert off == ["0", "0", "0"]


def test_the_binding_margin_is_inside_and_a_turned_page_has_its_number_beside_the_text(
    make_standing: MakeStanding,
) -> None:
    data = made(make_standing, city=True)
    document = opened(data)
    assert "<w:mirrorMargins/>" in part(data, "word/settings.xml")
    upright, turned, after, *_more = (
        next(group) for _side, group in groupby(document.sections, lambda one: one.orientation)
    )
    assert turned.left_margin == turned.right_margin  # Word mirrors nothing else
    assert turned.top_margin == turned.bottom_margin
    for number, side in (("footer", "right"), ("even_page_footer", "left")):
        box = getattr(turned, number)._element
        (direction,) = box.xpath(".//*[local-name()='bodyPr']/@vert")
        (place,) = box.xpath(".//*[local-name()='positionH']/*/text()")
        assert (direction, round(int(place) / 36_000, 1)) == ("vert", 25.8)
        (line,) = box.xpath(".//*[local-name()='txbxContent']/w:p")
        assert "".join(one.text for one in line.iter(qn("w:t"), qn("w:instrText"))) == "—  PAGE 1 —"
        assert line.pPr.jc.get(qn("w:val")) == side
        assert not getattr(after, number).is_linked_to_previous
        assert getattr(after, number).paragraphs[0].text == getattr(upright, number).paragraphs[0].text == "— 1 —"


def test_charts_are_pictures_that_say_what_they_show(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    chart = document.inline_shapes[0]
    assert chart.width == Mm(156)
    properties = chart._inline.docPr
    assert properties.get("title") == "各部分指标的自评结论"
    assert properties.get("descr").startswith("一、第一部分：")
    picture = next(one for one in document.paragraphs if one.style.name == "图")
    caption = document.paragraphs[[one._p for one in document.paragraphs].index(picture._p) + 1]
    assert caption.text == "图1　各部分指标的自评结论（项）"
    assert picture.style.paragraph_format.line_spacing_rule == 0  # of a fixed height only its lowest strip would show
    assert picture.style.paragraph_format.keep_with_next
    assert not caption.paragraph_format.keep_with_next
    tall = opened(written('<html><body><figure><svg width="1" height="2"></svg></figure></body></html>', high=2))
    assert [round(one.mm) for one in (tall.inline_shapes[0].height, tall.inline_shapes[0].width)] == [205, 102]


def test_the_longest_cover_is_on_one_page() -> None:
    lines = '<p class="draft">一<br>二<br>三</p><p class="number">号</p><p class="stamp">示例</p>'
    page = (
        '<html><body><header class="cover"><div class="handling"><p>秘密</p><p>特急</p></div>'
        f"<h1><span>一</span><span>二</span><span>三</span></h1>{lines}"
        '<div class="imprint"><p class="subject">一<br>二<br>三<br>四</p><p class="date">日</p></div></header></body></html>'
    )
    document = opened(written(page))
    height = 0.0
    for one in document.paragraphs:
        before = one.paragraph_format.space_before or one.style.paragraph_format.space_before or Pt(0)
        broken = one.text.rstrip("\n").count("\n")
        height += before.pt + one.style.paragraph_format.line_spacing.pt * (1 + broken)
    assert height <= 225 / 25.4 * 72


def test_what_refers_to_annexes_stays_with_its_table(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    references = next(one for one in document.paragraphs if one.text.startswith("佐证材料："))
    before = references._p.getprevious()
    assert before.pPr.find(qn("w:keepNext")) is not None


def test_whoever_signs_stands_on_no_page_alone(make_standing: MakeStanding) -> None:
    document = opened(made(make_standing))
    at = [one.text for one in document.paragraphs].index("附件：1.佐证材料目录")
    assert all(one.paragraph_format.keep_with_next for one in document.paragraphs[at - 1 : at + 2])
    document = opened(made(make_standing, city=True))
    last = [one for one in document.tables if one.rows[0].cells[-1].text == "监测指标、问题"][-1].rows[-1]
    assert last.cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_an_overview_is_on_one_sheet_with_its_parts_beside_each_other(tmp_path: Path) -> None:
    workspace = load_workspace(make_city(tmp_path, 9)).workspace
    assert workspace is not None
    day = dt.date(2019, 10, 1)
    report = city_overview(standing_of(workspace, 2019, day), day, FAMILIES)
    assert report.lights is not None
    page = report_html(report, FAMILIES, [shipped("templates/report")], "docx")
    document = opened(written(page, high=3))
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (297, 12)
    assert section.footer.paragraphs[0].text == ""
    numbers, beside = document.tables
    value = numbers.rows[1].cells[0].paragraphs[0]
    assert (value.runs[0].font.size, value.paragraph_format.line_spacing) == (Pt(22), Pt(30))
    left, _between, right = beside.rows[0].cells
    assert (round(left.width.mm), round(right.width.mm)) == (134, 134)
    lights, *below = left.tables
    assert [row.cells[1].text for row in lights.rows[1:]] == [row.unit for row in report.lights.columns[0]]
    assert lights.rows[1].cells[0].paragraphs[0].runs[0].font.color.rgb == RGBColor(0xA8, 0x07, 0x1A)
    assert len(below) + len(right.tables) == len(report.lists)
    (picture,) = right._tc.iter(qn("wp:extent"))
    assert int(picture.get("cy")) == pytest.approx(Pt(report.chart_height), rel=0.01)


@pytest.mark.parametrize(("kind", "kept"), [("", [True]), ("large", [])])
def test_a_row_stays_with_a_small_chart_behind_it_alone(kind: str, kept: list[bool]) -> None:
    style = "<style>figure.large { break-before: auto }</style>"
    body = f'<table><tr><td>甲</td></tr></table><figure class="{kind}"><svg width="1" height="2"></svg></figure>'
    document = opened(written(f"<html><head>{style}</head><body>{body}</body></html>"))
    (cell,) = document.tables[0].rows[0].cells[0].paragraphs
    assert [one.get(qn("w:val")) is None for one in cell._p.xpath(".//w:keepNext")] == kept
