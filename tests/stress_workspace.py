"""A workspace in which everything is as long or as many as in the worst real ones; its reports test the layout."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

OFFICE = "示例市人民政府教育督导委员会办公室（示例市教育局督导一科室）"
ZONE = "示例市经济技术开发区管理委员会社会事务和教育体育卫生健康管理局（示例市高新技术园区社会局合署办）"
ISSUER = "示例市人民政府办公室、示例市机构编制委员会办公室、示例市人民政府教育督导委员会办公室"
_BUREAUS = ("教育", "财政", "民政", "公安", "文化旅游", "市场监督管理", "自然资源", "应急管理", "水务", "体育", "统计")
_OFFICES = (
    "市城市管理行政执法局",
    "市卫生健康委",
    "市发展改革委",
    "市委编办",
    "市委政法委",
    "市总工会",
    "团市委",
    "市妇联",
)
DEPARTMENTS = (*(f"市{name}局" for name in _BUREAUS), *_OFFICES, OFFICE)
COUNTIES = (
    *(f"示例{number}{kind}" for number, kind in zip("甲乙丙丁戊己庚辛壬", "区区区县县县县市市", strict=True)),
    ZONE,
)
WORDS = "建立健全常态化工作机制，按月调度、按季通报，“一校一策”落实责任（含民办学校、幼儿园），确保取得实效；"
RATINGS = ("met", "partly", "met", "unmet", "met")


def make_stress(root: Path) -> None:
    """Write it below `root`."""
    for name, content in _files():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_yaml(content))


def _files() -> Iterator[tuple[str, Any]]:
    marks = {"issuer": ISSUER, "classification": "机密★10年", "urgency": "特急"}
    marks["draft_mark"] = "征求意见稿（第三次，请于2019年12月31日前反馈书面意见）"
    yield (
        "dutykit.yaml",
        {"cycle": 2019, "place_name": "示例市", "report": marks, "narratives": {"answer": 6000, "submission": 90000}},
    )
    yield (
        "data/units.yaml",
        {
            "units": [{"id": name, "kind": "department"} for name in DEPARTMENTS]
            + [{"id": name, "kind": "county"} for name in COUNTIES],
            "groups": [{"id": "各县区政府", "members": list(COUNTIES)}],
        },
    )
    yield (
        "data/indicators.yaml",
        {
            "title": "示例市履行教育职责评价指标体系",
            "source": {"title": "示例市履行教育职责评价办法", "issuer": ISSUER},
            "chapters": list(_chapters()),
        },
    )
    yield (
        "data/scoring.yaml",
        {
            "title": "示例评分办法",
            "basis": "示例",
            "sample": True,
            "method": "percent",
            "decimals": 2,
            "points": {"indicators": {key: 10 + int(key) / 2 for key in _texts()}},
            "levels": [
                {"id": "A", "title": "完全落实", "share": 1, "rating": "met"},
                {"id": "B", "title": "基本落实", "share": 0.6, "rating": "partly"},
                {"id": "C", "title": "未落实", "share": 0, "rating": "unmet"},
            ],
            "grades": [
                {"id": "优秀", "min": 90},
                {"id": "良好", "min": 80},
                {"id": "合格", "min": 65},
                {"id": "不合格"},
            ],
            "events": [{"id": "降1", "kind": "downgrade", "text": _text(40)}],
            "credibility": {"method": "by_item", "because": "示例"},
            "difference": 10,
            "alert_below": "良好",
        },
    )
    stages: list[dict[str, Any]] = [
        {"name": name, "opens": dt.date(2019, 2 * turn, 1), "due": dt.date(2019, 2 * turn + 1, 20)}
        for turn, name in enumerate(("自查自评", "监测评估", "实地检查", "整改复查"), 1)
    ]
    stages[-1]["letters"] = [{"color": "blue", "days": 1, "term": 5}]
    yield "data/cycles.yaml", {"cycles": [{"cycle": 2019, "stages": stages}]}
    for number, unit in enumerate((*DEPARTMENTS, *COUNTIES)):
        yield f"submissions/2019/{unit}.yaml", _submission(number, unit)
        yield f"reviews/2019/{unit}.yaml", _review(number, unit)
    old = {"found_by": "inspection", "measure": _text(80), "due": dt.date(2018, 12, 31), "status": "in_progress"}
    problems = [{"id": f"2018-{at}", "text": _text(120), **old} for at in range(3)]
    answers = [{"indicator": 2, "rating": "partly", "narrative": _text(60), "problems": problems}]
    yield f"submissions/2018/{OFFICE}.yaml", {"unit": OFFICE, "cycle": 2018, "state": "accepted", "answers": answers}


def _texts() -> dict[str, tuple[int, list[str]]]:
    """How long each indicator is and whose it is."""
    some = ["市教育局", "市财政局", OFFICE]
    return {
        "1": (400, [*DEPARTMENTS, "各县区政府"]),
        "2": (200, [OFFICE, "各县区政府"]),
        "3": (30, [*some, "各县区政府"]),
        "4": (300, [*DEPARTMENTS[:12], OFFICE]),
        "5": (60, [ZONE, *some]),
        "6": (250, some),
        "7": (24, ["各县区政府"]),
        "8": (90, [OFFICE]),
    }


def _chapters() -> Iterator[dict[str, Any]]:
    texts = list(_texts().items())
    for chapter, sections in enumerate(((texts[:1], texts[1:3]), (texts[3:5], texts[5:6]), (texts[6:],))):
        yield {
            "title": _text(18 + 20 * chapter),
            "sections": [
                {"title": _text(12 + 14 * at) + "。", "indicators": [_indicator(key, *one) for key, one in section]}
                for at, section in enumerate(sections)
            ],
        }


def _indicator(key: str, length: int, responsible: list[str]) -> dict[str, Any]:
    names = {
        "1": ["生均一般公共预算教育经费支出比上年增长百分比", "财政性教育经费占地区生产总值的比例"],
        "3": ["净增公办学位"],
        "7": ["学前教育毛入园率", "义务教育阶段学校56人及以上大班额班级数占全部班级数的比例", "差异"],
    }
    metrics = [
        {"id": name, "unit": "%", "target": {"min": at * 2.5, "because": "示例目标"}}
        for at, name in enumerate(names.get(key, ()))
    ]
    return {
        "id": int(key),
        "text": _text(length),
        "responsible": responsible,
        **({"metrics": metrics} if metrics else {}),
    }


def _submission(number: int, unit: str) -> dict[str, Any]:
    worst = unit == OFFICE
    answers = []
    for key, owed in _owed(unit).items():
        answer: dict[str, Any] = {"indicator": int(key), "rating": RATINGS[(number + int(key)) % 5]}
        length = 5000 if worst and key == "1" else 40 + (number * 7 + int(key) * 53) % 260
        answer["narrative"] = f"第{number}个单位第{key}项。" + _text(length, paragraphs=length > 1000)
        metrics = [one["id"] for one in _indicator(key, 1, owed)["metrics"]] if key in "137" else []
        if metrics:
            answer["metrics"] = {
                name: (-123456.78, 0.05, 98.765, 12)[(number + at) % 4] for at, name in enumerate(metrics)
            }
        if worst:
            answer["evidence"] = [
                {
                    "title": f"第{key}项第{at}件：{_text(14 + at * 11 % 60)}",
                    "kept_by_unit": True,
                    "date": dt.date(2019, 1, 1),
                }
                for at in range(60 // len(_owed(unit)) + 1)
            ]
        count = 5 if worst else 1 if answer["rating"] != "met" and number % 3 == 0 else 0
        if count:
            answer["problems"] = [_problem(f"{number}-{key}-{at}", at) for at in range(count)]
        answers.append(answer)
    carried = [
        {"problem": f"2018-{at}", "from_cycle": 2018, "status": "done", "progress": _text(150)} for at in range(2)
    ]
    return {
        "unit": unit,
        "cycle": 2019,
        "state": "submitted",
        "sample": True,
        "submitted_on": dt.date(2019, 5, 20),
        "summary": f"第{number}个单位。" + _text(300, paragraphs=True),
        "next_steps": _text(100),
        **({"carried": carried} if worst else {}),
        "answers": answers,
    }


def _owed(unit: str) -> dict[str, list[str]]:
    return {
        key: names
        for key, (_length, names) in _texts().items()
        if unit in names or (unit in COUNTIES and "各县区政府" in names)
    }


def _problem(name: str, at: int) -> dict[str, Any]:
    return {
        "id": name,
        "found_by": ("self_check", "monitoring", "inspection")[at % 3],
        "text": _text(20 + at * 47 % 300),
        "measure": _text(30 + at * 61 % 280),
        "person": "欧阳示例同志、示例负责人",
        "due": dt.date(2019, 12, 31),
        "status": ("open", "in_progress", "done")[at % 3],
        **({"progress": _text(60 + at * 40)} if at % 3 else {}),
    }


def _review(number: int, unit: str) -> dict[str, Any]:
    verdicts = [
        {
            "indicator": int(key),
            "verdict": RATINGS[(number + int(key) + (number % 4 == 0)) % 5],
            **({"score": 5.25, "remark": _text(20 + number * 13 % 200)} if number % 3 == 0 else {}),
        }
        for key in _owed(unit)
    ]
    events = [{"event": "降1", "remark": _text(60)}] if number % 7 == 0 else []
    return {"unit": unit, "cycle": 2019, "sample": True, "reviewer": OFFICE, "indicators": verdicts, "events": events}


def _text(length: int, *, paragraphs: bool = False) -> str:
    """So many characters of an office's words."""
    text = (WORDS * (length // len(WORDS) + 1))[: length - 1] + "。"
    return "\n\n".join(text[at : at + 700] for at in range(0, length, 700)) if paragraphs else text


def _yaml(content: Any) -> bytes:
    yaml = YAML()
    yaml.width = 1_000_000  # a fold would put a blank between two Chinese characters
    buffer = io.BytesIO()
    yaml.dump(content, buffer)
    return buffer.getvalue()
