"""Offices that are written without a mark between them, as where a page lost its separators (市教育局市财政局)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from dutykit.plans.grammar.words.body import LEVELS_WITH_SEAT, is_group, is_office
from dutykit.plans.grammar.words.divisions import place_end
from dutykit.plans.grammar.words.vocabulary import STEMS

_LONGEST = 24
"""Characters of one name."""
_ENDS = re.compile("(?<=[局委办厅署院会室部府联队协])(?=[\u4e00-\u9fff]{2})")
_LEVEL = re.compile("自治区|省|市(?!场|政(?!府)|容|监)|县|区(?!域|块)|州|盟|旗")
_SEAT = re.compile("委|人民政府|政府")
_OFFICE = re.compile("办公?室?|(?:政策)?研究室|督查室")
_GOVERNMENT = re.compile("人民政府|政府|管委会|管理委员会")
_COURT = re.compile("(?:[中高]级)?人民法院|人民检察院")
_YOUTH = re.compile("团[省市县区州旗]委")
_DEPARTMENT_END = re.compile(
    "(?:局|厅|委|委员会|部|办|办公室|总工会|妇联|残联|工商联|侨联|文联|社科联|科协|红十字会|法院|检察院|[总支大]队)$"
)


@lru_cache(maxsize=4096)
def parts_of(name: str) -> tuple[str, ...]:
    """The offices that `name` surely is: each a level with its department, the whole form of such a name; else none.

    All are of one level: 某省通信管理局某市通信发展管理办公室 is one office, the province's in that city.
    """
    parts: list[str] = []
    levels: set[str] = set()
    start = 0
    ends = [match.start() for match in _ENDS.finditer(name)]
    for end in (*ends, len(name)) if ends else ():
        if end - start > _LONGEST:
            return ()
        if end - start > 2 and (end == len(name) or _begins(name, end)) and (level := _level_of_whole(name[start:end])):
            parts.append(name[start:end])
            levels.add(level)
            start = end
    return tuple(parts) if len(parts) > 1 and start == len(name) and len(levels - {"各"}) == 1 else ()


def _begins(name: str, at: int) -> bool:
    return name[at] in "各团" or _LEVEL.match(name, at) is not None or place_end(name, at) > at


def _level_of_whole(part: str) -> str:
    """The level of an office whose name is whole; empty for any other words."""
    if _YOUTH.fullmatch(part):
        return _rank(part[1])
    if part.startswith("各") and LEVELS_WITH_SEAT.fullmatch(part, 1):
        return "各"
    end = place_end(part)
    if not end and (written := _LEVEL.match(part)) is not None:
        end = written.end()
    if not end:
        return ""
    level = _rank(part[end - 1])
    if len(part) > 4 and place_end(part) and _GOVERNMENT.fullmatch(part, end):
        return level
    seat = _SEAT.match(part, end)
    start = end if STEMS.match(part, end) or _COURT.fullmatch(part, end) or seat is None else seat.end()
    if seat is not None and start > end and _OFFICE.fullmatch(part, start):
        return level
    is_department = STEMS.match(part, start) is not None or _COURT.fullmatch(part, start) is not None
    return level if is_department and _DEPARTMENT_END.search(part, start) is not None else ""


def _rank(letter: str) -> str:
    return "县" if letter in "县区旗" else "市" if letter in "市州盟" else letter


_SEAM = re.compile(
    "(?<=[局委办厅署院会室部府联队心])(?=(?:省|市|县|区|州)(?!直)|各(?:有关|相关|县|区|市|乡|镇|部门|单位)|团[省市县区州]委)"
)


def run_together(name: str, others: Collection[str]) -> tuple[str, ...] | None:
    """The offices that `name` most likely is, written without a mark between them; `others` are the names beside it.

    Both are names there, if need be with the level that the first begins with, or the second begins with a level of
    government, as 市 in 市经信局市新经济委.
    """
    if name.startswith(("国家", "中国", "全国")):
        return None  # 国家税务总局某市税务局 is one office
    level = name[:1] if name[:1] in "省市县区州" else ""
    for at in range(3, len(name) - 2):
        left, right = name[:at], name[at:]
        if left in others and (right in others or (level and level + right in others)):
            return left, *(run_together(right, others) or (right,))
    for seam in _SEAM.finditer(name):
        left, right = name[: seam.start()], name[seam.start() :]
        rest = run_together(right, others) or (right,)
        if is_office(left) and all(is_office(one) or is_group(one) for one in rest):
            return left, *rest
    return None
