"""A table as a Word document, laid out as the reports are."""

from __future__ import annotations

import datetime as dt

from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.model.settings import FontRoles
from dutykit.output.table.html import html_text
from dutykit.output.table.record import Table


def docx_bytes(table: Table, fonts: FontRoles | None = None, *, created: dt.datetime) -> bytes:
    """`table` on official pages, its headings on each of them; the same bytes for the same table and time.

    Fonts go by their names, as offices have them; Word takes others where they are missing. Raises Refusal
    if python-docx is not installed.
    """
    try:
        from dutykit.typeset.word.document import Notes, word_bytes
        from dutykit.typeset.word.faces import face_names
    except ImportError as error:
        raise Refusal(_("未安装生成 Word 文件所需的程序库"), _("运行 pip install 'dutykit[office]'")) from error
    page = html_text(table, fonts, "docx")
    notes = Notes(face_names(fonts or FontRoles()), author="dutykit", created=created.isoformat())
    return word_bytes(page, notes, {}, ())
