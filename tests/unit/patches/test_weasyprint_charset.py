from __future__ import annotations

import io
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from dutykit.patches.weasyprint_charset import _identity, _index_at, _numbers, with_identity_charset
from dutykit.shipped import shipped
from dutykit.typeset.pdf import _engine


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


def test_weasyprint_itself_embeds_a_font_whose_numbers_are_not_those_of_the_page(fontconfig: str) -> None:
    weasyprint, fonts, fetcher = _engine(fontconfig)
    embedded: list[bytes] = []

    def finish(_made: Any, pdf: Any) -> None:
        streams = [one for one in pdf.objects if getattr(one, "extra", {}).get("Subtype") == "/OpenType"]
        embedded.extend(font for one in streams for font in one.stream)

    html = "<p style='font-family: Noto Sans SC'>督导"
    document = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher).render(font_config=fonts)
    document.write_pdf(finisher=finish)
    (font,) = embedded
    assert _charset(font) != _charset(with_identity_charset(font))


def test_numbers_and_places_are_read_as_adobe_technical_note_5176_has_them() -> None:
    numbers = "8b ef 27 fa7c fe7c 1c2710 1cd8f0 1d000186a0 1dfffe7960 0f 1ee2a25f 11 1e0a140541c3ff 8c 0c1e"
    assert _numbers(bytes.fromhex(numbers)) == {
        15: [0, 100, -100, 1000, -1000, 10000, -10000, 100000, -100000],
        17: [0],
        12 << 8 | 30: [0, 1],
    }
    assert _index_at(bytes.fromhex("ff 0002 01 01 03 04 aabbcc"), 1) == [7, 9, 10]
    assert _index_at(bytes.fromhex("0001 02 0001 0003 aabb"), 0) == [7, 9]
    assert _index_at(bytes.fromhex("ffff 0000"), 2) == [4]
