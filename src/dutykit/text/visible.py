"""Text that can do nothing to a terminal, a log or what reads them: the one place that decides how it is shown."""

from __future__ import annotations

import re

MARK = "\ufffd"
"""What stands for a character that is not shown."""
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_ANY = re.compile(f"[{_CONTROL}]")
_COLOR_OR_CONTROL = rf"\x1b\[([0-9;]{{0,40}})m|\r\n|[{_CONTROL}]"
_HIDING = frozenset({"5", "6", "8"})
"""Of the codes that colour text those that make it blink or hide it."""


def visible(text: str) -> str:
    """`text` on one line that can do nothing to a terminal.

    A tab is one blank; line breaks and what else moves the cursor, hides or turns text is shown as a replacement mark.
    """
    if text.isprintable():
        return text
    return "".join(
        " " if character == "\t" else character if character.isprintable() or character == "\u3000" else MARK
        for character in text
    )


def visible_lines(text: str) -> str:
    """The lines of `text`, none of which can do anything to a terminal."""
    return "\n".join(map(visible, text.split("\n")))


def without_controls(text: str) -> str:
    """`text` with a replacement mark for each character that commands a terminal; tabs and line breaks stay."""
    return _ANY.sub(lambda found: "\r" if found.group() == "\r" else MARK, text) if _ANY.search(text) else text


def harmless(text: str) -> str:
    """`text` as a stream may write it: control characters are shown as marks, but for the codes of colours."""
    return re.sub(_COLOR_OR_CONTROL, _shown, text) if _ANY.search(text) else text


def _shown(found: re.Match[str]) -> str:
    codes = found[1]
    if codes is None:
        return found.group() if found.group() == "\r\n" else MARK
    parts = codes.split(";")
    return MARK if _HIDING.intersection(parts) and not {"38", "48"}.intersection(parts) else found.group()
