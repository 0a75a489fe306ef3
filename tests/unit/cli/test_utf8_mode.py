"""Arguments are taken for what was typed, whatever the locale takes them for."""

from __future__ import annotations

import os

import pytest

from dutykit.cli import utf8_mode


@pytest.mark.parametrize(
    ("name", "expected"), [("UTF-8", True), ("utf8", True), ("utf_8", True), ("gb18030", False), ("iso8859-1", False)]
)
def test_names_of_utf8(name: str, *, expected: bool) -> None:
    assert utf8_mode.is_utf8(name) is expected


def test_bytes_that_are_utf8_are_kept() -> None:
    assert utf8_mode.utf8_argument("市公安局") == "市公安局".encode()
    assert utf8_mode.utf8_argument(os.fsdecode(b"\xff")) == b"\xff"


def test_what_a_gbk_terminal_sends_is_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsencode", lambda text: text.encode("gb18030"))
    assert utf8_mode.utf8_argument("市公安局") == "市公安局".encode()


def test_it_is_not_started_again_where_that_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def exec_(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(os, "execv", exec_)
    utf8_mode.restart_in_utf8_mode()
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "gb18030")
    monkeypatch.setenv(utf8_mode.RESTARTED, "1")
    utf8_mode.restart_in_utf8_mode()
