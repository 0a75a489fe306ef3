"""`dutykit validate`: all findings, at once, sorted."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from dutykit.cli.declaration import CHECK, Command
from dutykit.cli.options import AsOfOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import COULD_NOT_RUN, FINDINGS, OK, Screen
from dutykit.language import _, plural
from dutykit.model.finding import Severity
from dutykit.model.refusal import writing_to

if TYPE_CHECKING:
    from dutykit.model.finding import Finding
    from dutykit.validate.validation import Request, Validation

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

_MENDS = _("改正")
_RESULT = _("结果")
_CHOICE = _("规则选择")
_ADOPTION = _("已知问题")


def validate(
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
    mend: Annotated[
        bool,
        typer.Option("--fix", help=_("先自动改正能够稳妥改正之处，其余各行逐字节不变，再校验"), rich_help_panel=_MENDS),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("只显示 --fix 将作的修改，不写入文件"), rich_help_panel=_MENDS)
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
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Validate a workspace."""
    from dutykit.validate.validation import workspaces_of

    screen = Screen(quiet, no_color)
    if update_baseline and baseline is None:
        screen.fail(_("--update-baseline 须与 --baseline 同时使用"))
    outputs = _outputs(screen, output or [])
    request = _request(screen, select or [], ignore or [], as_of, None if update_baseline else baseline)
    request = request if no_cache else replace(request, cache=_cache_folder())
    wanted = workspaces_of(workspace, paths or ())
    if diff or mend:
        from dutykit.cli.fix import fix

        fix(screen, wanted, request, diff=diff)
        if diff:
            return
    run = _Run(screen, Severity[fail_on.upper()], form, outputs, statistics=statistics)
    if update_baseline and baseline is not None:
        _write_baseline(screen, baseline, wanted, request)
        return
    if watched:
        from dutykit.cli.watch import watch

        if len(wanted) != 1:
            screen.fail(_("--watch 一次只能用于一个工作区"))
        raise typer.Exit(watch(screen, next(iter(wanted)), lambda: run.run(wanted, request)))
    raise typer.Exit(run.run(wanted, request))


@dataclass
class _Run:
    """One run over all workspaces: shows what is found as it is found, and says how it ended."""

    screen: Screen
    threshold: Severity
    form: str
    outputs: list[tuple[str, Path]]
    statistics: bool

    def run(self, wanted: Mapping[Path, list[Path]], request: Request) -> int:
        """Validate and print; returns the exit code."""
        from dutykit.validate.validation import validate as validate_workspaces

        collect = self.form != "text" or bool(self.outputs)
        kept: list[Validation] = []
        findings: list[Finding] = []
        files = waived = known = 0
        unreadable = False
        for one in self._with_progress(validate_workspaces(wanted, request), len(wanted)):
            if self.form == "text":
                self._print(one)
            if collect:
                kept.append(one)
            findings += one.findings
            files, waived, known = files + len(one.files), waived + one.waived, known + one.known
            unreadable = unreadable or one.unreadable
        if collect:
            self._write(kept)
        self._conclude(findings, files, waived, known)
        if unreadable:
            return COULD_NOT_RUN
        return FINDINGS if any(finding.severity >= self.threshold for finding in findings) else OK

    def _with_progress(self, validations: Iterator[Validation], count: int) -> Iterator[Validation]:
        """A progress bar while many workspaces are validated and their findings go elsewhere."""
        if count < 10 or self.screen.quiet or not sys.stderr.isatty() or sys.stdout.isatty():
            yield from validations
            return
        from rich.progress import track

        console = self.screen.console(sys.stderr)
        yield from track(validations, _("校验工作区"), count, console=console, transient=True)

    def _print(self, validation: Validation) -> None:
        from dutykit.output.finding_text import finding_text

        prefix, color = _prefix(validation.root), self.screen.color(sys.stdout)
        for finding in validation.findings:
            self.screen.out(finding_text(finding, color=color, prefix=prefix))

    def _write(self, validations: list[Validation]) -> None:
        """The report in each form asked for, on stdout and into files."""
        from dutykit import __version__
        from dutykit.check.all_rules import all_rules
        from dutykit.validate.formats.register import formats
        from dutykit.validate.formats.report import Report, Run
        from dutykit.workspace.writing.output_file import write_output

        runs = tuple(Run(one.findings, one.files, _prefix(one.root)) for one in validations)
        report = Report(runs, all_rules(), __version__, self.threshold)
        for form, path in self.outputs:
            with writing_to(path):
                write_output(path, formats()[form](report).encode())
        if self.form != "text":
            self.screen.out(formats()[self.form](report))

    def _conclude(self, findings: list[Finding], files: int, waived: int, known: int) -> None:
        """How much of what was found, on stderr; with --statistics by rule as well."""
        from dutykit.output.finding_text import statistics_text, summary_text

        screen = self.screen
        if self.statistics and findings:
            statistics = "\n" + statistics_text(findings)
            screen.out(statistics) if self.form == "text" else screen.say(statistics)
        sys.stdout.flush()  # so that the summary stands below, also where both streams are one
        screen.say(summary_text(findings, files))
        if waived:
            screen.say(plural("另有 {count} 处因豁免未列出", waived).format(count=waived))
        if known:
            screen.say(plural("另有 {count} 处在已知问题清单中，未列出", known).format(count=known))


