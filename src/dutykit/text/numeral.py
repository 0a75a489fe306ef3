"""Chinese numerals for headings: 一, （十二）."""

from __future__ import annotations

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
