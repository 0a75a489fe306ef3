"""A change of a YAML text touches its own span, or is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dutykit.model.mend import AddKey, Change, Reorder, Replace, Rewrite
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.editor import UnsafeEditError, edited
from dutykit.workspace.yaml.reader import Document, read_yaml

LIMITS = Limits()


def read(text: str) -> Document:
    document = read_yaml(text.encode(), "f.yaml", LIMITS)
    assert document.readable
    return document


def text_after(document: Document, *changes: Change) -> str:
    return edited(document, changes, LIMITS).source.data.decode()


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("k:  a  # c\r\nm: n", "b", "k:  b  # c\r\nm: n"),
        ("k: 'a''b'\n", "c'd", "k: 'c''d'\n"),
        ('k: "a\\tb" \n', 'c"d\\', 'k: "c\\"d\\\\" \n'),
        ("{k: a, m: n}", "b", "{k: b, m: n}"),
        ("{k: 'a', m: n}", 5, "{k: 5, m: n}"),
        ("k: '2019'\n", 2019, "k: 2019\n"),
        ("k: '85.50'\n", Decimal("85.50"), "k: 85.50\n"),
        ("k: 2019年3月1日\n", dt.date(2019, 3, 1), "k: 2019-03-01\n"),
        ("k: a\n", "9", 'k: "9"\n'),  # a text of digits stays a text
        ("k: a\n", "true", 'k: "true"\n'),
        ("k: a\n", "b: c", 'k: "b: c"\n'),
        ("k:\nm: n\n", "b", "k: b\nm: n\n"),
        ("k: # c\nm: n\n", "b", "k: b # c\nm: n\n"),
        ("{k: , m: n}", "b", "{k: b, m: n}"),
        ("k: ~\n", "b", "k: b\n"),
        ("# 𝄞\u2028k: a # 𝄞\n", "b", "# 𝄞\u2028k: b # 𝄞\n"),
    ],
)
def test_a_value(text: str, value: object, after: str) -> None:
    document = read(text)
    assert text_after(document, Rewrite(document.value, "k", value)) == after


@pytest.mark.parametrize(
    "text", ["k: |\n  a\n", "k: 'a\n  b'\n", "m: &x a\nk: *x\n", "k: &x a\nm: *x\n", "k: >\n  a\n"]
)
def test_a_value_that_is_left_alone(text: str) -> None:
    document = read(text)
    with pytest.raises(UnsafeEditError):
        edited(document, [Rewrite(document.value, "k", "b")], LIMITS)


def test_a_value_that_cannot_be_written_plainly() -> None:
    document = read("k: a\n")
    for value in ("a\nb", "\u200b", True, None, 1.5):
        with pytest.raises(UnsafeEditError):
            edited(document, [Rewrite(document.value, "k", value)], LIMITS)


def test_an_item_and_a_key() -> None:
    document = read('[a, "b ", c]')
    assert text_after(document, Rewrite(document.value, 1, "b")) == '[a, "b", c]'
    document = read('"k ": 1 # c\nm: 2\n')
    assert text_after(document, Rewrite(document.value, "k ", "k", of_key=True)) == '"k": 1 # c\nm: 2\n'
    with pytest.raises(UnsafeEditError):  # the key would be there twice
        edited(document, [Rewrite(document.value, "k ", "m", of_key=True)], LIMITS)


def test_two_changes_of_one_span() -> None:
    document = read("k: a\n")
    with pytest.raises(UnsafeEditError):
        edited(document, [Rewrite(document.value, "k", "b"), Rewrite(document.value, "k", "c")], LIMITS)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("file: a # c\nnote: b\n", "file: a # c\nsha256: h\nnote: b\n"),
        ("title: t\r\nfile: a\r\n", "title: t\r\nfile: a\r\nsha256: h\r\n"),
        ("title: t\r\nfile: a", "title: t\r\nfile: a\r\nsha256: h"),
        ("{file: a, note: b}", "{file: a, sha256: h, note: b}"),
        ("{ file: 'a' }", "{ file: 'a', sha256: h }"),
        ("{\n  file: a,  # c\n  note: b }\n", "{\n  file: a, sha256: h,  # c\n  note: b }\n"),
    ],
)
def test_a_key_more(text: str, after: str) -> None:
    document = read(text)
    assert text_after(document, AddKey(document.value, "file", "sha256", "h")) == after


def test_a_key_more_in_an_item() -> None:
    document = read("e:\n  - file: a\n  -   title: t\n      file: b   \n")
    changes = [AddKey(one, "file", "sha256", "h") for one in document.value["e"]]
    after = "e:\n  - file: a\n    sha256: h\n  -   title: t\n      file: b   \n      sha256: h\n"
    assert text_after(document, *changes) == after


@pytest.mark.parametrize("text", ["file: |\n  a\n", "? file\n: a\n", "file:\n  a\n", "file: 'a\n  b'\n"])
def test_a_key_more_that_is_refused(text: str) -> None:
    document = read(text)
    with pytest.raises(UnsafeEditError):
        edited(document, [AddKey(document.value, "file", "sha256", "h")], LIMITS)


def test_a_hash_of_digits_is_a_text() -> None:
    document = read("file: a\n")
    assert (
        text_after(document, AddKey(document.value, "file", "sha256", "1" * 64)) == f'file: a\nsha256: "{"1" * 64}"\n'
    )
    document = read("file: a\nsha256:\n")
    assert text_after(document, Rewrite(document.value, "sha256", "1" * 30)) == f'file: a\nsha256: "{"1" * 30}"\n'


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a:\n- 2\n- 1\nb: c\n", "a:\n- 1\n- 2\nb: c\n"),
        ("a:\n- 2\n- 1", "a:\n- 1\n- 2"),
        ("a:\r\n  - 2\r\n  - 1", "a:\r\n  - 1\r\n  - 2"),
        (
            "a:\n  - i: 2 # c\n    # d\n\n  # e\n  # f\n  - i: 1\n",
            "a:\n  # e\n  # f\n  - i: 1\n\n  - i: 2 # c\n    # d\n",
        ),
        (
            "a:\n  - i: |\n      # x\n\n      y\n\n  - i: 1\n# end\n",
            "a:\n  - i: 1\n\n  - i: |\n      # x\n\n      y\n# end\n",
        ),
        ("a:\n  # the list\n\n  - 2\n  - 1\n", "a:\n  # the list\n\n  - 1\n  - 2\n"),
        ("a:\n  - 2\n  - i: 1\n# in it\n    j: 3\nb: c\n", "a:\n  - i: 1\n# in it\n    j: 3\n  - 2\nb: c\n"),
    ],
)
def test_another_order(text: str, after: str) -> None:
    document = read(text)
    assert text_after(document, Reorder(document.value["a"], (1, 0))) == after


@pytest.mark.parametrize(
    "text",
    [
        "a: [2, 1]\n",
        "a:\n  # of the list or the item?\n  - 2\n  - 1\n",
        "a:\n  - 2\n  # of which item?\n\n  - 1\n",
        "a:\n  - 2\n\n  # a heading\n\n  - 1\n",
        "a:\n  - 2\n# a heading\n  - 1\n",
        "a:\n  - 2\n  - 1\n  # of the item or the list?\n",
        "a:\n  - i: |+\n      x\n\n  - i: y\n",  # the blank line is part of the text
        "a:\n  - i: &x 1\n  - i: *x\n",
        "a:\n  - # c\n    i: 2\n  - i: 1\n",
        "a: [\n  2,\n  1]\n",
    ],
)
def test_another_order_that_is_refused(text: str) -> None:
    document = read(text)
    with pytest.raises(UnsafeEditError):
        edited(document, [Reorder(document.value["a"], (1, 0))], LIMITS)


WHOLE = {"reason": "缺数据：请补", "due": dt.date(2019, 6, 1)}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("k:\n  reason: |\n    很长\n\n    的话\n  due: 2019-05-01\n\n# 注\nm: n\n", "k: {W}\n\n# 注\nm: n\n"),
        ("m: n\nk:\n  a: b", "m: n\nk: {W}"),
        ("k:\r\n  a: b\r\nm: n\r\n", "k: {W}\r\nm: n\r\n"),
    ],
)
def test_a_mapping_in_lines_of_its_own_becomes_one_line(text: str, after: str) -> None:
    document = read(text)
    written = '{reason: "缺数据：请补", due: 2019-06-01}'
    assert text_after(document, Replace(document.value, "k", WHOLE)) == after.replace("{W}", written)


@pytest.mark.parametrize(
    "text",
    ["k:  # 注\n  a: b\n", "k:\n  # 注\n  a: b\n", "k: {a: b}\n", "k: &x\n  a: b\nm: *x\n", "{k: {a: b}}\n", "k: a\n"],
)
def test_a_mapping_whose_comments_would_be_lost_is_left_alone(text: str) -> None:
    document = read(text)
    with pytest.raises(UnsafeEditError):
        edited(document, [Replace(document.value, "k", WHOLE)], LIMITS)


def test_a_key_with_a_mapping_is_added_on_one_line() -> None:
    document = read("a: b  # 注\nc: d\n")
    after = text_after(document, AddKey(document.value, "a", "k", WHOLE))
    assert after == 'a: b  # 注\nk: {reason: "缺数据：请补", due: 2019-06-01}\nc: d\n'
