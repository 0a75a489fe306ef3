"""Documents that mean harm, or are simply broken: each is refused with a reason, and nothing is fetched or run."""

from __future__ import annotations

import contextlib
import io
import os
import socket
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest

from dutykit.output import office_archive
from dutykit.plans.document import limits, text_file
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.register import lines_of_document
from tests.hostile_files import HELVETICA, pdf, stream
from tests.unit.plans.document.made import (
    as_docx,
    as_html,
    as_pdf,
    part_of,
    plan_of,
    saved,
    table_as_xlsx,
    with_part,
)

LINES = ["某市示例方案", "一、甲", "1.乙。（责任单位：市教育局）"]
DOCX = as_docx(LINES)
XLSX = table_as_xlsx("示例", [("序号", "工作任务", "责任单位"), ("1", "乙。", "市教育局")], {})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def entry(name: str) -> bytes:
    """A directory entry of an OLE container."""
    return name.encode("utf-16-le").ljust(128, b"\x00")


def refused(data: bytes, suffix: str = "") -> str:
    with pytest.raises(DocumentError) as caught:
        lines_of_document(data, suffix)
    return str(caught.value)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        pytest.fail("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", fail)
    monkeypatch.setattr(socket, "getaddrinfo", fail)


@pytest.mark.parametrize("base", [DOCX, XLSX])
@pytest.mark.parametrize("name", ["word/media/picture.xml", "xl/media/picture.bin"])
def test_a_zip_bomb(base: bytes, name: str) -> None:
    assert "压缩" in refused(with_part(base, name, bytes(4 * 1024 * 1024)))


def test_a_package_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_archive, "MOST_BYTES", 10_000)
    assert "过大" in refused(DOCX)


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_archive, "MOST_PARTS", 5)
    assert "过大" in refused(DOCX)


def test_two_parts_of_one_name() -> None:
    buffer = io.BytesIO(DOCX)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", part_of(DOCX, "word/document.xml"))
    assert "同名" in refused(buffer.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("base", "part"),
    [(DOCX, "word/document.xml"), (DOCX, "word/_rels/document.xml.rels"), (XLSX, "xl/sharedStrings.xml")],
)
def test_entities_are_refused_before_anything_reads_them(base: bytes, part: str, encoding: str) -> None:
    text = part_of(base, part).decode("utf-8").split("?>", 1)[1]
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{text}'
    assert "实体" in refused(with_part(base, part, bomb.encode(encoding)))


def test_an_encoding_that_could_hide_entities() -> None:
    text = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-'
    assert "编码" in refused(with_part(DOCX, "word/document.xml", text.encode()))


@pytest.mark.usefixtures("no_network")
def test_external_links_are_not_followed() -> None:
    rels = part_of(DOCX, "word/_rels/document.xml.rels").decode()
    link = (
        '<Relationship Id="rId999" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'attachedTemplate" Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/></Relationships>'
    )
    data = with_part(DOCX, "word/_rels/document.xml.rels", rels.replace("</Relationships>", link).encode())
    assert len(plan_of(data).tasks) == 1
    page = as_html(LINES).replace(
        b"<body>",
        b'<body><img src="http://127.0.0.1:9/x"><link href="http://127.0.0.1:9/y"><iframe src="file:///etc/passwd">'
        b"</iframe><script>document.write('x')</script>",
    )
    assert len(plan_of(page).tasks) == 1


@pytest.mark.parametrize("base", [DOCX, XLSX])
def test_macros_are_refused(base: bytes) -> None:
    folder = "word" if base is DOCX else "xl"
    assert "宏" in refused(with_part(base, f"{folder}/vbaProject.bin", b"x"))


@pytest.mark.parametrize(
    ("streams", "word"),
    [(["EncryptedPackage"], "加密"), (["WordDocument", "Macros"], "宏"), (["Workbook", "_VBA_PROJECT_CUR"], "宏")],
)
def test_old_containers_with_passwords_or_macros(streams: list[str], word: str) -> None:
    assert word in refused(OLE + b"".join(map(entry, streams)))


def test_an_encrypted_package() -> None:
    data = bytearray(DOCX)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    assert "密码" in refused(bytes(data))


def test_an_encrypted_pdf() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(as_pdf(LINES))) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "加密" in refused(buffer.getvalue())


def test_a_pdf_without_text() -> None:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer)
    assert "扫描" in refused(buffer.getvalue())


def test_a_pdf_with_letters_of_no_size() -> None:
    data = pdf(HELVETICA, stream(b"BT /F1 0 Tf (a) Tj 0 -40 Td (b) Tj ET"))
    assert [line.text for line in lines_of_document(data)] == ["a", "b"]


