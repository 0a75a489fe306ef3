"""The reader gives plain values with places, and a finding for everything it refuses."""

from __future__ import annotations

import pytest

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.reader import Document, read_yaml


def read(text: str | bytes, limits: Limits | None = None) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read_yaml(data, "甲.yaml", limits or Limits())


def only(document: Document) -> tuple[str, int, int]:
    """The rule, line and column of the one finding."""
    assert len(document.findings) == 1, document.findings
    finding = document.findings[0]
    assert finding.place.file == "甲.yaml"
    return finding.rule, finding.place.line, finding.place.column


def test_values_and_places() -> None:
    document = read("单位: 市财政局\n项:\n  - 名: a\n    值: 'x'\n  - [1, 二]\n叙述: |\n  第一行\n  第二行\n")
    value = document.value
    assert document.readable
    assert value == {"单位": "市财政局", "项": [{"名": "a", "值": "x"}, [1, "二"]], "叙述": "第一行\n第二行\n"}
    assert isinstance(value, MarkedMapping)
    assert value.key_place("单位")[1:] == (1, 1, 2)
    assert value.value_place("单位")[1:] == (1, 5, 4)
    items = value["项"]
    assert isinstance(items, MarkedSequence)
    assert items.place()[1:3] == (3, 3)
    assert items.item_place(0)[1:3] == (3, 5)
    assert items[0].value_place("值")[1:] == (4, 8, 3)
    assert items.item_place(1)[1:3] == (5, 5)
    assert value.value_place("叙述")[1:3] == (6, 5)


def test_a_value_that_is_not_there_stands_at_its_key() -> None:
    value = read("a:\nb: 1\n").value
    assert value.value_place("a")[1:] == (1, 1, 1)
    assert value.value_place("没有")[1:3] == (1, 1)


def test_crlf_counts_as_one_line_break() -> None:
    value = read("a: 1\r\nb: 2\r\n").value
    assert value.value_place("b")[1:3] == (2, 4)
    assert value.source.line(2) == "b: 2"


def test_byte_order_mark_is_not_part_of_the_text() -> None:
    value = read(b"\xef\xbb\xbfa: 1\n").value
    assert value == {"a": 1}
    assert value.key_place("a")[1:3] == (1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("file-empty", 1, 1)),
        ("# 只有说明\n", ("file-empty", 1, 1)),
        ("--- \n...\n", ("file-empty", 1, 1)),
        ("a: [1, 2\n", ("yaml-syntax", 1, 9)),
        ("a: b: c\n", ("yaml-syntax", 1, 5)),
        ("a:\n\t- b\n", ("yaml-syntax", 2, 1)),
        ("a: '没有结束\nb: 1\n", ("yaml-syntax", 2, 5)),
        ("a: @b\n", ("yaml-syntax", 1, 4)),
        ("a: 1\nb\x00: 2\n", ("yaml-syntax", 2, 2)),
        ("a: 1\n---\nb: 2\n", ("several-documents", 2, 1)),
        ("a: 1\nb: 2\na: 3\n", ("duplicate-key", 3, 1)),
        ("? [a]\n: b\n", ("key-not-text", 1, 3)),
        ("a: !!python/object:os.system ls\n", ("custom-tag", 1, 4)),
        ("a: !foo {b: 1}\n", ("custom-tag", 1, 4)),
        ("a: *none\n", ("bad-alias", 1, 4)),
        ("a: &x [1, *x]\n", ("bad-alias", 1, 11)),
    ],
)
def test_refusals(text: str, expected: tuple[str, int, int]) -> None:
    assert only(read(text)) == expected


def test_duplicate_key_keeps_the_first_and_shows_it() -> None:
    document = read("a: 1\nb: 2\na: {c: [3]}\nd: 4\n")
    assert document.value == {"a": 1, "b": 2, "d": 4}
    assert document.value.value_place("d")[1:3] == (4, 4)
    assert document.findings[0].related[0].place[1:3] == (1, 1)


