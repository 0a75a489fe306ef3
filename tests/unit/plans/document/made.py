"""Documents of every form, made from the same lines or rows."""

from __future__ import annotations

import html
import io
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import weasyprint
import xlsxwriter
from docx.oxml import parse_xml

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Plan
from tests.conftest import REPOSITORY

FONT = REPOSITORY / "src" / "dutykit" / "fonts" / "DutykitWenKai-Regular.ttf"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def plan_of(data: bytes, suffix: str = "") -> Plan:
    return read_plan(lines_of_document(data, suffix))


def facts(plan: Plan, *, lines: bool = False) -> list[object]:
    """All that a plan says, without the places where it says it unless `lines`."""
    tasks: list[object] = [
        (
            task.text,
            task.number,
            None if task.chapter is None else task.chapter.title,
            None if task.section is None else task.section.title,
            [(party.name, party.role, party.inherited, party.line if lines else 0) for party in task.parties],
            task.open_ended,
            task.deadline,
        )
        for task in plan.tasks
    ]
    return [plan.head, *tasks]


def as_docx(lines: Sequence[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_html(lines: Sequence[str]) -> bytes:
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def as_pdf(lines: Sequence[str], other: str = "") -> bytes:
    """Set as an official page: A4, 28 characters a line, two characters of indentation, page numbers; `other` is more CSS."""
    style = (
        f"@font-face {{ font-family: F; src: url({FONT.as_uri()}) }}"
        '@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —" } }'
        "p { margin: 0; text-indent: 2em; font: 16pt/28.99pt F; text-align: justify }" + other
    )
    body = "".join(f"<p>{html.escape(line.strip())}</p>" for line in lines if line.strip())
    made = weasyprint.HTML(string=f'<html lang="zh"><style>{style}</style>{body}</html>').write_pdf()
    assert isinstance(made, bytes)
    return made


def page_as_pdf(page: str, style: str = "") -> bytes:
    """A web page as a PDF whose tables have lines around their cells."""
    rules = (
        f"@font-face {{ font-family: F; src: url({FONT.as_uri()}) }} body {{ font: 10pt F }}"
        "table { border-collapse: collapse } td, th { border: 0.5pt solid black; padding: 2pt }" + style
    )
    made = weasyprint.HTML(string=page.replace("<html>", f"<html><style>{rules}</style>", 1)).write_pdf()
    assert isinstance(made, bytes)
    return made


def by_office(data: bytes, suffix: str, wanted: str, folder: Path) -> bytes:
    """`data` saved by LibreOffice in another form."""
    source = folder / f"plan{suffix}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    (made,) = (folder / "out").iterdir()
    return made.read_bytes()


Rows = Sequence[Sequence[str]]


def table_as_docx(title: str, rows: Rows, merged: Mapping[int, tuple[int, int]]) -> bytes:
    """`merged` gives for a column the first and last row of cells that are one."""
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for column, (first, last) in merged.items():
        for at in range(first + 1, last + 1):
            table.cell(at, column).text = ""
        table.cell(first, column).merge(table.cell(last, column)).text = rows[first][column]
    return saved(document)


def table_as_html(title: str, rows: Rows, merged: Mapping[int, tuple[int, int]]) -> bytes:
    parts = [f"<p>{html.escape(title)}</p><table>"]
    for at, row in enumerate(rows):
        parts.append("<tr>")
        for column, text in enumerate(row):
            first, last = merged.get(column, (-1, -1))
            span = f' rowspan="{last - first + 1}"' if at == first else ""
            if not first < at <= last:
                parts.append(f"<td{span}>{html.escape(text)}</td>")
        parts.append("</tr>")
    return ("<html><meta charset='utf-8'>" + "".join(parts) + "</table></html>").encode()


def table_as_xlsx(title: str, rows: Rows, merged: Mapping[int, tuple[int, int]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("任务分解表")
    sheet.merge_range(0, 0, 0, len(rows[0]) - 1, title)
    for at, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write(at, column, text)
    for column, (first, last) in merged.items():
        sheet.merge_range(first + 1, column, last + 1, column, rows[first][column])
    book.close()
    return buffer.getvalue()


def numbered_docx(items: Sequence[tuple[int, str]]) -> bytes:
    """Paragraphs that Word numbers itself: level 0 一、, level 1 （一）, level 2 1."""
    document = docx.Document()
    kinds = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(kinds)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in items:
        paragraph = document.add_paragraph(text)
        if level >= 0:
            number = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(number))
    return saved(document)


def with_part(package: bytes, name: str, data: bytes) -> bytes:
    """An office package with one of its parts changed or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return buffer.getvalue()


def part_of(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name)
