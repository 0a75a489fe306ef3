from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from dutykit.shipped import shipped
from dutykit.text import drawn
from dutykit.text.clean import clean
from dutykit.text.drawn import CHARACTERS_FILE, undrawn
from dutykit.typeset.fonts import own_fonts


def test_the_list_is_that_of_the_fonts() -> None:
    codes: set[int] = set()
    for font in own_fonts(shipped("fonts")):
        with TTFont(font.path, lazy=True) as opened:
            codes.update(opened.getBestCmap())
    assert drawn._drawn() == frozenset(map(chr, codes))
    assert shipped(CHARACTERS_FILE).stat().st_size < 10_000


def test_every_character_of_gbk_that_is_printed_is_drawn() -> None:
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    text = "".join(pair.decode("gbk", "ignore") for pair in pairs)
    assert len(set(text)) > 21_000
    assert set(clean(text)) - drawn._drawn() <= {"\n"}


def test_ideographs_of_the_table_and_of_extension_a_are_drawn() -> None:
    assert undrawn("㛃䶮𬱖㐀䶵一鿯") == frozenset()


@pytest.mark.parametrize("text", ["", "盘锦市2019年\n\t", "示例\u200b\ufe0f\x00", "濬氹濔"])
def test_a_text_that_is_printed_whole(text: str) -> None:
    assert undrawn(text) == frozenset()


def test_what_is_not_drawn_is_named_once() -> None:
    assert undrawn("甲😀乙😀\ue000𠀀") == {"😀", "\ue000", "𠀀"}
