"""A table as one self-contained HTML page, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from dutykit.output.table.record import Cell, Column, Table, cell_text

_STYLE = """
body { margin: 1.5rem; font-family: "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #111;
  line-height: 1.4; }
table { border-collapse: separate; border-spacing: 0; font-size: .875rem; border-left: 1px solid #bbb; }
caption { text-align: left; padding-bottom: .75rem; }
caption strong { display: block; font-size: 1.25rem; }
th, td { border: solid #bbb; border-width: 0 1px 1px 0; padding: .25rem .4rem; font-weight: normal; text-align: left; }
thead th { position: sticky; top: 0; z-index: 1; background: #eef2f7; vertical-align: bottom; font-weight: bold;
  border-top: 1px solid #bbb; }
thead th.mark span { writing-mode: vertical-rl; text-orientation: upright; white-space: nowrap; }
td.mark, th.mark { text-align: center; padding-left: .2rem; padding-right: .2rem; }
td.number, td.share, thead th.number, thead th.share { text-align: right; font-variant-numeric: tabular-nums; }
.wide { min-width: 20em; }
.strong { background: #fff4d6; }
thead th.strong { background: #ffe3a1; }
th[scope=rowgroup] { background: #f6f6f6; font-weight: bold; }
tr.sum td, tr.sum th, tfoot td, tfoot th { background: #f6f6f6; font-weight: bold; }
tbody tr:hover td, tbody tr:hover th { background: #f0f7ff; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { margin: 0; font-size: 9pt; }
  table { font-size: 8pt; }
  thead th { position: static; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr { break-inside: avoid; }
  tr:has(th[scope=rowgroup]) { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""".strip()


def html_text(table: Table, *, language: str, style: str = "") -> str:
    """The page in `language` ("zh-CN", "en"), with `style` (CSS) after its own; every text of the table is escaped."""
    meanings = dict(table.legend)
    caption = f"<strong>{_safe(table.title)}</strong>" + (f"\n{_safe(table.source)}" if table.source else "")
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_safe(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_safe(table.title)}</title>",
        f"<style>\n{_STYLE}{style}\n</style>",
        "</head>",
        "<body>",
        "<table>",
        f"<caption>{caption}</caption>",
        "<thead>",
        "<tr>" + "".join(_heading(column) for column in table.columns) + "</tr>",
        "</thead>",
    ]
    for group in table.groups:
        lines.append("<tbody>")
        if group.title:
            span = len(table.columns)
            lines.append(f'<tr><th scope="rowgroup" colspan="{span}">{_safe(group.title)}</th></tr>')
        lines += [_row(table, row, meanings) for row in group.rows]
        if group.subtotal:
            lines.append(_row(table, group.subtotal, meanings, kind="sum"))
        lines.append("</tbody>")
    if table.total:
        lines += ["<tfoot>", _row(table, table.total, meanings, kind="sum"), "</tfoot>"]
    lines.append("</table>")
    lines += _below(table)
    lines += ["</body>", "</html>", ""]
    return "\n".join(lines)


def _below(table: Table) -> Iterable[str]:
    if table.legend:
        yield "<p>" + "　".join(f"{_safe(mark)} {_safe(meaning)}" for mark, meaning in table.legend) + "</p>"
    for note in table.notes:
        yield f"<p>{_safe(note)}</p>"


def _heading(column: Column) -> str:
    return f'<th scope="col" class="{_classes(column)}"><span>{_safe(column.title)}</span></th>'


def _row(table: Table, row: tuple[Cell, ...], meanings: Mapping[str, str], kind: str = "") -> str:
    cells = []
    for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        text = _safe(cell_text(cell))
        if column.kind == "mark" and isinstance(cell, str) and cell in meanings:
            text = f'<span title="{_safe(meanings[cell])}">{text}</span>'
        opening, closing = ('th scope="row"', "th") if at == table.head else ("td", "td")
        cells.append(f'<{opening} class="{_classes(column)}">{text}</{closing}>')
    return (f'<tr class="{kind}">' if kind else "<tr>") + "".join(cells) + "</tr>"


def _classes(column: Column) -> str:
    return " ".join([column.kind, *(["wide"] if column.wide else []), *(["strong"] if column.strong else [])])


def _safe(text: str) -> str:
    return escape(cell_text(text), quote=True)
