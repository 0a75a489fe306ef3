"""What is shown in place of what commands a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.text.visible import harmless, visible, visible_lines, without_controls

TEXTS = st.text(st.sampled_from([*"a甲 \n\r\t0;18m[", "\x1b", "\x07", "\x9b", "\x00", "\x7f", "\u202e"]))


@given(TEXTS)
def test_one_line_stays_one_line(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert shown.replace("\u3000", "").isprintable()
    assert "\n" not in shown
    assert visible_lines(text).count("\n") == text.count("\n")


@given(TEXTS)
def test_a_stream_gets_colours_and_nothing_else(text: str) -> None:
    shown = harmless(text)
    assert not set(shown) & {"\x07", "\x9b", "\x00", "\x7f"}
    for part in shown.split("\x1b")[1:]:
        assert part.startswith("[")
        assert part.partition("m")[1] == "m"
    assert "\x1b" not in without_controls(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[1;31m甲\x1b[0m", "\x1b[1;31m甲\x1b[0m"),
        ("\x1b[38;5;8m甲", "\x1b[38;5;8m甲"),
        ("\x1b[8m甲", "\ufffd甲"),
        ("\x1b[2J甲", "\ufffd[2J甲"),
        ("甲\r\n乙\r丙", "甲\r\n乙\ufffd丙"),
        ("\x1b]8;;http://x\x1b\\甲", "\ufffd]8;;http://x\ufffd\\甲"),
    ],
)
def test_codes(text: str, shown: str) -> None:
    assert harmless(text) == shown
