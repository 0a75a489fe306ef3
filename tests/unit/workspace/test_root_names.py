"""What workspaces are called beside each other."""

from __future__ import annotations

from pathlib import Path

from dutykit.workspace.root_names import names_of


def test_a_city_is_called_as_its_folder_and_as_much_above_it_as_tells_it_apart() -> None:
    assert names_of([Path("/省/甲市"), Path("/省/乙市")]) == ["甲市", "乙市"]
    assert names_of([Path("/省/甲市/数据"), Path("/省/乙市/数据")]) == ["甲市/数据", "乙市/数据"]
    assert names_of([Path("/甲/数据"), Path("/乙/甲/数据")])[1] == "乙/甲/数据"


def test_a_name_that_is_not_utf_8_can_be_written() -> None:
    assert names_of([Path("/省/\udcff甲"), Path("/省/乙市")]) == ["\ufffd甲", "乙市"]
