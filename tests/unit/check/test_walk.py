"""The words of messages: what is cut."""

from __future__ import annotations

import pytest

from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("长" * 40, "长" * 40),
        ("长" * 41, "长" * 39 + "…"),
        ("长" * 100_000, "长" * 39 + "…"),
        ("两\n行", "两 行"),
        (" " * 200 + "后", "…"),
    ],
)
def test_shortened(text: str, shown: str) -> None:
    assert shortened(text) == shown
    assert len(shortened(text)) <= 40


def test_guesses_give_the_name_a_spelling_stands_for() -> None:
    guesses = Guesses({"市财政局": "市财政局", "示例市发展和改革委员会": "市发改委"})
    assert guesses.fix("示例市发展改革委员会") == "请检查是否为“市发改委”"
    assert guesses.fix("气象台") is None
    assert guesses.fix("市财政局" * 1_000) is None
    assert Guesses({}).fix("市财政局") is None
