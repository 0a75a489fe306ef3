"""An invented workspace of two cycles in which a county was merged into another and a bureau was split."""

from __future__ import annotations

from pathlib import Path

CATALOGUE = """\
title: 示例指标体系
source: {title: 示例办法, issuer: 示例市人民政府}
chapters:
  - title: 统筹推进教育工作
    sections:
      - title: 保障教育投入
        indicators:
          - {id: 1, text: 落实生均公用经费标准。, responsible: [市教育局, 各县政府]}
          - {id: 2, text: 开放体育场馆。, responsible: [市文体局]}
"""
UNITS_2026 = """\
units:
  - {id: 市教育局, kind: department}
  - {id: 市文体局, kind: department}
  - {id: 东山县政府, kind: county}
  - {id: 西河县政府, kind: county, aliases: [西河县]}
groups:
  - {id: 各县政府, members: [东山县政府, 西河县政府]}
"""
UNITS_2027 = """\
units:
  - {id: 市教育局, kind: department}
  - {id: 市文化局, kind: department, succeeds: [市文体局]}
  - {id: 市体育局, kind: department, succeeds: [市文体局]}
  - {id: 东山县政府, kind: county, succeeds: [西河县政府]}
groups:
  - {id: 各县政府, members: [东山县政府]}
"""
CYCLES = """\
cycles:
  - cycle: 2026
    stages:
      - {name: 自查自评, opens: 2026-03-02, due: 2026-05-15}
      - {name: 整改复查, opens: 2026-09-01, due: 2026-11-30}
  - cycle: 2027
    stages:
      - {name: 自查自评, opens: 2027-03-01, due: 2027-05-14}
      - {name: 整改复查, opens: 2027-09-01, due: 2027-11-30}
"""


def merged_unit(root: Path) -> Path:
    """The workspace in `root`: 3 problems of 西河县政府, 1 of 东山县政府 and 1 of 市文体局, all of 2026 and open."""
    files = {
        "dutykit.yaml": "cycle: 2027\n",
        "data/cycles.yaml": CYCLES,
        "data/indicators.yaml": CATALOGUE.replace("[市文体局]", "[市文化局, 市体育局]"),
        "data/units.yaml": UNITS_2027,
        "data/past/2026/indicators.yaml": CATALOGUE,
        "data/past/2026/units.yaml": UNITS_2026,
        "submissions/2026/西河县政府.yaml": _submission("西河县", "1", "西-1", "西-2", "西-3"),
        "submissions/2026/东山县政府.yaml": _submission("东山县政府", "1", "东-1"),
        "submissions/2026/市文体局.yaml": _submission("市文体局", "2", "体-1"),
        "submissions/2026/市教育局.yaml": _submission("市教育局", "1"),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def _submission(unit: str, indicator: str, *problems: str) -> str:
    lines = [f"unit: {unit}", "cycle: 2026", "state: draft", "answers:"]
    lines += [f"  - indicator: {indicator}", "    rating: partly", "    narrative: 示例。"]
    lines += ["    problems:"] if problems else []
    for one in problems:
        lines.append(
            f"      - {{id: {one}, found_by: self_check, text: 示例问题{one}不足, due: 2026-08-31, status: open}}"
        )
    return "\n".join(lines) + "\n"
