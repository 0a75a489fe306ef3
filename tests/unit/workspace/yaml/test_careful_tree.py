"""What is unusual is read with all its faults named, within the limits."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from _ruamel_yaml import CParser

from dutykit.model.finding import Finding
from dutykit.model.place import MarkedMapping, SourceFile
from dutykit.model.settings import Limits
from dutykit.workspace.faults import MOST_FINDINGS
from dutykit.workspace.yaml.careful_tree import CarefulTree, StopReadingError


def tree(text: str, limits: Limits | None = None) -> tuple[Any, list[tuple[str, int, int]], bool]:
    """The root, the findings by rule, line and column, and whether the reading stopped."""
    value, findings, stopped = parsed(text, limits or Limits())
    return value, [(one.rule, one.place.line, one.place.column) for one in findings], stopped


def parsed(text: str, limits: Limits) -> tuple[Any, list[Finding], bool]:
    parser = CParser(text.encode())
    parser.get_event()  # the stream's start
    parser.get_event()  # the document's
    findings: list[Finding] = []
    reader = CarefulTree(SourceFile("a.yaml", text.encode()), limits, findings)
    try:
        return reader.root(parser.get_event), findings, False
    except StopReadingError:
        return None, findings, True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb: '1'\nc: [x, 1.50, null, '', 中, {d: ~, e: 2019-01-02}, []]\n",
         {"a": 1, "b": "1", "c": ["x", Decimal("1.50"), None, "", "中", {"d": None, "e": dt.date(2019, 1, 2)}, []]}),
        ("a", "a"),
        ("5", 5),
        ("[]", []),
        ("a: &x 1\nb: *x\n", {"a": 1, "b": 1}),
        ("a: &x '1'\nb: *x\n", {"a": "1", "b": "1"}),
        ("a: &x {k: [1]}\nb: [*x, *x]\n", {"a": {"k": [1]}, "b": [{"k": [1]}, {"k": [1]}]}),
        ("a: &x [1, &y {k: 2}]\nb: *y\nc: *x\n", {"a": [1, {"k": 2}], "b": {"k": 2}, "c": [1, {"k": 2}]}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
        ("&k a: 1\nb: *k\n", {"a": 1, "b": "a"}),
    ],
)  # fmt: skip
def test_values(text: str, value: object) -> None:
    assert tree(text) == (value, [], False)


def test_an_alias_is_the_same_object() -> None:
    root, _findings, _stopped = tree("a: &x {k: 1}\nb: *x\nc: &y [1]\nd: *y\n")
    assert root["a"] is root["b"]
    assert root["c"] is root["d"]
    assert [len(one.events) for one in (root, root["a"], root["c"])] == [8, 2, 1]
    assert root.events[3].start_mark.line == 1  # where the alias is written


@pytest.mark.parametrize(
    ("text", "value", "faults"),
    [
        ("a: !t 1\nb: !t [!t 2]\nc: !!str 3\n", {"a": "1", "b": ["2"], "c": "3"},
         [("custom-tag", 1, 4), ("custom-tag", 2, 4), ("custom-tag", 2, 8), ("custom-tag", 3, 4)]),
        ("a: 1\nb: 2\na: 3\nb: {c: [4]}\na: 5\nd: 6\n", {"a": 1, "b": 2, "d": 6},
         [("duplicate-key", 3, 1), ("duplicate-key", 4, 1), ("duplicate-key", 5, 1)]),
        ("a: {b: 1, b: 2}\nc: {b: 1}\n", {"a": {"b": 1}, "c": {"b": 1}}, [("duplicate-key", 1, 11)]),
        ("a: *x\nb: &x [1, *x]\nc: *x\n", {"a": None, "b": [1, None], "c": [1, None]}, [("bad-alias", 1, 4), ("bad-alias", 2, 11)]),
        ("a: &x 1\nb: &x [*x]\n", {"a": 1, "b": [None]}, [("bad-alias", 2, 8)]),
    ],
)  # fmt: skip
def test_faults_after_which_the_reading_goes_on(text: str, value: object, faults: list[Any]) -> None:
    assert tree(text) == (value, faults, False)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\n? [b]\n: 2\n", ("key-not-text", 2, 3)),
        ("a: 1\n? {b: 1}\n: 2\n", ("key-not-text", 2, 3)),
        ("a: &x 1\n? *x\n: 2\n", ("key-not-text", 2, 3)),
    ],
)
def test_faults_after_which_it_stops(text: str, fault: Any) -> None:
    assert tree(text) == (None, [fault], True)


def test_of_a_key_that_is_there_twice_the_first_stays_in_its_place() -> None:
    root, findings, _stopped = parsed("a: 1\nb: 2\na: 3\nc: 4\n", Limits())
    assert isinstance(root, MarkedMapping)
    assert [root.key_place(key).line for key in root] == [1, 2, 4]
    assert len(root.events) == 6
    assert [related.place[1:3] for related in findings[0].related] == [(1, 1)]
    assert "“a”" in findings[0].message


@pytest.mark.parametrize(
    ("text", "limits", "place"),
    [
        ("[[a]]", {"depth": 2}, (1, 2)),
        ("{a: {b: c}}", {"depth": 2}, (1, 5)),
        ("[a, b]", {"nodes": 4}, (1, 5)),
        ("a: &x [1, 2]\nb: [*x, *x]\n", {"aliases": 2}, (2, 9)),
        ("a: &x [1, 2]\nb: [*x]\n", {"nodes": 11}, (2, 5)),
        ("!t abc", {"scalar_characters": 6}, (1, 1)),
    ],
)
def test_limits(text: str, limits: dict[str, int], place: tuple[int, int]) -> None:
    assert tree(text, Limits(**limits))[2] is False
    ((name, most),) = limits.items()
    less = 2 if name == "scalar_characters" else most - 1
    value, faults, stopped = tree(text, Limits(**{name: less}))
    assert (value, stopped) == (None, True)
    assert faults[-1] == ("limit-exceeded", *place)


@pytest.mark.parametrize(("most", "stops"), [(3, False), (2, True)])
def test_the_length_of_a_scalar(most: int, *, stops: bool) -> None:
    assert tree("[abc, ab]", Limits(scalar_characters=most))[2] is stops


def test_what_aliases_repeat_counts_with_all_it_holds() -> None:
    def least(text: str) -> int:
        return next(nodes for nodes in range(1, 100) if not tree(text, Limits(nodes=nodes))[2])

    text = "a: &x {k: 1}\nb: &y [*x, *x]\nc: *y\n"
    # 12 events up to the last alias; each of the three stands for what it repeats, and *y for what its items do too.
    assert (least(text.replace("*x", "1").replace("*y", "1")), least(text)) == (14, 27)


def test_there_is_an_end_of_findings() -> None:
    text = "".join(f"k{number}: !t 1\n" for number in range(MOST_FINDINGS + 5))
    value, faults, stopped = tree(text)
    assert (value, stopped, len(faults)) == (None, True, MOST_FINDINGS + 1)
    assert faults[-1] == ("limit-exceeded", MOST_FINDINGS, faults[-2][2])
    fewer = "".join(f"k{number}: !t 1\n" for number in range(MOST_FINDINGS - 1))
    assert len(tree(fewer)[1]) == MOST_FINDINGS - 1


def test_long_names_are_shortened() -> None:
    name = "x" * 200
    for text in (f"{name}: 1\n{name}: 2\n", f"a: *{name}\n", f"a: !{name} 1\n"):
        _value, findings, _stopped = parsed(text, Limits())
        assert "x" * 50 in findings[0].message
        assert len(findings[0].message) < 120
