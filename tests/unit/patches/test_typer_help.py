from __future__ import annotations

from typing import Annotated

import pytest
import typer
from typer.core import TyperArgument, TyperOption

from dutykit.patches.typer_help import without_types


def _help(capsys: pytest.CaptureFixture[str], *, patched: bool) -> str:
    app = typer.Typer()

    @app.command()
    def one(
        _name: Annotated[str, typer.Argument(metavar="单位")],
        _year: Annotated[int, typer.Option("--year", min=1900, max=2999, metavar="年度")] = 2019,
    ) -> None:
        """说明。"""

    command = typer.main.get_command(app)
    for parameter in command.params if patched else ():
        without_types(parameter)
    command.main(["--help"], standalone_mode=False)
    return capsys.readouterr().out


def test_neither_types_nor_ranges_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _help(capsys, patched=True)
    assert "单位" in shown
    assert "年度" in shown
    assert "2999" not in shown
    assert "<str>" not in shown


def test_typer_itself_shows_them_and_offers_what_is_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in (TyperArgument, TyperOption):
        assert callable(kind._get_number_range_help_str)
    assert callable(TyperArgument.display_type_rich)
    shown = _help(capsys, patched=False)
    assert "1900<=x<=2999" in shown
    assert "<str>" in shown
