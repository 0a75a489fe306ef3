"""Which indicators of two catalogues are the same one: by their texts, in whatever characters, then by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dutykit.model.catalogue import Indicator
from dutykit.text.likeness import those_alike
from dutykit.text.simplified import simplified

ALIKE = 0.6
"""How alike two texts must be to be one indicator reworded."""
ALIKE_WITH_ID = 0.45
"""… if they have the same id, too."""
_MOST_PAIRS = 1_000_000
"""With more pairs of texts than these, only those of the same id are compared."""


class Match(NamedTuple):
    """An indicator of the old catalogue and the one of the new that it is."""

    old: Indicator
    new: Indicator
    likeness: float
    """Of their texts: 1 where they are the same."""


def plain(text: str) -> str:
    """A text as texts are compared: without blanks and line breaks, in simplified characters."""
    return simplified("".join(text.split()))


def matched(old: Iterable[Indicator], new: Iterable[Indicator]) -> Iterator[Match]:
    """The indicators that are in both: first equal texts, then the most alike; each once."""
    by_text: dict[str, list[Indicator]] = {}
    for one in new:
        by_text.setdefault(plain(one.text), []).append(one)
    left = []
    for one in old:
        same = by_text.get(plain(one.text), [])
        if same:
            own = next((other for other in same if other.id == one.id), same[0])
            same.remove(own)
            yield Match(one, own, 1.0)
        else:
            left.append(one)
    yield from _alike(left, [one for same in by_text.values() for one in same])


def _alike(left: Sequence[Indicator], rest: Sequence[Indicator]) -> Iterator[Match]:
    every = len(left) * len(rest) <= _MOST_PAIRS
    others = {j: plain(one.text) for j, one in enumerate(rest)}
    places: dict[str, list[int]] = {}
    for j, other in enumerate(rest):
        places.setdefault(other.id, []).append(j)
    scored = []
    for i, one in enumerate(left):
        near = others if every else {j: others[j] for j in places.get(one.id, [])}
        for j, score in those_alike(plain(one.text), near, ALIKE_WITH_ID):
            same_id = one.id == rest[j].id
            if same_id or score >= ALIKE:
                scored.append((-score, not same_id, i, j))
    gone: set[int] = set()
    come: set[int] = set()
    for score, _other_id, i, j in sorted(scored):
        if i not in gone and j not in come:
            gone.add(i)
            come.add(j)
            yield Match(left[i], rest[j], -score)
