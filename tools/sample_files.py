"""The bytes of the sample evidence: a PDF, a picture and a workbook that each show 示例."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

import xlsxwriter

# 示 and 例 as dots: the PDF and the picture show them on any machine, with or without a Chinese font.
# NOTE: nothing here is compressed. Implementations of zlib differ in their bytes, and the hashes must not.
GLYPHS = (
    """
.....###############....
....#################...
........................
........................
........................
........................
.######################.
.######################.
............#...........
............#...........
......##....#....##.....
......##....#....##.....
.....##.....#.....##....
....###.....#......##...
....##......#......##...
...##.......#.......##..
..###.......#.......##..
...#........#...........
........#####...........
........####............
""",
    """
.....##.########.....#..
.....##.########.#...#..
....##....##.....#...#..
....##....##.....#...#..
....#...##.......#...#..
...###...######..#...#..
..####...######..#...#..
..####...#...##..#...#..
..#.##..##...##..#...#..
....##..##...##..#...#..
....##.##.#..#...#...#..
....##.#.#####...#...#..
....##.....###...#...#..
....##.....##....#...#..
....##.....##........#..
....##....##.........#..
....##....##.........#..
....##...##..........#..
....##..##.......#####..
....##..#.........###...
""",
)
GLYPH_WIDTH, GLYPH_HEIGHT = 24, 20
DISCLAIMER = "本文件是示例，不是真实的佐证材料。"
MADE = dt.datetime(2019, 1, 31, tzinfo=dt.UTC)
"""The date inside the workbooks; a fixed one, so that the bytes are always the same."""


def pdf(title: str) -> bytes:
    """A page of A4 with a large 示例, `title` and the disclaimer."""
    dots = "\n".join(f"{72 + 9 * x} {720 - 9 * y} 8 8 re" for x, y in _dots())
    lines = "\n".join(
        f"BT /F1 16 Tf 72 {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"
        for y, text in ((480, title), (450, DISCLAIMER))
    )
    page = f"0.75 0.1 0.1 rg\n{dots}\nf\n0 g\n{lines}".encode()
    name = ("\ufeff" + title).encode("utf-16-be").hex()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
            b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
        ),
        f"<</Title<{name}>>>".encode(),
    )
    out = bytearray(b"%PDF-1.4\n%\xe7\xa4\xba\xe4\xbe\x8b\n")
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R/Info 8 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, end)


def png(title: str) -> bytes:
    """A picture of 示例 in red on white, 336 by 168 dots, with `title` in its text chunk."""
    scale, margin = 6, 24
    width, height = 2 * (GLYPH_WIDTH * scale + margin), GLYPH_HEIGHT * scale + 2 * margin
    rows = [bytearray((width + 7) // 8) for _ in range(height)]
    for x, y in _dots():
        for row in rows[margin + y * scale : margin + (y + 1) * scale]:
            for column in range(margin + x * scale, margin + (x + 1) * scale):
                row[column // 8] |= 0x80 >> column % 8
    pixels = b"".join(b"\0" + row for row in rows)
    text = b"Title\0\0\0zh-CN\0\0" + title.encode()
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0)),
        (b"PLTE", bytes((255, 255, 255, 192, 32, 32))),
        (b"iTXt", text),
        (b"IDAT", _stored(pixels)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def xlsx(title: str) -> bytes:
    """A workbook with one sheet: `title`, the disclaimer, and a small table of made-up numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": MADE})
        sheet = book.add_worksheet("示例")
        bold = book.add_format({"bold": True})
        sheet.set_column(0, 1, 24)
        sheet.write_string(0, 0, title, bold)
        sheet.write_string(1, 0, DISCLAIMER)
        sheet.write_row(3, 0, ("示例项目", "示例数值"), bold)
        for row in range(1, 6):
            sheet.write_row(3 + row, 0, (f"示例项目{row}", row * 100))
    return _without_compression(buffer.getvalue())


KINDS: Mapping[str, Callable[[str], bytes]] = {"pdf": pdf, "xlsx": xlsx, "png": png}


def _dots() -> Iterator[tuple[int, int]]:
    for position, glyph in enumerate(GLYPHS):
        for y, row in enumerate(glyph.split()):
            for x, dot in enumerate(row):
                if dot == "#":
                    yield position * GLYPH_WIDTH + x, y


def _stored(data: bytes) -> bytes:
    """`data` as a zlib stream of one stored block; at most 65,535 bytes."""
    size = len(data)
    return b"\x78\x01\x01" + struct.pack("<HH", size, size ^ 0xFFFF) + data + struct.pack(">I", zlib.adler32(data))


def _without_compression(archive: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # else it tells Windows from Unix
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
