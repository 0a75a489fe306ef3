from __future__ import annotations

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dutykit.cli.command import DutyCommand, DutyGroup, _folding, _words
from dutykit.cli.interruption import Interruption
from dutykit.model.finding import Finding, Severity
from dutykit.model.place import Place
from dutykit.model.refusal import Refusal


def _lines(text: str, width: int) -> list[str]:
    with _folding():
        return [line.plain.rstrip() for line in Text(text, overflow="fold").wrap(Console(width=width), width)]


def test_a_line_of_help_breaks_between_chinese_characters_and_not_in_a_word() -> None:
    assert _lines("签名时间，默认看 SOURCE_DATE_EPOCH 环境变量，否则今天", 24) == [
        "签名时间，默认看",
        "SOURCE_DATE_EPOCH 环境变",
        "量，否则今天",
    ]
    assert _lines("在页面上显示；--no-visible 只签名", 20) == ["在页面上显示；", "--no-visible 只签名"]


def test_choices_break_behind_a_bar_and_marks_stay_with_their_word() -> None:
    assert _lines("<text|json|sarif|junit|github>", 20) == ["<text|json|sarif|", "junit|github>"]
    assert _lines("文件（.p12、.pfx）。", 11) == ["文件", "（.p12、", ".pfx）。"]


def test_rich_is_as_it_was_afterwards() -> None:
    def wrapped() -> list[str]:
        return [line.plain for line in Text("ab 督导督导督导").wrap(Console(width=12), 12)]

    before = wrapped()
    assert _lines("ab 督导督导督导", 12) != before
    assert wrapped() == before


@given(st.text(st.sampled_from("督导（。、ab|-<> \u3000"), max_size=40))
def test_no_character_is_lost_between_the_parts(text: str) -> None:
    parts = list(_words(text))
    assert "".join(part for _start, _end, part in parts).strip() == text.strip()
    assert all(text[start:end] == part for start, end, part in parts)
    for line in _lines(text, 12):
        assert cell_len(line.rstrip()) <= 12


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
        (Refusal("没有甲局", "写全名"), "错误：没有甲局\n办法：写全名\n"),
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
    assert shown.err == "没有改动：有错误\n"
    assert command.main(["--quiet"], standalone_mode=False) == 1
    assert capsys.readouterr().err == ""
