"""What a workspace or a run decides about findings: selection, severities, waivers, baselines, statistics."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Dutykit

OFF_TARGET = "submissions/2019/大洼区政府.yaml"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of this repository's workspace; it has a metric off target and some notes."""
    root = tmp_path / "ws"
    for part in ("data", "submissions", "evidence"):
        shutil.copytree(REPOSITORY / part, root / part)
    return root


def settings(root: Path, text: str) -> None:
    (root / "dutykit.yaml").write_text(text, encoding="utf-8")


def found(dutykit: Dutykit, root: Path, *arguments: str) -> list[tuple[str, str, str]]:
    """File, severity and rule of each finding."""
    ran = dutykit("validate", "-q", *arguments, cwd=root)
    assert "Traceback" not in ran.err
    rows = [line.split() for line in ran.out.splitlines() if line and line[0] != " "]
    return [(row[0].split(":")[0], row[1], row[2]) for row in rows]


def test_select_and_ignore(dutykit: Dutykit, workspace: Path) -> None:
    everything = {rule for _file, _severity, rule in found(dutykit, workspace)}
    assert {"metric-off-target", "unit-without-assignment"} <= everything
    assert {rule for *_rest, rule in found(dutykit, workspace, "--select", "metric_off_target")} == {
        "metric-off-target"
    }
    ignored = found(dutykit, workspace, "--ignore", "metric-off-target,unit-without-assignment")
    assert {rule for *_rest, rule in ignored} == everything - {"metric-off-target", "unit-without-assignment"}
    ran = dutykit("validate", "--select", "metric-of-target", cwd=workspace)
    assert ran.code == 2
    assert "metric-off-target" in ran.err


def test_severity_of_a_rule(dutykit: Dutykit, workspace: Path) -> None:
    assert dutykit("validate", cwd=workspace).code == 0
    settings(workspace, "severity: {metric-off-target: error, unit-without-assignment: off}\n")
    assert dutykit("validate", cwd=workspace).code == 1
    rules = found(dutykit, workspace)
    assert (OFF_TARGET, "错误", "metric-off-target") in rules
    assert "unit-without-assignment" not in {rule for *_rest, rule in rules}


def test_a_rule_nobody_knows(dutykit: Dutykit, workspace: Path) -> None:
    settings(workspace, "severity:\n  metric-of-target: error\n")
    ran = dutykit("validate", "--select", "unknown-rule", cwd=workspace)
    assert ran.code == 1
    assert "dutykit.yaml:2:3" in ran.out
    assert "metric-off-target" in ran.out


def waiver(**changes: str) -> str:
    fields = {
        "rule": "metric-off-target",
        "file": "submissions/*/大洼区政府.yaml",
        "reason": "示例：正在整改",
        "expires": "2030-01-01",
    } | changes
    return "waivers:\n  - {" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}\n"


@pytest.mark.parametrize("indicator", [None, "21"])
def test_a_waiver_lets_a_finding_pass(dutykit: Dutykit, workspace: Path, indicator: str | None) -> None:
    settings(workspace, waiver(**({"indicator": indicator} if indicator else {})))
    ran = dutykit("validate", "--as-of", "2029-12-31", cwd=workspace)
    assert "metric-off-target" not in ran.out
    assert "waiver" not in ran.out
    assert "另有 1 处" in ran.err


def test_an_expired_waiver_is_a_finding_and_waives_nothing(dutykit: Dutykit, workspace: Path) -> None:
    settings(workspace, waiver())
    rules = {rule for *_rest, rule in found(dutykit, workspace, "--as-of", "2030-01-01")}
    assert "metric-off-target" not in rules
    rules = {rule for *_rest, rule in found(dutykit, workspace, "--as-of", "2030-01-02")}
    assert {"metric-off-target", "waiver-expired"} <= rules


@pytest.mark.parametrize("changes", [{"indicator": "22"}, {"file": "submissions/2018/*"}, {"rule": "negative-score"}])
def test_an_unused_waiver_is_a_finding(dutykit: Dutykit, workspace: Path, changes: dict[str, str]) -> None:
    settings(workspace, waiver(**changes))
    rules = {rule for *_rest, rule in found(dutykit, workspace, "--as-of", "2029-01-01")}
    assert {"metric-off-target", "waiver-unused"} <= rules


def test_a_waiver_needs_reason_and_expiry(dutykit: Dutykit, workspace: Path) -> None:
    settings(workspace, "waivers:\n  - {rule: metric-off-target, file: a}\n")
    ran = dutykit("validate", "-q", cwd=workspace)
    assert ran.code == 1
    assert ran.out.count("missing-key") == 2


def test_a_date_that_is_none(dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit("validate", "--as-of", "明天", cwd=workspace)
    assert ran.code == 2
    assert "“明天”不是日期" in ran.err


def test_a_baseline_hides_what_was_there_and_nothing_new(dutykit: Dutykit, workspace: Path) -> None:
    made = dutykit("validate", "--baseline", "旧.json", "--update-baseline", cwd=workspace)
    assert made.code == 0
    before = (workspace / "旧.json").read_bytes()
    assert found(dutykit, workspace, "--baseline", "旧.json") == []
    path = workspace / OFF_TARGET
    text = path.read_text(encoding="utf-8")
    path.write_text("# 多了一行\n" + text.replace("rating: partly", "rating: partlyy", 1), encoding="utf-8")
    assert found(dutykit, workspace, "--baseline", "旧.json") == [(OFF_TARGET, "错误", "wrong-type")]
    path.write_text(text, encoding="utf-8")
    dutykit("validate", "--baseline", "旧.json", "--update-baseline", "--lang", "en", cwd=workspace)
    assert (workspace / "旧.json").read_bytes() == before


def test_a_baseline_counts(dutykit: Dutykit, workspace: Path) -> None:
    dutykit("validate", "--baseline", "旧.json", "--update-baseline", cwd=workspace)
    data = json.loads((workspace / "旧.json").read_text(encoding="utf-8"))
    for entry in data["findings"]:
        entry["count"] = 0
    (workspace / "旧.json").write_text(json.dumps(data), encoding="utf-8")
    assert found(dutykit, workspace, "--baseline", "旧.json") == found(dutykit, workspace)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1, "findings": [1]}', "[" * 100_000]
)
def test_a_file_that_is_no_baseline(dutykit: Dutykit, workspace: Path, text: str) -> None:
    (workspace / "x.json").write_text(text, encoding="utf-8")
    ran = dutykit("validate", "--baseline", "x.json", cwd=workspace)
    assert ran.code == 2
    assert "x.json" in ran.err
    assert "Traceback" not in ran.err


def test_update_needs_a_file(dutykit: Dutykit, workspace: Path) -> None:
    assert dutykit("validate", "--update-baseline", cwd=workspace).code == 2


def test_statistics(dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit("validate", "-q", "--statistics", cwd=workspace)
    rows = [line.split() for line in ran.out.rpartition("\n\n")[2].splitlines()]
    counts = [int(row[0]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(found(dutykit, workspace))
