from __future__ import annotations

import datetime as dt
from pathlib import Path

from dutykit.check.new_findings import counted_findings, new_findings
from dutykit.check.policy import apply_policy
from dutykit.check.run import run_checks
from dutykit.model.finding import Finding, Severity
from dutykit.model.place import Place
from dutykit.workspace.assemble import load_workspace

DAY = dt.date(2019, 6, 1)


def finding(rule: str, file: str, message: str, line: int = 1) -> Finding:
    return Finding(rule, Severity.ERROR, Place(file, line, 1), message)


def test_what_was_found_before_is_not_new_wherever_in_its_file_it_is() -> None:
    before = [finding("a", "x.yaml", "甲"), finding("a", "y.yaml", "乙")]
    moved, other, more = finding("a", "x.yaml", "甲", 9), finding("b", "x.yaml", "甲"), finding("a", "z.yaml", "乙")
    assert new_findings([moved, other, more], before) == [other, more]
    assert new_findings([moved, other, more], before, by_file=False) == [other]


def test_what_is_found_more_often_than_before_is_new_so_often() -> None:
    one = finding("a", "x.yaml", "甲")
    lines = [finding("a", "x.yaml", "甲", line) for line in (1, 2, 3)]
    assert new_findings(lines, [one]) == lines[1:]
    assert new_findings([one], lines) == []


def test_what_counts_is_what_the_settings_let_count(repository: Path) -> None:
    workspace = load_workspace(repository).workspace
    assert workspace is not None
    assert counted_findings(workspace, DAY) == apply_policy(run_checks(workspace), workspace, today=DAY)[0]
