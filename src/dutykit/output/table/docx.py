"""A table as a Word document; the only file here that knows python-docx."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.output.table.record import Cell, Table, cell_text
from dutykit.output.table.widths import shares

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""When each part of the file was made, for the archive: the same input gives the same bytes."""
_BODY, _HEAD, _TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
_LATIN = "Times New Roman"


def docx_bytes(table: Table, *, created: dt.datetime) -> bytes:
    """The table on A4 pages across, its heading row repeated on each; the same bytes for the same table and time.

    Fonts go by their names, as offices have them; Word takes others where they are missing. Raises Refusal
    if python-docx is not installed.
    """
    try:
        import docx
    except ImportError as error:
        raise Refusal(_("未安装生成 Word 文件所需的程序库"), _("运行 pip install 'dutykit[office]'")) from error
    document = docx.Document()
    _Writer(document, table).write()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _clean(table.title), "dutykit", ""
    properties.created = properties.modified = created.replace(tzinfo=None)
    properties.last_modified_by, properties.revision = "dutykit", 1
    data = io.BytesIO()
    document.save(data)
    return _steady(data.getvalue())


class _Writer:
    """Writes one table into an empty document."""

    def __init__(self, document: Any, table: Table) -> None:
        self.document = document
        self.table = table
        self.columns = table.flat_columns()

    def write(self) -> None:
        """Write all of it."""
        from docx.enum.section import WD_ORIENT
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(15)
        section.top_margin = section.bottom_margin = Mm(18)
        self._page_number(section)
        title = self.document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(title, self.table.title, _TITLE, 22)
        if self.table.source:
            self._run(self._paragraph(), self.table.source, _BODY, 12)
        self._grid()
        for mark, meaning in self.table.legend:
            self._run(self._paragraph(), f"{mark} {meaning}", _BODY, 10.5)
        for note in self.table.notes:
            self._run(self._paragraph(), note, _BODY, 10.5)

    def _grid(self) -> None:
        rows = [*self.table.rows()]
        if self.table.total:
            rows.append((*(("",) if self.table.group_title else ()), *self.table.total))
        grid = self.document.add_table(rows=1, cols=len(self.columns), style="Table Grid")
        grid.autofit = False
        self._narrow_margins(grid)
        widths = _widths(self.table)
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width  # LibreOffice uses these, Word by the cells
        self._row(grid.rows[0], [column.title for column in self.columns], widths, _HEAD)
        self._repeat(grid.rows[0])
        for row in rows:
            self._row(grid.add_row(), row, widths, _BODY)

    def _row(self, row: Any, cells: Sequence[Cell], widths: Sequence[Any], font: str) -> None:
        from docx.oxml import OxmlElement

        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 (python-docx has no call for it)
        for cell, value, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            self._run(cell.paragraphs[0], cell_text(value), font, 9)

    def _repeat(self, row: Any) -> None:
        from docx.oxml import OxmlElement

        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 (python-docx has no call for it)

    def _narrow_margins(self, grid: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), "45")  # twentieths of a point
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        look = grid._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 (likewise)
        look.addprevious(margins)  # the form fixes the order

    def _paragraph(self) -> Any:
        return self.document.add_paragraph()

    def _run(self, paragraph: Any, text: str, font: str, size: float) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt

        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(_clean(text))
        run.font.name, run.font.size = _LATIN, Pt(size)
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 (likewise)

    def _page_number(self, section: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(paragraph, "— ", _BODY, 10.5)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)  # noqa: SLF001 (likewise)
        self._run(paragraph, " —", _BODY, 10.5)


def _widths(table: Table) -> list[Any]:
    """The text block's 267 mm shared out."""
    from docx.shared import Mm

    return [Mm(267 * share) for share in shares(table)]


def _clean(text: str) -> str:
    """`text` without the control characters that no XML file may hold."""
    return (
        "".join(one for one in text if one in "\t\n" or (one >= " " and one not in "\ufffe\uffff"))
        .encode("utf-8", "replace")
        .decode()
    )


def _steady(data: bytes) -> bytes:
    """The same package with every part dated alike."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _MOMENT)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            after.writestr(part, before.read(name))
    return made.getvalue()
