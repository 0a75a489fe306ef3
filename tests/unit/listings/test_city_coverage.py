"""The coverage of several cities beside each other."""

from __future__ import annotations

from collections.abc import Mapping

from dutykit.listings.city_coverage import compared
from dutykit.output.table.joined import Named
from dutykit.output.table.record import Column, Group, Share, Table


def city(name: str, texts: Mapping[str, str]) -> Named:
    rows = tuple((number, text, Share(1, 2)) for number, text in texts.items())
    columns = (Column("编号"), Column("三级指标"), Column("填报率", "share"))
    return Named(name, Table(title="", columns=columns, groups=(Group(rows),), total=("", "合计", Share(1, 2))))


def test_what_has_another_number_in_another_city_is_named() -> None:
    same = {"1": "甲。", "2": "乙。", "3": "乙。"}
    found = compared([city("甲市", same | {"4": "丙。"}), city("乙市", same | {"9": "丙。"})])
    assert found.notes == ("文字相同而编号不同，分别列出：4、9", "只在甲市：4", "只在乙市：9")
    assert compared([city("甲市", same), city("乙市", same)]).notes == ()
