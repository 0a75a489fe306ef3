"""Running a command again each time the workspace's files change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dutykit.cli.screen import Screen
from dutykit.language import _, plural, reason_of
from dutykit.model.refusal import Refusal

if TYPE_CHECKING:
    from dutykit.workspace.inventory import FileKind

_SHOWN = 3
"""How many changed files are named."""


def watch(
    screen: Screen,
    root: Path,
    run_once: Callable[[], int],
    also: Sequence[FileKind] = (),
    files: Sequence[Path] = (),
) -> int:
    """Call `run_once` now and after every change in the workspace `root`, until Ctrl-C; its last exit code.

    `run_once` prints, and gives or raises its exit code. `also` are kinds of files that apply beside those that
    `validate` reads, `files` are files wherever they are. Ctrl-C before it has once come to an end is passed on.
    """
    from dutykit.workspace.watching import Watch

    watching = Watch(root, also, files)  # before running: what changes meanwhile is a change
    terminal = sys.stdout.isatty()
    if terminal:
        screen.clear()
    code = _code_of(screen, run_once)
    try:
        while True:
            sys.stdout.flush()
            screen.say(_("正在等待文件修改，按 Ctrl-C 结束"))
            sys.stderr.flush()
            try:
                changed = watching.wait()
            except OSError as error:
                fix = _("设置环境变量 WATCHFILES_FORCE_POLLING=1，改为定时检查")
                raise Refusal(_("无法监视文件的修改：{reason}").format(reason=reason_of(error)), fix) from error
            if terminal:
                screen.clear()
            else:
                screen.out("\n")
            screen.out(_heading(changed))
            sys.stdout.flush()
            code = _code_of(screen, run_once)
    except KeyboardInterrupt:
        if terminal:
            screen.say("")  # below the ^C that it shows
        return code


def _code_of(screen: Screen, run_once: Callable[[], int]) -> int:
    """The exit code of one run, also where it could not run: the next change may fix that."""
    try:
        return run_once()
    except Refusal as refusal:
        return screen.refuse(refusal)
    except typer.Exit as stopped:
        return stopped.exit_code


def _heading(changed: tuple[str, ...]) -> str:
    names = _("、").join(changed[:_SHOWN])
    if len(changed) <= _SHOWN:
        return _("── 已修改：{files}").format(files=names)
    message = plural("── 已修改：{files} 等 {count} 个文件", len(changed))
    return message.format(files=names, count=len(changed))
