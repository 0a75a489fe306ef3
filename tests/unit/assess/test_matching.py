"""Which indicators of two catalogues are the same one. All texts are invented."""

from __future__ import annotations

import pytest

from dutykit.assess import matching
from dutykit.assess.matching import matched
from dutykit.model.catalogue import Indicator


def indicators(**texts: str) -> list[Indicator]:
    return [Indicator(id=key.removeprefix("n"), text=text) for key, text in texts.items()]


def pairs(old: list[Indicator], new: list[Indicator]) -> dict[str, str]:
    return {one.old.id: one.new.id for one in matched(old, new)}


def test_texts_are_compared_without_blanks_and_in_simplified_characters() -> None:
    (one,) = matched(indicators(n1="建設示例\n學校。"), indicators(n7="建设示例学校。"))
    assert (one.old.id, one.new.id, one.likeness) == ("1", "7", 1.0)


def test_the_most_alike_are_one_and_of_two_the_one_with_the_same_id() -> None:
    old = indicators(n1="建设示例场馆和附属设施。")
    assert pairs(old, indicators(n2="建设示例场馆和附近设施。", n3="建设示例场馆和道路。")) == {"1": "2"}
    assert pairs(old, indicators(n2="建设示例场馆和附属用房。", n1="建设示例场馆和附属车位。")) == {"1": "1"}
    assert pairs(old, indicators(n2="推广经验。")) == {}


def test_of_very_many_only_those_of_the_same_id_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_MOST_PAIRS", 3)
    old, new = (
        indicators(n1="建设示例场馆。", n2="培训示例教师。"),
        indicators(n2="建设示例场地。", n1="建设示例会馆。"),
    )
    assert pairs(old, new) == {"1": "1"}
