"""What a text must contain after operations: values, order and types."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dutykit.workspace.yaml.changes import Changes, outline
from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import Drop, Operation, PutItem, RenameKey, Reorder, SetValue, is_new
from tests.unit.workspace.yaml.editing import read


def seen(value: Any) -> Any:
    """An outline as lists: of a mapping its entries as pairs."""
    if isinstance(value, str):
        return value
    kind, content = value
    if kind == "mapping":
        return [(key, seen(one)) for key, one in content]
    return [seen(one) for one in content] if kind == "sequence" else content


def test_values_compare_by_type_and_numbers_by_digits() -> None:
    assert outline(5) == outline(Decimal(5))
    assert outline(Decimal("1E+2")) == outline(100)
    different = [5, Decimal("5.0"), "5", True, "True", 1, None, "None", dt.date(2019, 1, 2), "2019-01-02", [], {}, ""]
    for number, one in enumerate(different):
        assert all(outline(one) != outline(other) for other in different[:number]), one


def test_order_counts() -> None:
    assert outline({"a": 1, "b": 2}) != outline({"b": 2, "a": 1})
    assert outline([1, 2]) != outline([2, 1])
    assert outline((1, 2)) == outline([1, 2]) == outline(Flow([1, Flow(2)]))
    assert outline({"a": []}) != outline({"a": {}})


def test_all_operations() -> None:
    root = read("{a: 1, b: {c: 2}, d: [x, y, z], e: [1, 2, 3], f: 6}").value
    operations: list[Operation] = [
        SetValue(root, "g", [7], ("a",)),
        SetValue(root, "h", 8, ("a", "b", "zz")),
        SetValue(root, "i", 9, ("f",)),
        SetValue(root, "j", 10, ("b", "a")),
        SetValue(root, "a", Flow({"k": None})),
        SetValue(root["b"], "c", "2"),
        RenameKey(root, "b", 5),
        Drop(root, "f"),
        Drop(root["d"], 1),
        PutItem(root["d"], 0, "u"),
        PutItem(root["d"], 1, "v"),
        PutItem(root["d"], 3, "w"),
        PutItem(root["d"], 3, "x"),
        Reorder(root["e"], (2, 0, 1)),
        SetValue(root["e"], 0, 4),
    ]
    assert seen(outline(root, Changes(operations))) == [
        ("a", [("k", "None")]),
        ("g", ["7"]),
        ("5", [("c", "2")]),
        ("h", "8"),
        ("j", "10"),
        ("d", ["u", "x", "v", "z", "w", "x"]),
        ("e", ["3", "4", "2"]),
        ("i", "9"),
    ]
    assert [one.step for one in operations if isinstance(one, SetValue) and is_new(one)] == ["g", "h", "i", "j"]


def test_where_nothing_stays() -> None:
    root = read("{a: 1, b: [x]}").value
    changes = Changes([Drop(root, "a"), Drop(root, "b"), SetValue(root, "c", 1, ("a",))])
    assert changes.kept(root) == []
    assert seen(outline(root, changes)) == [("c", "1")]
    changes = Changes([Drop(root["b"], 0), PutItem(root["b"], 1, "y")])
    assert changes.kept(root["b"]) == []
    assert changes.kept(root) == ["a", "b"]
    assert seen(outline(root, changes)) == [("a", "1"), ("b", ["y"])]


def test_an_alias_is_changed_with_its_anchor() -> None:
    root = read("a: &x {b: 1}\nc: *x\n").value
    assert seen(outline(root, Changes([SetValue(root["c"], "b", 2)]))) == [("a", [("b", "2")]), ("c", [("b", "2")])]


@pytest.mark.parametrize("after", [(), ("zz",), ("c", "a", "b")])
def test_a_new_key_goes_last_if_none_of_those_before_it_is_there(after: tuple[str, ...]) -> None:
    root = read("{a: 1, b: 2, c: 3}").value
    assert Changes().key_before(SetValue(root, "n", 1, after)) == "c"