def _prefix(root: Path) -> str:
    """What stands before the names of files of the workspace `root`, seen from the working folder."""
    relative = os.path.relpath(root).replace(os.sep, "/")
    return "" if relative == "." else relative + "/"


def _outputs(screen: Screen, texts: list[str]) -> list[tuple[str, Path]]:
    """The forms and files of --output FORM=FILE."""
    outputs: list[tuple[str, Path]] = []
    for text in texts:
        form, sign, path = text.partition("=")
        if form not in get_args(Form) or not sign or not path:
            screen.fail(
                _("--output 应写成 格式=文件，现为“{text}”").format(text=text),
                _("从以下格式中选择：{names}").format(names=_("、").join(get_args(Form))),
            )
        outputs.append((form, Path(path)))
    return outputs


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("dutykit", appauthor=False) / "validate"


def _request(screen: Screen, select: list[str], ignore: list[str], as_of: str | None, baseline: Path | None) -> Request:
    from dutykit.validate.validation import Request
    from dutykit.workspace.as_of import day_of

    known: Counter[str] = Counter()
    if baseline is not None:
        from dutykit.validate.baseline import read_baseline

        known = read_baseline(baseline)
    return Request(_rules(screen, select), _rules(screen, ignore), day_of(as_of), known)


def _rules(screen: Screen, names: list[str]) -> frozenset[str]:
    """The rules named on the command line, with hyphens; a name nobody knows is a usage error."""
    if not names:
        return frozenset()
    from dutykit.check.all_rules import rule_names
    from dutykit.text.likeness import closest

    known = rule_names()
    found = {part.strip().replace("_", "-") for name in names for part in name.split(",")}
    for name in sorted(found - known):
        likely = closest(name, known)
        fix = _("请检查是否为 {name}").format(name=likely) if likely else _("运行 dutykit explain，查看全部规则")
        screen.fail(_("规则 {name} 不存在").format(name=name), fix)
    return frozenset(found)


def _write_baseline(screen: Screen, path: Path, wanted: Mapping[Path, list[Path]], request: Request) -> None:
    from dutykit.validate.baselining import write_baseline
    from dutykit.validate.validation import validate as validate_workspaces

    findings = [finding for one in validate_workspaces(wanted, request) for finding in one.findings]
    with writing_to(path):
        write_baseline(path, findings)
    message = plural("已将 {count} 处校验结果写入 {path}；以后用 --baseline {path} 只报告新增的", len(findings))
    screen.say(message.format(count=len(findings), path=path))
