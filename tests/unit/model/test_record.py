"""What records share."""

from __future__ import annotations

import pytest

from dutykit.model.record import is_blank


@pytest.mark.parametrize(
    ("text", "blank"),
    [(None, True), ("", True), (" \n\u3000", True), ("\u200b\u061c\ufe0f", True), ("无", False), ("\u200b无", False)],
)
def test_blank(text: str | None, blank: bool) -> None:
    assert is_blank(text) == blank
