"""What came of the reports that were asked for, for the user."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.cli.screen import COULD_NOT_RUN, FINDINGS, OK, Screen
from dutykit.cli.undrawn import show_undrawn
from dutykit.language import _, plural

if TYPE_CHECKING:
    from dutykit.cli.reports_asked import MediumWord
    from dutykit.reports.press.batch import Batch
    from dutykit.reports.press.outcome import Made


def show_made(screen: Screen, made: Sequence[Made], unreadable: Sequence[Path]) -> int:
    """Name what was made on stdout, what was not on stderr; the exit code."""
    failed = [one for one in made if not one.written]
    _show_reasons(screen, failed, unreadable)
    for one in made:
        if one.written:
            screen.out(str(one.order.path))
    show_undrawn(screen, frozenset[str]().union(*(one.undrawn for one in made)))
    unchanged = sum(one.unchanged for one in made)
    if unchanged:
        screen.say(
            plural("{count} 份报告没有变化，未重新生成（使用 --force 可重新生成）", unchanged).format(count=unchanged)
        )
    if failed:
        several = len({one.order.root for one in made}) > 1
        names = _("、").join(f"{one.order.root.name}/{one.order.name}" if several else one.order.name for one in failed)
        text = plural("{count} 份报告未能生成：{names}", len(failed)).format(count=len(failed), names=names)
        screen.warn(text)
    if failed or unreadable:
        nothing = len(failed) == len(made) and not any(one.findings for one in failed)
        return COULD_NOT_RUN if nothing else FINDINGS
    return OK


def _show_reasons(screen: Screen, failed: Sequence[Made], unreadable: Sequence[Path]) -> None:
    """Why reports were not made, each reason once: a fault in one unit's file may stop the city's report as well."""
    for finding in dict.fromkeys(finding for one in failed for finding in one.findings):
        screen.show(finding, sys.stderr)
    failures = [*dict.fromkeys(one.failure for one in failed if one.failure)]
    for root in unreadable:
        text = _("{folder}：无法读取指标体系或单位名录，请先运行 dutykit validate 查看并改正")
        failures.append(text.format(folder=root))
    for failure in failures:
        screen.warn(_("错误：{text}").format(text=failure))


def show_lengths(screen: Screen, batches: Sequence[Batch], medium: MediumWord, cycle: int | None, day: dt.date) -> bool:
    """Say how long the self-reports are, on stderr; whether one is too long. Raises Refusal."""
    from dutykit.reports.counting import counts

    too_long = False
    for one in counts(batches, medium, cycle, day):
        if one.characters > one.limit:
            too_long = True
            text = _("{name}：全文 {count} 字，超过上限 {limit} 字，需删减 {over} 字").format(
                name=one.name, count=one.characters, limit=one.limit, over=one.characters - one.limit
            )
            screen.warn(_("注意：{text}").format(text=text))
        else:
            text = _("{name}：全文 {count} 字，上限 {limit} 字")
            screen.say(text.format(name=one.name, count=one.characters, limit=one.limit))
    return too_long
