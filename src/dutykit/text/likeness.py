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


def likeness(one: str, other: str) -> float:
    """How much of two texts is common to both, in order: 0 to 1."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other)) / 100
