"""Severities, waivers and chosen rules: what becomes of findings, and what is said of the settings themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dutykit.check import policy
from dutykit.model.finding import Finding, Severity
from dutykit.model.place import Place
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace

from .cases import BASE

TODAY = dt.date(2019, 6, 1)
FILE = "submissions/2019/市财政局.yaml"
SUBMISSION = """\
unit: 市财政局
cycle: 2019
state: draft
answers:
  - indicator: 1
    rating: met
    narrative: 甲。
  - indicator: 3
    rating: met
"""
OTHER = SUBMISSION.replace("市财政局", "市教育局").replace("indicator: 1", "indicator: 3", 1)


def workspace(tmp_path: Path, settings: str) -> Workspace:
    """The base workspace with two submissions and `settings`."""
    files = {FILE: SUBMISSION, "submissions/2019/市教育局.yaml": OTHER, "dutykit.yaml": settings}
    for path in (BASE / "data").iterdir():
        files[f"data/{path.name}"] = path.read_text(encoding="utf-8")
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    loaded = load_workspace(tmp_path)
    assert loaded.workspace is not None
    assert loaded.findings == ()
    return loaded.workspace


def found(rule: str = "negative-score", line: int = 6, file: str = FILE) -> Finding:
    return Finding(rule, Severity.WARNING, Place(file, line, 5), f"{rule} {line}")


def waiver(rule: str = "negative-score", file: str = FILE, expires: str = "2019-06-01", more: str = "") -> str:
    return f"  - {{rule: {rule}, file: {file}, reason: 示例, expires: {expires}{more}}}\n"


def shown(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity.word, str(one.place)) for one in findings]


def apply_policy(findings: Sequence[Finding], *arguments: Any, **more: Any) -> tuple[list[Finding], int]:
    """The findings that count, and how many were waived."""
    kept, waived = policy.apply_policy(findings, *arguments, **more)
    assert all(one.finding in findings and one.reason for one in waived)
    return kept, len(waived)


def test_without_a_workspace_all_findings_count_as_they_are() -> None:
    assert apply_policy([found(), found("missing-lead")], None, today=TODAY) == ([found(), found("missing-lead")], 0)


def test_only_what_is_selected_and_nothing_that_is_ignored() -> None:
    findings = [found("negative-score"), found("missing-lead"), found("stray-blank")]

    some, one = frozenset({"missing-lead", "stray-blank"}), frozenset({"missing-lead"})
    assert apply_policy(findings, None, today=TODAY, select=some) == (findings[1:], 0)
    assert apply_policy(findings, None, today=TODAY, ignore=one) == ([findings[0], findings[2]], 0)
    assert apply_policy(findings, None, today=TODAY, select=some, ignore=one) == (findings[2:], 0)


def test_a_severity_is_set_for_one_rule(tmp_path: Path) -> None:
    settings = "severity: {negative-score: error, stray-blank: 'off', missing-lead: note}\n"
    findings = [found("negative-score"), found("stray-blank"), found("missing-lead"), found("unclear-event")]
    kept, waived = apply_policy(findings, workspace(tmp_path, settings), today=TODAY)
    assert [(one.rule, one.severity) for one in kept] == [
        ("negative-score", Severity.ERROR),
        ("missing-lead", Severity.NOTE),
        ("unclear-event", Severity.WARNING),
    ]
    assert waived == 0
    assert kept[0]._replace(severity=Severity.WARNING) == findings[0]


def test_a_waiver_is_for_one_rule_in_one_file(tmp_path: Path) -> None:
    findings = [found(), found(line=9), found("unclear-event"), found(file="submissions/2019/市教育局.yaml")]
    kept, waived = apply_policy(findings, workspace(tmp_path, "waivers:\n" + waiver()), today=TODAY)
    assert (kept, waived) == (findings[2:], 2)


def test_an_asterisk_in_a_waivers_file_stands_for_anything(tmp_path: Path) -> None:
    findings = [found(), found(file="submissions/2019/市教育局.yaml"), found(file="reviews/2019/市财政局.yaml")]
    settings = "waivers:\n" + waiver(file='"submissions/*"')
    kept, waived = apply_policy(findings, workspace(tmp_path, settings), today=TODAY)
    assert (kept, waived) == (findings[2:], 2)


@pytest.mark.parametrize(("indicator", "lines"), [("1", [5, 6, 7]), ("3", [8, 9, 99]), ("2", [])])
def test_a_waiver_of_an_indicator_covers_its_answer_from_the_first_line_to_the_last(
    tmp_path: Path, indicator: str, lines: list[int]
) -> None:
    findings = [found(line=line) for line in (1, 4, 5, 6, 7, 8, 9, 99)]
    one = workspace(tmp_path, "waivers:\n" + waiver(more=f", indicator: {indicator}"))
    kept, waived = apply_policy(findings, one, today=TODAY)
    assert [one for one in findings if one.place.line not in lines] == [
        one for one in kept if one.rule != "waiver-unused"
    ]
    assert waived == len(lines)


def test_the_answers_of_each_file_are_its_own(tmp_path: Path) -> None:
    findings = [found(), found(file="submissions/2019/市教育局.yaml"), found(file="data/units.yaml")]
    one = workspace(tmp_path, "waivers:\n" + waiver(file='"*"', more=", indicator: 1"))
    assert apply_policy(findings, one, today=TODAY) == (findings[1:], 1)


def test_answers_are_looked_through_by_line(tmp_path: Path) -> None:
    one = workspace(tmp_path, "waivers:\n" + waiver(more=", indicator: 3"))
    turned = tuple(each.model_copy(update={"answers": each.answers[::-1]}) for each in one.submissions)
    findings = [found(line=6), found(line=9)]
    assert apply_policy(findings, replace(one, submissions=turned), today=TODAY) == (findings[:1], 1)


@pytest.mark.parametrize(("expires", "holds"), [("2019-06-01", True), ("2019-06-02", True), ("2019-05-31", False)])
def test_a_waiver_holds_to_the_end_of_its_last_day(tmp_path: Path, expires: str, holds: bool) -> None:
    one = workspace(tmp_path, "waivers:\n" + waiver(expires=expires))
    kept, waived = apply_policy([found()], one, today=TODAY)
    if holds:
        assert (kept, waived) == ([], 1)
    else:
        assert waived == 0
        assert shown(kept) == [
            ("negative-score", "warning", f"{FILE}:6:5"),
            ("waiver-expired", "warning", f"dutykit.yaml:2:{len(waiver().partition('2019-06')[0]) + 1}"),
        ]
        assert kept[1].message == "对 negative-score 的豁免已于 2019-05-31 到期"
        assert kept[1].fix is None


def test_a_waiver_that_covers_nothing_is_reported_and_others_are_not(tmp_path: Path) -> None:
    settings = (
        "waivers:\n" + waiver() + waiver("unclear-event") + waiver("stray-blank", expires="2019-01-01") + waiver()
    )
    kept, waived = apply_policy([found()], workspace(tmp_path, settings), today=TODAY)
    assert waived == 1
    assert shown(kept) == [
        ("waiver-unused", "warning", "dutykit.yaml:3:6"),
        ("waiver-expired", "warning", f"dutykit.yaml:4:{len(waiver('stray-blank').partition('2019-06')[0]) + 1}"),
    ]
    assert kept[0].message == f"{FILE} 中没有规则 unclear-event 的校验结果，不需要这条豁免"


def test_rules_that_do_not_exist_are_reported_where_they_are_named(tmp_path: Path) -> None:
    settings = "severity:\n  negative-scor: 'off'\n  zzzz: note\n  missing-lead: error\nwaivers:\n" + waiver(
        "negativ-score"
    )
    kept, waived = apply_policy([], workspace(tmp_path, settings), today=TODAY)
    assert waived == 0
    assert [(*one[:2], str(one.place), one.message, one.fix) for one in kept] == [
        (
            "unknown-rule",
            Severity.ERROR,
            "dutykit.yaml:2:3",
            "没有名为 negative-scor 的规则",
            "请检查是否为 negative-score",
        ),
        ("unknown-rule", Severity.ERROR, "dutykit.yaml:3:3", "没有名为 zzzz 的规则", None),
        (
            "unknown-rule",
            Severity.ERROR,
            "dutykit.yaml:6:12",
            "没有名为 negativ-score 的规则",
            "请检查是否为 negative-score",
        ),
    ]


def test_what_is_said_of_the_settings_is_weighed_and_chosen_too(tmp_path: Path) -> None:
    one = workspace(tmp_path, "severity: {waiver-unused: error}\nwaivers:\n" + waiver())
    assert shown(apply_policy([], one, today=TODAY)[0]) == [("waiver-unused", "error", "dutykit.yaml:3:6")]
    assert apply_policy([], one, today=TODAY, ignore=frozenset({"waiver-unused"}))[0] == []
    assert apply_policy([found()], one, today=TODAY, select=frozenset({"waiver-unused"})) == ([], 1)


FIRM = ("yaml-syntax", "wrong-type", "file-unreadable", "limit-exceeded", "duplicate-submission", "duplicate-review")


@pytest.mark.parametrize("rule", FIRM)
def test_what_was_not_read_can_neither_be_chosen_away_nor_downgraded_nor_waived(tmp_path: Path, rule: str) -> None:
    findings = [found(rule)]
    settings = f"severity: {{{rule}: 'off'}}\nwaivers:\n" + waiver(rule)
    some, one = frozenset({"stray-blank"}), frozenset({rule})
    assert apply_policy(findings, None, today=TODAY, select=some, ignore=one) == (findings, 0)
    kept, waived = apply_policy(findings, workspace(tmp_path, settings), today=TODAY, ignore=one)
    assert (kept[0], waived) == (findings[0], 0)
    assert [(one.rule, one.message) for one in kept[1:]] == [
        ("firm-rule", f"规则 {rule} 的级别不能调整"),
        ("firm-rule", f"规则 {rule} 不能豁免"),
    ]


@pytest.mark.parametrize("written", ["./" + FILE, "submissions//2019/市财政局.yaml", ".\\\\submissions\\\\2019\\\\*"])
def test_a_waivers_file_is_meant_from_the_workspace(tmp_path: Path, written: str) -> None:
    settings = "waivers:\n" + waiver(file=f'"{written}"')
    assert apply_policy([found()], workspace(tmp_path, settings), today=TODAY) == ([], 1)
