"""Chinese numerals of headings: 一, （十二）."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")


@cache
def chinese_numeral(number: int) -> str:
    """`number` (≥ 1) in Chinese: 12 gives 十二."""
    if 0 < number < 100:  # as all chapters are: the import of cn2an takes 0.1 s
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + _DIGITS[ones]
    import cn2an

    return str(cn2an.an2cn(number))


def numeral_value(numeral: str) -> int | None:
    """The number from 1 to 99 that `numeral` is in Chinese: 十二 gives 12; None for anything else."""
    return _values().get(numeral)


@cache
def _values() -> Mapping[str, int]:
    return {chinese_numeral(number): number for number in range(1, 100)}
