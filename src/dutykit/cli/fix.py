"""`dutykit validate --fix` and `--diff`: what can safely be fixed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.cli.changing import report_recovery
from dutykit.cli.screen import Screen
from dutykit.language import _, plural
from dutykit.model.refusal import writing_to

if TYPE_CHECKING:
    from dutykit.validate.fix.fixing import Fixed
    from dutykit.validate.validation import Request


def fix(screen: Screen, wanted: Mapping[Path, list[Path]], request: Request, *, diff: bool) -> None:
    """Fix each workspace, or with `diff` print what would be changed; exits with 2 if it cannot be done."""
    from dutykit.validate.fix.fixing import fix_workspace
    from dutykit.workspace.discover import name_in_workspace

    for root, paths in wanted.items():
        names = {name_in_workspace(root, path) for path in paths} - {"."}
        with writing_to(root):
            fixed = fix_workspace(
                root,
                dry_run=diff,
                only=names,
                wanted=lambda rule: _chosen(rule, request),
                on_recovery=report_recovery(screen),
            )
        _show(screen, fixed, diff=diff)


def _chosen(rule: str, request: Request) -> bool:
    return rule not in request.ignore and (not request.select or rule in request.select)


def _show(screen: Screen, fixed: Fixed, *, diff: bool) -> None:
    from dutykit.text.visible import visible

    if diff:
        screen.out(fixed.unified_diff)
    sys.stdout.flush()
    fixes = [fix for file in fixed.files for fix in file.fixes]
    for fix in () if diff else fixes:
        screen.say(visible(f"{fix.place} {fix.rule} {fix.message}"))
    for left in fixed.left:
        text = _("未改正 {place} {rule} {message}：{reason}")
        screen.say(visible(text.format(place=left.place, rule=left.rule, message=left.message, reason=left.reason)))
    count = len(fixes)
    if diff:
        screen.say(plural("可自动改正 {count} 处；将 --diff 换成 --fix 后写入文件", count).format(count=count))
    else:
        screen.say(plural("已改正 {count} 处", count).format(count=count))
