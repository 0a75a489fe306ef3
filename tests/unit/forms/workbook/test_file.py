"""Workbooks that were made to do harm, and what is read of the others."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

import openpyxl
import pytest

from dutykit.forms.workbook import file as workbook_file
from dutykit.forms.workbook.file import cell_name, read_workbook
from dutykit.output import office_archive
from dutykit.output.office_archive import OfficeFileError
from tests.hostile_files import hostile_workbooks

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
RELATION = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
BIG5 = f'<?xml version="1.0" encoding="big5"?><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
"""A part in an encoding that expat does not know, under a name that does not say that it is XML."""


def xlsx(sheet: str, more: Mapping[str, str | bytes] | None = None, *, packed: bool = True) -> bytes:
    """The smallest workbook, with this as its one sheet's XML."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATION,
        "xl/worksheets/sheet1.xml": sheet,
        **(more or {}),
    }  # fmt: skip
    return zipped(parts, packed=packed)


def zipped(parts: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def ods(table: str) -> bytes:
    names = f'xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0"'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content {names}>{body}</office:document-content>"
    manifest = f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}, packed=False)


def ods_cell(value: int, attributes: str = "") -> str:
    body = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="float" office:value="{value}" {attributes}>{body}</table:table-cell>'


def saved(fill: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(OfficeFileError) as caught:
        read_workbook(data)
    return str(caught.value.args[0])


def test_the_smallest_workbook_is_read() -> None:
    book = read_workbook(xlsx(sheet('<row r="2"><c r="B2"><v>7</v></c></row>')))
    assert [(one.name, one.values) for one in book.sheets] == [("表", {(1, 1): 7.0})]


def test_zip_bomb_by_what_it_says() -> None:
    assert "疑似恶意压缩文件" in refused(xlsx("x" * (office_archive.MOST_BYTES + 1)))
    assert "疑似恶意压缩文件" in refused(xlsx(sheet(" " * 20_000_000)))  # one part far larger than its packed bytes


def test_zip_bomb_that_lies_about_its_size() -> None:
    data = bytearray(xlsx(sheet(" " * 3_000_000)))
    true, false = (3_000_000 + len(sheet(""))).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert true in data
    text = refused(bytes(data.replace(true, false)))
    assert "损坏" in text or "疑似恶意压缩文件" in text


def test_too_many_bytes_or_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_archive, "MOST_FILE_BYTES", 100)
    assert "超过上限" in refused(xlsx(sheet("")))
    monkeypatch.undo()
    monkeypatch.setattr(office_archive, "MOST_PARTS", 3)
    assert "疑似恶意压缩文件" in refused(xlsx(sheet("")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_xml_entities(part: str, encoding: str) -> None:
    hostile = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )
    assert "实体" in refused(xlsx(sheet(""), {part: hostile.encode(encoding)}))


def test_macros_whatever_the_name_says() -> None:
    assert "宏" in refused(xlsx(sheet(""), {"xl/vbaProject.bin": b"x"}))


def test_a_password() -> None:
    assert "密码" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_two_parts_of_one_name() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("xl/workbook.xml", "<b/>")
    assert "同名" in refused(data.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"PK\x03\x04" + bytes(100),
        zipped({"a.txt": "x"}),
        zipped({"content.xml": "<a"}),
        zipped({"xl/workbook.xml": "<a/>"}),
        xlsx("<worksheet"),
        xlsx(sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')),
        xlsx(
            "", {"xl/_rels/workbook.xml.rels": RELATION.replace("sheet1.xml", "sheet1"), "xl/worksheets/sheet1": BIG5}
        ),
    ],
)
def test_what_is_damaged_is_said_to_be(data: bytes) -> None:
    assert any(word in refused(data) for word in ("损坏", "不是 .xlsx"))


def test_a_damaged_file_is_refused_or_read_whole() -> None:
    whole = xlsx(sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    refusals = 0
    for at in range(0, len(whole), 7):
        try:
            book = read_workbook(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        except OfficeFileError as error:
            refusals += bool(error.message)
        else:
            assert [one.values for one in book.sheets] == [{(0, 0): 1.0}]
    assert refusals > len(whole) / 7 / 2


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "XFD200"])
def test_a_cell_far_away_does_not_fill_the_memory(far: str) -> None:
    column = "".join(one for one in far if one.isalpha())
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{far.removeprefix(column)}"><c r="{far}"><v>2</v></c></row>'
    text = refused(xlsx(sheet(rows))) if far != "A1048576" else None
    assert text is None or far in text
    if text is None:  # one long column is affordable
        assert read_workbook(xlsx(sheet(rows))).sheets[0].height == 1_048_576


def test_many_merged_cells_over_each_other_are_refused() -> None:
    with pytest.raises(OfficeFileError, match="合并单元格过多"):
        read_workbook(hostile_workbooks()["overlapping.xlsx"])


def test_repeated_cells_of_an_ods_do_not_fill_the_memory() -> None:
    cell = ods_cell(1, 'table:number-columns-repeated="16384"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert "XFD1048576" in refused(ods(f'<table:table table:name="表">{row}</table:table>'))


def test_a_million_empty_rows() -> None:
    rows = '<row r="1"><c r="A1"><v>5</v></c></row>' + "".join(f'<row r="{at}"/>' for at in range(2, 1_000_001))
    assert read_workbook(xlsx(sheet(rows), packed=False)).sheets[0].values == {(0, 0): 5.0}
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = f"<table:table-row>{ods_cell(5)}</table:table-row>"
    rows += f'<table:table-row table:number-rows-repeated="1048575">{empty}</table:table-row>'
    assert read_workbook(ods(f'<table:table table:name="表">{rows}</table:table>')).sheets[0].values == {(0, 0): 5.0}


def test_formulas_are_named_and_not_worked_out() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>HYPERLINK("http://x")</f></c></row>'
    assert read_workbook(xlsx(sheet(rows))).sheets[0].formulas == {(0, 0): "=1+1", (0, 1): '=HYPERLINK("http://x")'}
    cell = ods_cell(2, 'table:formula="of:=1+1"')
    row = f"<table:table-row>{cell}</table:table-row>"
    assert read_workbook(ods(f'<table:table table:name="表">{row}</table:table>')).sheets[0].formulas == {
        (0, 0): "=1+1"
    }


def test_external_links_are_seen() -> None:
    assert not read_workbook(xlsx(sheet(""))).has_external_links
    assert read_workbook(xlsx(sheet(""), {"xl/externalLinks/externalLink1.xml": "<externalLink/>"})).has_external_links


def test_percentages_merged_cells_and_dates() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        page = book.worksheets[0]
        page["A1"] = 0.855
        page["A1"].number_format = "0.0%"
        page["A2"] = 3
        page["A2"].number_format = '0"%"'
        page["B1"] = dt.date(2019, 3, 2)
        page["C1"] = 9
        page.merge_cells("C1:C3")

    found = read_workbook(saved(fill)).sheets[0]
    assert found.percents == {(0, 0)}
    assert found.covered == {(1, 2): (0, 2), (2, 2): (0, 2)}
    assert found.values[0, 1] in {dt.date(2019, 3, 2), dt.datetime(2019, 3, 2)}  # noqa: DTZ001 (workbooks know no zones)


def test_names_of_cells() -> None:
    assert [cell_name(at) for at in ((0, 0), (6, 4), (0, 25), (0, 26), (1_048_575, 16_383))] == [
        "A1",
        "E7",
        "Z1",
        "AA1",
        "XFD1048576",
    ]


def test_no_more_than_what_a_sheet_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_file, "_MOST_SHEETS", 1)

    def fill(book: openpyxl.Workbook) -> None:
        book.create_sheet("二")

    assert "工作表超过 1 张" in refused(saved(fill))


def test_the_packer_packs_tightly() -> None:
    """What the bombs here rest on."""
    assert len(zlib.compress(b" " * 20_000_000)) * office_archive.MOST_RATIO < 20_000_000
