"""The words that the generated pages add to the program's own, in both languages."""

from __future__ import annotations

from dutykit.language import current_language


def word(chinese: str, english: str) -> str:
    """The one in the language in use."""
    return chinese if current_language() == "zh" else english


def row(*cells: str) -> str:
    """A row of a Markdown table; a bar inside a cell does not end it."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def head(*titles: str) -> list[str]:
    """The head of a Markdown table."""
    return [row(*titles), row(*("---" for _title in titles))]
