"""Text that can do nothing to a terminal."""

from __future__ import annotations


def visible(text: str) -> str:
    """`text` on one line that can do nothing to a terminal.

    A tab is one blank; line breaks and what else moves the cursor, hides or turns text is shown as a replacement mark.
    """
    if text.isprintable():
        return text
    return "".join(
        " " if character == "\t" else character if character.isprintable() or character == "\u3000" else "\ufffd"
        for character in text
    )
