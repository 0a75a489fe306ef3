"""`dutykit carry-forward` as the office starts it: shown before it is written, from a plan, and undone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.conftest import Dutykit
from tests.cycles import UNITS_2017, begin, fill, take, write
from tests.unit.plans.test_next_year import PLAN

OPTIONS = ("--as-of", "2018-01-08", "--by", "王五")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    begin(root)
    for unit in ("东区政府", "市财政局"):
        fill(root, unit, 2017)
        take(root, "submit", unit, dt.date(2017, 5, 7))
    write(tmp_path / "新方案.txt", PLAN)
    return root


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_what_would_be_lost_is_shown_first(root: Path, dutykit: Dutykit) -> None:
    before = state(root)
    command = ("carry-forward", "--plan", "../新方案.txt", *OPTIONS)
    ran = dutykit(*command, cwd=root, env={"COLUMNS": "120"})
    assert ran.code == 1
    for text in (
        "2018 年度不再保留的内容",
        "取消的指标",
        "6. 开展家庭教育宣传周活动。",
        "指标 3：普惠性幼儿园覆盖率",
        "改编号",
        "市大数据局",
    ):
        assert text in ran.out
    assert "加 --yes" in ran.err
    assert state(root) == before
    ran = dutykit(*command, "--dry-run", "--format", "json", cwd=root)
    assert ran.code == 0
    document = json.loads(ran.out)
    assert (document["version"], document["old"], document["new"], document["losses"]) == (1, 2017, 2018, True)
    assert {(one["old"], one["new"]) for one in document["indicators"]} == {
        ("1", "3"),
        ("2", "2"),
        ("4", "4"),
        ("5", "5"),
    }
    assert document["metrics_lost"] == [{"indicator": "3", "metric": "普惠性幼儿园覆盖率"}]
    assert state(root) == before
    assert dutykit(*command, "--yes", cwd=root).code == 0
    assert dutykit("validate", cwd=root).code == 0
    changed = state(root)
    ran = dutykit("carry-forward", "--undo", "--dry-run", cwd=root)
    assert (ran.code, state(root)) == (0, changed)
    ran = dutykit("carry-forward", "--undo", cwd=root)
    assert (ran.code, state(root)) == (0, before), ran.err
    assert "已恢复 data/indicators.yaml" in ran.out
    assert "已删除 submissions/2018/市教育局.yaml" in ran.out


def test_counties_that_would_be_dropped_are_named_first(root: Path, tmp_path: Path, dutykit: Dutykit) -> None:
    units = UNITS_2017.replace("  - {id: 西县政府, kind: county}\n", "").replace("[东区政府, 西县政府]", "[东区政府]")
    write(tmp_path / "名录.yaml", units)
    before = state(root)
    ran = dutykit("carry-forward", "--units", "../名录.yaml", *OPTIONS, cwd=root)
    assert (ran.code, state(root)) == (1, before)
    assert "西县政府" in ran.out
    assert "不再包括" in ran.out
    write(tmp_path / "名录.yaml", units.replace("东区政府", "东市政府"))
    ran = dutykit("carry-forward", "--units", "../名录.yaml", *OPTIONS, "--yes", cwd=root)
    assert (ran.code, state(root)) == (2, before)
    assert "2017-东区政府-2" in ran.err
    assert "--leave-problems" in ran.err


def test_where_nothing_is_lost_nothing_is_asked(root: Path, dutykit: Dutykit) -> None:
    ran = dutykit("carry-forward", *OPTIONS, cwd=root)
    assert ran.code == 0, ran.err
    assert "已生成 submissions/2018/东区政府.yaml（以前年度遗留问题 1 个）" in ran.out
    write(root / "submissions/2018/东区政府.yaml", "unit: 东区政府\ncycle: 2018\nstate: draft\n")
    ran = dutykit("carry-forward", "--undo", cwd=root)
    assert (ran.code, "submissions/2018/东区政府.yaml" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--plan", "没有.docx"), "无法读取"),
        (("--plan", "../坏.docx"), "坏.docx"),
        (("--plan", "../新方案.txt", "--indicators", "x.yaml"), "不能与"),
        (("--undo", "--to", "2019"), "--undo"),
        (("--undo",), "没有可撤销的内容"),
    ],
)
def test_what_is_refused(root: Path, dutykit: Dutykit, arguments: tuple[str, ...], message: str) -> None:
    (root.parent / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    before = state(root)
    ran = dutykit("carry-forward", *arguments, cwd=root)
    assert (ran.code, message in ran.err, state(root)) == (2, True, before), ran.err
