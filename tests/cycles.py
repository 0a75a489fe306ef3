"""A sample workspace of three cycles that carries every transition, made by the commands' own functions.

Every body in it is invented; its files say so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from dutykit.lifecycle.carry_forward import CarriedForward, CarryRequest, carry_forward
from dutykit.lifecycle.states import Done, Step, judge
from dutykit.model.history_entry import Action
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing.atomic_file import write_atomically
from dutykit.workspace.writing.transaction import OnRecovery, changing, ignore_recovery

FIRST, LAST = 2017, 2019

CATALOGUE_2017 = """\
title: 示例市履行教育职责指标体系
source: {title: 示例市履行教育职责评价办法, issuer: 示例市人民政府}
chapters:
  - title: 统筹推进教育工作
    sections:
      - title: 保障教育投入
        indicators:
          - id: 1
            text: 落实生均公用经费标准,按时足额拨付。
            responsible: [市财政局, 市教育局]
          - id: 2
            text: 消除义务教育学校56人及以上大班额。
            responsible: [市教育局, 各县区政府]
            metrics:
              - {id: 大班额班级数, unit: 个, target: {max: 0, because: 消除大班额}}
          - id: 3
            text: 提高普惠性幼儿园覆盖率,普惠性幼儿园覆盖率达到80%。
            responsible: [市教育局]
            metrics:
              - {id: 普惠性幼儿园覆盖率, unit: "%", target: {min: 80, because: 普惠性幼儿园覆盖率达到80%}}
      - title: 丰富学生生活
        indicators:
          - id: 4
            text: 体育场馆向学生免费开放。
            responsible: [市体育局]
          - id: 5
            text: 组织学生参观博物馆、图书馆。
            responsible: [市文化局]
          - id: 6
            text: 开展家庭教育宣传周活动。
            responsible: [市教育局]
"""
CATALOGUE_2018 = """\
title: 示例市履行教育职责指标体系（2018 年修订）
source: {title: 示例市履行教育职责评价办法（修订）, issuer: 示例市人民政府}
chapters:
  - title: 统筹推进教育工作
    sections:
      - title: 保障教育投入
        indicators:
          - id: 1
            text: 落实生均公用经费标准,按时足额拨付。
            responsible: [市财政局]
          - id: 2
            text: 消除义务教育学校56人及以上大班额。
            responsible: [市教育局, 各县区政府]
            metrics:
              - {id: 大班额班级数, unit: 个, target: {max: 0, because: 消除大班额}}
          - id: 3
            text: 提高普惠性幼儿园覆盖率,公办幼儿园在园幼儿占比达到50%,普惠性幼儿园覆盖率达到85%。
            responsible: [市教育局]
            metrics:
              - {id: 普惠性幼儿园覆盖率, unit: "%", target: {min: 85, because: 普惠性幼儿园覆盖率达到85%}}
          - id: 4
            text: 保障校车运行经费。
            responsible: [市财政局]
      - title: 丰富学生生活
        indicators:
          - id: 5
            text: 体育场馆向学生免费开放。
            responsible: [市文体局]
          - id: 6
            text: 组织学生参观博物馆、图书馆。
            responsible: [市文体局]
"""
UNITS_2017 = """\
units:
  - {id: 市教育局, kind: department}
  - {id: 市财政局, kind: department, aliases: [示例市财政局]}
  - {id: 市体育局, kind: department}
  - {id: 市文化局, kind: department}
  - {id: 东区政府, kind: county}
  - {id: 西县政府, kind: county}
groups:
  - {id: 各县区政府, members: [东区政府, 西县政府]}
"""
UNITS_2018 = """\
units:
  - {id: 市教育局, kind: department}
  - {id: 市财政局, kind: department, aliases: [示例市财政局]}
  - {id: 市文体局, kind: department, succeeds: [市体育局, 市文化局]}   # 2018 年机构改革
  - {id: 东区政府, kind: county}
  - {id: 西县政府, kind: county}
groups:
  - {id: 各县区政府, members: [东区政府, 西县政府]}
"""
UNITS_2019 = UNITS_2018.replace(
    "  - {id: 西县政府, kind: county}\n", "  - {id: 西区政府, kind: county, succeeds: [西县政府]}   # 2019 年撤县设区\n"
).replace("members: [东区政府, 西县政府]", "members: [东区政府, 西区政府]")

TIMETABLE = "# 示例：日期均为示例。\ncycles:\n" + "".join(
    f"""\
  - cycle: {year}
    sample: true
    stages:
      - name: 自查自评
        opens: {year}-03-25
        due: {year}-05-15
        differs:
          - {{units: [各县区政府], due: {year}-05-20}}
      - {{name: 监测评估, opens: {year}-05-27, due: {year}-06-25}}
      - {{name: 实地检查, opens: {year}-07-01, due: {year}-07-19}}
      - {{name: 整改复查, opens: {year}-09-02, due: {year}-11-29}}
