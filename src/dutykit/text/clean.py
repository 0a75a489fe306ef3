"""Text made fit for print: invisible characters, doubles, line breaks."""

from __future__ import annotations

import unicodedata

# Characters that draw nothing but move, hide or reorder what is beside them: pasted along from
# other programs, or put there to mislead. They are left out; the text around them stays unchanged.
_INVISIBLE = frozenset(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xAD, 0x61C, 0xFEFF, 0xFE0E, 0xFE0F]
)


# Doubles of ideographs: the radicals of 康熙字典 and compatibility ideographs, mostly pasted along from a PDF. A font draws
# one with the glyph of the other, and what is copied out of a report is then the double wherever the other is.
_DOUBLES = frozenset(map(chr, [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)]))


_PRINTABLE_BUT_CHANGED = _DOUBLES | frozenset("\ufe0e\ufe0f")


_LINE_BREAKS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def clean(text: str) -> str:
    """`text` with tabs as blanks, every line break as one kind, and control and invisible characters left out.

    An ideograph's double becomes the ideograph.
    """
    if text.isprintable() and not _PRINTABLE_BUT_CHANGED.intersection(text):
        return text  # all else that is left out or changed counts as not printable
    return "".join(_kept(character) for character in text.replace("\r\n", "\n"))


def _kept(character: str) -> str:
    if character in _LINE_BREAKS:
        return "\n"
    if character == "\t":
        return " "
    if character == "\n":
        return character
    if character in _DOUBLES:
        return unicodedata.normalize("NFKC", character)
    if ord(character) in _INVISIBLE or unicodedata.category(character) in {"Cc", "Cs"}:
        return ""
    return character


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a plain text: its lines, without indentation and without empty ones."""
    lines = clean(text or "").split("\n")
    return tuple(line.strip() for line in lines if line.strip())


def shortened(text: str, length: int) -> str:
    """At most `length` characters of `text` on one line, with an ellipsis where something was cut."""
    line = "".join(paragraphs(text))
    return line if len(line) <= length else line[: length - 1].rstrip("，、；：。,;") + "…"
