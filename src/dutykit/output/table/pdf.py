"""A table as PDF, printed as the reports are."""

from __future__ import annotations

from dutykit.language import _, current_language
from dutykit.model.refusal import Refusal
from dutykit.model.settings import FontRoles
from dutykit.output.table.html import html_text
from dutykit.output.table.record import Table
from dutykit.output.table.widths import shares
from dutykit.shipped import shipped
from dutykit.typeset.fonts import FontFolderError, css_families, own_fonts
from dutykit.typeset.pdf import PdfLibraryMissingError, UndrawnError
from dutykit.typeset.proof import Proof, edition, printed


def pdf_bytes(table: Table, fonts: FontRoles | None = None) -> bytes:
    """`table` on A4 landscape pages, its headings on each of them, in the office's `fonts` first. Raises Refusal."""
    families = css_families(own_fonts(shipped("fonts")), fonts or FontRoles())
    html = html_text(table, language="zh-CN" if current_language() == "zh" else "en", style=_style(families, table))
    try:
        return printed(Proof(html, (), system_fonts=False, edition=edition((), system_fonts=False)))
    except PdfLibraryMissingError as error:
        message = _("缺少生成 PDF 所需的系统库：{reason}").format(reason=error.args[0])
        raise Refusal(message, _("运行 dutykit doctor 查看缺少的组件和安装方法")) from error
    except UndrawnError as error:
        characters = _("、").join(f"“{one}”（U+{ord(one):04X}）" for one in sorted(error.args[0]))
        raise Refusal(_("以下字没有可用的字体：{characters}").format(characters=characters), None) from error
    except FontFolderError as error:
        raise Refusal(_("字体不可用：{name}").format(name=error.args[0]), None) from error


def _style(families: dict[str, str], table: Table) -> str:
    """What a page on paper adds to the page on the screen."""
    columns = shares(table)[1 if table.group_title else 0 :]  # a group's title is a row of the page, not a column
    widths = "\n".join(
        f"thead th:nth-child({number}) {{ width: {share / sum(columns) * 100:.2f}%; }}"
        for number, share in enumerate(columns, 1)
    )
    return f"""
body {{ font-family: {families["song"]}; line-height: 1.3; }}
caption strong {{ font-family: {families["xiaobiaosong"]}; font-weight: normal; font-size: 18pt; text-align: center; }}
thead th {{ font-family: {families["hei"]}; font-weight: normal; }}
th, td {{ box-sizing: border-box; overflow-wrap: anywhere; padding: 2pt 3pt; }}
td.number {{ overflow-wrap: normal; padding: 2pt; }}
.wide {{ min-width: 0; }}
thead th.mark span {{ display: inline-block; width: 1em; white-space: normal; }}
table {{ table-layout: fixed; width: 100%; }}
{widths}
@page {{
  @bottom-center {{ content: "— " counter(page) " —"; font: 10.5pt {families["song"]}; }}
}}
"""
