"""A table as one self-contained HTML page in the official layout: for the screen, for print, and for Word."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from dutykit.language import current_language
from dutykit.model.settings import FontRoles
from dutykit.output.table.paper import SMALL, Paper, letters_across, on_pages, parts_of
from dutykit.output.table.record import Cell, Column, Table, cell_text
from dutykit.shipped import shipped
from dutykit.typeset.fonts import css_families, own_fonts
from dutykit.typeset.html import Medium, families_of, style_sheet

_STYLE = """
h1 { font-size: 22pt; line-height: 32pt; text-align: center; letter-spacing: 0; margin: 0 0 8pt; break-after: avoid }
th, td { hyphens: auto }
.mark { padding-left: 0; padding-right: 0 }
.across-1, .across-2, .across-3, .across-4 { display: inline-block; width: 1em }
.across-1 { width: 1.15em } /* 10 on a line */
.across-2 { width: 2em }
.across-3 { width: 3em }
.across-4 { width: 4em }
h1 + .note { break-after: avoid }
.scroll + .note { break-before: avoid }
tr.sum > * { background: #f0f0f0 }
tfoot { display: table-row-group }
@page :first { @bottom-right { content: "— " counter(page) " —" } }
"""
_SCREEN = """
@media screen {
  body { max-width: none; padding: 1rem; font-family: "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif }
  main { max-width: 64rem }
  main.wide { max-width: none; width: auto; margin: 0 }
  h1 { font-size: 1.25rem; line-height: 1.6; text-align: left; font-family: inherit; font-weight: bold; margin: 0 }
  table { font-family: inherit; line-height: 1.4; margin: 0 }
  th, td { border-color: #bbb; padding: .25rem .4rem }
  .mark { padding: .25rem 0 }
  .scroll { max-height: 94vh; margin: .5rem 0 }
  thead th { position: sticky; top: 0; z-index: 1; background: #eef2f7 }
  .strong { background: #fff4d6 }
  thead .strong { background: #ffe3a1 }
  tbody tr:hover td, tbody tr:hover th { background: #f0f7ff }
}
"""
_DAY = re.compile(r"[0-9]{4}(?:年[0-9]{1,2}月[0-9]{1,2}日|-[0-9]{2}-[0-9]{2}(?![0-9]))")


def html_text(table: Table, fonts: FontRoles | None = None, medium: Medium = "html") -> str:
    """The page in the language in use, with the office's `fonts` first; every text of the table is escaped."""
    papers = [on_pages(one) for one in ([table] if medium == "html" else parts_of(table))]
    turned = any(one.turned for one in papers)
    language = "zh-CN" if current_language() == "zh" else "en"
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_safe(table.title)}</title>",
        f"<style>{_style(papers, fonts or FontRoles(), medium)}</style>",
        "</head>",
        "<body>",
        '<main class="wide">' if turned else "<main>",
        f'<h1 class="title notice-title" id="title">{_safe(table.title)}</h1>',
        *([f'<p class="note">{_safe(table.source)}</p>'] if table.source else []),
        *(line for part, paper in enumerate(papers) for line in _scrolled(paper, part)),
        *_below(papers[0].table),
        "</main>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)


def _scrolled(paper: Paper, part: int) -> Iterator[str]:
    yield '<div class="scroll" role="region" aria-labelledby="title" tabindex="0">'
    yield from _grid(paper, part)
    yield "</div>"


def _style(papers: Sequence[Paper], fonts: FontRoles, medium: Medium) -> str:
    families = families_of(css_families(own_fonts(shipped("fonts")), fonts), medium)
    widths = ""
    for part, paper in enumerate(papers):
        scale, unit = (100 / sum(paper.widths), "%") if medium == "html" else (1, "mm")
        widths += "".join(
            f".{_column_name(part, number)} {{ width: {scale * width:.2f}{unit} }}\n"
            for number, width in enumerate(paper.widths, 1)
        )
    paper = papers[0]
    return f"""
body, p, table {{ font-family: {families["song"]} }}
h1 {{ font-family: {families["xiaobiaosong"]} }}
th {{ font-family: {families["hei"]} }}
@page {{ font-family: {families["song"]} }}
{style_sheet(medium)}{_STYLE}{widths}{_SCREEN if medium == "html" else ""}
@media screen {{ table {{ min-width: {paper.narrowest / paper.size.character:.2f}em }} }}
"""


def _column_name(part: int, number: int) -> str:
    return f"w{number}" if not part else f"w{number}-{part}"


def _grid(paper: Paper, part: int) -> Iterator[str]:
    table = paper.table
    meanings = dict(table.legend)
    yield f'<table{" class=grid" if paper.size is SMALL else ""} aria-labelledby="title">'
    yield "<colgroup>" + "".join(
        f'<col class="{_column_name(part, number)}">' for number in range(1, len(table.columns) + 1)
    )
    yield "</colgroup>"
    yield "<thead>"
    yield "<tr>" + "".join(_heading(paper, at, column) for at, column in enumerate(table.columns)) + "</tr>"
    yield "</thead>"
    for group in table.groups:
        yield "<tbody>"
        if group.title:
            span = len(table.columns)
            title = f'<th scope="rowgroup" colspan="{span}">{_safe(group.title)}</th>'
            yield f'<tr class="chapter-row">{title}</tr>'
        for row in group.rows:
            yield _row(paper, row, meanings, "long" if paper.is_long(row) else "")
        if group.subtotal:
            yield _row(paper, group.subtotal, meanings, "sum")
        yield "</tbody>"
    if table.total:
        yield from ("<tfoot>", _row(paper, table.total, meanings, "sum"), "</tfoot>")
    yield "</table>"


def _below(table: Table) -> Iterable[str]:
    if table.legend:
        marks = "　".join(f"{_safe(mark)} {_safe(meaning)}" for mark, meaning in table.legend)
        yield f'<p class="note">{marks}</p>'
    for note in table.notes:
        yield f'<p class="note">{_safe(note)}</p>'


def _heading(paper: Paper, at: int, column: Column) -> str:
    title = cell_text(column.title)
    if column.kind == "mark":
        return (
            f'<th scope="col"{_class(column)}><span class="across-{letters_across(title)}">{_safe(title)}</span></th>'
        )
    if not paper.fits(at, title) and not any(map(str.isascii, title)):
        half = len(title) // 2  # no letter alone on the second line
        title, rest = title[:half], title[half:]
        return f'<th scope="col"{_class(column)}><span>{_safe(title)}<br>{_safe(rest)}</span></th>'
    return f'<th scope="col"{_class(column)}><span>{_safe(title)}</span></th>'


def _row(paper: Paper, row: tuple[Cell, ...], meanings: Mapping[str, str], kind: str) -> str:
    cells = []
    for at, (column, cell) in enumerate(zip(paper.table.columns, row, strict=True)):
        between = "" if paper.fits(at, cell) or not isinstance(cell, dt.date) else "<br>"
        text = _with_whole_days(_safe(cell_text(cell)), between)
        if column.kind == "mark" and isinstance(cell, str) and cell in meanings:
            text = f'<span title="{_safe(meanings[cell])}">{text}</span>'
        opening, closing = ('th scope="row"', "th") if at == paper.table.head else ("td", "td")
        cells.append(f"<{opening}{_class(column, cell)}>{text}</{closing}>")
    return (f'<tr class="{kind}">' if kind else "<tr>") + "".join(cells) + "</tr>"


def _with_whole_days(text: str, between: str) -> str:
    """`text`, in which a day is broken behind the year at most; `between` stands there."""

    def whole(match: re.Match[str]) -> str:
        year, mark, rest = match[0].rpartition("年")
        return between.join(f'<span class="unbroken">{one}</span>' for one in (year + mark, rest) if one)

    return _DAY.sub(whole, text)


def _class(column: Column, cell: Cell = None) -> str:
    is_middle = column.kind != "text" or not isinstance(cell, str | None)
    names = {"mark": column.kind == "mark", "middle": is_middle, "strong": column.strong}
    shown = " ".join(name for name, holds in names.items() if holds)
    return f' class="{shown}"' if shown else ""


def _safe(text: str) -> str:
    return escape(cell_text(text), quote=True)
