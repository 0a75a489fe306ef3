from __future__ import annotations

import inspect

from hypothesis import given
from hypothesis import strategies as st
from rich import _wrap, table
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dutykit.patches.rich_line_breaks import _words, chinese_line_breaks


def _unpatched_lines(text: str, width: int) -> list[str]:
    return [line.plain.rstrip() for line in Text(text, overflow="fold").wrap(Console(width=width), width)]


def _lines(text: str, width: int) -> list[str]:
    with chinese_line_breaks():
        return _unpatched_lines(text, width)


def test_a_line_breaks_between_chinese_characters_and_not_in_a_word() -> None:
    assert _lines("签名时间，默认看 SOURCE_DATE_EPOCH 环境变量，否则今天", 24) == [
        "签名时间，默认看",
        "SOURCE_DATE_EPOCH 环境变",
        "量，否则今天",
    ]
    assert _lines("在页面上显示；--no-visible 只签名", 20) == ["在页面上显示；", "--no-visible 只签名"]


def test_choices_break_behind_a_bar_and_marks_stay_with_their_word() -> None:
    assert _lines("<text|json|sarif|junit|github>", 20) == ["<text|json|sarif|", "junit|github>"]
    assert _lines("文件（.p12、.pfx）。", 11) == ["文件", "（.p12、", ".pfx）。"]


def test_rich_itself_takes_a_sentence_for_a_word_and_offers_what_is_replaced() -> None:
    assert [*inspect.signature(_wrap.words).parameters] == ["text"]
    assert "overflow" in inspect.signature(table.Column).parameters
    assert table.Column().overflow != "fold"
    assert _lines("ab 督导督导督导", 12) == ["ab 督导督导", "督导"]
    assert _unpatched_lines("ab 督导督导督导", 12) == ["ab", "督导督导督导"]  # and it is as it was afterwards


@given(st.text(st.sampled_from("督导（。、ab|-<> \u3000"), max_size=40))
def test_no_character_is_lost_between_the_parts(text: str) -> None:
    parts = list(_words(text))
    assert "".join(part for _start, _end, part in parts).strip() == text.strip()
    assert all(text[start:end] == part for start, end, part in parts)
    for line in _lines(text, 12):
        assert cell_len(line.rstrip()) <= 12
