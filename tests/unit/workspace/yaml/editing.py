"""Reads a text, edits it and gives the text after, for the tests of the parts of the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from dutykit.model.settings import Limits
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Operation, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml

LIMITS = Limits()
LINES = "一\n二\n"
"""A text that is written as a block."""
Ask = Callable[[Any], Operation | Iterable[Operation]]
"""From the root of a document to the operations on it."""


def read(text: str) -> Document:
    document = read_yaml(text.encode(), "f.yaml", LIMITS)
    assert document.readable, document.findings
    return document


def after(text: str, ask: Ask, *, everywhere: bool = False) -> str:
    """`text` after the operations that `ask` gives for its root."""
    document = read(text)
    asked = ask(document.value)
    operations = [*asked] if isinstance(asked, Iterable) else [asked]
    found = edited(document, operations, LIMITS, everywhere=everywhere)
    assert document.source.text == text, "the document itself does not change"
    return found.source.text


def refuses(text: str, ask: Ask, *, everywhere: bool = False) -> None:
    """Assert that the operations are refused."""
    with pytest.raises(UnsafeEditError):
        after(text, ask, everywhere=everywhere)
