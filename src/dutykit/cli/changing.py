"""What the commands that change a workspace share: who does it, and what became of a change that was interrupted."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.screen import Screen
from dutykit.language import _
from dutykit.model.refusal import Refusal, writing_to

if TYPE_CHECKING:
    from dutykit.workspace.writing.changed_file import ChangedFile
    from dutykit.workspace.writing.transaction import OnRecovery, Recovery

UnitArgument = Annotated[str, typer.Argument(metavar=_("单位").upper(), help=_("单位名称或简称"))]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar=_("姓名"), help=_("经手人，记入报送记录；默认为 git 的用户名，没有则为登录用户名")),
]


@contextmanager
def changing(workspace: Path | None) -> Iterator[Path]:
    """The folder of the workspace a command changes. Raises Refusal, also for an OSError raised inside."""
    from dutykit.workspace.discover import workspace_at

    root = workspace_at(workspace)
    with writing_to(root):
        yield root


def show_diff(screen: Screen, file: ChangedFile) -> None:
    """Show what of a file is changed, line by line, with what a terminal would not show as its number."""
    from dutykit.text.visible import visible

    screen.out("\n".join(visible(line) for line in file.unified_diff.split("\n")))


_NOBODY = frozenset({"root", "administrator", "admin", "system", "nobody", "daemon", "user"})
"""Names of accounts that say of nobody who did something."""


def hand(by: str | None, folder: Path | None = None) -> str:
    """Who does it: as stated, else git's user for `folder`, else the user who is logged in. Raises Refusal for nobody."""
    from dutykit.output.table.record import one_line

    stated = one_line(by or "")
    if stated:
        return stated
    for name in _names(folder):
        words = one_line(name)
        if words and words.casefold() not in _NOBODY:
            return words
    raise Refusal(
        _("不能确定经手人：没有 git 用户名，登录用户名不是姓名"),
        _("用 --by 姓名 指定；或用 git config --global user.name 姓名 设置一次，以后不必再写"),
    )


def _names(folder: Path | None) -> Iterator[str]:
    import shutil
    import subprocess

    yield os.environ.get("GIT_AUTHOR_NAME", "")
    git = shutil.which("git")
    if git is not None:
        where = Path.cwd() if folder is None else folder
        with suppress(OSError, subprocess.SubprocessError):
            asked = [git, "-C", str(where), "config", "--get", "user.name"]
            ran = subprocess.run(asked, capture_output=True, check=False, timeout=10)  # noqa: S603 # a fixed command
            yield ran.stdout.decode("utf-8", "replace")
    with suppress(OSError, KeyError, ImportError):  # a container's user without a name
        yield getpass.getuser()


def recover(root: Path, by: str, on_recovery: OnRecovery) -> None:
    """Finish what a killed command left unfinished, before anything is shown of the workspace. Raises as `transaction`."""
    from dutykit.workspace.writing.transaction import transaction

    with transaction(root, by, on_recovery):
        pass


def report_recovery(screen: Screen) -> OnRecovery:
    """Tells the user what became of a change that a killed command had begun."""

    def tell(recovery: Recovery) -> None:
        written, changed = _("、").join(recovery.written), _("、").join(recovery.changed)
        if recovery.is_abandoned:
            screen.say(_("注意：上次的修改未写入，已放弃：{files} 此后又被修改").format(files=changed))
            return
        if written:
            screen.say(_("已补写上次未写完的文件：{files}").format(files=written))
        if changed:
            text = _("注意：{files} 在上次写入中断后又被修改，未补写；请核对后运行 dutykit validate")
            screen.say(text.format(files=changed))

    return tell
