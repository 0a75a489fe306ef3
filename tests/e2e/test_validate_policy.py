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


def test_a_baseline_updated_for_a_part_keeps_the_others(dutykit: Dutykit, workspace: Path) -> None:
    dutykit("validate", "--baseline", "旧.json", "--update-baseline", cwd=workspace)
    before = (workspace / "旧.json").read_bytes()
    assert OFF_TARGET.encode() in before
    for part in (("data",), ("--select", "duplicate-answer"), ("--ignore", "metric-off-target")):
        ran = dutykit("validate", *part, "--baseline", "旧.json", "--update-baseline", cwd=workspace)
        assert (workspace / "旧.json").read_bytes() == before
        assert "不在本次校验范围内的" in ran.err


def test_entries_that_no_longer_occur_are_mentioned(dutykit: Dutykit, workspace: Path) -> None:
    dutykit("validate", "--baseline", "旧.json", "--update-baseline", cwd=workspace)
    assert "不再出现" not in dutykit("validate", "--baseline", "旧.json", cwd=workspace).err
    (workspace / OFF_TARGET).unlink()
    ran = dutykit("validate", "--baseline", "旧.json", cwd=workspace)
    assert "不再出现；用 --update-baseline 更新清单" in ran.err
    other = dutykit("validate", "data", "--baseline", "旧.json", cwd=workspace)
    assert "不再出现" not in other.err  # nobody looked


def test_what_cannot_be_read_is_in_no_baseline(dutykit: Dutykit, workspace: Path) -> None:
    (workspace / OFF_TARGET).write_text("a: [", encoding="utf-8")
    ran = dutykit("validate", "--baseline", "旧.json", "--update-baseline", cwd=workspace)
    assert "不能列入清单，仍会报告" in ran.err
    assert "yaml-syntax" not in (workspace / "旧.json").read_text(encoding="utf-8")
    assert dutykit("validate", "--baseline", "旧.json", cwd=workspace).code == 1


def test_waived_findings_are_in_the_formats_that_have_room_for_them(dutykit: Dutykit, workspace: Path) -> None:
    waiver = f"  - {{rule: metric-off-target, file: ./{OFF_TARGET}, reason: 待核实, expires: 2999-01-01}}\n"
    settings(workspace, "waivers:\n" + waiver)
    for _run in ("cold", "from the cache"):
        run = json.loads(dutykit("validate", "--format", "sarif", cwd=workspace).out)["runs"][0]
        passed = [one for one in run["results"] if one.get("suppressions")]
        assert {one["ruleId"] for one in passed} == {"metric-off-target"}
        assert passed[0]["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "待核实"}]
        (told,) = json.loads(dutykit("validate", "--format", "json", cwd=workspace).out)["workspaces"]
        assert [(one["rule"], one["reason"]) for one in told["waived"]] == [("metric-off-target", "待核实")] * len(
            passed
        )
        assert "metric-off-target" not in dutykit("validate", cwd=workspace).out


@pytest.mark.parametrize("form", ["github", "gitlab", "junit", "sarif"])
@pytest.mark.parametrize("has_repository", [True, False])
def test_ci_names_files_from_the_root_of_the_repository(
    form: str, dutykit: Dutykit, workspace: Path, *, has_repository: bool
) -> None:
    if has_repository:
        (workspace / ".git").mkdir()
    for folder in ("", "submissions", "submissions/2019"):
        text = dutykit("validate", "--format", form, cwd=workspace / folder).out
        assert "../submissions" not in text
        assert "submissions/2019/" in text


def test_a_workspace_below_the_root_of_its_repository(dutykit: Dutykit, workspace: Path) -> None:
    (workspace.parent / ".git").mkdir()
    text = dutykit("validate", "--format", "github", cwd=workspace / "data").out
    assert f"file={workspace.name}/submissions/2019/" in text


@pytest.mark.parametrize(
    "outputs", [("sarif=a", "junit=a"), ("sarif=a", "junit=./a"), ("sarif=-",), ("sarif=a", "sarif=b", "json=b")]
)
def test_outputs_that_would_overwrite_each_other(outputs: tuple[str, ...], dutykit: Dutykit, workspace: Path) -> None:
    arguments = [part for one in outputs for part in ("--output", one)]
    assert dutykit("validate", *arguments, cwd=workspace).code == 2
    assert not {"a", "b", "-"} & {path.name for path in workspace.iterdir()}


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "-w", ".", "--workspace", ".."),
        ("coverage", "-w", ".", "-w", "."),
        ("status", "--cycle", "2019", "--cycle", "2018"),
        ("ledger", "-oa.csv", "-o", "b.csv"),
        ("--lang", "zh", "--lang", "en", "coverage"),
    ],
)
def test_an_option_with_one_value_is_there_once(arguments: tuple[str, ...], dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit(*arguments, cwd=workspace)
    assert ran.code == 2
    assert "只能写一次" in ran.err


def test_why_is_a_sentence(dutykit: Dutykit, workspace: Path) -> None:
    for more in (("--format", "json"), ("-o", "a.json")):
        assert dutykit("matrix", "--why", "1", "市财政局", *more, cwd=workspace).code == 2


def test_a_rule_that_finds_the_same_everywhere_is_cut_and_counted(dutykit: Dutykit, workspace: Path) -> None:
    path = workspace / OFF_TARGET
    path.write_text(path.read_text(encoding="utf-8") + "# 13912345678\n" * 30, encoding="utf-8")
    answers = "".join(f"  - {{indicator: 无{number}}}\n" for number in range(250))
    (workspace / "submissions/2019/多.yaml").write_text(
        f"unit: 市财政局\ncycle: 2018\nstate: draft\nanswers:\n{answers}", encoding="utf-8"
    )
    told = json.loads(dutykit("validate", "--format", "json", cwd=workspace).out)["workspaces"][0]["findings"]
    unknown = [one for one in told if one["rule"] == "unknown-indicator"]
    assert len(unknown) == 100
    assert unknown[-1]["message"].endswith("（该规则在本文件中另有 150 处，未列出）")
    dutykit("validate", "--baseline", "b.json", "--update-baseline", cwd=workspace)
    assert dutykit("validate", "--baseline", "b.json", "--select", "unknown-indicator", cwd=workspace).code == 0
