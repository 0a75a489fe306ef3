"""Scoring rules to start from, as seen in public documents of several places; the numbers stay to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.language import _
from dutykit.model.catalogue import Catalogue
from dutykit.text.numeral import chinese_numeral


def presets() -> dict[str, str]:
    """The presets by name, with a line on each."""
    return {
        "points": _("三级分值：一、二、三级指标均设分值，可精确到 0.1 分，各级分值之和必须一致"),
        "percent": _("百分制：得分率按百分计，分优秀、良好、合格、不合格四个等次，可设降档、不得评优、加分"),
        "levels": _("等级：每项指标评 A 完全落实、B 基本落实、C 未落实"),
    }


def preset_text(name: str, catalogue: Catalogue) -> str:
    """The preset `name` as a commented file for `catalogue`, which is valid as it is. Raises KeyError."""
    return "\n".join(_lines(name, catalogue)) + "\n"


def _lines(name: str, catalogue: Catalogue) -> Iterator[str]:
    yield "# " + presets()[name]
    yield "# " + _("存为 data/scoring.yaml，请按当地评分文件修改后使用；分值、等次、事项以该评分文件为准。")
    yield "title: （评分办法名称）"
    yield "basis: （文件名称和文号）"
    method = {"points": "sum", "percent": "percent", "levels": "percent"}[name]
    yield "# " + _(
        "sum 各项得分相加；percent 得分 ÷ 满分 × 100；weighted 各一级指标得分率 × 权重（另填 weights，合计 100）"
    )
    yield f"method: {method}"
    yield "# " + _("总分四舍五入保留的小数位数；等次按保留后的总分确定")
    yield f"decimals: {1 if name == 'points' else 0 if name == 'percent' else 1}"
    yield from _levels() if name == "levels" else _points(catalogue, every=name == "points")
    if name != "points":
        yield from _grades()
    yield from _events()
    yield "# " + _(
        "自评可信度：by_item 1 − Σ|自评 − 复核|/Σ分值；total 1 − |自评总分 − 复核总分|/满分；ratio 复核总分/自评总分"
    )
    yield "credibility:"
    yield "  method: by_item"
    yield "  because: （依据）"
    yield "# " + _("自评与复核的分差超过分值的百分之几时列出")
    yield "difference: 10"
    if name != "points":
        yield "# " + _("低于该等次时，dutykit alerts 发出预警")
        yield "alert_below: 合格"


def _points(catalogue: Catalogue, *, every: bool) -> Iterator[str]:
    yield "# " + _(
        "分值：可填写到任一级；上级填写分值且下级逐项填写的，下级分值之和必须等于上级分值。删去行首的 # 后填写数字。"
    )
    yield "points:"
    if every:
        yield "  chapters:"
        for number, chapter in enumerate(catalogue.chapters, 1):
            yield f"    # {number}:  # {chinese_numeral(number)}、{_one_line(chapter.title)}"
        yield "  sections:"
        number = 0
        for chapter in catalogue.chapters:
            for section in chapter.sections:
                yield f"    # {number + 1}:  # {catalogue.section_references[number]}{_one_line(section.title)}"
                number += 1
    yield "  indicators:"
    for key, entry in catalogue.by_id.items():
        yield f"    # {_one_line(key)}:  # {_one_line(entry.indicator.text)[:40]}"


def _levels() -> Iterator[str]:
    yield "# " + _(
        "未填写得分的，按等级折算：share 为得分占分值的比例，rating 为对应的自评结论。未设分值时每项按 1 分计。"
    )
    yield "levels:"
    yield "  - {id: A, title: 完全落实, share: 1, rating: met}"
    yield "  - {id: B, title: 基本落实, share: 0.6, rating: partly}"
    yield "  - {id: C, title: 未落实, share: 0, rating: unmet}"


def _grades() -> Iterator[str]:
    yield "# " + _("等次：min 含本数；不写 max 的，以上一等次的 min 为上限")
    yield "grades:"
    yield "  - {id: 优秀, min: 90}"
    yield "  - {id: 良好, min: 80}"
    yield "  - {id: 合格, min: 65}"
    yield "  - {id: 不合格}"


def _events() -> Iterator[str]:
    yield "# " + _("事项：发生时填入 reviews/年度/单位.yaml 的 events。删去行首的 #，按评分文件修改。")
    yield "events:"
    yield "  # - {id: 1, kind: bonus, text: （加分事项）, points: 1, most: 3}"
    yield "  # - {id: 2, kind: deduction, text: （扣分事项）, points: 1}"
    yield "  # - {id: 3, kind: downgrade, text: （降一等的事项）, grades: 1}"
    yield "  # - {id: 4, kind: bar, text: （不得评为优秀的事项）, grade: 优秀}"
    yield "  # - {id: 5, kind: veto, text: （一票否决的事项）, grade: 不合格}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
