"""Reading twice as much takes about twice the steps. Steps are counted, not timed: lines of Python that are run."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.words.convention import NUMBERED

_HEAD = "甲方案\n一、甲\n"


def _tasks(line: str) -> Callable[[int, str], str]:
    return lambda count, own: _HEAD + "".join(line.format(at % 999 + 1, own, at) for at in range(count))


SHAPES: dict[str, Callable[[int, str], str]] = {
    "tasks": _tasks("{0}.做{1}{2}。（{1}局负责）\n"),
    "lists without numbers": _tasks("做{1}{2}。（市教育局、市{1}局）\n"),
    "names that state nothing": _tasks("{2}x做{1}。（市{1}局）\n"),
    "labels": _tasks("{0}.做{1}{2}\n责任单位：市{1}局\n"),
    "statements about what is above": _tasks("{0}.做{1}{2}。\n以上均由市{1}局负责。\n"),
    "statements about what follows": _tasks("{0}.做{1}{2}。\n以下均由市{1}局负责。\n"),
    "statements about the part": _tasks("{0}.做{1}{2}。\n本部分由市{1}局负责。\n"),
    "statements about all": _tasks("{0}.做{1}{2}。\n各项任务均由市{1}局负责。\n"),
    "statements with numbers": _tasks("{0}.做{1}{2}。\n第{0}项由市{1}局负责。\n"),
    "statements with a count": _tasks("{0}.做{1}{2}。\n以上1项由市{1}局负责。\n"),
    "clauses about others": _tasks("{0}.做{1}{2}。（市{1}局负责，以下均需各县区政府落实，不再列出）\n"),
    "units on lines of their own": lambda count, own: (
        f"{_HEAD}1.做{own}。\n责任单位：\n" + "".join(f"市{own}第{at}教育局\n" for at in range(count))
    ),
    "as above": _tasks("{0}.做{1}{2}。（同上）\n"),
    "duties by unit": _tasks("{0}.市{1}局：\n做{1}{2}。\n"),
    "rows": lambda count, own: "序号,任务,责任单位\n" + "".join(f"{at},做{own}{at},市{own}局\n" for at in range(count)),
    "rows without titles": lambda count, own: "".join(f"{at},做{own}{at},市{own}局\n" for at in range(count)),
    "a sentence of 由": lambda count, own: (
        f"{_HEAD}1.{own}" + "".join(f"由{own}{at}" for at in range(count // 4)) + "负责。\n"
    ),
    "a sentence of numbers": lambda count, own: f"{_HEAD}1.{own}第" + "、".join(map(str, range(count))) + "\n",
}


WITHIN_A_SENTENCE = {"a sentence of 由", "a sentence of numbers"}
"""What is tried at so many places at most, however many there are."""


def steps(count: int, own: str, shape: str) -> int:
    """How many lines are run to read a plan of this shape."""
    lines = lines_of_document(SHAPES[shape](count, own).encode(), ".csv" if "rows" in shape else ".txt")
    ran = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal ran
        ran += event == "line"
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        read_plan(lines)
    finally:
        sys.settrace(before)
    return ran


@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_with_the_text(shape: str) -> None:
    steps(20, "甲", shape)  # what is worked out once for all plans
    once, twice = steps(120, "乙", shape), steps(240, "丙", shape)
    assert twice < (1.5 if shape in WITHIN_A_SENTENCE else 2.2) * once


def test_a_list_of_numbers_is_no_longer_than_such_lists_are() -> None:
    """From each 第 a pattern without a bound would go on to the end of the line."""
    numbers = [str(number) for number in range(1, 15)]
    assert re.match(NUMBERED, f"第{'、'.join(numbers[:13])}项") is not None
    assert re.match(NUMBERED, f"第{'、'.join(numbers)}项") is None
