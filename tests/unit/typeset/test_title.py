from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.text.length import printed_width
from dutykit.typeset.title import ROOM, packed_lines, title_lines

LONG = "盘锦市人民政府办公室关于落实辽宁省人民政府教育督导室对市级人民政府履行教育职责评价实施细则的意见"


@pytest.mark.parametrize(
    ("title", "names", "room", "lines"),
    [
        ("2019年度全市评价报告", [], 20, ("2019年度全市评价报告",)),
        ("", [], 20, ("",)),
        ("盘锦市2019年度履行教育职责情况自评报告", ["盘锦市"], 16, ("盘锦市2019年度", "履行教育职责情况自评报告")),
        (
            LONG,
            [],
            20,
            (
                "盘锦市人民政府办公室关于落实辽宁省",
                "人民政府教育督导室对市级人民政府",
                "履行教育职责评价实施细则的意见",
            ),
        ),
        ("关于报送2019年度履行教育职责自评材料的通知", [], 20, ("关于报送2019年度", "履行教育职责自评材料的通知")),
    ],
)
def test_a_title_is_broken_between_words(title: str, names: list[str], room: float, lines: tuple[str, ...]) -> None:
    assert title_lines(title, names, room) == lines


def test_a_units_name_is_not_broken_though_a_dictionary_would() -> None:
    title = "辽东湾新区管委会履行教育职责问题整改台账"
    assert title_lines(title, ["辽东湾新区管委会"], 12)[0] == "辽东湾新区管委会"
    assert not any(line.endswith("辽东湾") for line in title_lines(title, ["辽东湾新区管委会"], 7))


@pytest.mark.parametrize("title", [LONG, "关于对各县区政府和市直部门履行教育职责情况进行评价的通知（征求意见稿）"])
@pytest.mark.parametrize("room", range(6, 20))
def test_no_line_is_narrower_than_both_its_neighbours_and_punctuation_stays(title: str, room: int) -> None:
    lines = title_lines(title, [], room)
    if len(lines) <= 4:
        widths = [printed_width(line) for line in lines]
        assert all(
            mid + 3 >= min(left, right) for left, mid, right in zip(widths, widths[1:], widths[2:], strict=False)
        )
    assert not any(line[0] in "的）" or line[-1] in "（和对" for line in lines)


@given(st.text(max_size=120), st.lists(st.text(max_size=8), max_size=3))
def test_every_title_keeps_its_characters_and_its_lines_fit(title: str, names: list[str]) -> None:
    lines = title_lines(title, names)
    assert all(printed_width(line) <= ROOM for line in lines)
    assert "".join(lines) == "".join(title_lines(title, names, 10_000))


def test_the_titles_of_every_day_need_no_dictionary() -> None:
    code = (
        "import sys; from dutykit.typeset.title import title_lines; "
        "print(title_lines('盘锦市2019年度履行教育职责情况自评报告', ['盘锦市'], 16)); assert 'rjieba' not in sys.modules"
    )
    assert "2019年度" in subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_pieces_share_a_line_while_they_fit() -> None:
    assert packed_lines([], 36) == ()
    assert packed_lines(["秘密★1年", "征求意见稿"], 36) == ("秘密★1年　　征求意见稿",)
    assert packed_lines(["甲" * 20, "乙" * 14, "丙"], 36) == ("甲" * 20 + "　　" + "乙" * 14, "丙")
    assert packed_lines(["甲" * 20, "乙" * 15], 36) == ("甲" * 20, "乙" * 15)
