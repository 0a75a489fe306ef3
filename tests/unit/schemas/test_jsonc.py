"""Editor settings are changed in place: comments and everything else stay."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.schemas.jsonc import JsoncError, read_jsonc, with_member


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("{}", '{\n  "a": {\n    "b": 1\n  }\n}'),
        ("{}\n", '{\n  "a": {\n    "b": 1\n  }\n}\n'),
        ('{\n    "x": 1\n}\n', '{\n    "x": 1,\n    "a": {\n        "b": 1\n    }\n}\n'),
        ('{\n  "x": 1, // 末项\n  // 尾注\n}\n', '{\n  "x": 1, // 末项\n  // 尾注\n  "a": {\n    "b": 1\n  }\n}\n'),
        ('{\n  "x": 1 // 末项\n}\n', '{\n  "x": 1, // 末项\n  "a": {\n    "b": 1\n  }\n}\n'),
        ('{"x": 1}', '{"x": 1,\n  "a": {\n    "b": 1\n  }\n}'),
        ('{\r\n\t"x": 1\r\n}\r\n', '{\r\n\t"x": 1,\r\n\t"a": {\r\n\t\t"b": 1\r\n\t}\r\n}\r\n'),
        ('{ // 一\n  "a": { /* 二 */ "c": "//" }\n}', '{ // 一\n  "a": { /* 二 */ "c": "//",\n    "b": 1\n  }\n}'),
        ('{"a": {"b": [1, 2, ], },}', '{"a": {"b": 1, },}'),
        ('{"a": {"b": 1}}', '{"a": {"b": 1}}'),
    ],
)
def test_a_member_is_put_in(text: str, changed: str) -> None:
    assert with_member(text, ("a", "b"), 1) == changed
    assert with_member(changed, ("a", "b"), 1) == changed


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1', '{"a": [1}', "// 一", '{"a": {}, "a": {}}', '{"a": 1}', "{'a': {}}", "[" * 9999]
)
def test_what_cannot_be_changed_safely_is_refused(text: str) -> None:
    with pytest.raises(JsoncError):
        with_member(text, ("a", "b"), 1)


def test_comments_and_last_commas_are_passed_over() -> None:
    text = '/* 一 */ {"a": "/* \\" // 字 */", // 二\n "b": [1, /* 三 */ ], "c": ",]",\n}'
    assert read_jsonc(text) == {"a": '/* " // 字 */', "b": [1], "c": ",]"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.text(max_size=3), VALUES, max_size=4), st.text(max_size=3), VALUES, st.sampled_from([None, 1, 4])
)
def test_the_rest_stays(settings: dict[str, Any], key: str, value: Any, indent: int | None) -> None:
    text = json.dumps(settings, indent=indent, ensure_ascii=False)
    assert read_jsonc(with_member(text, (key,), value)) == {**settings, key: value}


@given(st.text(alphabet='{}[]":,/* \n\\a1', max_size=30))
def test_any_text_is_changed_or_refused(text: str) -> None:
    try:
        changed = with_member(text, ("a", "b"), 1)
    except JsoncError:
        return
    assert read_jsonc(changed)["a"]["b"] == 1
