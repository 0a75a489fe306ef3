"""Who signs a document and when: 甲市人民政府办公室, and 2025年3月1日 below it."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.plans.grammar.lines.head import DATE_LINE
from dutykit.plans.grammar.words.body import looks_like_body


def is_signed(lines: Iterable[str]) -> bool:
    """Whether `lines` begin with a date alone, or with nothing but names of offices and a date below them."""
    for line in lines:
        if DATE_LINE.fullmatch(line) is not None:
            return True
        if not looks_like_body(line.strip()):
            return False
    return False
