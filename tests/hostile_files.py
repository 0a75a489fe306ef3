"""Small files that would take gigabytes or minutes to read; used by tests and by benchmarks/hostile.py."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

_ODS_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TITLE_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>指标</t></is></c></row>'
_TEXT = b"BT /F1 12 Tf (hello) Tj ET"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def archive(parts: Mapping[str, str]) -> bytes:
    """A ZIP of `parts`."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return data.getvalue()


METHODS = (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def damaged_archive(names: Sequence[str], method: int) -> bytes:
    """A ZIP of small files, the last of which is packed by `method` and damaged within."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as made:
        for name in names:
            made.writestr(name, bytes(range(256)))
        last = made.getinfo(names[-1])
    packed = bytearray(data.getvalue())
    start = last.header_offset + 30 + len(last.filename.encode())
    packed[start + 4 : start + last.compress_size] = b"\xff" * (last.compress_size - 4)
    return bytes(packed)


def ods(rows: str) -> bytes:
    """A spreadsheet with one sheet of these rows."""
    return ods_of_sheets({"自评": rows})


def ods_of_sheets(sheets: Mapping[str, str]) -> bytes:
    """A spreadsheet with these sheets, by their names the rows of each."""
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    content = (
        f'<?xml version="1.0"?><office:document-content{_ODS_NAMES}><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return archive({"mimetype": _MIME, "META-INF/manifest.xml": manifest, "content.xml": content})


def xlsx(merged: Sequence[str], rows: str = _TITLE_CELL) -> bytes:
    """A workbook with one sheet of these rows and merged areas."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"))
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    areas = "".join(f'<mergeCell ref="{one}"/>' for one in merged)

    def relation(kind: str, target: str) -> str:
        one = f'<Relationship Id="rId1" Type="{_LINKS}/{kind}" Target="{target}"/>'
        return f'{head}<Relationships xmlns="{_PACKAGE}/relationships">{one}</Relationships>'

    return archive(
        {
            "[Content_Types].xml": f'{head}<Types xmlns="{_PACKAGE}/content-types">{default}{types}</Types>',
            "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'{head}<workbook xmlns="{_SHEET}" xmlns:r="{_LINKS}"><sheets>'
            '<sheet name="自评" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData>'
            f"<mergeCells>{areas}</mergeCells></worksheet>",
        }
    )


def pdf(font: bytes, content: bytes, more: bytes = b"", objects: Sequence[bytes] = ()) -> bytes:
    """A page in `font` with `content`, a stream object; `objects` have the numbers from 6 on."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>%s>>>>" % more
    catalogue, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf_of([catalogue, pages, page, font, content, *objects])


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    made, starts = io.BytesIO(), []
    made.write(b"%PDF-1.4\n")
    for number, one in enumerate(objects, 1):
        starts.append(made.tell())
        made.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    table = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1))
    made.writelines(b"%010d 00000 n \n" % one for one in starts)
    made.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(starts) + 1, table))
    return made.getvalue()


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def hostile_pdfs() -> dict[str, bytes]:
    """PDF files by their names."""
    packed = zlib.compress(b"q " * 200_000_000, 9)
    descriptor = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1/Descent 0/CapHeight 1/StemV 1>>"
    wide = (
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
        b"/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0 999999999 500]"
        b"/FontDescriptor %s>>]>>" % descriptor
    )
    mapped = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    ranges = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange "
        b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange endcmap"
    )
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</%s>>"
    nested = [stream(b"/X Do " * 10, form % (b"XObject<</X %d 0 R>>" % (7 + number))) for number in range(9)]
    nested.append(stream(_TEXT, form % b"Font<</F1 4 0 R>>"))
    return {
        "widths.pdf": pdf(wide, stream(_TEXT)),
        "tounicode.pdf": pdf(mapped, stream(_TEXT), objects=[stream(ranges)]),
        "nested-forms.pdf": pdf(HELVETICA, stream(b"/X Do"), b"/XObject<</X 6 0 R>>", nested),
        "ascii85.pdf": pdf(
            HELVETICA,
            stream(
                base64.a85encode(zlib.compress(packed, 9)) + b"~>", b"/Filter[/ASCII85Decode/FlateDecode/FlateDecode]"
            ),
        ),
        "hex.pdf": pdf(HELVETICA, stream(packed.hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]")),
        "run-length.pdf": pdf(
            HELVETICA, stream(zlib.compress(b"\x81q" * 5_000_000, 9), b"/Filter[/FlateDecode/RunLengthDecode]")
        ),
        "many-q.pdf": pdf(HELVETICA, stream(zlib.compress(b"q " * 5_000_000, 9), b"/Filter/FlateDecode")),
    }


def doubling_pages(levels: int = 40) -> bytes:
    """A PDF whose tree of pages has two branches on each level, which are the same: a page counted 2 ** levels times."""
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    tree = [
        b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (level + 3, level + 3, 2 ** (levels - level))
        for level in range(levels)
    ]
    return pdf_of([catalogue, *tree, b"<</Type/Page/MediaBox[0 0 600 800]/Parent 2 0 R>>"])


def hostile_workbooks() -> dict[str, bytes]:
    """Spreadsheets by their names."""
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    repeated = cell.format(' table:number-columns-repeated="900"', "字" * 30_000)
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return {
        "blanks.ods": ods(
            "<table:table-row>" + cell.format("", 'a<text:s text:c="999999999"/>') + "</table:table-row>"
        ),
        "repeated.ods": ods(f'<table:table-row table:number-rows-repeated="2000">{repeated}</table:table-row>'),
        "one-merge.xlsx": xlsx(["A3:XFD1048576"]),
        "merges.xlsx": xlsx([f"A{3 + one * 300}:ZZ{302 + one * 300}" for one in range(3000)]),
        "overlapping.xlsx": xlsx(["A1:CV100"] * 40_000),
        "far-cell.xlsx": xlsx([], _TITLE_CELL + far),
    }


def long_lines() -> dict[str, bytes]:
    """Plans as text, with a line of about 100 kB that almost is what is looked for."""
    lines = {
        "brackets": "责任单位:" + "(" * 20_000,
        "opened": "（责任单位：" * 20_000,
        "leads": "牵头单位:" * 5_000,
        "units": "责任单位："
        + "、".join(f"市{chr(0x4E00 + one % 5000)}{chr(0x4E00 + one // 70)}局" for one in range(4000)),
        "tasks": "\n".join(
            f"{one}.任务。（责任单位：市{chr(0x4E00 + one)}{chr(0x5E00 + one)}局）" for one in range(2000)
        ),
        "city": "市" * 80_000,
        "colons": "：" * 100_000,
        "titles": "《" * 100_000,
        "list": "市教育局、" * 20_000,
        "letters": "a" * 100_000,
        "digits": "1" * 100_000,
        "numbers": "1." * 50_000,
        "by": "由" * 100_000,
        "unclosed": "（市教育局" * 20_000,
        "led": "；".join(f"市{chr(0x4E00 + one)}局牵头" for one in range(4000)),
    }
    plan = "关于印发分工方案的通知\n一、总体要求\n{}\n1.办学。（责任单位：市教育局）\n"
    return {f"{name}.txt": plan.format(text).encode() for name, text in lines.items()}
