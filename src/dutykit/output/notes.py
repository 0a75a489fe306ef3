"""A text of headed paragraphs with marked words in them, for a terminal or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dutykit.output.table.markdown import escaped
from dutykit.output.table.terminal import wrapped
from dutykit.text.clean import clean

Style = Literal["plain", "removed", "added", "good", "bad", "weak"]
_COLORS = {"removed": "31;9", "added": "32", "good": "32", "bad": "31", "weak": "2"}
_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
"""What is around words that were taken out or put in where there are no colours."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Notes:
    """Paragraphs under a heading."""

    title: str
    paragraphs: tuple[tuple[Span, ...], ...]


def notes_text(notes: Sequence[Notes], *, width: int, color: bool) -> str:
    """The notes for a terminal; without colours, words taken out are in [-…-], words put in in {+…+}."""
    lines: list[str] = []
    for one in notes:
        title = _line(one.title)
        lines += ["", f"\033[1m{title}\033[0m" if color else title]
        for paragraph in one.paragraphs:
            marked = "".join(_marked(span) for span in paragraph)
            found = wrapped(marked, width - 2)
            lines += ["  " + line for line in (_colored(found) if color else found)]
    return "\n".join(lines[1:]) + "\n" if lines else ""


def notes_markdown(notes: Sequence[Notes]) -> str:
    """The notes as Markdown: words taken out struck through, words put in bold."""
    blocks = []
    for one in notes:
        items = "\n".join("- " + "".join(_markdown(span) for span in paragraph) for paragraph in one.paragraphs)
        blocks.append(f"## {escaped(_line(one.title))}\n" + (f"\n{items}\n" if items else ""))
    return "\n".join(blocks)


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _words(text: str) -> str:
    """`text` on one line; blanks at its ends stay, for words stand beside it."""
    return re.sub(r"\s+", " ", clean(text))


def _marked(span: Span) -> str:
    before, after = _MARKS.get(span.style, ("", ""))
    return f"{before}{_words(span.text)}{after}"


def _colored(lines: Sequence[str]) -> list[str]:
    """Wrapped lines with the marks as colours; a colour that goes on in the next line begins again there."""
    found = []
    going = ""
    for line in lines:
        shown = going + line
        for style, (before, after) in _MARKS.items():
            shown = shown.replace(before, f"\033[{_COLORS[style]}m").replace(after, "\033[0m")
        starts = re.findall(r"\033\[([0-9;]+)m", shown)
        open_code = starts[-1] if starts and starts[-1] != "0" else ""
        going = f"\033[{open_code}m" if open_code else ""
        found.append(shown + ("\033[0m" if open_code else ""))
    return found


def _markdown(span: Span) -> str:
    words = _words(span.text)
    text = escaped(words)
    mark = {"removed": "~~", "added": "**"}.get(span.style, "")
    before, after = (" " if words[:1] == " " else ""), (" " if words[-1:] == " " else "")
    return f"{before}{mark}{text}{mark}{after}" if text else before
