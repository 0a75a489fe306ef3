from __future__ import annotations

import pytest

from dutykit.check import guess
from dutykit.check.guess import Guesses


def test_names_are_looked_up_as_long_as_there_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guess, "_COMPARISONS", 6)
    guesses = Guesses({name: name for name in ("市财政局", "市教育局", "市公安局")})
    assert guesses.fix("市材政局") == "请检查是否为“市财政局”"
    assert guesses.fix("市教育厅") == "请检查是否为“市教育局”"
    assert guesses.fix("市公安厅") is None
    assert guesses.fix("市教育厅") == "请检查是否为“市教育局”"
    assert guesses.fix("市财政局，市公安局") == "列表各项之间用半角逗号分隔，每个名称单独为一项：[市财政局, 市公安局]"
