"""Whatever stands in a file, each of its words is in a line, or is named as not read."""

from __future__ import annotations

import io
import itertools

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from dutykit.plans.document.docx_file import lines_of_docx
from dutykit.plans.document.html_file import lines_of_html
from dutykit.plans.document.xlsx_file import lines_of_xlsx
from dutykit.plans.grammar.record import Line
from tests.unit.plans.document.made import W, as_docx, with_part

DOCX = as_docx([])
NAMESPACES = f'{W} xmlns:v="urn:v" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RUNS = (
    "<w:r><w:t>{}</w:t></w:r>",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
    "<w:ins><w:r><w:t>{}</w:t></w:r></w:ins>",
    "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>",
    "<w:hyperlink><w:r><w:t>{}</w:t></w:r></w:hyperlink>",
    "<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>",
    "<w:sdt><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
)
BLOCKS = (
    "{}",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:p><w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
    (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
    "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{}</w:tc></w:sdtContent></w:sdt><w:tc><w:p/></w:tc></w:tr></w:tbl>",
)
TREES = st.recursive(
    st.lists(st.sampled_from(RUNS), min_size=1, max_size=3),
    lambda inner: st.tuples(st.sampled_from(BLOCKS), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=6,
)


def written(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines)


@settings(max_examples=30)
@given(st.lists(TREES, min_size=1, max_size=4), st.integers(0, 12))
def test_a_word_document(trees: list[object], depth: int) -> None:
    words = (f"词{number}。" for number in itertools.count())
    body = "".join(_xml(tree, words) for tree in trees)
    for _level in range(depth):
        body = BLOCKS[5].format(body)
    xml = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    count = int(next(words)[1:-1])
    text = written(lines_of_docx(with_part(DOCX, "word/document.xml", xml.encode())))
    assert [number for number in range(count) if text.count(f"词{number}。") != 1] == []


def _xml(tree: object, words: object) -> str:
    if isinstance(tree, list):
        return f"<w:p>{''.join(run.format(next(words)) for run in tree)}</w:p>"  # type: ignore[call-overload]
    assert isinstance(tree, tuple)
    block, inner = tree
    return str(block.format("".join(_xml(one, words) for one in inner)))


TAGS = ("p", "div", "td", "li", "b", "i hidden", "p style='display:none'", "span", "h2", "table", "tr", "ul")


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(TAGS), st.integers(0, 3)), max_size=30))
def test_a_page(tags: list[tuple[str, int]]) -> None:
    page = ""
    opened: list[str] = []
    for number, (tag, closing) in enumerate(tags):
        for _one in range(min(closing, len(opened))):
            page += f"</{opened.pop()}>尾{number}。"
        page += f"<{tag}>词{number}。"
        opened.append(tag.split()[0])
    text = written(lines_of_html(f"<html><body>{page}</body></html>".encode()))
    assert [number for number in range(len(tags)) if f"词{number}。" not in text] == []


@settings(max_examples=25)
@given(st.data())
def test_a_workbook(data: st.DataObject) -> None:
    book = openpyxl.Workbook()
    words = 0
    for _sheet in range(data.draw(st.integers(1, 3))):
        sheet = book.create_sheet()
        sheet.sheet_state = data.draw(st.sampled_from(["visible", "hidden", "veryHidden"]))
        for row in range(1, data.draw(st.integers(1, 4)) + 1):
            sheet.row_dimensions[row].hidden = data.draw(st.booleans())
            for column in data.draw(st.sets(st.integers(1, 4))):
                cell = sheet.cell(row, column, f"词{words}。")
                words += 1
                if data.draw(st.booleans()):
                    cell.comment = Comment(f"词{words}。", "x")
                    words += 1
        for letter in data.draw(st.sets(st.sampled_from("ABCD"))):
            sheet.column_dimensions[letter].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    text = written(lines_of_xlsx(buffer.getvalue()))
    assert [number for number in range(words) if f"词{number}。" not in text] == []
