from __future__ import annotations

import cn2an

from dutykit.text.numeral import chinese_numeral


def test_numerals_are_those_of_the_library() -> None:
    assert [chinese_numeral(number) for number in (1, 10, 12, 20, 21, 99)] == [
        "一",
        "十",
        "十二",
        "二十",
        "二十一",
        "九十九",
    ]
    for number in range(20, 1200):
        assert chinese_numeral(number) == cn2an.an2cn(number)
