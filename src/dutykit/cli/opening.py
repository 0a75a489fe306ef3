"""Opening a workspace from the command line, and saying so when that fails."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.cli.screen import Screen
from dutykit.language import _, plural

if TYPE_CHECKING:
    from dutykit.model.workspace import Workspace


@contextmanager
def workspace_errors(screen: Screen) -> Iterator[None]:
    """Turns what stops a command from opening its workspace into a message and exit code 2."""
    from dutykit.workspace.discover import FolderNotFoundError, WorkspaceNotFoundError

    try:
        yield
    except WorkspaceNotFoundError as error:
        screen.fail(
            _("{folder} 及其上级文件夹都不是工作区（没有 data/indicators.yaml）").format(folder=error.args[0]),
            _("进入工作区再运行，或用 --workspace 指明；dutykit init 文件夹 可以新建一个"),
        )
    except FolderNotFoundError as error:
        screen.fail(
            _("没有这个文件夹：{path}").format(path=error.args[0]), _("看看 --workspace 后面的文件夹名是否写错")
        )
    except FileNotFoundError as error:
        screen.fail(_("没有这个文件或文件夹：{path}").format(path=error.args[0]))


def open_workspace(screen: Screen, folder: Path | None, *, whole: str | None = None) -> Workspace:
    """The workspace a command works on; with faults in it, a word on stderr, and exit 2 if it cannot be read.

    `whole` is the name of a file that is no use to the command read in part: exit 2 then, too.
    """
    from dutykit.output.finding_text import finding_text
    from dutykit.workspace.opening import open_workspace as opened

    with workspace_errors(screen):
        workspace, findings = opened(folder)
    if workspace is None:
        for finding in findings:
            sys.stderr.write(finding_text(finding, color=screen.color(sys.stderr)) + "\n")
        screen.fail(_("指标或单位文件读不出来"), _("先按上面的提示改正，再运行 dutykit validate 确认"))
    if whole is not None and whole in workspace.incomplete:
        for finding in findings:
            if finding.place.file == whole:
                sys.stderr.write(finding_text(finding, color=screen.color(sys.stderr)) + "\n")
        screen.fail(
            _("{file} 有内容没有读进来").format(file=whole), _("先按上面的提示改正，再运行 dutykit validate 确认")
        )
    if findings:
        message = plural("读取时发现 {count} 处问题，有内容没有读进来；dutykit validate 可以查看", len(findings))
        screen.say(_("注意：{text}").format(text=message.format(count=len(findings))))
    return workspace
