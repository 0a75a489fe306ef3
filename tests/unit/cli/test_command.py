from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from dutykit.cli.app import application
from dutykit.cli.command import DutyCommand, DutyGroup
from dutykit.cli.interruption import Interruption
from dutykit.language import Language, speaking
from dutykit.model.finding import Finding, Severity
from dutykit.model.place import Place
from dutykit.model.refusal import Refusal


def test_ctrl_c_in_any_command_is_said() -> None:
    app = typer.Typer(cls=DutyGroup)

    @app.command("one")
    def one() -> None:
        raise KeyboardInterrupt

    @app.command("other")
    def other() -> None:
        raise Interruption("重新运行命令")

    command = typer.main.get_command(app)
    with pytest.raises(Interruption, match="已中断"):
        command.main(["one"], standalone_mode=False)
    with pytest.raises(Interruption, match="重新运行命令"):
        command.main(["other"], standalone_mode=False)


def _refusing(refusal: Refusal) -> typer.Typer:
    app = typer.Typer()

    @app.command(cls=DutyCommand)
    def one(quiet: bool = False) -> None:
        raise refusal

    return app


@pytest.mark.parametrize(
    ("refusal", "printed"),
    [
        (Refusal("没有甲局", "写全名"), "错误：没有甲局\n处理建议：写全名\n"),
        (Refusal("没有甲局"), "错误：没有甲局\n"),
        (Refusal("没有甲局", ""), "错误：没有甲局\n"),
    ],
)
def test_a_refusal_is_printed_with_its_fix_and_exits_with_2(
    refusal: Refusal, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = typer.main.get_command(_refusing(refusal)).main(["--quiet"], standalone_mode=False)
    assert (code, capsys.readouterr()) == (2, ("", printed))


def test_a_refusal_with_findings_prints_them_and_exits_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    refusal = Refusal("有错误", "不显示")
    refusal.findings = (Finding("a-rule", Severity.ERROR, Place("a.yaml", 2, 3), "缺少"),)
    command = typer.main.get_command(_refusing(refusal))
    assert command.main([], standalone_mode=False) == 1
    shown = capsys.readouterr()
    assert "a.yaml:2:3" in shown.out
    assert shown.err == "本次未作修改：有错误\n"
    assert command.main(["--quiet"], standalone_mode=False) == 1
    assert capsys.readouterr().err == ""


def _help_of_all(name: str, command: TyperCommand | TyperGroup) -> Iterator[str]:
    command.main(["--help"], prog_name=name, standalone_mode=False)
    for one in command.commands.values() if isinstance(command, TyperGroup) else ():
        yield from _help_of_all(f"{name} {one.name}", one)  # type: ignore[arg-type] # all are typer's
    yield name


@pytest.mark.parametrize(("language", "is_there"), [("zh", False), ("en", True)])
def test_chinese_help_has_no_words_of_typer(
    capsys: pytest.CaptureFixture[str], language: Language, *, is_there: bool
) -> None:
    with speaking(language):
        commands = list(_help_of_all("dutykit", typer.main.get_command(application([], {}))))  # type: ignore[arg-type]
        shown = capsys.readouterr().out
    assert len(commands) > 30
    assert bool(re.search("[╭┌]─ ?[A-Za-z]", shown)) == is_there
    assert bool(re.search(r"\[(?:required|default|env var|deprecated)", shown)) == is_there
