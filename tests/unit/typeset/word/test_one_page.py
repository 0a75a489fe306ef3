from __future__ import annotations

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.unit.typeset.word.test_document import opened, written

PAGE = """<html><head><title>一览</title><style>
.overview { font-size: 8.5pt; line-height: 11pt } .overview p.when { text-align: center; line-height: 16pt }
.overview table { font-size: 9pt; line-height: 10pt } .large { font-size: 22pt; line-height: 30pt }
</style></head><body><main><div class="overview wide">
<header><h1 class="title">一览</h1><p class="when">截至</p></header>
<table class="numbers"><tr><td class="large">甲</td></tr></table>
<div class="left"><p>左</p></div><div class="right"><p>右</p><p>再</p></div><div class="below"><p>下</p></div>
</div></main></body></html>"""


def test_a_single_page_has_narrow_margins_and_two_columns_below_what_goes_across() -> None:
    document = opened(written(PAGE))
    across, beside, below = document.sections
    assert {one.orientation for one in document.sections} == {WD_ORIENT.LANDSCAPE}
    assert {round(one.left_margin / Mm(1)) for one in document.sections} == {12}
    assert [one.start_type for one in (beside, below)] == [WD_SECTION.CONTINUOUS] * 2
    columns = [one._sectPr.find(qn("w:cols")).get(qn("w:num")) for one in (beside, below)]
    assert columns == ["2", "1"]
    assert across.different_first_page_header_footer, "where a single page would have its number"
    breaks = [one.text for one in document.paragraphs if one._p.xpath(".//w:br[@w:type='column']")]
    assert [text.strip() for text in breaks] == ["右"]


def test_letters_of_a_single_page_are_as_small_as_its_style_sheet_has_them() -> None:
    document = opened(written(PAGE))
    lines = {one.text.strip(): one.paragraph_format.line_spacing for one in document.paragraphs}
    assert (lines["截至"], lines["左"]) == (Pt(16), Pt(11))
    (run,) = (one for paragraph in document.paragraphs if paragraph.text == "左" for one in paragraph.runs)
    assert run.font.size == Pt(8.5)
    (cell,) = document.tables[0].rows[0].cells[0].paragraphs
    assert (cell.runs[0].font.size, cell.paragraph_format.line_spacing) == (Pt(22), Pt(30))
