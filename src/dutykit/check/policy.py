"""What a workspace decides about findings: which rules count, how much they weigh, what is let pass for a time."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from dutykit.check.all_rules import firm_rules, rule_names
from dutykit.check.settings_rules import FIRM_RULE, UNKNOWN_RULE, WAIVER_EXPIRED, WAIVER_UNUSED
from dutykit.language import _
from dutykit.model.finding import Finding, Rule, Severity, Waived
from dutykit.model.place import Place
from dutykit.model.settings import DEFAULTS, Settings, Waiver
from dutykit.model.workspace import Workspace
from dutykit.text.likeness import closest


def apply_policy(
    findings: Iterable[Finding],
    workspace: Workspace | None,
    *,
    today: dt.date,
    select: frozenset[str] = frozenset(),
    ignore: frozenset[str] = frozenset(),
) -> tuple[list[Finding], list[Waived]]:
    """The findings that count, with the severities the settings give them, and those that were waived.

    What is wrong with the settings themselves is among them. Only the rules in `select` count, all if it is empty, and
    none in `ignore`; firm rules always do. Without a workspace there are no settings to apply.
    """
    settings = DEFAULTS if workspace is None else workspace.settings
    kept: list[Finding] = []
    firm = firm_rules()
    used: set[int] = set()
    waived: list[Waived] = []
    waivers = [(number, one) for number, one in enumerate(settings.waivers) if one.expires >= today]
    indicators = _indicators(workspace) if waivers else {}
    for finding in findings:
        matching = [number for number, one in waivers if _covers(one, finding, indicators)]
        used.update(matching)
        if matching and finding.rule not in firm:
            waived.append(Waived(finding, settings.waivers[matching[0]].reason))
        else:
            kept.append(finding)
    kept += _faults(settings, used, firm, today)
    weighed = (finding if finding.rule in firm else _weighed(finding, settings) for finding in kept)
    asked = [
        one
        for one in weighed
        if one is not None and (one.rule in firm or (one.rule not in ignore and (not select or one.rule in select)))
    ]
    return asked, waived


def _weighed(finding: Finding, settings: Settings) -> Finding | None:
    word = settings.severity.get(finding.rule)
    if word is None:
        return finding
    return None if word == "off" else finding._replace(severity=Severity[word.upper()])


def _covers(waiver: Waiver, finding: Finding, indicators: Mapping[str, list[tuple[int, str]]]) -> bool:
    if waiver.rule != finding.rule or not fnmatchcase(finding.place.file, _pattern(waiver)):
        return False
    if waiver.indicator is None:
        return True
    # The answer a finding is in is the last that begins at or before its line.
    last = ""
    for line, indicator in indicators.get(finding.place.file, ()):
        if line > finding.place.line:
            break
        last = indicator
    return last == waiver.indicator


def _pattern(waiver: Waiver) -> str:
    """The files of a waiver, by their names in the workspace; people also write ./ before them."""
    return posixpath.normpath(waiver.file.replace("\\", "/"))


def _indicators(workspace: Workspace | None) -> dict[str, list[tuple[int, str]]]:
    """For each submission's file the lines its answers begin on, with their indicators."""
    found: dict[str, list[tuple[int, str]]] = {}
    for submission in () if workspace is None else workspace.submissions:
        lines = [(answer.place.line, answer.indicator) for answer in submission.answers]
        found.setdefault(submission.file, []).extend(sorted(lines))
    return found


def _faults(settings: Settings, used: set[int], firm: Collection[str], today: dt.date) -> Iterator[Finding]:
    """What is wrong with the waivers and severities themselves."""
    known = rule_names(settings.plugins)
    for name in settings.severity:
        if name not in known:
            place = settings.entry_place("severity", name, of_key=True)
            yield _finding(UNKNOWN_RULE, place, _("没有名为 {rule} 的规则").format(rule=name), _likely(name, known))
        elif name in firm:
            place = settings.entry_place("severity", name, of_key=True)
            yield _finding(FIRM_RULE, place, _("规则 {rule} 的级别不能调整").format(rule=name))
    for number, waiver in enumerate(settings.waivers):
        if waiver.rule not in known:
            message = _("没有名为 {rule} 的规则").format(rule=waiver.rule)
            yield _finding(UNKNOWN_RULE, waiver.place_of("rule"), message, _likely(waiver.rule, known))
        elif waiver.rule in firm:
            yield _finding(FIRM_RULE, waiver.place_of("rule"), _("规则 {rule} 不能豁免").format(rule=waiver.rule))
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
