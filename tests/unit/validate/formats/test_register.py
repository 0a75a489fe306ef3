"""The formats there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dutykit.language import use_language
from dutykit.model.finding import Severity
from dutykit.model.place import Place
from dutykit.validate import formats as folder
from dutykit.validate.formats.register import FORMATS, formats
from dutykit.validate.formats.report import Report, end_column
from tests.conftest import Golden

NOT_FORMATS = {"__init__", "details", "fingerprint", "register", "report", "well_formed"}
ENDINGS = {"json": "json", "sarif": "sarif", "junit": "xml", "gitlab": "json"}


def test_every_file_is_registered() -> None:
    files = {path.stem for path in Path(folder.__path__[0]).glob("*.py")}
    assert set(FORMATS.values()) == files - NOT_FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_as_ever(name: str, report: Report, golden: Golden) -> None:
    text = formats()[name](report)
    golden.check(f"findings/{name}.{ENDINGS.get(name, 'txt')}", text)
    assert text == formats()[name](report)
    assert text.encode().endswith(b"\n")
    assert "市财政局" in text or "%E5%B8%82%E8%B4%A2%E6%94%BF%E5%B1%80" in text


@pytest.mark.parametrize("name", FORMATS)
def test_two_workspaces(name: str, report_of_two: Report, golden: Golden) -> None:
    golden.check(f"findings/two.{name}.{ENDINGS.get(name, 'txt')}", formats()[name](report_of_two))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str, nothing: Report, golden: Golden) -> None:
    text = formats()[name](nothing)
    if name in {"text", "github"}:
        assert not text
    else:
        golden.check(f"findings/nothing.{name}.{ENDINGS[name]}", text)


@pytest.mark.parametrize("name", FORMATS)
def test_the_language_in_use_is_all_that_differs(name: str, report: Report, english: None) -> None:
    text = formats()[name](report)
    use_language("zh")
    assert len(text.splitlines()) == len(formats()[name](report).splitlines())


def test_a_format_is_imported_when_it_is_asked_for() -> None:
    program = """
import sys
from dutykit.validate.formats.register import formats
from dutykit.validate.formats.report import Report
found = formats()
found["text"](Report((), (), "1"))
loaded = {name.rpartition(".")[2] for name in sys.modules if name.startswith("dutykit.validate.formats.")}
print(sorted(loaded), "xml.etree.ElementTree" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout == "['register', 'report', 'text', 'well_formed'] False\n"


@pytest.mark.parametrize(
    ("column", "length", "line", "end"),
    [(1, 2, "abc", 3), (3, 9, "abc", 4), (4, 1, "abc", 4), (9, 2, "abc", 9), (3, 2, "", 5)],
)
def test_where_a_place_ends(column: int, length: int, line: str, end: int) -> None:
    assert end_column(Place("a", 1, column, length), line) == end


def test_a_report_fails_on_errors_unless_told_otherwise() -> None:
    assert Report((), (), "1").fail_on is Severity.ERROR
