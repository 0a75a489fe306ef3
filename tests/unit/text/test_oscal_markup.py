"""Texts between OSCAL's Markdown and what they are."""

from __future__ import annotations

from dutykit.text.oscal_markup import markup, plain_text


def test_nothing_of_a_text_is_a_mark() -> None:
    assert markup("# a*b_c `d` {{ e }}\n#f g#h") == "\\# a\\*b\\_c \\`d\\` \\{\\{ e \\}\\}\n\\#f g#h"


def test_strokes_before_marks_go_and_others_stay() -> None:
    assert plain_text(r"\*甲\* C:\目录 \\") == "*甲* C:\\目录 \\"
