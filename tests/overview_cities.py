"""Cities for the overview: as many units as asked for, with names as long as asked for, some late and some in time."""

from __future__ import annotations

from pathlib import Path

CHAPTERS = 6


def unit_name(number: int, letters: int) -> str:
    """A name of so many letters that no other unit has."""
    start = f"第{number}"
    return start + "市人民政府教育事务管理服务监督指导协调联席会议办公室综合业务"[: letters - len(start) - 1] + "局"


def make_city(root: Path, units: int, letters: int = 8, *, bare: bool = False, last_year: bool = True) -> Path:
    """A workspace in 2019; a `bare` one has no timetable, no scoring, no submission and nothing of the year before."""
    names = [
        (unit_name(number, 30) * 3)[:letters] if letters > 30 else unit_name(number, letters)
        for number in range(1, units + 1)
    ]
    texts = _data(names)
    if bare:
        texts = {name: text for name, text in texts.items() if name not in {"data/cycles.yaml", "data/scoring.yaml"}}
    else:
        texts |= _round(names, 2019)
        texts |= _round(names, 2018) if last_year else {}
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def _data(names: list[str]) -> dict[str, str]:
    every = ", ".join(names)
    indicators = ["title: 示例体系", "source: {title: 示例办法, issuer: 示例机关}", "chapters:"]
    for number in range(1, CHAPTERS + 1):
        indicators += [
            f"  - title: 示例部分{number}的情况",
            f"    sections: [{{title: 示例, indicators: [{{id: {number}, text: 示例, responsible: [{every}],",
            f"      metrics: [{{id: 示例比例{number}, unit: '%', target: {{min: 50, because: 示例}}}}]}}]}}]",
        ]
    points = [f"    {number}: 5" for number in range(1, CHAPTERS + 1)]
    scoring = ["title: 示例办法", "basis: 示例", "method: sum", "difference: 10", "points:", "  indicators:", *points]
    scoring += ["grades: [{id: 优秀, min: 25}, {id: 合格, min: 10}, {id: 不合格}]"]
    stages = [
        "{name: 自查自评, opens: YEAR-03-01, due: YEAR-05-15}", "{name: 监测评估, opens: YEAR-05-20, due: YEAR-06-25}",
        "{name: 实地检查, opens: YEAR-07-01, due: YEAR-07-19}", "{name: 整改复查, opens: YEAR-09-02, due: YEAR-11-29}",
    ]  # fmt: skip
    cycles = [
        f"  - {{cycle: {year}, stages: [{', '.join(stages).replace('YEAR', str(year))}]}}" for year in (2018, 2019)
    ]
    return {
        "data/indicators.yaml": "\n".join(indicators) + "\n",
        "data/units.yaml": "\n".join(["units:", *(f"  - {{id: {one}, kind: department}}" for one in names)]) + "\n",
        "data/scoring.yaml": "\n".join(scoring) + "\n",
        "data/cycles.yaml": "\n".join(["cycles:", *cycles]) + "\n",
        "data/evaluations/2019.yaml": "coordination: |\n" + "  请市领导协调落实教师编制和经费，涉及多个部门。\n" * 4,
        "dutykit.yaml": "cycle: 2019\nplace_name: 示例市\n",
    }


def _round(names: list[str], year: int) -> dict[str, str]:
    """The submissions and reviews of a year: every seventh unit has none, every fifth a problem that is late."""
    texts = {}
    for turn, name in enumerate(names):
        if turn % 7 == 3:
            continue
        answers = []
        for number in range(1, CHAPTERS + 1):
            if (turn + number) % 9 == 0:
                continue
            answer = (
                f"  - {{indicator: {number}, rating: met, score: 5, metrics: {{示例比例{number}: {40 + turn % 20}}}"
            )
            due = f"{year}-{6 + turn % 4:02}-{1 + turn % 28:02}"
            text = "校园安全设施没有按照规定的时间和标准配齐，部分学校没有落实责任人，" * 3
            problem = f"{{id: p{number}, found_by: self_check, text: {text}, person: 张三, due: {due}, status: open}}"
            answers.append(f"{answer}, problems: [{problem}]}}" if (turn + number) % 5 == 0 else f"{answer}}}")
        head = f"unit: {name}\ncycle: {year}\nstate: submitted\nsubmitted_on: {year}-05-10\nanswers:\n"
        texts[f"submissions/{year}/{name}.yaml"] = head + "\n".join(answers) + "\n"
        verdicts = [
            f"  - {{indicator: {number}, verdict: partly, score: {3 + number % 3}}}"
            for number in range(1, CHAPTERS + 1)
        ]
        texts[f"reviews/{year}/{name}.yaml"] = (
            f"unit: {name}\ncycle: {year}\nindicators:\n" + "\n".join(verdicts) + "\n"
        )
    return texts
