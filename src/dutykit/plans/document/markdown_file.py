"""Markdown: what it would be as a web page."""

from __future__ import annotations

import re

from dutykit.plans.document.html_file import lines_of_html
from dutykit.plans.document.text_file import decoded
from dutykit.plans.grammar.record import Line

_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_HEADING = re.compile(r"#{1,6} \S.*|\*\*[^*]+\*\*.*|\|.*\|")
_BREAK = re.compile(r"&lt;br\s*/?&gt;")
"""The one tag that tables in Markdown need: their cells have no lines."""
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
    page = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").render(text)
    page = _BREAK.sub("<br>", page)
    return lines_of_html(f"<html><body>{page}</body></html>".encode())
