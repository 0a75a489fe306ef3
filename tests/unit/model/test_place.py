"""Places count lines and columns from 1, in characters."""

from __future__ import annotations

from dutykit.model.place import Place, SourceFile, place_of_path
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.reader import read_yaml


def test_lines_break_where_editors_break_them() -> None:
    source = SourceFile("x", "一\r\n二\r三\x85四\u2028五\u2029六\x0b七\n".encode())
    assert [source.line(number) for number in range(1, 6)] == ["一", "二", "三\x85四\u2028五\u2029六\x0b七", "", ""]


def test_a_place_prints_as_a_terminal_link() -> None:
    assert str(Place("data/units.yaml", 3, 5, 2)) == "data/units.yaml:3:5"


def test_the_nearest_parent_where_a_path_leads_nowhere() -> None:
    value = read_yaml(b"a:\n  - b: {c: 1}\n", "x", Limits()).value
    found = place_of_path(value, ["a", 0, "b", "c"])
    assert found is not None
    assert found[1:3] == (2, 12)
    nearest = place_of_path(value, ["a", 0, "b", "d", "e"])
    assert nearest is not None
    assert nearest[1:3] == (2, 8)
    key = place_of_path(value, ["a", 0, "b"], key=True)
    assert key is not None
    assert key[1:3] == (2, 5)
    assert place_of_path({"a": 1}, ["a"]) is None
