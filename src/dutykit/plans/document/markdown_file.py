"""Markdown: what it would be as a web page."""

from __future__ import annotations

from dutykit.plans.document.html_file import lines_of_html
from dutykit.plans.document.text_file import decoded
from dutykit.plans.grammar.record import Line


def lines_of_markdown(data: bytes) -> list[Line]:
    """The blocks of a text in Markdown with tables, each a line. Raises DocumentError."""
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").render(decoded(data))
    return lines_of_html(f"<html><body>{page}</body></html>".encode())
