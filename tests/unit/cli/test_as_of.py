"""Every --as-of is one of two options, and one module decides what it means."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest
import typer

from dutykit.cli import app
from dutykit.cli.commands import evidence, export
from dutykit.model.refusal import Refusal

REQUIRED = {
    "submit": ["甲局"],
    "accept": ["甲局"],
    "return_": ["甲局", "--reason", "缺数据", "--due", "2019-05-31"],
    "report": ["--city"],
    "sign": ["a.pdf", "--key", "a.p12"],
    "verify": ["a.pdf"],
    "export_oscal": ["out"],
}
"""What a command must be given beside --as-of, by its file."""


def parameters(module: str) -> dict[str, inspect.Parameter]:
    found = import_module(f"dutykit.cli.commands.{module}")
    return dict(inspect.signature(getattr(found, module)).parameters) if hasattr(found, "COMMAND") else {}


MODULES = (*app.module_names().values(), *evidence.FAMILY.modules, *export.FAMILY.modules)
COMMANDS = [module for module in MODULES if "as_of" in parameters(module)]


def test_the_commands_with_a_day_are_these() -> None:
    assert set(COMMANDS) == {
        *("validate", "status", "submit", "return_", "accept", "carry_forward", "ledger", "report", "evidence_pack"),
        *("amend", "sign", "verify", "dashboard", "export_oscal"),
    }


@pytest.mark.parametrize("module", COMMANDS)
def test_each_has_the_shared_option(module: str) -> None:
    wanted = "MomentOption" if module in {"sign", "verify"} else "AsOfOption"
    assert parameters(module)["as_of"].annotation == wanted


@pytest.mark.parametrize("module", COMMANDS)
@pytest.mark.parametrize("asked", [None, "2019-05-27"])
def test_each_asks_the_one_resolver(module: str, asked: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which knows SOURCE_DATE_EPOCH; see tests/unit/workspace/test_as_of.py."""

    class AskedError(Refusal):
        pass

    def resolver(text: str | None) -> None:
        if text != "2019-05-31":  # the due date of return
            raise AskedError(str(text))

    monkeypatch.setattr("dutykit.workspace.as_of.day_of", resolver)
    monkeypatch.setattr("dutykit.workspace.as_of.moment_of", resolver)
    monkeypatch.setattr(
        "dutykit.cli.command.Screen.refuse", lambda _screen, refusal: 40 + (refusal.message == str(asked))
    )
    words = module.split("_") if module.startswith(("evidence", "export")) else [module.rstrip("_").replace("_", "-")]
    command = typer.main.get_command(app.application(words, {}))
    given = [] if asked is None else ["--as-of", asked]
    assert command.main([*words, *REQUIRED.get(module, []), *given], standalone_mode=False) == 41