@pytest.mark.parametrize("text", ["1 0 0 1 {} 380 Tm", "/F1 {} Tf"])
def test_a_pdf_with_numbers_beyond_all_others(text: str) -> None:
    content = f"BT /F1 12 Tf {text.format('9' * 400 + '.0')} (AB) Tj 0 -40 Td (world) Tj ET"
    with pytest.raises(DocumentError, match="损坏"):
        lines_of_document(pdf(HELVETICA, stream(content.encode())))


@pytest.mark.parametrize("layers", [1, 2])
def test_a_pdf_bomb(layers: int) -> None:
    data = bytes(80 * 1024 * 1024)
    for _layer in range(layers):
        data = zlib.compress(data, 1)
    names = "/FlateDecode " * layers
    stream = f"<< /Length {len(data)} /Filter [ {names}] >>\nstream\n".encode() + data + b"\nendstream"
    assert "过大" in refused(b"%PDF-1.4\n1 0 obj\n" + stream + b"\nendobj\n")


def test_a_sheet_that_claims_the_whole_grid() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "责任单位"
    book.active.cell(1_048_576, 16_384, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    message = refused(buffer.getvalue())
    assert "1048576" in message
    assert "16384" in message


def test_formulas_are_text_and_never_worked_out() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "工作任务", "责任单位"])
    sheet.append([1, "乙。", '=WEBSERVICE("http://127.0.0.1:9/")'])
    buffer = io.BytesIO()
    book.save(buffer)
    plan = plan_of(buffer.getvalue())
    assert {doubt.kind for doubt in plan.doubts} >= {"name"}
    assert all("WEBSERVICE" in doubt.subject for doubt in plan.doubts if doubt.kind == "name")


def test_a_page_nested_ever_so_deep() -> None:
    page = b"<html><body>" + b"<div>" * 50_000 + "一、甲<p>1.乙。（责任单位：市教育局）".encode()
    lines_of_document(page, ".html")
    lines_of_document(b"<table><tr><td>" * 3_000 + b"x", ".html")


def test_tables_in_tables() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for _depth in range(30):
        cell = cell.add_table(1, 1).cell(0, 0)
    cell.text = "x"
    assert [line.text for line in lines_of_document(saved(document)) if line.text] == ["x"]


def test_a_cell_that_claims_to_span_a_million_columns() -> None:
    for span in ("1000000", "-1", "x", "99999999999999999999"):
        page = f'<table><tr><td colspan="{span}" rowspan="{span}">a</td><td>b</td></tr></table>'
        (line,) = lines_of_document(page.encode(), ".html")
        assert 2 <= len(line.cells) <= 65


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空"),
        (b" \n\x00", "空"),
        (b"\x00\x01\x02", "文本"),
        (b"\xfd\x81\x20\xff", "编码"),
        (b"PK\x03\x04", "损坏"),
        (DOCX[: len(DOCX) // 2], "损坏"),
        (OLE, ""),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片"),
    ],
)
def test_what_is_no_document(data: bytes, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # a container without streams would go to LibreOffice
    assert word in refused(data)


def test_a_zip_that_is_no_document() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("方案.txt", "x")
    assert "Word" in refused(buffer.getvalue())


def test_limits_on_size(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "上限" in refused(bytes(limits.FILE_BYTES + 1))
    monkeypatch.setattr(text_file, "TEXT_BYTES", 10)
    assert "上限" in refused("很长的文字".encode(), ".txt")
    monkeypatch.undo()
    monkeypatch.setattr(text_file, "LINES", 3)
    assert "上限" in refused(b"a\nb\nc\nd\n", ".txt")


def test_a_hanging_libreoffice_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hanging: Callable[[Path], None]
) -> None:
    from dutykit.plans.document import doc_file

    hanging(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(doc_file, "CONVERSION_SECONDS", 1)
    assert "停止" in refused(OLE + entry("WordDocument"))
    child = int((tmp_path / "child").read_text())
    for _try in range(500):
        if _state(child) in "ZX":  # ended; who is to bury it is not ours to say
            return
        time.sleep(0.01)
    pytest.fail("what it started is still there")


def _state(process: int) -> str:
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(") ")[2][0]
    return "X"


@pytest.fixture
def hanging() -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        path = folder / "soffice"
        path.write_text(f"#!/bin/sh\nsleep 100 &\necho $! > {folder}/child\nwait\n", encoding="utf-8")
        path.chmod(0o755)

    return make
