"""Cities of one province, made by chance from a seed: units, three years of submissions, problems, scores and metrics."""

from __future__ import annotations

import random
from pathlib import Path

YEARS = (2017, 2018, 2019)
INDICATORS = 12
DEPARTMENTS = tuple(f"第{number}局" for number in range(1, 19))
COUNTIES = tuple(f"第{number}县政府" for number in range(1, 5))
POINTS = 5

_CHAPTERS = 3
_STATUSES = ("open", "in_progress", "done")


def make_city(root: Path, seed: int) -> Path:
    """A workspace in the folder `root`: 22 units, of which some submitted nothing and some left answers out."""
    chance = random.Random(seed)  # noqa: S311 # any numbers do
    for name, text in _data(chance).items():
        _write(root / name, text)
    for year in YEARS:
        for unit in (*DEPARTMENTS, *COUNTIES):
            if chance.random() < 0.9:
                _write(root / f"submissions/{year}/{unit}.yaml", _submission(chance, unit, year))
    return root


def assigned(unit: str) -> list[int]:
    """The numbers of the indicators that `unit` is assigned: a county's are those that all counties are."""
    if unit in COUNTIES:
        return [number for number in range(1, INDICATORS + 1) if number % 3 == 0]
    place = DEPARTMENTS.index(unit)
    return [number for number in range(1, INDICATORS + 1) if number % len(DEPARTMENTS) in {place % 6, place % 12}]


def _data(chance: random.Random) -> dict[str, str]:
    lines = ["title: 示例省履行教育职责指标体系", "source: {title: 示例办法, issuer: 示例省人民政府}", "chapters:"]
    number = 0
    for chapter in range(1, _CHAPTERS + 1):
        lines += [f"  - title: 示例部分{chapter}", "    sections:", "      - title: 示例", "        indicators:"]
        for _one in range(INDICATORS // _CHAPTERS):
            number += 1
            names = [unit for unit in DEPARTMENTS if number in assigned(unit)]
            names += ["各县区政府"] if number % 3 == 0 else []
            lines.append(f"          - id: {number}")
            lines.append(f"            text: 示例指标{number}。")
            lines.append(f"            responsible: [{', '.join(names)}]")
            if number % 3 == 0:
                lines.append(
                    f"            metrics: [{{id: 比例{number}, unit: '%', target: {{min: 50, because: 示例}}}}]"
                )
    units = ["units:"]
    units += [f"  - {{id: {unit}, kind: department}}" for unit in DEPARTMENTS]
    units += [f"  - {{id: {unit}, kind: county}}" for unit in COUNTIES]
    units += ["groups:", f"  - {{id: 各县区政府, members: [{', '.join(COUNTIES)}]}}"]
    scoring = ["title: 示例办法", "basis: 示例", "sample: true", "method: sum", "points:", "  indicators:"]
    scoring += [f"    {number}: {POINTS}" for number in range(1, INDICATORS + 1)]
    cycles = ["cycles:"]
    for year in YEARS:
        cycles += [f"  - cycle: {year}", "    sample: true", "    stages:"]
        cycles.append(f"      - {{name: 自查自评, opens: {year}-03-01, due: {year}-05-{chance.randrange(10, 29)}}}")
        cycles.append(f"      - {{name: 整改复查, opens: {year}-09-01, due: {year}-11-{chance.randrange(10, 29)}}}")
    return {
        "data/indicators.yaml": "\n".join(lines) + "\n",
        "data/units.yaml": "\n".join(units) + "\n",
        "data/scoring.yaml": "\n".join(scoring) + "\n",
        "data/cycles.yaml": "\n".join(cycles) + "\n",
        "dutykit.yaml": f"cycle: {YEARS[-1]}\n",
    }


def _submission(chance: random.Random, unit: str, year: int) -> str:
    lines = [f"unit: {unit}", f"cycle: {year}", "sample: true", "state: draft", "answers:"]
    for number in assigned(unit):
        if chance.random() < 0.05:
            continue
        lines.append(f"  - indicator: {number}")
        if chance.random() < 0.95:
            lines.append(f"    rating: {chance.choice(('met', 'partly', 'unmet'))}")
            lines.append(f"    score: {chance.randrange(POINTS * 2 + 1) / 2:g}")
        lines.append("    narrative: 示例：已落实。")
        if number % 3 == 0 and chance.random() < 0.9:
            lines.append(f"    metrics: {{比例{number}: {chance.randrange(400, 1000) / 10:g}}}")
        if chance.random() < 0.2:
            day = f"{year}-{chance.randrange(6, 12):02}-15"
            lines.append("    problems:")
            lines.append(
                f"      - {{id: {year}-{unit}-{number}, found_by: self_check, text: 示例问题{number}。, measure: 示例。, "
                f"person: 示例, due: {day}, status: {chance.choice(_STATUSES)}}}"
            )
    if lines[-1] == "answers:":
        lines[-1] = "answers: []"
    return "\n".join(lines) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
