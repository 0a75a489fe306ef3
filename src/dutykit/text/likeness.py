"""Which known names and texts are like one: what a mistyped name most likely means, what was reworded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def closest(name: str, known: Iterable[str], *, threshold: float = 60.0) -> str | None:
    """The name in `known` most like `name`, or None if none is at least `threshold` % alike."""
    from rapidfuzz import process  # imported only where something is mistyped
    from rapidfuzz.distance import OSA

    # A slip of the hand is a letter more, less, wrong or swapped: what optimal string alignment counts.
    found = process.extractOne(name, sorted(known), scorer=OSA.normalized_similarity, score_cutoff=threshold / 100)
    return None if found is None else str(found[0])


def those_alike(text: str, others: Mapping[int, str], least: float) -> list[tuple[int, float]]:
    """Which of the numbered texts `others` are at least so much like `text`, each with how much."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, others, scorer=fuzz.ratio, score_cutoff=100 * least, limit=None)
    return [(number, score / 100) for _other, score, number in found]
