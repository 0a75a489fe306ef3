"""Characters that only libyaml takes for line breaks are text, in their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.model.place import MarkedMapping
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.line_breaks import STANDINGS, has_odd_breaks, parsed_data, restored
from dutykit.workspace.yaml.reader import read_yaml

ODD = [real for real, _standing in STANDINGS]


@given(st.text(st.sampled_from(["a", "甲", "\n", *ODD])))
def test_what_stands_for_them_has_their_length_and_is_taken_back(text: str) -> None:
    data = parsed_data(text.encode())
    assert data is not None
    assert len(data) == len(text.encode())
    assert not has_odd_breaks(data)
    assert restored(data.decode()) == text


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "form",
    ["a: 甲{}乙", "a: '甲{}乙'", 'a: "甲{}乙"', "a: |-\n  甲{}乙", "a: [甲{}乙]", "# {}\na: 甲{}乙", "a: &x 甲{}乙"],
)
def test_they_are_part_of_a_text(form: str, odd: str) -> None:
    document = read_yaml(f"{form}\nb: 1\n".replace("{}", odd).encode(), "a.yaml", Limits())
    assert document.findings in ([], ())
    assert isinstance(document.value, MarkedMapping)
    assert document.value["a"] in (f"甲{odd}乙", [f"甲{odd}乙"])
    place = document.value.key_place("b")
    assert document.source.line(place.line) == "b: 1"


@pytest.mark.parametrize("odd", ODD)
def test_keys_too(odd: str) -> None:
    document = read_yaml(f"甲{odd}乙: 1\n甲{odd}乙: 2\n".encode(), "a.yaml", Limits())
    assert document.value == {f"甲{odd}乙": 1}
    assert [one.rule for one in document.findings] == ["duplicate-key"]


def test_a_file_with_what_would_stand_for_them_is_refused_at_its_place() -> None:
    document = read_yaml("a: 1\nb: x\u2028\ufdd0\n".encode(), "a.yaml", Limits())
    (finding,) = document.findings
    assert (finding.rule, finding.place[1:3], document.readable) == ("yaml-syntax", (2, 5), False)