@pytest.mark.parametrize(
    ("data", "line", "column", "named"),
    [
        ("单位: 市财政局\n".encode("gb18030"), 1, 1, "GB18030"),
        ("a: 1\nb: 中\n".encode("gb18030"), 2, 4, "GB18030"),
        ("a: 1\n".encode("utf-16"), 1, 1, "UTF-16"),
        (b"a: \xff\xff\xff\n", 1, 4, ""),
    ],
)
def test_other_encodings_are_named(data: bytes, line: int, column: int, named: str) -> None:
    document = read(data)
    assert only(document) == ("not-utf8", line, column)
    assert named in document.findings[0].message
    assert not document.readable


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("a: " + "x" * 100, Limits(file_bytes=50)),
        ("[" * 30 + "]" * 30, Limits(depth=20)),
        ("a: [1, 2, 3, 4, 5, 6]", Limits(nodes=5)),
        ("a: &x 1\nb: [*x, *x, *x]", Limits(aliases=2)),
    ],
)
def test_limits(text: str, limits: Limits) -> None:
    document = read(text, limits)
    assert only(document)[0] == "limit-exceeded"
    assert document.value is None


def test_a_billion_laughs_are_not_built() -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    document = read("\n".join(lines))
    assert only(document)[0] == "limit-exceeded"


def test_deep_nesting_stops_at_the_limit() -> None:
    assert only(read("[" * 20_000))[0] == "limit-exceeded"


def test_an_alias_is_the_anchored_value() -> None:
    assert read("a: &x {b: 1}\nc: *x\n").value == {"a": {"b": 1}, "c": {"b": 1}}


def test_a_full_width_colon_is_pointed_out() -> None:
    document = read("a: 1\nb：2\nc: 3\n")
    assert only(document)[0] == "yaml-syntax"
    assert "全角" in (document.findings[0].fix or "")


def test_a_quoted_scalar_is_text() -> None:
    assert read("a: '9'\nb: \"true\"\nc: '2019-01-01'\n").value == {"a": "9", "b": "true", "c": "2019-01-01"}


def test_limits_by_the_byte() -> None:
    assert read("a: 1\n", Limits(file_bytes=5)).readable
    document = read("a: 1\n", Limits(file_bytes=4))
    assert (document.source.data, document.findings[0].place[1:]) == (b"", (1, 1, 1))
    assert all(one in document.findings[0].message for one in ("5", "4"))
    heads = "".join(f"%TAG !{number}! x:\n" for number in range(51))
    assert only(read(heads + "--- a: 1\n")) == ("limit-exceeded", 1, 1)
    assert read(heads[heads.index("\n") + 1 :] + "---\na: 1\n").value == {"a": 1}
    assert read("a: '" + "%" * 60 + "'\n").readable


def test_what_of_a_file_is_read() -> None:
    document = read("a: 1\n---\nb: 2\n")
    assert (document.readable, document.value) == (True, {"a": 1})
    assert read("a: 1\n...\n").findings == []
    for text in ("", "--- \n...\n", "a: [", "a: \x01"):
        document = read(text)
        assert (document.readable, document.value) == (False, None)
    document = read("a: *x\n")
    assert (document.readable, document.value) == (True, {"a": None})
    assert read("5").value == 5
    assert read("{}").value == {}
    assert read("&x a: *x\n").findings == []
    assert [one.rule for one in read("!t\n").findings] == ["custom-tag"]


def test_utf16_is_named_also_where_libyaml_would_read_it() -> None:
    for data in ("a: 1\n".encode("utf-16-le"), "a: 1\n".encode("utf-16-be")):
        mark = b"\xff\xfe" if data[0] else b"\xfe\xff"
        document = read(mark + data)
        assert only(document) == ("not-utf8", 1, 1)
        assert not document.readable
