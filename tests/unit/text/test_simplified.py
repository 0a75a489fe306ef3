from __future__ import annotations

import pytest

from dutykit.text.simplified import is_traditional, simplified
from dutykit.text.simplified_characters import SIMPLIFIED, TRADITIONAL
from tests.conftest import REPOSITORY

PLAN = (REPOSITORY / "tests/data/plans/48-dingxi.txt").read_text(encoding="utf-8")


def test_each_place_stays_the_same() -> None:
    text = "（責任單位：市財政局、市「雙減」辦）ABC 2026"
    assert simplified(text) == "（责任单位：市财政局、市“双减”办）ABC 2026"
    assert len(simplified(text)) == len(text)


def test_a_character_has_one_simplified_one_that_has_none_itself() -> None:
    assert len(set(TRADITIONAL)) == len(TRADITIONAL) == len(SIMPLIFIED)
    assert simplified("责任单位") == "责任单位"
    assert sum(simplified(one) != one for one in SIMPLIFIED) < len(SIMPLIFIED) // 100


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("某市示例方案\n一、示例建設。（責任單位：市教育局）", True),
        ("某市示例方案\n一、示例建设。（责任单位：市教育局）", False),
        (PLAN.replace("市", "乾县") + "瞭望台、名著阅读，責任", False),
        ("", False),
    ],
)
def test_which_texts_are_in_traditional_characters(text: str, is_one: bool) -> None:
    assert is_traditional(text.split("\n")) is is_one
