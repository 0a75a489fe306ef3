"""Which known name a mistyped one most likely means."""

from __future__ import annotations

from collections.abc import Iterable


def closest(name: str, known: Iterable[str], *, threshold: float = 60.0) -> str | None:
    """The name in `known` most like `name`, or None if none is at least `threshold` % alike."""
    from rapidfuzz import process  # imported only where something is mistyped
    from rapidfuzz.distance import OSA

    # A slip of the hand is a letter more, less, wrong or swapped: what optimal string alignment counts.
    found = process.extractOne(name, sorted(known), scorer=OSA.normalized_similarity, score_cutoff=threshold / 100)
    return None if found is None else str(found[0])


def near_pairs(names: Iterable[str], *, threshold: float = 75.0) -> list[tuple[str, str]]:
    """Pairs of names so alike that they may mean one office: a slip of the hand, or one a shortening of the other.

    Sorted. 市大数据中心 and 市大数据管理中心 are one; 市教育局 and 市体育局, as short and as alike, are not.
    """
    from rapidfuzz.distance import OSA

    known = sorted(set(names))
    found: list[tuple[str, str]] = []
    for at, name in enumerate(known):
        for other in known[at + 1 :]:
            short, long = sorted((name, other), key=len)
            if short[-1:] != long[-1:] or short[:1] != long[:1] or len(long) > 2 * len(short) + 2:
                continue
            shortened = len(short) < len(long) and len(short) > 3 and _is_within(short, long)
            slip = len(short) > 5 and OSA.normalized_similarity(short, long, score_cutoff=threshold / 100) > 0
            if shortened or slip:
                found.append((name, other))
    return found


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of `short` are in `long` in their order."""
    rest = iter(long)
    return all(one in rest for one in short)


def likeness(one: str, other: str) -> float:
    """How much of two texts is common to both, in order: 0 to 1."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other)) / 100
