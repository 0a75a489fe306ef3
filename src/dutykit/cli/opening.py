"""Opening a workspace from the command line, and reporting what could not be read of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.cli.screen import Screen
from dutykit.language import _, plural

if TYPE_CHECKING:
    from dutykit.model.gap import Gap
    from dutykit.model.workspace import Workspace


def hold_gate(gaps: Sequence[Gap], gate: str) -> None:
    """Raise Refusal, also with --quiet, if the option `gate` would judge what was not read whole."""
    from dutykit.output.gap_note import refuse_gaps

    refuse_gaps(gaps, _("{option} 的判断").format(option=gate))


def open_workspace(
    screen: Screen, folder: Path | None, *, whole: str | None = None, without: str | None = None
) -> Workspace:
    """The workspace a command works on; with faults in it, a word on stderr, and exit 2 if it cannot be read.

    What is wrong in the file `without` does not matter to the command. `whole` is the name of a file that is no use to it
    read in part: exit 2 then, too.
    """
    from dutykit.workspace.finding_lines import with_lines
    from dutykit.workspace.opening import open_workspace as opened

    workspace, findings = opened(folder)
    findings = [one for one in findings if one.place.file != without]
    if workspace is None:
        for finding in findings:
            screen.show(finding, sys.stderr)
        screen.fail(_("无法读取指标体系或单位名录"), _("按以上提示改正，再运行 dutykit validate 确认"))
    if whole is not None and whole in workspace.incomplete:
        gaps = workspace.gaps
        for finding in with_lines(gaps.findings(gaps.of((whole,), cycle=workspace.cycle)), workspace.sources):
            screen.show(finding, sys.stderr)
        screen.fail(_("{file} 的部分内容未读取").format(file=whole), _("按以上提示改正，再运行 dutykit validate 确认"))
    if findings:
        message = plural("读取时发现 {count} 处错误，部分内容未读取；请运行 dutykit validate 查看", len(findings))
        screen.say(_("注意：{text}").format(text=message.format(count=len(findings))))
    return workspace
