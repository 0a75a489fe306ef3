"""Days as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from dutykit.model.refusal import Refusal
from dutykit.workspace.as_of import day_of


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-20",
        " 2026-5-20 ",
        "2026年5月20日",
        "2026 年 5 月 20 日",
        "2026/5/20",
        "2026.05.20",
        "２０２６年５月２０日",
    ],
)
def test_a_day(text: str) -> None:
    assert day_of(text) == dt.date(2026, 5, 20)


@pytest.mark.parametrize("text", ["", "2026", "2026年2月30日", "5月20日", "2026-5", "昨天", "2026-05-20-01"])
def test_no_day(text: str) -> None:
    with pytest.raises(Refusal, match="不是日期"):
        day_of(text)
