"""Every table command offers every format, and puts no binary file on a terminal."""

from __future__ import annotations

import inspect
import io
import sys
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import typer

from dutykit.cli import app
from dutykit.cli.commands.evidence import FAMILY
from dutykit.output.formats import TABLE_FORMATS, Format
from tests.rounds import three_years

COMMANDS = {
    module: import_module(f"dutykit.cli.commands.{module}")
    for module in (*app.module_names().values(), *FAMILY.modules)
    if "destination" in dir(import_module(f"dutykit.cli.commands.{module}"))
}
TABLES = [name for name in COMMANDS if name != "diff"]
"""diff is mostly text: it has a format of its own for each of text, Markdown and JSON."""
BINARY = [one for one in TABLE_FORMATS if one.binary]


def words(module: str) -> list[str]:
    return ["evidence", "list"] if module == "evidence_list" else [module]


def test_the_table_commands_are_these() -> None:
    assert set(COMMANDS) == {
        *("alerts", "coverage", "diff", "evidence_list", "ledger", "matrix", "rank", "review", "score", "status")
    }


@pytest.mark.parametrize("module", TABLES)
def test_each_offers_every_format(module: str) -> None:
    function = getattr(COMMANDS[module], module)
    hint = get_type_hints(function)["output_format"]
    names = [name for literal in get_args(hint) for name in get_args(literal)]
    assert names[: len(TABLE_FORMATS)] == [one.name for one in TABLE_FORMATS]
    assert names[len(TABLE_FORMATS) :] == (["ics"] if module == "status" else [])
    assert inspect.signature(function).parameters["output_format"].default is None


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("module", TABLES)
@pytest.mark.parametrize("kind", BINARY, ids=[one.name for one in BINARY])
def test_a_binary_format_is_not_shown_on_a_terminal(
    module: str, kind: Format, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = _Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    command = typer.main.get_command(app.application(words(module), {}))
    code = command.main([*words(module), "--format", kind.name], standalone_mode=False)
    assert (code, terminal.getvalue()) == (2, "")
    assert capsys.readouterr().err == (
        f"错误：{kind.name} 是二进制文件，不能显示在屏幕上\n处理建议：用 -o 指定一个文件，如 -o 表{kind.suffixes[0]}\n"
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_years(tmp_path_factory.mktemp("three"))


@pytest.mark.parametrize("module", TABLES)
@pytest.mark.parametrize("kind", BINARY, ids=[one.name for one in BINARY])
def test_it_goes_into_a_file_and_down_a_pipe(
    module: str, kind: Format, workspace: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / f"表{kind.suffixes[0]}"
    command = typer.main.get_command(app.application(words(module), {}))
    asked = [*words(module), "--workspace", str(workspace)]
    assert command.main([*asked, "-o", str(path)], standalone_mode=False) is None
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == f"{path}\n".encode()
    command.main([*asked, "--format", kind.name], standalone_mode=False)
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == path.read_bytes()
    assert path.read_bytes()[:4] in {b"PK\3\4", b"%PDF"}
