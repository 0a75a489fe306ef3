"""The Chinese words of a report; a report is an official document and is Chinese in every interface language."""

from __future__ import annotations

from dutykit.model.catalogue import Role, Target
from dutykit.model.submission import FoundBy, MetricValue, ProblemStatus, Rating, State

ROLE: dict[Role, str] = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位", "guide": "指导单位"}
ROLE_SHORT: dict[Role, str] = {"lead": "牵", "responsible": "责", "support": "配", "guide": "指"}
RATING: dict[Rating, str] = {"met": "达到", "partly": "部分达到", "unmet": "未达到", "not_applicable": "不适用"}
STATE: dict[State, str] = {"draft": "草稿", "submitted": "已报送", "returned": "已退回", "accepted": "已通过"}
FOUND_BY: dict[FoundBy, str] = {"self_check": "自查", "monitoring": "监测", "inspection": "实地检查"}
STATUS: dict[ProblemStatus, str] = {
    "open": "未整改",
    "in_progress": "整改中",
    "done": "已整改待销号",
    "closed": "已销号",
}


def number_words(value: MetricValue) -> str:
    """A number as written in the file."""
    return "" if value is None else str(value)


def rounded(number: int) -> str:
    """A number of characters: whole ten thousands in 万, as 1万."""
    return f"{number // 10_000}万" if number and number % 10_000 == 0 else str(number)


def target_words(target: Target | None, unit: str | None) -> str:
    """不低于、不高于、等于 with the number and its unit; a dash for no target."""
    if target is None:
        return "—"
    suffix = unit or ""
    if target.min is not None and target.min == target.max:
        return f"{target.min}{suffix}"
    words = []
    if target.min is not None:
        words.append(f"不低于{target.min}{suffix}")
    if target.max is not None:
        words.append(f"不高于{target.max}{suffix}")
    return "，".join(words) or "—"


def percent(part: int, whole: int) -> str:
    """`part` of `whole` with one decimal, never rounded up to 100; a dash where nothing is owed."""
    if not whole:
        return "—"
    thousandths = part * 1000 // whole
    return f"{thousandths // 10}%" if thousandths % 10 == 0 else f"{thousandths // 10}.{thousandths % 10}%"
