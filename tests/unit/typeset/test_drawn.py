"""What the default fonts draw, looked at in the made PDF: every character a glyph, every glyph read back as it went in."""

from __future__ import annotations

import io
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from dutykit.shipped import shipped
from dutykit.typeset.fonts import ROLES, SHARED, own_fonts
from dutykit.typeset.pdf import UndrawnError, pdf_bytes
from tests.conftest import REPOSITORY

RARE = "㛃䶮𬱖"
SIGNS = "·•・‧…⋯～〜－-‑–‒∕／①❶★☆○●◎◇◆□■△▲※→←↑↓〔〕《》“”‘’—％℃㎡№〇"


def _set_in_each_role(text: str, fonts: dict[str, str]) -> str:
    """A page on which every role shows `text`, 40 characters a line."""
    lines = "".join(f"<p>{text[start : start + 40]}</p>" for start in range(0, len(text), 40))
    roles = "".join(
        f"<section style='font-family: {fonts[role]}'>{lines}</section>".replace('"', "&quot;") for role in ROLES
    )
    style = "p { margin: 0; font-size: 9pt } section { break-after: page }"
    return f'<!DOCTYPE html><html lang="zh-CN"><title>字</title><style>{style}</style><body>{roles}'


def _read_back(data: bytes, tmp_path: Path) -> str:
    path = tmp_path / "drawn.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s", "", done.stdout)


def _glyphs(data: bytes) -> Iterator[int]:
    """The number of every glyph that the pages show."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for sheet in pdf.pages:
            for instruction in pikepdf.parse_content_stream(sheet, "TJ"):
                for part in instruction.operands[0]:
                    if isinstance(part, pikepdf.String):
                        codes = bytes(part)
                        yield from (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))


def test_all_8105_standard_characters_are_drawn_in_every_role(
    fonts: dict[str, str], fontconfig: str, tmp_path: Path
) -> None:
    table = (REPOSITORY / "tests/data/tgh-8105.txt").read_text(encoding="utf-8")
    standard = "".join(line.split("\t")[1] for line in table.splitlines() if not line.startswith("#"))
    assert len(set(standard)) == 8105
    assert set(RARE) <= set(standard)
    data = pdf_bytes(_set_in_each_role(standard, fonts), fontconfig)
    assert _read_back(data, tmp_path) == standard * len(ROLES)
    glyphs = list(_glyphs(data))
    assert len(glyphs) == 8105 * len(ROLES)
    assert 0 not in glyphs  # .notdef


def test_signs_that_look_alike_are_read_back_as_they_went_in(
    fonts: dict[str, str], fontconfig: str, tmp_path: Path
) -> None:
    data = pdf_bytes(_set_in_each_role(SIGNS, fonts), fontconfig)
    assert _read_back(data, tmp_path) == SIGNS * len(ROLES)
    assert 0 not in _glyphs(data)


@pytest.mark.parametrize("character", ["\U00020bb7", "\U0002a6d6", "😀", "\ue000"])
def test_what_no_font_has_is_never_a_box(character: str, fonts: dict[str, str], fontconfig: str) -> None:
    with pytest.raises(UndrawnError) as caught:
        pdf_bytes(_set_in_each_role(f"甲{character}", fonts), fontconfig)
    assert caught.value.args[0] == {character}


def _rank(code: int) -> tuple[int, int]:
    """How common a character is: the interpunct of names first, then by the oldest encoding that has it."""
    if code == ord("·"):
        return (0, code)
    for place, encoding in enumerate(("ascii", "gb2312", "gbk"), 1):
        try:
            chr(code).encode(encoding)
        except UnicodeEncodeError:
            continue
        return (place, code)
    return (9, code)


_NOT_TEXT = {0xAD, *range(0x21), *range(0x2F00, 0x2FE0), *range(0xE000, 0xFB00)}
"""What a report never shows: `clean` leaves it out or puts the usual character in its place."""


def test_the_list_of_characters_that_share_a_glyph_is_that_of_the_fonts() -> None:
    kept: dict[str, set[int]] = {}
    shared: dict[str, set[int]] = {}
    for font in own_fonts(shipped("fonts")):
        by_glyph = defaultdict(set)
        with TTFont(font.path, lazy=True) as opened:
            for code, glyph in opened.getBestCmap().items():
                if code not in _NOT_TEXT and not chr(code).isspace():
                    by_glyph[glyph].add(code)
        kept[font.family] = {min(codes, key=_rank) for codes in by_glyph.values()}
        shared[font.family] = {code for codes in by_glyph.values() for code in codes} - kept[font.family]
    left_to_others = {
        family: "".join(
            chr(code) for code in sorted(codes) if any(code in kept[other] for other in kept if other != family)
        )
        for family, codes in shared.items()
    }
    assert {family: text for family, text in left_to_others.items() if text} == dict(SHARED)
