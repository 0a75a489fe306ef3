"""Whatever a rectification plan says, each of its lines is in a problem, in the head, or named as left out."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dutykit.plans.grammar.record import Line
from dutykit.plans.rectification.reading import read_rectification
from dutykit.plans.rectification.record import Rectification

NUMBERS = ["", "", "", "一、", "二、", "（一）", "（二）", "1.", "2.", "（1）", "①", "问题1：", "问题二、"]
LABELS = [
    "",
    "",
    "问题：",
    "整改措施：",
    "整改目标：",
    "责任单位：",
    "配合单位：",
    "责任人：",
    "整改时限：",
    "整改进展：",
    "备注：",
]
WORDS = [
    "",
    "",
    "针对“{}”问题，{}。",
    "{}（责任单位：市{}局；完成时限：{}）",
    "1.{}。2.{}。",
    "市{}局",
    "{}；责任人：{}",
    "三、保障{}",
]
WRITTEN = st.builds(
    lambda number, label, words: (number + label + words).strip(),
    st.sampled_from(NUMBERS),
    st.sampled_from(LABELS),
    st.sampled_from(["{}", *WORDS]),
)
TITLES = ["序号", "问题", "存在问题", "整改措施", "责任单位", "责任人", "整改时限", "问题类别", "整改进展", "说法"]
ROWS = st.lists(st.sampled_from([*TITLES, "{}", "{}", "{}", "市{}局", "同上", "无", ""]), min_size=2, max_size=5)
ITEMS = st.lists(
    st.one_of(WRITTEN, WRITTEN, st.text(max_size=20).map(lambda text: " ".join(text.split())), ROWS), max_size=14
)
_WORD = re.compile("[a-z]{3}x")


def words(count: int) -> str:
    """A word that no other place has and that no rule knows."""
    return "".join(chr(97 + count // 26**power % 26) for power in (2, 1, 0)) + "x"


def plan_of(items: list[str | list[str]]) -> Rectification:
    lines: list[Line] = []
    count = 0
    for number, item in enumerate(items, 1):
        cells = []
        for text in [item] if isinstance(item, str) else item:
            made = text
            while "{}" in made:
                made, count = made.replace("{}", words(count), 1), count + 1
            cells.append(made)
        row = not isinstance(item, str)
        lines.append(Line(number, "\t".join(cells), tuple(cells) if row else (), 1 if row else 0))
    return read_rectification(lines)


@given(ITEMS)
def test_every_line_is_accounted_for_once(items: list[str | list[str]]) -> None:
    found = plan_of(items)
    written = {number for number, text in found.lines.items() if text.strip()}
    left = [one.line for one in found.left]
    assert len(set(left)) == len(left)
    assert sorted([*found.kept, *found.head, *left]) == sorted(written)
    assert sum(found.counts) == len(written)


@given(ITEMS)
def test_a_line_that_is_in_a_problem_is_there_in_its_words(items: list[str | list[str]]) -> None:
    found = plan_of(items)
    there = "".join(f"{one.whole}{one.units}{one.number}" for one in found.problems)
    for number in found.kept:
        assert all(word in there for word in _WORD.findall(found.lines[number])), found.lines[number]


@given(ITEMS)
def test_no_two_problems_have_the_same_number(items: list[str | list[str]]) -> None:
    numbers = [one.number for one in plan_of(items).problems]
    assert all(numbers)
    assert len(set(numbers)) == len(numbers)
