"""Chinese numerals for headings: 一, （十二）."""

from __future__ import annotations

from functools import cache


@cache
def chinese_numeral(number: int) -> str:
    """`number` (≥ 1) in Chinese: 12 gives 十二."""
    import cn2an  # 0.1 s; only reports and tables number chapters

    numeral: str = cn2an.an2cn(number)
    return numeral.removeprefix("一") if 10 <= number < 20 else numeral
