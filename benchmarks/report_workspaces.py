"""Workspaces made for measuring reports: one unit with any number of indicators, a city, a province."""

from __future__ import annotations

from pathlib import Path

_INDICATORS_A_SECTION = 5
_SECTIONS_A_CHAPTER = 4
_SENTENCE = "示例：对照第{number}项的要求，此处用事实说明本年度的目标、做法和结果，数字与佐证材料一致，前后口径相同。"


def one_unit(folder: Path, indicators: int, units: int = 1) -> Path:
    """A workspace of `units` units, each of which owes and answers `indicators` indicators; the report grows with them.

    What an answer has, the samples have too: three paragraphs, a metric with its elements, evidence, a problem.
    """
    names = [f"示例{number}局" for number in range(1, units + 1)]
    lines = ["title: 示例指标体系", "source: {title: 示例文件, issuer: 示例机关, dated: 2019-01-31}", "chapters:"]
    for number in range(indicators):
        if number % (_INDICATORS_A_SECTION * _SECTIONS_A_CHAPTER) == 0:
            lines += [f"  - title: 示例第{number}部分的工作情况", "    sections:"]
        if number % _INDICATORS_A_SECTION == 0:
            lines += [f"      - title: 加强示例第{number}方面的工作。", "        indicators:"]
        lines += [
            f"          - id: {number + 1}",
            f"            text: 示例第{number + 1}项工作的开展情况,相关制度的建立情况和执行的结果。",
            f"            responsible: [{', '.join(names)}]",
            "            metrics:",
            "              - id: 示例比例",
            "                unit: '%'",
            "                target: {min: 80, because: 原文}",
            "                formula: 甲数 / 乙数",
            "                elements: [{id: 甲数}, {id: 乙数}]",
        ]
    _write(folder / "data/indicators.yaml", lines)
    _write(folder / "data/units.yaml", ["units:", *(f"  - {{id: {name}, kind: department}}" for name in names)])
    for name in names:
        _write(folder / f"submissions/2019/{name}.yaml", [*_submission(name, indicators)])
    return folder


def _submission(unit: str, indicators: int) -> list[str]:
    lines = [f"unit: {unit}", "cycle: 2019", "state: submitted", "sample: true", "answers:"]
    for number in range(1, indicators + 1):
        sentence = _SENTENCE.format(number=number)
        lines += [
            f"  - indicator: {number}",
            "    rating: partly",
            "    narrative: |",
            *(f"      {sentence * repeat}\n" for repeat in (2, 3, 1)),
            f"    metrics: {{示例比例: {60 + number % 40}, 甲数: {number}, 乙数: 1000}}",
            "    evidence:",
            f"      - {{title: 示例：第{number}项会议记录, kept_by_unit: true}}",
            "    problems:",
            f"      - id: p{number}",
            "        found_by: monitoring",
            f"        text: 示例问题：第{number}项个别环节的责任人没有明确。",
            "        measure: 示例措施：修订分工表。",
            "        person: 示例负责人",
            "        due: 2019-10-20",
            "        status: in_progress",
        ]
    return lines


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
