"""What is told the user: one line for programs, wrapped where a terminal has no room."""

from __future__ import annotations

import io
import sys

import pytest
from rich.cells import cell_len

from dutykit.cli.screen import Screen
from dutykit.model.finding import Finding, Severity
from dutykit.model.place import Place
from dutykit.model.refusal import Refusal

SENTENCE = "市财政局的填报表所依据的数据不完整：data/scoring.yml 第 1 行：文件名应为 data/scoring.yaml，未读取"


class Stream(io.StringIO):
    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


@pytest.mark.parametrize("is_terminal", [True, False])
def test_sentences_are_wrapped_on_a_terminal_alone(*, is_terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    stream = Stream(is_terminal=is_terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    screen = Screen(no_color=True)
    assert screen.refuse(Refusal(SENTENCE, SENTENCE)) == 2
    screen.say(SENTENCE)
    screen.show(Finding("some-rule", Severity.ERROR, Place("甲.yaml", 1, 1), SENTENCE, SENTENCE), stream)
    lines = stream.getvalue().splitlines()
    assert (max(map(cell_len, lines)) <= 60) == is_terminal
    begun = [line for line in lines if not line.startswith("    ") or line.lstrip().startswith("处理建议")]
    assert len(begun) == 5
    assert (len(lines) > 5) == is_terminal
    assert "".join(stream.getvalue().split()).count("".join(SENTENCE.split())) == 5
