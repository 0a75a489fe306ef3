"""Whatever a document holds, reading it gives lines or a reason; whatever the lines hold, they give a plan."""

from __future__ import annotations

import contextlib
import copy
import io
import random
from collections.abc import Callable, Iterable, Sequence

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dutykit.model.catalogue import Catalogue
from dutykit.model.settings import Limits
from dutykit.model.unit import Register
from dutykit.plans.document.docx_file import lines_of_docx
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.html_file import lines_of_html
from dutykit.plans.document.pdf_file import lines_of_pdf
from dutykit.plans.document.register import lines_of_document
from dutykit.plans.document.xlsx_file import lines_of_xls, lines_of_xlsx
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.words.bracket import brackets, split_outside
from dutykit.plans.grammar.words.names import _SEPARATOR
from dutykit.plans.json_document import import_document
from dutykit.plans.proposal import propose
from dutykit.plans.review import left_table, review_tables, units_table
from dutykit.workspace.catalogue_writer import catalogue_text, register_text
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml
from tests.unit.plans.document.made import as_docx, as_pdf, part_of, table_as_xlsx, with_part

LINES = ["某市示例方案", "一、甲", "（一）乙。", "1.丙。（责任单位：市教育局、财政局；完成时限：2026年底前）"]
BASES = {
    "docx": (as_docx(LINES), lines_of_docx),
    "xlsx": (table_as_xlsx("示例", [("序号", "工作任务", "责任单位"), ("1", "乙。", "市教育局")], {}), lines_of_xlsx),
    "pdf": (as_pdf(LINES), lines_of_pdf),
}
PARTS = [
    ("docx", "word/document.xml"),
    ("docx", "word/numbering.xml"),
    ("docx", "word/_rels/document.xml.rels"),
    ("docx", "[Content_Types].xml"),
    ("xlsx", "xl/worksheets/sheet1.xml"),
    ("xlsx", "xl/sharedStrings.xml"),
    ("xlsx", "xl/workbook.xml"),
]


@given(st.binary(max_size=400), st.sampled_from(["", ".txt", ".html", ".docx", ".pdf", ".xlsx"]))
def test_any_bytes(data: bytes, suffix: str) -> None:
    if data.startswith((b"{\\rtf", b"\xd0\xcf\x11\xe0")):
        return
    with contextlib.suppress(DocumentError):
        read_plan(lines_of_document(data, suffix))


@given(st.binary(max_size=400))
@pytest.mark.parametrize("read", [lines_of_docx, lines_of_xlsx, lines_of_xls, lines_of_pdf, lines_of_html])
def test_any_bytes_to_each_reader(read: object, data: bytes) -> None:
    assert callable(read)
    with contextlib.suppress(DocumentError):
        read(data)


