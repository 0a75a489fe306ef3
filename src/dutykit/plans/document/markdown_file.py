"""Markdown: what it would be as a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dutykit.plans.document.html_file import lines_of_html
from dutykit.plans.document.text_file import decoded
from dutykit.plans.grammar.record import Line

_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_HEADING = re.compile(r"#{1,6} \S.*|\*\*[^*]+\*\*.*|\|.*\|")
_BREAK = re.compile(r"&lt;br\s*/?&gt;")
"""The one tag that tables in Markdown need: their cells have no lines."""
_LINE = "data-line-of-text"
_LEAST = 3
"""Lines that only Markdown has, from which on a text is Markdown whatever it is called."""


def is_markdown(data: bytes) -> bool:
    """Whether a plain text is Markdown by its headings, bold lines and tables: copied from where it is written so."""
    lines = data[:100_000].decode("utf-8", "ignore").splitlines()
    return sum(bool(_HEADING.fullmatch(line.strip())) for line in lines) >= _LEAST


def lines_of_markdown(data: bytes) -> list[Line]:
    """The blocks of a text in Markdown with tables, each a line. Raises DocumentError."""
    from markdown_it import MarkdownIt

    # Beside Chinese letters CommonMark knows no end of **责任单位：**市教育局: without blanks it is no word's.
    text = _STRONG.sub(r"\1", decoded(data))
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    tokens = markdown.parse(text)
    for token in tokens:
        if token.map is not None and token.nesting >= 0:
            token.attrSet(_LINE, str(token.map[0] + 1))
    page = _BREAK.sub("<br>", markdown.renderer.render(tokens, markdown.options, {}))
    lines = lines_of_html(f"<html><body>{page}</body></html>".encode(), _LINE)
    return list(_with_blank_lines(lines))


def _with_blank_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with those between them that hold no text; one inside a table is the table's."""
    above = Line(0, "")
    for line in lines:
        table = line.table if line.table == above.table else 0
        yield from (Line(number, "", table=table) for number in range(above.number + 1, line.number))
        yield line
        above = line