"""
    for year in range(FIRST, LAST + 1)
)

BIG_CLASSES = {2017: {"东区政府": 9, "西县政府": 14}, 2018: {"东区政府": 3, "西县政府": 14}, 2019: {"东区政府": 0}}
COVERAGE = {2017: "76.5", 2018: "83", 2019: "88.25"}


def begin(root: Path) -> None:
    """A workspace at the beginning of its first cycle: no submission yet."""
    for name, text in (
        ("data/indicators.yaml", CATALOGUE_2017),
        ("data/units.yaml", UNITS_2017),
        ("data/cycles.yaml", TIMETABLE),
        ("dutykit.yaml", f"# 示例工作区\ncycle: {FIRST}   # 当前年度\nplace_name: 示例市\n"),
    ):
        write(root / name, text)


def make_rounds(root: Path) -> None:
    """All three cycles: handed in, returned, handed in again, accepted; merged and renamed units, a new catalogue."""
    begin(root)
    run_cycle(root, 2017)
    new = root.parent / f"{root.name}-2018"
    write(new / "indicators.yaml", CATALOGUE_2018)
    write(new / "units.yaml", UNITS_2018)
    carry(root, dt.date(2018, 1, 8), indicators=new / "indicators.yaml", units=new / "units.yaml")
    run_cycle(root, 2018)
    write(new / "units.yaml", UNITS_2019)
    carry(root, dt.date(2019, 1, 7), units=new / "units.yaml")
    run_cycle(root, 2019)


def run_cycle(root: Path, cycle: int) -> None:
    """One cycle from drafts to accepted; one unit is sent back first, one is late, one never gets beyond its draft."""
    workspace = opened(root)
    units = [unit for unit in workspace.register.by_id if unit in workspace.responsibilities.by_unit]
    for unit in units:
        fill(root, unit, cycle)
    for unit in units[:-1]:
        take(root, "submit", unit, dt.date(cycle, 5, 7), cycle)
    take(root, "return", "市财政局", dt.date(cycle, 5, 10), cycle, reason="缺拨付数据", due=dt.date(cycle, 5, 24))
    fill(root, "市财政局", cycle, narrative="示例：标准已落实，补充了拨付数据。", keep_head=True)
    take(root, "submit", "市财政局", dt.date(cycle, 5, 17), cycle)
    if cycle < LAST:
        take(root, "submit", units[-1], dt.date(cycle, 5, 28), cycle)  # late
    for unit in units[:3]:
        take(root, "accept", unit, dt.date(cycle, 6, 3), cycle)


def fill(
    root: Path, unit: str, cycle: int, *, narrative: str = "示例：已按要求落实。", keep_head: bool = False
) -> None:
    """Write `unit` a whole submission, a draft or with `keep_head` in the state it is in; carried problems answered."""
    workspace = opened(root)
    path = root / f"submissions/{cycle}/{unit}.yaml"
    there: dict[str, Any] = YAML(typ="safe", pure=True).load(path) if path.exists() else {}
    lines = [
        "# 示例数据：所列内容均为示例。",
        f"unit: {unit}",
        f"cycle: {cycle}",
        f"state: {there['state'] if keep_head else 'draft'}",
        *([f"submitted_on: {there['submitted_on']}"] if keep_head else []),
        *(["returned: {{reason: {reason}, due: {due}}}".format_map(there["returned"])] if keep_head else []),
        *([f"history: {there['history']}"] if keep_head else []),
        "sample: true   # 示例",
        *carried(there.get("carried") or ()),
        "answers:",
    ]
    for duty in workspace.responsibilities.by_unit[unit]:
        metrics = numbers(unit, duty.indicator, cycle)
        unmet = any(value not in {"0", "88.25"} for value in metrics.values()) and duty.indicator == "2"
        lines += [f"  - indicator: {duty.indicator}", f"    rating: {'partly' if unmet else 'met'}"]
        lines += [f"    text_fingerprint: {workspace.catalogue.by_id[duty.indicator].indicator.text_fingerprint}"]
        lines += [f"    narrative: {narrative}"]
        if metrics:
            lines += ["    metrics: {" + ", ".join(f"{key}: {value}" for key, value in metrics.items()) + "}"]
        if unmet:
            lines += [
                "    problems:",
                f"      - {{id: {cycle}-{unit}-2, found_by: self_check, text: 示例问题：仍有大班额,",
            ]
            lines += [
                f"         measure: 示例措施：新建校舍, person: 示例负责人, due: {cycle}-12-31, status: in_progress}}"
            ]
    write(path, "\n".join(lines) + "\n")


def carried(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    """The problems of earlier cycles, each answered for."""
    if not entries:
        return []
    return [
        "carried:",
        *(
            f"  - {{problem: {one['problem']}, from_cycle: {one['from_cycle']}, status: in_progress, progress: 校舍已封顶}}"
            for one in entries
        ),
    ]


def numbers(unit: str, indicator: str, cycle: int) -> dict[str, str]:
    """The metrics of an answer."""
    if indicator == "2":
        return {"大班额班级数": str(BIG_CLASSES[cycle].get(unit, 0))}
    return {"普惠性幼儿园覆盖率": COVERAGE[cycle]} if indicator == "3" else {}


def record_step(root: Path, step: Step, on_recovery: OnRecovery = ignore_recovery) -> Done:
    """Take one step, as a command takes those of a batch."""
    with changing(root, step.action, on_recovery) as opened:
        judged = judge(opened, step)
        opened.write(judged.writes)
        return judged.done


def take(
    root: Path,
    action: Action,
    unit: str,
    on: dt.date,
    cycle: int | None = None,
    *,
    reason: str | None = None,
    due: dt.date | None = None,
) -> Done:
    """Hand in, send back or accept."""
    by = "示例经办人" if action == "submit" else "示例督导员"
    return record_step(root, Step(action, unit, by, on, cycle, reason, due))


def carry(
    root: Path, on: dt.date, to: int | None = None, *, indicators: Path | None = None, units: Path | None = None
) -> CarriedForward:
    """Start the next cycle."""
    return carry_forward(root, CarryRequest("示例督导员", on, to, indicators, units))


def opened(root: Path) -> Workspace:
    """The workspace in `root`, which must be there."""
    workspace = load_workspace(root).workspace
    assert workspace is not None
    return workspace


def write(path: Path, text: str) -> None:
    """Put `text` there, whole."""
    write_atomically(path, text.encode())
