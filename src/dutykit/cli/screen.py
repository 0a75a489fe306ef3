"""Where a command's words go: results to stdout, everything else to stderr."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TextIO

from dutykit.language import _
from dutykit.model.refusal import Refusal

if TYPE_CHECKING:
    from rich.console import Console

OK, FINDINGS, COULD_NOT_RUN = 0, 1, 2
"""Exit codes: nothing found, something found, could not run."""


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
        """Tell the user something beside the result, on stderr; nothing with --quiet."""
        if not self.quiet:
            sys.stderr.write(text + "\n")

    def fail(self, text: str, fix: str | None = None) -> NoReturn:
        """Raise Refusal: the command could not run because of `text`, and `fix` is what to do."""
        raise Refusal(text, fix)

    def refuse(self, refusal: Refusal) -> int:
        """Print why the command could not run and what to do, its findings on stdout; the exit code."""
        if refusal.findings:
            from dutykit.output.finding_text import finding_text

            for finding in refusal.findings:
                self.out(finding_text(finding, color=self.color(sys.stdout)))
            self.say(_("未作修改：{text}").format(text=refusal.message))
            return FINDINGS
        sys.stderr.write(_("错误：{text}").format(text=refusal.message) + "\n")
        if refusal.fix:
            sys.stderr.write(_("处理建议：{fix}").format(fix=refusal.fix) + "\n")
        return COULD_NOT_RUN

    def console(self, stream: TextIO | None = None) -> Console:
        """A rich console on `stream` (default stdout), for tables and progress bars."""
        from rich.console import Console

        stream = stream or sys.stdout
        return Console(file=stream, no_color=not self.color(stream), highlight=False, emoji=False, markup=False)
