"""Which names are of one office and which of several."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.words.body import is_group


@pytest.mark.parametrize(
    "name", ["各乡镇", "沿线各乡镇", "沿海各镇", "县直各学校", "市各功能区管委会", "全县中小学", "全市高校", "有关部门"]
)
def test_a_name_of_several(name: str) -> None:
    assert is_group(name)


@pytest.mark.parametrize("name", ["全州县教育局", "甲镇人民政府", "县教育局", "市各界人士联谊会", "全国总工会"])
def test_a_name_of_one(name: str) -> None:
    assert not is_group(name)
