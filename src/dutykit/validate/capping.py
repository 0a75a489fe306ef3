"""So many findings of one rule in one file that they are a list of one fault: the first are shown, and how many more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dutykit.language import plural
from dutykit.model.finding import Finding

MOST = 100
"""Findings of one rule in a file that are shown."""


def capped(findings: Sequence[Finding]) -> list[Finding]:
    """At most MOST findings of each rule in each file, the last of them stating how many were left out.

    `findings` are sorted by place, and so is what is given.
    """
    counts = Counter((one.place.file, one.rule) for one in findings)
    if max(counts.values(), default=0) <= MOST:
        return list(findings)
    shown: Counter[tuple[str, str]] = Counter()
    kept: list[Finding] = []
    for one in findings:
        key = (one.place.file, one.rule)
        shown[key] += 1
        more = counts[key] - MOST
        if shown[key] < MOST or (shown[key] == MOST and more <= 0):
            kept.append(one)
        elif shown[key] == MOST:
            text = plural("{message}（该规则在本文件中另有 {count} 处，未列出）", more)
            kept.append(one._replace(message=text.format(message=one.message, count=more)))
    return kept
