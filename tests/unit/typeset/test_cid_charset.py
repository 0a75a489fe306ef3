from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from dutykit.shipped import shipped
from dutykit.typeset.cid_charset import _identity, with_identity_charset


def _charset(font: bytes) -> list[str]:
    charset: list[str] = TTFont(io.BytesIO(font))["CFF "].cff[0].charset
    return charset


@pytest.mark.parametrize("name", ["NotoSansSC-Regular.otf", "FandolFang-Regular.otf"])
def test_every_glyph_gets_its_index_as_its_number(name: str) -> None:
    font = shipped(f"fonts/{name}").read_bytes()
    changed = with_identity_charset(font)
    identity = [".notdef", *(f"cid{number:05d}" for number in range(1, len(_charset(font))))]
    assert _charset(font) != identity
    assert _charset(changed) == identity
    assert len(changed) == len(font)
    assert sum(one != other for one, other in zip(font, changed, strict=True)) < 10  # the charset's bytes, a checksum
    assert with_identity_charset(changed) == changed
    TTFont(io.BytesIO(changed), checkChecksums=2)  # raises if one is wrong
    before, after = (TTFont(io.BytesIO(data)) for data in (font, changed))
    glyph, same = (
        before.getBestCmap()[ord("教")],
        after.getGlyphOrder()[before.getGlyphID(before.getBestCmap()[ord("教")])],
    )
    assert before["CFF "].cff[0].CharStrings[glyph].bytecode == after["CFF "].cff[0].CharStrings[same].bytecode


def test_a_font_without_cff_stays_as_it_is() -> None:
    font = shipped("fonts/DutykitWenKai-Regular.ttf").read_bytes()
    assert with_identity_charset(font) is font


@pytest.mark.parametrize("glyphs", [2, 3, 257, 258, 259, 9_000])
def test_the_charset_is_no_longer_than_the_shortest_other_one(glyphs: int) -> None:
    each, ranges = 1 + 2 * (glyphs - 1), 1 + 3 * max(1, -(-(glyphs - 1) // 256))
    assert len(_identity(glyphs)) <= min(each, ranges, 1 + 4)
