"""Fingerprints that tell each finding of a report from every other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dutykit.model.finding import Finding


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """The fingerprint of each of one workspace's findings, in their order.

    It is `Finding.fingerprint`; where several share one, the second gets `-2` at its end, the third `-3`. They are
    counted by place and not in the order of their messages, so that each keeps its own in every language.
    """
    counts: Counter[str] = Counter()
    unique = [""] * len(findings)
    for index in sorted(range(len(findings)), key=lambda index: _by_place(findings[index])):
        shared = findings[index].fingerprint
        counts[shared] += 1
        unique[index] = shared if counts[shared] == 1 else f"{shared}-{counts[shared]}"
    return unique


def _by_place(finding: Finding) -> tuple[object, ...]:
    return (finding.place, tuple(related.place for related in finding.related), finding.order)
