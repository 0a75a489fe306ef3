"""Whatever the bytes, the reader gives values or findings, with places that exist, and never an exception."""

from __future__ import annotations

import io
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.settings import Limits
from dutykit.schemas.json_schema import SCHEMAS
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml
from dutykit.workspace.yaml.scalar_text import scalar_text

LIMITS = Limits(nodes=2_000)

KEYS = st.sampled_from(
    ["unit", "cycle", "state", "answers", "indicator", "rating", "score", "metrics", "evidence", "problems", "chapters",
     "sections", "indicators", "id", "text", "units", "groups", "members", "title", "source", "limits", "甲", ""]
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from(["met", "draft", "2019-01-01", "甲"])
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)
YAML_LIKE = st.lists(
    st.sampled_from([*"abc:-#&*!|>'\"%@`{}[],? \n\t甲：，0123.~", "\n  ", "- ", ": ", "---\n", "\r\n", "\u2028"]),
    max_size=60,
).map("".join)


def written(tree: Any) -> str:
    buffer = io.StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.allow_unicode = True
    writer.dump(tree, buffer)
    return buffer.getvalue()


def check_document(data: bytes) -> None:
    document = read_yaml(data, "f.yaml", LIMITS)
    assert document.readable or document.findings
    for finding in document.findings:
        assert finding.place.line >= 1
        assert finding.place.column >= 1
        assert finding.message
    if document.readable:
        for kind in SCHEMAS.values():
            record, findings, complete = decode(kind, document)
            assert complete == (not findings)
            assert record is not None or findings
            for finding in findings:
                line = document.source.line(finding.place.line)
                assert finding.place.column <= len(line) + 1


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check_document(data)


@settings(max_examples=300)
@given(YAML_LIKE)
def test_anything_like_yaml(text: str) -> None:
    check_document(text.encode())


@settings(max_examples=200)
@given(TREES)
def test_any_tree_reads_back_with_its_places(tree: Any) -> None:
    check_document(written(tree).encode("utf-8", "surrogatepass"))


@given(TREES)
def test_every_place_points_at_what_stands_there(tree: Any) -> None:
    buffer = io.StringIO()
    YAML(typ="safe", pure=True).dump({"root": tree}, buffer)
    document = read_yaml(buffer.getvalue().encode("utf-8", "surrogatepass"), "f.yaml", LIMITS)
    if document.readable:
        walk(document.value)


def walk(node: object) -> None:
    if isinstance(node, MarkedMapping):
        assert len(node.events) == 2 * len(node)
        for key, value in node.items():
            place = node.key_place(key)
            line = node.source.line(place.line)
            if key.isalnum() and key.isascii():
                assert line[place.column - 1 :].lstrip("'\"?").startswith(key)
            walk(value)
    elif isinstance(node, MarkedSequence):
        assert len(node.events) == len(node)
        for value in node:
            walk(value)


@given(st.text(max_size=30) | st.integers(-(10**12), 10**12))
def test_a_written_scalar_reads_back(value: str | int) -> None:
    text = f"key: {scalar_text(value)}\n"
    assert text.count("\n") == 1
    document = read_yaml(text.encode("utf-8", "surrogatepass"), "f.yaml", LIMITS)
    if document.readable:
        assert document.value["key"] == value
    else:  # only what YAML itself cannot carry
        assert any(0xD800 <= ord(one) <= 0xDFFF for one in str(value))


def read_with_care(data: bytes) -> Any:
    """The document as it is read where something in it is unusual."""
    with patch("dutykit.workspace.yaml.reader.plain_document", lambda _source, _limits: None):
        return read_yaml(data, "f.yaml", LIMITS)


def places(node: object) -> list[Any]:
    here: list[Any]
    if isinstance(node, MarkedMapping):
        here = [(key, node.key_place(key), node.value_place(key)) for key in node]
        return [node.place(), *here, *(place for value in node.values() for place in places(value))]
    if isinstance(node, MarkedSequence):
        here = [node.item_place(index) for index in range(len(node))]
        return [node.place(), *here, *(place for value in node for place in places(value))]
    return [type(node)]


@settings(max_examples=300)
@given(YAML_LIKE | TREES.map(written))
def test_the_quick_way_reads_what_the_careful_one_does(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    quick, careful = read_yaml(data, "f.yaml", LIMITS), read_with_care(data)
    assert quick.value == careful.value
    assert places(quick.value) == places(careful.value)
    assert list(quick.findings) == list(careful.findings)
    assert quick.readable == careful.readable
