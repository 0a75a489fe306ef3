"""Level words that a list writes once for all its names: 省科技厅、财政厅."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from dutykit.plans.grammar.words.divisions import begins_with_place, place_end
from dutykit.plans.grammar.words.vocabulary import PARTY, STEMS

_PREFIXED = re.compile(
    r"(?P<place>(?!自治[区州])[\u4e00-\u9fff]{2,4}?)?(?P<level>自治区|自治州|省|市|县|区|州|盟|旗|镇|乡)(?P<seat>委|政府|人民政府)?(?P<rest>.{2,})"
)
_GROUP_LEVELS = re.compile(
    r"(?P<level>各(?:省|市|县|区|州|盟|旗|地|乡|镇){1,3}(?:[（(〔\[〈](?:(?:省|市|县|区|州|盟|旗|地|乡|镇){1,2}[、，,]?){1,4}[）)〕\]〉])?)"
)
"""各县（市、区） before 教育局: what follows in the list is of the same levels."""
_SEATS = ("委", "政府", "人民政府")
_PREFIXED_SEAT = re.compile(r"[\u4e00-\u9fff]{2,4}?[省市县区州](?:委|政府|人民政府)")
_LEVELS = frozenset("省市县区州盟旗镇乡")
_WORD_NOT_LEVEL = re.compile("市场|市政(?!府)|市监|市容|区域|区块|省级|市级|县级|区级|市直|省直|县直|区直|州直")
_WORD_LEVEL = re.compile(f"(?:(?P<level>(?:新疆生产建设)?兵团|地区)(?:行署)?|地委)(?=党委|{STEMS.pattern})")
_PARTY_SEATS = {"地区": "地委", "兵团": "兵团党委"}
"""Of levels that are no single letter."""
_YOUTH = re.compile("团(?P<level>[省市县区旗州])委")
_SEAT_OF_EACH = re.compile(
    "(?:街道|乡镇?|镇|镇街|街镇)(?:办事处|人民政府|政府|党委|党工委|便民服务中心)|管委会|管理委员会|街道|乡镇|镇街|街镇|社区|中小学校?|幼儿园|学校"
)
"""What names nobody without the word for each that the name before it begins with: 各乡镇人民政府、街道办事处."""
_CITIES = ("市政府", "市人民政府")
"""Behind 各盟行政公署 those of each city, not of the one that issued the document."""
_EACH = re.compile("各(?:有关|相关)?|有关|相关")
_BARE_END = re.compile("(?:局(?<!总局)|厅|委|办|委员会|办公室|中心|执法队|总队|支队)$")
_OF_A_SEAT = re.compile(
    "(?:人民)?政府(?:办|研究室|督查|参事|外|侨|国资|口岸|金融|法制|新闻)|党委(?![和、])[\u4e00-\u9fff]{1,6}[部办委室]"
)
_OF_EITHER = re.compile("编办|网信办|台办|改革办|党校")
"""Offices of a party committee that are written 市编办 as well as 市委编办."""
_UNKNOWN_BARE = re.compile(
    "(?!国(?!土|资|防|安|库|有|企)|[各省市县区州盟旗镇乡]|中国|全国|民航|铁路|驻)"
    "(?:[\u4e00-\u9fff]{2,3}局|[\u4e00-\u9fff“”]{2,7}(?:办|办公室)|[\u4e00-\u9fff]{2,8}中心(?:管委会)?)"
    "(?<!总局)(?<!分局)(?<!街道办)(?<!海事局)(?<![银证保]监局)(?<!便民服务中心)(?<!社区服务中心)(?<!卫生服务中心)(?<!活动中心)"
)
_BODIES_OF_A_LEVEL = re.compile(
    "总工会|工会|团委|妇联|残联|科协|工商联|侨联|文联|社科联|红十字会|计划生育协会|计生协会?|贸促会|供销社|供销合作社|法院|检察院|纪委监委"
)
"""Bodies that every level has, and that a list names without it as it does offices."""


@lru_cache(maxsize=4096)
def prefix_of(name: str) -> tuple[str, str] | None:
    """The level words a name begins with, and its level alone: 市委组织部 gives (市委, 市)."""
    if (youth := _YOUTH.fullmatch(name)) is not None:
        return youth["level"], youth["level"]
    if (word := _WORD_LEVEL.match(name)) is not None:
        return word.group(), word["level"] or "地区"
    if name.startswith("各") and (group := _GROUP_LEVELS.match(name)) is not None:
        return (group["level"], group["level"]) if STEMS.match(name, group.end()) else None
    if (end := place_end(name)) and (STEMS.match(name, end) or name.startswith(_SEATS, end)):
        return (name[: end + 1] if name.startswith("委", end) else name[:end]), name[:end]
    if name.startswith(("各", "有关", "相关")) or (STEMS.match(name) and not _PREFIXED_SEAT.match(name)):
        return None  # 住房城乡建设厅 and 市场监管局 begin with what they do, not with a place
    if name[:1] in _LEVELS and STEMS.match(name, 1):
        return name[0], name[0]
    for match in (_PREFIXED.fullmatch(name),):
        if match is None:
            return None
        rest = match["rest"]
        level = (match["place"] or "") + match["level"]
        tail = name[len(match["place"] or "") :]
        if _WORD_NOT_LEVEL.match(tail) and not STEMS.match(rest) and not match["seat"]:
            return None
        if match["place"] and not (STEMS.match(rest) or match["seat"]):
            return None
        return (level + "委" if match["seat"] == "委" else level, level)
    return None


def is_bare(name: str) -> bool:
    """Whether `name` is an office of a government or party committee without its level: 财政厅, 组织部."""
    if PARTY.match(name) or _BODIES_OF_A_LEVEL.fullmatch(name) or _OF_A_SEAT.match(name):
        return True
    stem = STEMS.match(name)
    if stem is None or _BARE_END.search(name) is None:
        return False
    if name.endswith("分局") and begins_with_place(name[stem.end() :]):
        return False  # 公安长宁分局
    return prefix_of(name) is None


def may_be_bare(name: str) -> bool:
    """The same of a name behind others of a level, whatever its work is: 县财政局、南水北调办."""
    if is_bare(name):
        return True
    return bool(_UNKNOWN_BARE.fullmatch(name)) and not (begins_with_place(name) or STEMS.search(name, 1))


class Elisions:
    """What the lists of one document say about how it writes its names."""

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        self._whole = {name for one in lists for name in one}
        self._bare: set[str] = set()
        self._bare_ends: set[str] = set()
        for one in lists:
            level = None
            for name in one:
                found = prefix_of(name)
                level = found or level
                if level is None and is_bare(name) and not PARTY.match(name):
                    self._bare.add(name)
                    self._bare_ends.add(name[-1])

    def restored(self, names: Sequence[str]) -> list[str]:
        """The names of one list with the levels put back that a name before them gives.

        Not where the document writes such names without a level of their own accord, at the head of a list:
        科技厅、省发展改革委、教育厅 lacks nothing.
        """
        level: tuple[str, str] | None = None
        found: list[str] = []
        each = ""
        for name in names:
            own = prefix_of(name)
            each = (
                begins[0]
                if (begins := _EACH.match(name)) is not None
                else each
                if _SEAT_OF_EACH.fullmatch(name)
                or (name in _CITIES and found and found[-1].endswith(("公署", "行署", "州政府")))
                else ""
            )
            if each and begins is None:
                found.append(each + name)
            elif own is not None:
                level = own
                found.append(name)
            elif level is not None and may_be_bare(name):
                found.append(self._with(level, name))
            else:
                found.append(name)
        return found

    def _with(self, level: tuple[str, str], name: str) -> str:
        of_party = _PARTY_SEATS.get(level[1], f"{level[1]}委") + name
        whole = level[0] + name if level[0].endswith("行署") else level[1] + name
        if PARTY.match(name):
            as_written = of_party in self._whole or whole not in self._whole
            if as_written and (of_party in self._whole or level[0].endswith("委") or not _OF_EITHER.match(name)):
                return of_party
            return whole
        return whole if whole in self._whole or not (name in self._bare or name[-1] in self._bare_ends) else name
