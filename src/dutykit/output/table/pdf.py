"""A table as PDF, printed as the reports are."""

from __future__ import annotations

from dutykit.check.written import named_character
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.model.settings import FontRoles
from dutykit.output.table.html import html_text
from dutykit.output.table.record import Table
from dutykit.output.table.undrawn import undrawn_places
from dutykit.typeset.fonts import FontFolderError
from dutykit.typeset.pdf import PdfLibraryMissingError, UndrawnError
from dutykit.typeset.proof import Proof, printed


def pdf_bytes(table: Table, fonts: FontRoles | None = None) -> bytes:
    """`table` on official pages, its headings on each of them, in the office's `fonts` first. Raises Refusal."""
    html = html_text(table, fonts, "pdf")
    try:
        return printed(Proof(html, (), system_fonts=False))
    except PdfLibraryMissingError as error:
        message = _("缺少生成 PDF 所需的系统库：{reason}").format(reason=error.args[0])
        raise Refusal(message, _("运行 dutykit doctor 查看缺少的组件和安装方法")) from error
    except UndrawnError as error:
        places = undrawn_places(table)
        characters = _("、").join(
            _("{character}（{place}）").format(character=name, place=places[one]) if one in places else name
            for one, name in ((one, named_character(one)) for one in sorted(error.args[0]))
        )
        message = _("以下字没有可用的字体：{characters}").format(characters=characters)
        fix = _("改用字体中有的字（运行 dutykit validate 查看在哪个文件），或生成 Word、HTML 文件")
        raise Refusal(message, fix) from error
    except FontFolderError as error:
        raise Refusal(_("字体不可用：{name}").format(name=error.args[0]), None) from error
