"""Where a command's words go: results to stdout, everything else to stderr."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TextIO

from dutykit.cli.streams import direct
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.text.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

    from dutykit.model.finding import Finding

OK, FINDINGS, COULD_NOT_RUN = 0, 1, 2
"""Exit codes: nothing found, something found, could not run."""


PIPED_WIDTH = 100
"""Cells of a line where no terminal states how wide it is."""


def width_of() -> int:
    """Cells of a line: as COLUMNS states, else as the terminal has, else 100."""
    return min(max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, 40), 1000)


class Screen(NamedTuple):
    """What a command prints through; nothing else of the program prints."""

    quiet: bool = False
    no_color: bool = False

    def color(self, stream: TextIO) -> bool:
        """Whether `stream` shows colours: a terminal, NO_COLOR unset, --no-color not given."""
        return not self.no_color and not os.environ.get("NO_COLOR") and stream.isatty()

    def out(self, text: str) -> None:
        """Print a result to stdout as it is."""
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")

    def out_bytes(self, data: bytes) -> None:
        """Write a result that is not text to stdout."""
        sys.stdout.buffer.write(data)

    def say(self, text: str) -> None:
        """Tell the user something beside the result, as `warn` does; nothing with --quiet."""
        if not self.quiet:
            self.warn(text)

    def say_lines(self, text: str) -> None:
        """The same in several lines, whose parts are fit to be shown."""
        if not self.quiet:
            sys.stderr.write(text + "\n")

    def warn(self, text: str) -> None:
        """Tell the user something on stderr, also with --quiet: in one line, but for what a terminal has no room for."""
        lines = [visible(text)]
        if sys.stderr.isatty():
            from dutykit.output.table.terminal import wrapped

            lines = wrapped(lines[0], width_of())
        sys.stderr.write("\n".join(lines) + "\n")

    def show(self, finding: Finding, stream: TextIO, *, prefix: str = "") -> None:
        """Print a finding to `stream`, its line cut to what the terminal has room for, and its sentences wrapped there."""
        from dutykit.output.finding_text import finding_text

        is_terminal = stream.isatty()
        text = finding_text(finding, color=self.color(stream), prefix=prefix, width=width_of(), wrap=is_terminal)
        stream.write(text + "\n")

    def clear(self) -> None:
        """Empty the terminal that stdout is."""
        direct(sys.stdout).write("\033[H\033[2J")

    def fail(self, text: str, fix: str | None = None) -> NoReturn:
        """Raise Refusal: the command could not run because of `text`, and `fix` is what to do."""
        raise Refusal(text, fix)

    def refuse(self, refusal: Refusal) -> int:
        """Print why the command could not run and what to do, its findings on stdout; the exit code."""
        if refusal.findings:
            for finding in refusal.findings:
                self.show(finding, sys.stdout)
            self.say(_("本次未作修改：{text}").format(text=refusal.message))
            return FINDINGS
        self.warn(_("错误：{text}").format(text=refusal.message))
        if refusal.fix:
            self.warn(_("处理建议：{fix}").format(fix=refusal.fix))
        return COULD_NOT_RUN

    def console(self, stream: TextIO | None = None) -> Console:
        """A rich console on `stream` (default stdout), for tables and progress bars."""
        from rich.console import Console

        stream = stream or sys.stdout
        return Console(file=direct(stream), no_color=not self.color(stream), highlight=False, emoji=False, markup=False)
