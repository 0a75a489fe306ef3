"""Plans of assignments, in every format in which an office sends them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from dutykit.cli.commands.import_ import import_
from dutykit.model.catalogue import Catalogue
from dutykit.model.settings import Limits
from dutykit.model.unit import Register
from dutykit.plans.document.doc_text import lines_of_doc_text
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.xlsx_file import lines_of_xls
from dutykit.plans.grammar.reading import read_plan
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml
from tests.fuzz.readers.command import folder, ran
from tests.hostile_files import pdf, stream
from tests.unit.plans.document.made import (
    as_docx,
    as_html,
    as_pdf,
    numbered_docx,
    page_as_pdf,
    table_as_docx,
    table_as_html,
    table_as_xlsx,
)

LINES = [
    "某市人民政府办公室关于印发示例分工方案的通知",
    "某政办发〔2026〕3号",
    "一、甲",
    "（一）乙。（牵头单位：市教育局）",
    "1.丙。（责任单位：市教育局、财政局，各县区政府；完成时限：2026年底前）",
    "2.覆盖率达到85%以上。（市教育局牵头，市财政局等配合）",
    "问题：丁。整改措施：戊。责任人：己。整改时限：2026年6月底前",
]
ROWS = [("序号", "工作任务", "责任单位", "完成时限"), ("1", "丙。", "市教育局", "2026年底前"), ("2", "丁。", "", "")]
TITLE = "示例任务分解表"
BIG = Limits(nodes=10**7, file_bytes=10**9, scalar_characters=10**8)


def check(data: bytes, *, suffix: str) -> None:
    """Show what a plan says, and read what would be written of it."""
    with folder() as received:
        plan = received / f"方案{suffix}"
        plan.write_bytes(data)
        ran(import_, plan)
        ran(import_, plan, kind="problems", workspace=received)
        if ran(import_, plan, output_format="json", output=received / "w") == 0:
            _readable(received / "w")


def _readable(made: Path) -> None:
    for name, kind in (("data/indicators.yaml", Catalogue), ("data/units.yaml", Register)):
        document = read_yaml((made / name).read_bytes(), name, BIG)
        record, findings, complete = decode(kind, document)
        assert record is not None, findings[:3]
        assert complete, findings[:3]


check_docx = partial(check, suffix=".docx")
check_xlsx = partial(check, suffix=".xlsx")
check_odt = partial(check, suffix=".odt")
check_pdf = partial(check, suffix=".pdf")
check_html = partial(check, suffix=".html")


def check_text(data: bytes) -> None:
    """A text, Markdown or a table as the first byte says."""
    check(data[1:], suffix=(".txt", ".md", ".csv")[data[0] % 3] if data else ".txt")


def check_doc(data: bytes) -> None:
    """What of an old Word document is read without LibreOffice."""
    read_plan(lines_of_doc_text(data))


def check_xls(data: bytes) -> None:
    """A workbook in the old form."""
    with suppress(DocumentError):
        read_plan(lines_of_xls(data))


def docx() -> Iterator[bytes]:
    """Paragraphs, a table and automatic numbers."""
    yield as_docx(LINES)
    yield table_as_docx(TITLE, ROWS, {2: (1, 2)})
    yield numbered_docx([(0, "甲"), (1, "乙"), (2, LINES[4]), (-1, "丁")])


def xlsx() -> Iterator[bytes]:
    """A table with a merged cell."""
    yield table_as_xlsx(TITLE, ROWS, {2: (1, 2)})


def odt() -> Iterator[bytes]:
    """The least that is an OpenDocument text."""
    names = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "text"))
    body = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {names} office:version="1.2"><office:body><office:text>{body}'
            "</office:text></office:body></office:document-content>",
        )
    yield packed.getvalue()


def pdfs() -> Iterator[bytes]:
    """Set by a program, and written by hand so that nothing in it is packed."""
    yield as_pdf(LINES)
    yield page_as_pdf(table_as_html(TITLE, ROWS, {2: (1, 2)}).decode())
    mapped = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    ranges = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfrange <20> <7F> <4E00> endbfrange 1 beginbfchar <41> <8D234EFB> endbfchar endcmap"
    )
    drawn = b"".join(b"%d 100 m %d 400 l S 50 %d m 450 %d l S " % (x, x, x, x) for x in range(50, 451, 100))
    text = b"BT /F1 12 Tf 1 0 0 1 60 380 Tm (ABC) Tj 0 -40 Td [(DE) -200 (F)] TJ ET "
    yield pdf(mapped, stream(text + drawn), objects=[stream(ranges)])
    yield pdf(mapped, stream(drawn + text, b"/DecodeParms<</Predictor 1>>"), objects=[stream(ranges)])


def html() -> Iterator[bytes]:
    """Paragraphs and a table."""
    yield as_html(LINES)
    yield table_as_html(TITLE, ROWS, {2: (1, 2)})


def texts() -> Iterator[bytes]:
    """A text, Markdown and a table."""
    text = "\n".join(LINES)
    yield b"\x00" + text.encode()
    yield b"\x00" + text.encode("gb18030")
    yield (
        b"\x01"
        + ("# 一\n\n" + text + "\n\n|" + "|\n|".join(map("|".join, [ROWS[0], ["-"] * 4, *ROWS[1:]])) + "|").encode()
    )
    yield b"\x02" + "\n".join(map(",".join, ROWS)).encode()
