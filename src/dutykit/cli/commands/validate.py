"""`dutykit validate`: all findings, at once, sorted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from dutykit.cli.declaration import CHECK, Command
from dutykit.cli.options import AsOfOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.model.refusal import Refusal

COMMAND = Command(
    _("校验工作区，一次列出全部校验结果。"),
    panel=CHECK,
    examples=(
        "dutykit validate",
        _("dutykit validate submissions/2019/市财政局.yaml"),
        "dutykit validate --fail-on warning",
        "dutykit validate --format sarif",
        "dutykit validate --fix",
        "dutykit validate --watch",
    ),
)

SeverityWord = Literal["error", "warning", "note"]

Form = Literal["text", "json", "sarif", "junit", "github", "gitlab"]

_FIXES = _("改正")
_RESULT = _("结果")
_CHOICE = _("规则选择")
_ADOPTION = _("已知问题")


def validate(
    screen: Screen,
    paths: Annotated[
        list[Path] | None,
        # A parser of our own: typer would build one with pydantic for every path, and there may be hundreds.
        typer.Argument(parser=Path, metavar=_("路径"), help=_("只报告这些文件或文件夹的校验结果")),
    ] = None,
    fail_on: Annotated[
        SeverityWord, typer.Option("--fail-on", help=_("校验结果达到该级别或更严重时以 1 退出"))
    ] = "error",
    statistics: Annotated[bool, typer.Option("--statistics", help=_("最后列出每条规则的校验结果数"))] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar=_("规则"), help=_("只按该规则校验；可重复使用"), rich_help_panel=_CHOICE),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar=_("规则"), help=_("不按该规则校验；可重复使用"), rich_help_panel=_CHOICE),
    ] = None,
    as_of: AsOfOption = None,
    form: Annotated[Form, typer.Option("--format", help=_("结果的格式"), rich_help_panel=_RESULT)] = "text",
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            metavar=_("格式=文件"),
            help=_("将结果另外写入文件，如 sarif=结果.sarif；可重复使用"),
            rich_help_panel=_RESULT,
        ),
    ] = None,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache", help=_("不读写缓存（上次校验的中间结果），全部重新校验"), rich_help_panel=_RESULT),
    ] = False,
    fix: Annotated[
        bool,
        typer.Option("--fix", help=_("先自动改正能够稳妥改正之处，其余各行逐字节不变，再校验"), rich_help_panel=_FIXES),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("只显示 --fix 将作的修改，不写入文件"), rich_help_panel=_FIXES)
    ] = False,
    watched: Annotated[
        bool, typer.Option("--watch", help=_("文件修改后重新校验，按 Ctrl-C 结束"), rich_help_panel=_RESULT)
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline", metavar=_("文件"), help=_("不再列出已知问题清单中的问题"), rich_help_panel=_ADOPTION
        ),
    ] = None,
    update_baseline: Annotated[
        bool,
        typer.Option("--update-baseline", help=_("将现有的校验结果写入已知问题清单"), rich_help_panel=_ADOPTION),
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.cli.validation_run import ValidationRun, outputs_of, request_of
    from dutykit.validate.validation import workspaces_of

    if update_baseline and baseline is None:
        raise Refusal(_("--update-baseline 须与 --baseline 同时使用"))
    outputs = outputs_of(output or (), get_args(Form))
    if baseline is not None and any(baseline.absolute() == path.absolute() for _form, path in outputs):
        raise Refusal(
            _("--output 和 --baseline 是同一文件 {path}").format(path=baseline), _("为 --output 指定另一个文件")
        )
    run = ValidationRun(
        screen,
        form,
        outputs,
        Severity[fail_on.upper()],
        request_of(select or (), ignore or (), as_of, None if update_baseline else baseline, cached=not no_cache),
        workspaces_of(workspace, paths or ()),
        statistics=statistics,
    )
    if watched and not diff and not update_baseline:
        raise typer.Exit(run.watch(fixing=fix, baseline=baseline))
    if fix or diff:
        run.fix(diff=diff)
    if baseline is not None and update_baseline and not diff:
        run.write_baseline(baseline)
    elif not diff:
        raise typer.Exit(run.once())
