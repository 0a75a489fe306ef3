"""Which language a message comes in, and that every message has its English."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutykit.cli.main import language_of_arguments
from dutykit.language import _, current_language, language_of_locale, on_paper, plural, use_language


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    """Every test leaves Chinese behind."""
    yield
    use_language("zh")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE@euro"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
    ],
)
def test_language_of_locale(environment: dict[str, str], language: str) -> None:
    assert language_of_locale(environment) == language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["validate", "--lang", "en"], "en"),
        (["--lang=en", "validate"], "en"),
        (["validate", "--lang"], "zh"),
        (["validate", "--lang", "fr"], "zh"),
        (["validate", "--", "--lang", "en"], "zh"),
    ],
)
def test_language_of_arguments(arguments: list[str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert language_of_arguments(arguments) == language


def test_english_and_plurals() -> None:
    assert _("错误") == "错误"
    assert plural("{count} 处错误", 1) == "{count} 处错误"
    use_language("en")
    assert current_language() == "en"
    assert _("错误") == "error"
    assert plural("{count} 处错误", 1).format(count=1) == "1 error"
    assert plural("{count} 处错误", 2).format(count=2) == "2 errors"
    assert _("") == ""


def test_a_paper_has_no_blanks_around_figures() -> None:
    with on_paper():
        assert plural("截至 {day}，共 {count} 个问题", 3) == "截至{day}，共{count}个问题"
        assert _("标为 UTF-8 的文件（运行 dutykit validate 查看）") == "标为UTF-8的文件（运行 dutykit validate 查看）"
    assert plural("{count} 处错误", 3) == "{count} 处错误"
    use_language("en")
    with on_paper():
        assert plural("{count} 处错误", 1) == "{count} error"


def test_every_message_has_its_english_and_the_compiled_files_are_new(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
