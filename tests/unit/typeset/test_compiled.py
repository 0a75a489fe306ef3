from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from dutykit.typeset import compiled
from dutykit.typeset.compiled import CompiledTemplates


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "program/__pycache__").mkdir(parents=True)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours/a.j2").write_text("{{ 1 + x }}", encoding="utf-8")
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "program/compiled.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def _made(folder: Path, name: str = "ours", *, kept: bool) -> str:
    """A template filled in, which must have been compiled before if it was `kept`."""
    loader = FileSystemLoader(folder / name)
    made = Environment(loader=loader, autoescape=True, bytecode_cache=CompiledTemplates(folder / "ours"))
    compile_template, times = made.compile, []

    def compiling(*given: object) -> object:
        times.append(given)
        return compile_template(*given)  # type: ignore[call-overload]

    made.compile = compiling  # type: ignore[method-assign, assignment]
    text = made.get_template("a.j2").render(x=1)
    assert len(times) == (not kept)
    return text


def _kept(folder: Path) -> list[Path]:
    return [*(folder / "program/__pycache__").iterdir()]


def test_a_template_of_ours_is_compiled_once(folder: Path) -> None:
    assert [_made(folder, kept=one) for one in (False, True)] == ["2", "2"]


def test_a_template_of_a_workspace_is_not_kept(folder: Path) -> None:
    (folder / "theirs").mkdir()
    (folder / "theirs/a.j2").write_text("{{ 2 + x }}", encoding="utf-8")
    assert [_made(folder, "theirs", kept=False) for _time in range(2)] == ["3", "3"]
    assert _kept(folder) == []
    made = Environment(loader=DictLoader({"a.j2": "4"}), autoescape=True, bytecode_cache=CompiledTemplates(folder))
    assert made.get_template("a.j2").render() == "4"


def _a_folder_instead(folder: Path) -> None:
    for one in _kept(folder):
        one.unlink()
        one.mkdir()


def _another_program(folder: Path) -> None:
    compiled._PROGRAMS = (str(folder / "ours/a.j2"), compiled._PROGRAMS[1])


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: [one.write_bytes(one.read_bytes()[:-1]) for one in _kept(folder)],
        lambda folder: [one.write_bytes(b"") for one in _kept(folder)],
        _a_folder_instead,
        lambda folder: (folder / "ours/a.j2").write_text("{{ x + 1 }}", encoding="utf-8"),
        lambda folder: (folder / "program/__pycache__").rename(folder / "program/elsewhere"),
        _another_program,
    ],
)
def test_what_is_stale_damaged_or_gone_is_compiled_again(
    folder: Path, harm: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_PROGRAMS", compiled._PROGRAMS)
    assert _made(folder, kept=False) == "2"
    harm(folder)
    assert _made(folder, kept=False) == "2"


def test_who_wants_no_byte_code_gets_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _made(folder, kept=False) == "2"
    assert _kept(folder) == []