def mutated(data: bytes, seed: int) -> bytes:
    """`data` with some bytes changed, cut out or doubled."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret: which bytes to break)
    changed = bytearray(data)
    for _change in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(3):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randint(1, 40)]
            case _:
                changed[at:at] = changed[at : at + chance.randint(1, 40)]
    return bytes(changed)


@settings(max_examples=40)
@given(st.integers(0, 2**32))
@pytest.mark.parametrize("form", BASES)
def test_broken_documents(form: str, seed: int) -> None:
    data, read = BASES[form]
    with contextlib.suppress(DocumentError):
        read_plan(read(mutated(data, seed)))


@settings(max_examples=30)
@given(st.integers(0, 2**32))
@pytest.mark.parametrize(("form", "part"), PARTS)
def test_documents_with_a_broken_part(form: str, part: str, seed: int) -> None:
    data, read = BASES[form]
    broken = with_part(data, part, mutated(part_of(data, part), seed))
    with contextlib.suppress(DocumentError):
        read_plan(read(broken))


DAMAGED = 30
"""Documents of each kind that are damaged inside a container that can be opened."""


@pytest.mark.parametrize(("form", "part"), PARTS)
def test_documents_damaged_behind_the_container(form: str, part: str) -> None:
    data, read = BASES[form]
    damaged = (with_part(data, part, damaged_xml(part_of(data, part), seed)) for seed in range(DAMAGED))
    assert _read(damaged, read) >= DAMAGED // 3


def test_pdfs_damaged_behind_the_container() -> None:
    data, read = BASES["pdf"]
    found = _read((damaged_pdf(data, seed) for seed in range(DAMAGED)), read)
    assert found >= DAMAGED // 4  # one whose map of characters is gone is refused as well


def _read(documents: Iterable[bytes], read: Callable[[bytes], Sequence[Line]]) -> int:
    """How many of the documents are read, and give a plan; of the others it is said that they are damaged."""
    count = 0
    for one in documents:
        with contextlib.suppress(DocumentError):
            read_plan(read(one))
            count += 1
    return count


def damaged_xml(data: bytes, seed: int) -> bytes:
    """A part that is still XML, with elements gone, doubled or moved, and other values and texts."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret: what to break)
    root = etree.fromstring(data)
    for _change in range(chance.randint(1, 6)):
        elements = [one for one in root.iter(etree.Element) if one.getparent() is not None]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(5):
            case 0:
                one.getparent().remove(one)
            case 1:
                one.addnext(copy.deepcopy(one))
            case 2:
                other.append(copy.deepcopy(one))
            case 3 if one.attrib:
                one.attrib[chance.choice(sorted(one.attrib))] = chance.choice(VALUES)
            case _:
                one.text = chance.choice(VALUES)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def damaged_pdf(data: bytes, seed: int) -> bytes:
    """A PDF whose objects can be found, with other contents of a page, or values of a page and its fonts gone or other."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret: what to break)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0].obj
        fonts = list(page.Resources.Font.values())
        for _change in range(chance.randint(1, 3)):
            match chance.randrange(3):
                case 0:
                    page.Contents.write(mutated(page.Contents.read_bytes(), chance.randrange(2**32)))
                case 1:
                    holder = chance.choice([page, *fonts])
                    holder[chance.choice(sorted(holder.keys()))] = chance.choice(
                        [-1, 2**40, pikepdf.Name("/X"), pikepdf.Array([])]
                    )
                case _:
                    maps = [font.ToUnicode for font in fonts if isinstance(font.get("/ToUnicode"), pikepdf.Stream)]
                    for one in maps:
                        one.write(mutated(one.read_bytes(), chance.randrange(2**32)))
            if not isinstance(page.get("/Contents"), pikepdf.Stream):
                break
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


VALUES = (
    "",
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "甲（责任单位：",
    "\t",
    "rId99",
    "../../x",
    "\u202e",
    "１．",
    "x" * 5_000,
)

_WORDS = """市教育局 财政局 各区 、 ， 县（市）政府 （ ） 〔 〕 责任单位： 牵头单位 配合 负责 等有关部门 会同 * 一、 （一） 1. 。 ； 下同
列第一位的为牵头单位 以下均需 落实 不再列出 和 及 2026年底前 完成时限： : [ ] ( ) 以下简称 “ ” 注： 省 委 🙂 𠮷"""
WORDS = st.sampled_from([*_WORDS.split(), "\u3000", "\n", "\t", "\u202e"])
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=30).map("".join)


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_is_a_plan_that_can_be_shown_and_written(text: str) -> None:
    lines = [
        Line(number, line, tuple(line.split("\t")) if "\t" in line else (), 1 if "\t" in line else 0)
        for number, line in enumerate(text.split("\n"), 1)
    ]
    proposal = propose(read_plan(lines), None, "题")
    import_document(proposal)
    review_tables(proposal)
    left_table(proposal)
    units_table(proposal)
    for task in proposal.plan.tasks:
        assert all(party.name and party.line in proposal.plan.lines for party in task.parties)
    if proposal.catalogue is None:
        return
    for kind, wanted, written in (
        (Catalogue, proposal.catalogue, catalogue_text(proposal.catalogue)),
        (Register, proposal.register, register_text(proposal.register)),
    ):
        document = read_yaml(written.encode(), "x.yaml", Limits())
        assert document.readable, written
        record, findings, complete = decode(kind, document)
        assert complete, findings
        assert record == wanted


@given(TEXTS)
def test_brackets_and_pieces_lose_nothing(text: str) -> None:
    for one in brackets(text):
        assert 0 <= one.start < one.end <= len(text)
    pieces = split_outside(text, _SEPARATOR)
    assert "".join(before + piece for before, piece in pieces) == text
