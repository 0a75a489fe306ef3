"""What is in a file beside its text: read where it is part of the plan, else named with its place. Invented."""

from __future__ import annotations

import base64
import io
import shutil
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap
from docx.shared import Cm
from openpyxl.comments import Comment

from dutykit.plans.document import doc_file, doc_text
from dutykit.plans.grammar.record import Line
from tests.unit.plans.document.made import W, as_pdf, by_office, page_as_pdf, part_of, plan_of, saved, with_part

BOX = (
    f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
NOTES = (
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>注：责任单位列第一位的为牵头单位。</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>责任单位：市民政局</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_what_a_style_hides_is_hidden() -> None:
    """By a style of words, of paragraphs, of tables, and one based on it; of two that hide, one shows again."""
    document = docx.Document()
    words = document.styles.add_style("Kept", WD_STYLE_TYPE.CHARACTER)
    words.font.hidden = True
    lines = document.styles.add_style("Lines", WD_STYLE_TYPE.PARAGRAPH)
    lines.font.hidden = True
    based = document.styles.add_style("Based", WD_STYLE_TYPE.PARAGRAPH)
    based.base_style = lines
    shown = document.styles.add_style("Shown", WD_STYLE_TYPE.PARAGRAPH)
    shown.base_style, shown.font.hidden = lines, False
    document.add_paragraph("某市示例方案")
    first = document.add_paragraph("1.甲。（责任单位：市教育局）")
    first.add_run("字符", style="Kept")
    document.add_paragraph("2.乙。（责任单位：市财政局）", style="Lines")
    document.add_paragraph("3.丙。（责任单位：市体育局）", style="Based")
    document.add_paragraph("4.丁。（责任单位：市民政局）", style="Shown")
    document.add_paragraph("", style="Based").add_run("5.戊。（责任单位：市人社局）", style="Kept")
    document.add_paragraph("", style="Lines").add_run("6.己。（责任单位：市水利局）").font.hidden = False
    plan = plan_of(saved(document), ".docx")
    assert [task.text for task in plan.tasks] == ["甲。", "丁。", "戊。", "己。"]
    assert [(one.line, one.text) for one in plan.left if one.kind == "hidden"] == [
        (2, "字符"),
        (3, "2.乙。（责任单位：市财政局）"),
        (4, "3.丙。（责任单位：市体育局）"),
    ]


def test_what_the_defaults_of_a_document_hide_is_hidden() -> None:
    document = docx.Document()
    defaults = document.styles.element.find(f"{{{nsmap['w']}}}docDefaults")
    defaults.find(f".//{{{nsmap['w']}}}rPr").append(parse_xml(f"<w:vanish {W}/>"))
    document.add_paragraph("某市示例方案")
    document.add_paragraph().add_run("1.甲。（责任单位：市教育局）").font.hidden = False
    document.add_paragraph("2.乙。（责任单位：市财政局）")
    plan = plan_of(saved(document), ".docx")
    assert [task.text for task in plan.tasks] == ["甲。"]
    assert [one.text for one in plan.left if one.kind == "hidden"] == ["某市示例方案", "2.乙。（责任单位：市财政局）"]


def test_a_word_document() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("某市示例方案")
    first = document.add_paragraph("1.甲。（责任单位：市教育局、")
    first._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>市体育局</w:delText></w:r></w:del>"))
    first._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>市财政局）</w:t></w:r></w:ins>"))
    document.add_comment(runs=first.add_run("。"), text="请核对", author="x")
    first.add_run("暂不公开").font.hidden = True
    second = document.add_paragraph("2.乙。（责任单位：市人社局）")
    second._p.append(parse_xml(BOX.format(paragraph("3.丙。（责任单位：市住建局）"))))
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "4.丁。（责任单位：市水利局）"
    inner = frame.add_table(2, 2)
    for cell, text in zip(
        [*inner.rows[0].cells, *inner.rows[1].cells], ["任务", "责任单位", "戊", "市文旅局"], strict=True
    ):
        cell.text = text
    plan = plan_of(saved(document), ".docx")
    assert [(task.text, [party.name for party in task.parties]) for task in plan.tasks] == [
        ("甲。", ["市教育局", "市财政局"]),
        ("乙。", ["市人社局"]),
        ("丙。", ["市住建局"]),
        ("丁。", ["市水利局"]),
        ("戊", ["市文旅局"]),
    ]
    assert [(one.line, one.kind, one.text, one.whole) for one in plan.left] == [
        (2, "deleted", "市体育局", False),
        (2, "hidden", "暂不公开", False),
        (2, "comment", "请核对", False),
        (9, "page", "内部文件", True),
    ]


def test_footnotes_of_a_word_document() -> None:
    document = docx.Document()
    document.add_paragraph("某市示例方案")
    for number, note in ((1, 1), (2, 2)):
        text = "1.甲。（责任单位：市教育局、市财政局）" if number == 1 else "2.乙。"
        document.add_paragraph(text)._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="{note}"/></w:r>'))
    data = with_part(saved(document), "word/footnotes.xml", NOTES.encode())
    with_types = with_part(
        data,
        "word/_rels/document.xml.rels",
        part_of(data, "word/_rels/document.xml.rels").replace(
            b"</Relationships>",
            b'<Relationship Id="rIdN" Target="footnotes.xml" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>',
        ),
    )
    plan = plan_of(with_types, ".docx")
    assert [[(party.name, party.role) for party in task.parties] for task in plan.tasks] == [
        [("市教育局", "lead"), ("市财政局", "responsible")],
        [("市民政局", "lead")],
    ]
    assert [(one.line, one.kind, one.whole) for one in plan.left] == [(2, "rule", False)]


def test_an_old_word_document_whose_tables_libreoffice_drops(monkeypatch: pytest.MonkeyPatch) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部文件"
    document.add_paragraph("某市示例方案")
    monkeypatch.setattr(doc_file, "_converted", lambda _data, _suffix: saved(document))
    monkeypatch.setattr(
        doc_text, "lines_of_doc_text", lambda _data: [Line(1, "某市示例方案"), Line(2, "a\tb", ("a", "b"), 1)]
    )
    assert [(line.number, line.text, line.aside) for line in doc_file.lines_of_doc(b"")] == [
        (1, "某市示例方案", None),
        (2, "a\tb", None),
        (3, "内部文件", "page"),
    ]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["任务", "旧单位", "责任单位"], ["甲。", "市体育局", "市教育局"], ["乙。", "市体育局", "市财政局"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["C2"].comment = Comment("请核对", "x")
    other = book.create_sheet("旧表")
    other.append(["丙。", "市民政局"])
    other.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WANT = [
    (1, "hidden_column", "旧单位 市体育局", False),
    (2, "comment", "请核对", False),
    (3, "hidden_row", "乙。 市体育局 市财政局", True),
    (4, "hidden_sheet", "旧表：丙。 市民政局", True),
]


def test_a_workbook() -> None:
    plan = plan_of(workbook(), ".xlsx")
    assert [(task.text, [party.name for party in task.parties]) for task in plan.tasks] == [("甲。", ["市教育局"])]
    assert [(one.line, one.kind, one.text, one.whole) for one in plan.left] == WANT


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
@pytest.mark.parametrize(("suffix", "form"), [(".xls", "xls:MS Excel 97"), (".ods", "ods")])
def test_a_workbook_in_other_forms(suffix: str, form: str, tmp_path: Path) -> None:
    plan = plan_of(by_office(workbook(), ".xlsx", form, tmp_path), suffix)
    assert [(one.line, one.kind, one.text, one.whole) for one in plan.left] == WANT
    assert [task.text for task in plan.tasks] == ["甲。"]


def test_words_in_a_drawing_on_a_sheet() -> None:
    drawing = '<x xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>以此表</a:t><a:t>为准</a:t></x>'
    plan = plan_of(with_part(workbook(), "xl/drawings/drawing1.xml", drawing.encode()), ".xlsx")
    assert (5, "drawing", "以此表 为准") in [(one.line, one.kind, one.text) for one in plan.left]


def test_a_picture_that_may_be_a_table() -> None:
    document = docx.Document()
    document.add_paragraph("某市示例方案")
    document.add_paragraph("1.甲。（责任单位：市教育局）").add_run().add_picture(
        io.BytesIO(base64.b64decode(PIXEL)), width=Cm(10), height=Cm(10)
    )
    document.add_paragraph().add_run().add_picture(io.BytesIO(base64.b64decode(PIXEL)), width=Cm(1))  # a stamp
    plan = plan_of(saved(document), ".docx")
    assert [(one.line, one.kind, one.whole) for one in plan.left] == [(2, "picture", False)]


PIXEL = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
        "18dd8db00000000049454e44ae426082"
    )
).decode()


def test_a_pdf() -> None:
    page = (
        "<html><p>某市示例方案</p><p>1.甲。（责任单位：市教育局）</p>"
        '<p style="transform: rotate(90deg)">竖排</p><p style="break-before: page">'
        f'<img width="300" height="300" src="data:image/png;base64,{PIXEL}"></p></html>'
    )
    with pikepdf.open(io.BytesIO(page_as_pdf(page))) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=pikepdf.String("请核对")
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        buffer = io.BytesIO()
        pdf.save(buffer)
    plan = plan_of(buffer.getvalue(), ".pdf")
    assert [task.text for task in plan.tasks] == ["甲。"]
    assert {(one.kind, one.text) for one in plan.left} == {
        ("turned", "竖排"),
        ("comment", "请核对"),
        ("scan", "第 2 页"),
    }


def test_half_a_document_and_two_documents_are_asked_about() -> None:
    lines = [
        "某市示例方案",
        "一、甲",
        "1.乙。（责任单位：市教育局）",
        "某县示例方案",
        "一、丙",
        "1.丁。（责任单位：县教育局）",
    ]
    kinds = [one.kind for one in plan_of(as_pdf(lines), ".pdf").doubts]
    assert "restart" in kinds
    assert "cut" not in kinds
    half = plan_of("\n".join(lines)[:-6].encode(), ".txt")
    assert [(one.kind, one.line) for one in half.doubts if one.kind == "cut"] == [("cut", 6)]
    half = plan_of("\n".join([*lines, "2.建设学校、"]).encode(), ".txt")
    assert [(one.kind, one.line) for one in half.doubts if one.kind == "cut"] == [("cut", 7)]


def test_what_a_page_hides() -> None:
    page = (
        "<p>某市示例方案</p><p>1.甲。（责任单位：市教育局）</p><p hidden>2.乙。（责任单位：市财政局）</p>"
        "<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>丙。</td><td>市人社局<i style='display: none'>暂定</i></td></tr>"
        "<tr style='display:none'><td>丁。</td><td>市住建局</td></tr></table>"
    )
    plan = plan_of(page.encode(), ".html")
    assert [(task.text, task.parties[0].name) for task in plan.tasks] == [("甲。", "市教育局"), ("丙。", "市人社局")]
    assert [(one.kind, one.text) for one in plan.left] == [
        ("hidden", "2.乙。（责任单位：市财政局）"),
        ("hidden", "暂定"),
        ("hidden", "丁。市住建局"),
    ]
