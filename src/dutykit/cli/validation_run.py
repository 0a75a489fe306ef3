"""One run of `dutykit validate`: what it is asked, and how it shows what it finds."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.cli.screen import COULD_NOT_RUN, FINDINGS, OK, Screen
from dutykit.language import _, plural
from dutykit.model.finding import Severity
from dutykit.model.refusal import Refusal, writing_to
from dutykit.validate.repository import prefix_in_repository
from dutykit.validate.validation import Request, covers, validate
from dutykit.workspace.discover import name_in_workspace
from dutykit.workspace.inventory import kind_of

if TYPE_CHECKING:
    from dutykit.validate.validation import Validation


OF_REPOSITORY = frozenset({"github", "gitlab", "junit", "sarif"})
"""The formats in which files are named from the root of the repository, wherever the command runs."""


def request_of(
    select: Sequence[str], ignore: Sequence[str], as_of: str | None, baseline: Path | None, *, cached: bool
) -> Request:
    """What is asked for by the options of these names. Raises Refusal."""
    known = None
    if baseline is not None:
        from dutykit.validate.baseline import read_baseline

        known = read_baseline(baseline)
    cache = None
    if cached:
        from platformdirs import user_cache_path

        cache = user_cache_path("dutykit", appauthor=False) / "validate"
    from dutykit.workspace.as_of import day_of

    return Request(_rules(select), _rules(ignore), day_of(as_of), known, cache=cache)


def _rules(names: Sequence[str]) -> frozenset[str]:
    """The rules named on the command line, with hyphens. Raises Refusal for a name that no rule has."""
    if not names:
        return frozenset()
    from dutykit.check.all_rules import rule_names
    from dutykit.check.plugin import installed_plugins
    from dutykit.text.likeness import closest

    known = rule_names()
    found = {part.strip().replace("_", "-") for name in names for part in name.split(",")}
    known = known if found <= known else rule_names(installed_plugins())
    for name in sorted(found - known):
        likely = closest(name, known)
        fix = _("请检查是否为 {name}").format(name=likely) if likely else _("运行 dutykit explain，查看全部规则")
        raise Refusal(_("规则 {name} 不存在").format(name=name), fix)
    return frozenset(found)


def outputs_of(texts: Sequence[str], formats: Sequence[str]) -> list[tuple[str, Path]]:
    """The formats and files of --output FORMAT=FILE. Raises Refusal."""
    outputs: list[tuple[str, Path]] = []
    for text in texts:
        form, sign, path = text.partition("=")
        if form not in formats or not sign or not path:
            raise Refusal(
                _("--output 应写成 格式=文件，现为“{text}”").format(text=text),
                _("从以下格式中选择：{names}").format(names=_("、").join(formats)),
            )
        if path == "-":
            fix = _("用 --format {form} 输出到标准输出").format(form=form)
            raise Refusal(_("--output 应写文件名，现为“-”"), fix)
        if any(os.path.abspath(path) == os.path.abspath(other) for _form, other in outputs):
            raise Refusal(_("--output 两次写入同一文件 {path}").format(path=path), _("为每种格式指定不同的文件"))
        outputs.append((form, Path(path)))
    return outputs


@dataclass
class ValidationRun:
    """One run over all workspaces: shows findings as they are found, and how the run ended."""

    screen: Screen
    form: str
    """The format on stdout."""
    outputs: list[tuple[str, Path]]
    """Formats and files that are written too."""
    threshold: Severity
    """From which severity on a finding makes the run fail."""
    request: Request
    wanted: Mapping[Path, list[Path]]
    """The workspaces, each with the paths in it to report on; none means the whole of it."""
    statistics: bool = False

    def once(self) -> int:
        """Validate and print; returns the exit code. Raises Refusal, before anything is looked at, for an unfit output."""
        if self.outputs:
            from dutykit.workspace.writing.output_file import refuse_own_file

            for _form, path in self.outputs:
                refuse_own_file(path)
        done: list[Validation] = []
        for one in self._with_progress(validate(self.wanted, self.request), len(self.wanted)):
            if self.form == "text":
                self._print(one)
            done.append(one)
        self._write(done)
        self._conclude(done)
        unchecked = [path for one in done for path in self._unchecked(one)]
        for path in unchecked:
            self.screen.warn(_("注意：{path} 不是工作区的文件，没有校验").format(path=os.path.relpath(path)))
        nothing = bool(unchecked) and not any(one.files for one in done)
        if nothing or any(one.unreadable for one in done):
            return COULD_NOT_RUN
        return FINDINGS if any(found.severity >= self.threshold for one in done for found in one.findings) else OK

    def _unchecked(self, done: Validation) -> Iterator[Path]:
        """The files asked for that are none of the workspace's, so that nothing looks at them."""
        found = {one.place.file for one in done.findings}
        for path in self.wanted[done.root]:
            name = name_in_workspace(done.root, path)
            if kind_of(name) is None and name not in found and not path.is_dir():
                yield path

    def watch(self, *, fixing: bool, baseline: Path | None) -> int:
        """Validate again after every change, also of the `baseline`, until Ctrl-C; returns the last exit code.

        With `fixing` what can be fixed is fixed each time.
        """
        from dutykit.cli.watch import watch

        if len(self.wanted) != 1:
            raise Refusal(_("--watch 一次只能用于一个工作区"))

        def again() -> int:
            from dutykit.validate.baseline import read_baseline

            known = None if baseline is None else read_baseline(baseline)
            run = replace(self, request=replace(self.request, baseline=known))
            if fixing:
                run.fix(diff=False)
            return run.once()

        return watch(self.screen, next(iter(self.wanted)), again, files=() if baseline is None else (baseline,))

    def fix(self, *, diff: bool) -> None:
        """Fix what can safely be fixed, or with `diff` print how."""
        from dutykit.cli.fix import fix

        fix(self.screen, self.wanted, self.request, diff=diff)

    def write_baseline(self, path: Path) -> None:
        """Write all that is found into the baseline `path`."""
        from dutykit.check.all_rules import firm_rules
        from dutykit.validate.baseline import write_baseline
        from dutykit.workspace.writing.output_file import refuse_own_file

        refuse_own_file(path)
        request = replace(self.request, whole=True)
        findings = [finding for one in validate(self.wanted, request) for finding in one.findings]
        with writing_to(path):
            others = write_baseline(path, findings, covers(self.wanted, request))
        firm = firm_rules()
        count = sum(finding.rule not in firm for finding in findings)
        message = plural("已将 {count} 处校验结果写入 {path}；以后用 --baseline {path} 只报告新增的", count)
        self.screen.say(message.format(count=count, path=path))
        if others:
            self.screen.say(plural("清单中不在本次校验范围内的 {count} 处保持不变", others).format(count=others))
        if count < len(findings):
            left = len(findings) - count
            self.screen.say(plural("文件无法读取等 {count} 处不能列入清单，仍会报告", left).format(count=left))

    def _with_progress(self, validations: Iterator[Validation], count: int) -> Iterator[Validation]:
        """A progress bar while many workspaces are validated and their findings go elsewhere."""
        if count < 10 or self.screen.quiet or not sys.stderr.isatty() or sys.stdout.isatty():
            yield from validations
            return
        from rich.progress import track

        console = self.screen.console(sys.stderr)
        yield from track(validations, _("校验工作区"), count, console=console, transient=True)

    def _print(self, validation: Validation) -> None:
        prefix = _prefix(validation.root)
        for finding in validation.findings:
            self.screen.show(finding, sys.stdout, prefix=prefix)

    def _write(self, done: Sequence[Validation]) -> None:
        """The report in each format asked for but text, on stdout and into files."""
        if self.form == "text" and not self.outputs:
            return
        from dutykit import __version__
        from dutykit.check.all_rules import all_rules, installed_rules, rule_names
        from dutykit.validate.formats.register import formats
        from dutykit.validate.formats.report import Report, Run
        from dutykit.workspace.writing.output_file import write_output

        found = {finding.rule for one in done for finding in one.findings}
        rules = all_rules() if found <= rule_names() else installed_rules()

        def written(form: str) -> str:
            prefix = prefix_of_ci if form in OF_REPOSITORY else _prefix
            runs = tuple(Run(one.findings, one.files, prefix(one.root), one.waived) for one in done)
            return formats()[form](Report(runs, rules, __version__, self.threshold))

        for form, path in self.outputs:
            with writing_to(path):
                write_output(path, written(form).encode())
        if self.form != "text":
            self.screen.out(written(self.form))
        if {"sarif", self.form} <= {self.form, *(form for form, _path in self.outputs)}:
            self._say_cut(sum(len(one.findings) + len(one.waived) for one in done))

    def _say_cut(self, results: int) -> None:
        from dutykit.validate.formats.sarif import MOST_RESULTS

        if results > MOST_RESULTS:
            text = _("SARIF 中只列出前 {most} 条结果（共 {count} 条），先改正所列各处")
            self.screen.say(text.format(most=MOST_RESULTS, count=results))

    def _conclude(self, done: Sequence[Validation]) -> None:
        """How much of what was found, on stderr; with --statistics by rule as well."""
        from dutykit.output.finding_text import statistics_text, summary_text

        screen, findings = self.screen, [found for one in done for found in one.findings]
        if self.statistics and findings:
            statistics = "\n" + statistics_text(findings)
            screen.out(statistics) if self.form == "text" else screen.say_lines(statistics)
        sys.stdout.flush()  # so that the summary is below, also where both streams are one
        screen.say(summary_text(findings, sum(len(one.files) for one in done)))
        waived, known = sum(len(one.waived) for one in done), Counter[str]()
        for one in done:
            known.update(one.known)
        if waived:
            screen.say(plural("另有 {count} 处因豁免未列出", waived).format(count=waived))
        if known:
            count = known.total()
            screen.say(plural("另有 {count} 处在已知问题清单中，未列出", count).format(count=count))
        if self.request.baseline is not None:
            stale = self.request.baseline.stale(known, covers(self.wanted, self.request))
            if stale:
                text = plural("已知问题清单中有 {count} 处不再出现；用 --update-baseline 更新清单", stale)
                screen.say(text.format(count=stale))


def _prefix(root: Path) -> str:
    """What is before the names of files of the workspace `root`, seen from the working folder."""
    relative = os.path.relpath(root).replace(os.sep, "/")
    return "" if relative == "." else relative + "/"


def prefix_of_ci(root: Path) -> str:
    """What CI systems see before the names of files of the workspace `root`: from the repository's root.

    Where there is no repository, from the working folder, or from the workspace itself if that is above.
    """
    found = prefix_in_repository(root)
    if found is not None:
        return found
    prefix = _prefix(root)
    return "" if prefix.startswith("../") else prefix
