"""What a workspace decides about findings: which rules count, how much they weigh, what is let pass for a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from dutykit.language import _
from dutykit.model.finding import Finding, Rule, Severity
from dutykit.model.place import Place
from dutykit.model.settings import Settings, Waiver
from dutykit.model.workspace import Workspace
from dutykit.text.likeness import closest

WAIVER_EXPIRED = Rule(
    "waiver-expired",
    Severity.WARNING,
    "豁免已经到期。",
    "到期的豁免不再起作用，原由该豁免隐去的校验结果重新列出。",
    "按校验结果改正，并删去该豁免；确需延长的，写明新的理由和到期日。",
)
WAIVER_UNUSED = Rule(
    "waiver-unused",
    Severity.WARNING,
    "豁免没有对应的校验结果。",
    "对应的校验结果已不存在，或者豁免的位置填写有误；如果保留，今后可能隐去应当报告的内容。",
    "删去这条豁免，或改正它的规则、文件和指标。",
)
UNKNOWN_RULE = Rule(
    "unknown-rule",
    Severity.ERROR,
    "设置中引用了不存在的规则。",
    "规则名有误时，为该规则设置的级别或豁免不起作用。",
    "按处理建议改正规则名；dutykit explain 列出全部规则。",
)
RULES = (UNKNOWN_RULE, WAIVER_EXPIRED, WAIVER_UNUSED)


def apply_policy(  # noqa: PLR0913 (what was found, where, and each thing a run decides)
    findings: Iterable[Finding],
    workspace: Workspace | None,
    known: Collection[str],
    *,
    select: frozenset[str],
    ignore: frozenset[str],
    today: dt.date,
) -> tuple[list[Finding], int]:
    """The findings that count, with the severities the settings give them, and how many were waived.

    What is wrong with the settings themselves is among them. `known` are the names of all rules; only those in `select`
    count, all if it is empty, and none in `ignore`. Without a workspace there are no settings to apply.
    """
    settings = Settings() if workspace is None else workspace.settings
    kept: list[Finding] = []
    used: set[int] = set()
    waived = 0
    waivers = [(number, one) for number, one in enumerate(settings.waivers) if one.expires >= today]
    indicators = _indicators(workspace) if waivers else {}
    for finding in findings:
        matching = [number for number, one in waivers if _covers(one, finding, indicators)]
        used.update(matching)
        if matching:
            waived += 1
        else:
            kept.append(finding)
    kept += _faults(settings, known, used, today)
    weighed = (_weighed(finding, settings) for finding in kept)
    wanted = [one for one in weighed if one is not None and one.rule not in ignore]
    return [one for one in wanted if not select or one.rule in select], waived


def _weighed(finding: Finding, settings: Settings) -> Finding | None:
    word = settings.severity.get(finding.rule)
    if word is None:
        return finding
    return None if word == "off" else replace(finding, severity=Severity[word.upper()])


def _covers(waiver: Waiver, finding: Finding, indicators: Mapping[str, list[tuple[int, str]]]) -> bool:
    if waiver.rule != finding.rule or not fnmatchcase(finding.place.file, waiver.file):
        return False
    if waiver.indicator is None:
        return True
    # The answer a finding stands in is the last that begins at or before its line.
    last = ""
    for line, indicator in indicators.get(finding.place.file, ()):
        if line > finding.place.line:
            break
        last = indicator
    return last == waiver.indicator


def _indicators(workspace: Workspace | None) -> dict[str, list[tuple[int, str]]]:
    """For each submission's file the lines its answers begin on, with their indicators."""
    found: dict[str, list[tuple[int, str]]] = {}
    for submission in () if workspace is None else workspace.submissions:
        lines = [(answer.place.line, answer.indicator) for answer in submission.answers]
        found.setdefault(submission.file, []).extend(sorted(lines))
    return found


def _faults(settings: Settings, known: Collection[str], used: set[int], today: dt.date) -> Iterator[Finding]:
    """What is wrong with the waivers and severities themselves."""
    for name in settings.severity:
        if name not in known:
            place = settings.entry_place("severity", name, of_key=True)
            yield _finding(UNKNOWN_RULE, place, _("没有名为 {rule} 的规则").format(rule=name), _likely(name, known))
    for number, waiver in enumerate(settings.waivers):
        if waiver.rule not in known:
            message = _("没有名为 {rule} 的规则").format(rule=waiver.rule)
            yield _finding(UNKNOWN_RULE, waiver.place_of("rule"), message, _likely(waiver.rule, known))
        elif waiver.expires < today:
            message = _("对 {rule} 的豁免已于 {date} 到期").format(rule=waiver.rule, date=waiver.expires.isoformat())
            yield _finding(WAIVER_EXPIRED, waiver.place_of("expires"), message)
        elif number not in used:
            message = _("{file} 中没有规则 {rule} 的校验结果，不需要这条豁免").format(
                file=waiver.file, rule=waiver.rule
            )
            yield _finding(WAIVER_UNUSED, waiver.place, message)


def _likely(name: str, known: Collection[str]) -> str | None:
    likely = closest(name, known)
    return _("请检查是否为 {name}").format(name=likely) if likely else None


def _finding(rule: Rule, place: Place, message: str, fix: str | None = None) -> Finding:
    return Finding(rule.name, rule.severity, place, message, fix)
