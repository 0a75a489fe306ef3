"""Which texts say nearly the same, found in one pass: time grows with the texts, not with their pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST = 80
"""Letters of a text that is looked at; a short one may well be reported twice."""
ALIKE = 0.9
"""The part of a text's letters that must be, in whole sentences, in another one."""

_NOISE = re.compile(r"[^\w。！？；!?;\n]|[\d_]")  # marks, blanks and numbers
_ENDS = re.compile(r"[。！？；!?;\n]+")
_SHORTEST_SENTENCE = 8
_HOLDERS = 8
"""Texts that a sentence is remembered for: what is everywhere tells nothing, and would make time quadratic."""


class Likeness:
    """Texts seen so far, by their sentences without marks, blanks, numbers and the names they are about."""

    def __init__(self) -> None:
        self._count = 0
        self._whole: dict[int, int] = {}
        self._holders: dict[int, tuple[int, ...]] = {}

    def add(self, text: str, names: Iterable[str]) -> tuple[int, bool] | None:
        """The number of an earlier text (from 0) that this one repeats, and whether all of it; None if it is new.

        `names` are left out of account.
        """
        number = self._count
        self._count += 1
        if len(text) < SHORTEST:
            return None
        for name in names:
            text = text.replace(name, "")
        sentences = [one for one in _ENDS.split(_NOISE.sub("", text)) if one]
        length = sum(map(len, sentences))
        if length < SHORTEST:
            return None
        # Hashes stand for the texts: a nation's sentences would fill the memory.
        first = self._whole.setdefault(hash("".join(sentences)), number)
        shared = self._shared(sentences, number)
        if first != number:
            return first, True
        if shared:
            best = min(shared, key=lambda one: (-shared[one], one))
            if shared[best] >= max(SHORTEST, ALIKE * length):
                return best, False
        return None

    def _shared(self, sentences: list[str], number: int) -> dict[int, int]:
        """How many letters of these sentences are in each earlier text; remembers them for text `number`."""
        shared: dict[int, int] = {}
        for sentence in dict.fromkeys(sentences):
            if len(sentence) < _SHORTEST_SENTENCE:
                continue
            key = hash(sentence)
            holders = self._holders.get(key, ())
            for holder in holders:
                shared[holder] = shared.get(holder, 0) + len(sentence)
            if len(holders) < _HOLDERS:
                self._holders[key] = (*holders, number)
        return shared
