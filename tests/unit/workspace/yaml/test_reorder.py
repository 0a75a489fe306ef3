"""Items change places with the comments that are certainly theirs; everything between them stays."""

from __future__ import annotations

import pytest

from dutykit.workspace.yaml.operations import Reorder
from tests.unit.workspace.yaml.editing import after, refuses


@pytest.mark.parametrize(
    ("text", "expected"),
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
        ("a:\n  - 2\n  - i: 1\n\n    # of the last\n\n# end\n", "a:\n  - i: 1\n\n    # of the last\n  - 2\n\n# end\n"),
        ("a:\n  - # c\n    i: 2\n  - i: 1\n", "a:\n  - i: 1\n  - # c\n    i: 2\n"),
        ("a:\n  - &x {i: 2}\n  - i: 1\n", "a:\n  - i: 1\n  - &x {i: 2}\n"),
        ("a: [2, 1]\n", "a: [1, 2]\n"),
        ("a: [\n  {i: 2},\n  'x # y']  # c\n", "a: [\n  'x # y',\n  {i: 2}]  # c\n"),
    ],
)
def test_another_order(text: str, expected: str) -> None:
    assert after(text, lambda root: Reorder(root["a"], (1, 0))) == expected


def test_three_items() -> None:
    assert after("- a\n\n- b\n- c", lambda root: Reorder(root, (2, 0, 1))) == "- c\n\n- a\n- b"
    assert after("# c\n\n- a\n- b\n", lambda root: Reorder(root, (1, 0))) == "# c\n\n- b\n- a\n"


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  # of the list or the item?\n  - 2\n  - 1\n",
        "a:\n  - 2\n  # of which item?\n\n  - 1\n",
        "a:\n  - 2\n\n  # a heading\n\n  - 1\n",
        "a:\n  - 2\n# a heading\n  - 1\n",
        "a:\n  - 2\n  - 1\n  # of the item or the list?\n",
        "a:\n- 2\n- 1\n# of the item or the list?\nb: c\n",
        "a:\n  - i: |+\n      x\n\n  - i: y\n",  # the blank line is part of the text
        "a:\n  - i: &x 1\n  - i: *x\n",
        "a: [2, # c\n  1]\n",
        "a: [ # c\n  2, 1]\n",
        "a: [2, 1 # c\n  ]\n",
    ],
)
def test_another_order_that_is_refused(text: str) -> None:
    refuses(text, lambda root: Reorder(root["a"], (1, 0)))


def test_an_order_names_every_item_once() -> None:
    for order in ((0,), (0, 0), (1, 2), (0, 1, 2)):
        refuses("- a\n- b\n", lambda root, order=order: Reorder(root, order))  # type: ignore[misc]
