"""A text whose letters are unknown is said to be such: a PDF without maps to characters, an RTF without its encoding."""

from __future__ import annotations

import io
import shutil

import pikepdf
import pytest

from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.pdf_file import lines_of_pdf
from dutykit.plans.document.register import is_converted, lines_of_document
from tests.unit.plans.document.made import as_pdf

LINES = (
    "示例方案",
    "一、甲",
    "1.建设示例平台，完善示例机制，推进示例工作，加强示例管理，提升示例水平。（责任单位：市教育局）",
)
ALL_ONE = (
    b"/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    b"100 beginbfchar\n" + b"".join(b"<%04x> <4e00>\n" % code for code in range(0xFFFF)) + b"endbfchar endcmap end"
)


def with_map(data: bytes, text: bytes | None) -> bytes:
    """The PDF with another map of its fonts' letters to characters, or without one."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                if text is None:
                    del one["/ToUnicode"]
                    descriptor = one.DescendantFonts[0].FontDescriptor
                    for file in ("/FontFile2", "/FontFile3"):  # the letters' names may be in the font itself
                        if file in descriptor:
                            del descriptor[file]
                else:
                    one["/ToUnicode"] = pdf.make_stream(text)
        pdf.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def page() -> bytes:
    return as_pdf(LINES)


@pytest.mark.parametrize("text", [None, ALL_ONE], ids=["no map", "one letter"])
def test_a_pdf_whose_letters_are_unknown_is_said_to_be_like_a_scan(page: bytes, text: bytes | None) -> None:
    with pytest.raises(DocumentError) as error:
        lines_of_pdf(with_map(page, text))
    assert error.value.message == "PDF 中的字体没有字符编码表，文字无法识别，等同扫描件"
    assert error.value.fix == "请发文单位提供 Word 文件，或先进行文字识别"


def test_a_page_whose_letters_are_unknown_is_named_and_the_others_are_read(page: bytes) -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(page)) as pdf, pikepdf.open(io.BytesIO(with_map(page, None))) as other:
        pdf.pages.extend(other.pages)
        pdf.save(buffer)
    lines = lines_of_pdf(buffer.getvalue())
    assert [line.text for line in lines if line.aside is None] == list(LINES)
    assert [(line.text, line.aside) for line in lines if line.aside is not None] == [("第 2 页", "unmapped")]


RTF = r"{\rtf1\ansi\deff0{\fonttbl{\f0 SimSun;}}\f0 %s}"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_an_rtf_is_read_behind_what_an_editor_left_and_one_without_its_encoding_is_refused() -> None:
    escaped = "".join(f"\\u{ord(one)}?" for one in LINES[2])
    data = b"\xef\xbb\xbf\r\n" + (RTF % escaped).encode()
    assert is_converted(data)
    assert [line.text for line in lines_of_document(data) if line.text] == [LINES[2]]
    unknown = "".join(f"\\'{byte:02x}" for byte in LINES[2].encode("gb18030"))
    with pytest.raises(DocumentError) as error:
        lines_of_document((RTF % unknown).encode())
    assert error.value.message == "RTF 文件中没有可识别的汉字，可能未注明文字编码"
    assert error.value.fix == "用 Word 或 WPS 打开后另存为 docx"
