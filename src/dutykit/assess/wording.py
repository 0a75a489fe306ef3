"""How two wordings of one text differ, word by word."""

from __future__ import annotations

import difflib
from typing import Literal, NamedTuple

from dutykit.text.chinese_words import chinese_words

Kind = Literal["same", "removed", "added"]


class Piece(NamedTuple):
    """A run of words that both wordings have, or only the old or the new one."""

    kind: Kind
    text: str


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both, in order: those that are not `added` make up `old`, those that are not `removed` `new`."""
    before, after = chinese_words(old), chinese_words(new)
    pieces: list[Piece] = []
    for tag, i, k, j, n in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i:k])))
            continue
        if i < k:
            pieces.append(Piece("removed", "".join(before[i:k])))
        if j < n:
            pieces.append(Piece("added", "".join(after[j:n])))
    return tuple(pieces)
