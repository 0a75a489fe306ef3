"""A title to be in book marks: those inside it are single ones."""

from __future__ import annotations

_OPENING, _CLOSING = "《〈", "》〉"


def inside_book_marks(title: str) -> str:
    """`title` as it is between 《 and 》: its own marks become 〈 and 〉, those inside them 《 and 》 again.

    Of a title whose marks do not pair nothing is changed. For titles that dutykit puts in marks itself, never for what it
    quotes.
    """
    depth = 0
    written = []
    for character in title:
        if character in _OPENING:
            depth += 1
            written.append(_OPENING[depth % 2])
        elif character in _CLOSING:
            if depth == 0:
                return title
            written.append(_CLOSING[depth % 2])
            depth -= 1
        else:
            written.append(character)
    return title if depth else "".join(written)
