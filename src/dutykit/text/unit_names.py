"""Which names of bodies most likely mean one: a full name and its short form, with and without the city, a slip of the hand."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Literal, NamedTuple

SameBy = Literal["short", "shortened", "slip"]
"""Why two names are taken for one: `short` a usual short form, `shortened` words left out, `slip` one letter."""

_SHORT_FORMS = (
    ("机构编制委员会办公室", "编办"),
    ("关心下一代工作委员会", "关工委"),
    ("城市管理综合行政执法", "城管执法"),
    ("城市管理行政执法", "城管执法"),
    ("城市管理综合执法", "城管执法"),
    ("城市综合管理", "城管"),
    ("城市管理", "城管"),
    ("国有资产监督管理", "国资"),
    ("人力资源社会保障", "人社"),
    ("文化旅游广播电视", "文广旅"),
    ("文化广电旅游", "文广旅"),
    ("住房城乡建设", "住建"),
    ("自然资源规划", "自规"),
    ("发展改革", "发改"),
    ("工业信息化", "工信"),
    ("文化旅游", "文旅"),
    ("文化体育", "文体"),
    ("教育体育", "教体"),
    ("卫生健康", "卫健"),
    ("民族宗教事务", "民宗"),
    ("市场监督管理", "市场监管"),
    ("退役军人事务", "退役军人"),
    ("金融监督管理", "金融监管"),
    ("政务服务数据管理", "政数"),
    ("林业草原", "林草"),
    ("行政审批服务", "行政审批"),
    ("生态环境保护", "生态环境"),
    ("科学技术协会", "科协"),
    ("科学技术", "科技"),
    ("交通运输", "交通"),
    ("应急管理", "应急"),
    ("医疗保障", "医保"),
    ("残疾人联合会", "残联"),
    ("妇女联合会", "妇联"),
    ("工商业联合会", "工商联"),
    ("文学艺术界联合会", "文联"),
    ("共产主义青年团", "共青团"),
    ("消防救援支队", "消防支队"),
    ("消防救援大队", "消防大队"),
    ("人民政府", "政府"),
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("管理委员会", "管委会"),
    ("工作委员会", "工委"),
    ("委员会", "委"),
    ("办公室", "办"),
)
"""Words of names with what offices write for them, the longer first, without 和; as seen in plans and on the pages of city offices."""
_GAP = "\0"
"""Between names that are looked at together; no file of a workspace holds it."""
_PARTY = re.compile(f"(?<![^{_GAP}])(?:中国共产党|中共)")
_MARKS = re.compile(r"[\s、，,·・（）()〔〕\[\]《》“”\"'和与及]")
_LEVELS = "省市县区州旗盟镇乡"
_PLACE_ENDS = ("政府", "管委会", "街道办", "街道", *"镇乡村学校院园县区市旗")
"""Ends of names of places and schools: two that differ in one letter are mostly two places."""
_PARTS = frozenset(_LEVELS + "局委部办厅会院")
"""What is never only left out: 大洼区政府 is not 大洼区田庄台镇政府."""
_ARE_PLACES = frozenset("省县区州旗")
_OFFICES = ("局", "委", "办")
_FIELD = re.compile(
    r"(?P<of>(?!各|有关|相关|其他|直属|职能|成员|责任|省?市?[县区乡镇州旗]+级|市级)\w{2,12}?)(?:行政)?(?:主管|管理)?部门"
)
_FIELD_ENDS = ("局", "厅", "委", "办", "部")
_SHORTEST = 4
_SHORTEST_CORE = 3
_SHORTEST_SLIP_CORE = 5
_COUNTING = frozenset("一二三四五六七八九十东西南北中上下前后左右新老大小甲乙丙丁0123456789")
"""Letters that tell bodies of the same name apart."""


class Double(NamedTuple):
    """Two names that most likely mean one body, in the order of their characters."""

    one: str
    other: str
    by: SameBy


def likely_doubles(names: Iterable[str]) -> list[Double]:
    """The pairs of `names` that most likely mean one body, sorted."""
    skeletons = _skeletons(sorted({name for name in names if _GAP not in name}))
    known = {name: _parts(text) for name, text in skeletons.items() if text}
    found: dict[tuple[str, str], SameBy] = {}
    for same, by in (
        (_by_short_form(known), "short"),
        (_by_field(known), "short"),
        (_by_left_out(known), "shortened"),
        (_by_slip(known), "slip"),
    ):
        for one, other in same:
            first, second = sorted((one, other))
            found.setdefault((first, second), by)  # type: ignore[arg-type] # a literal of the list above
    return [Double(one, other, by) for (one, other), by in sorted(found.items())]


def _skeletons(names: Sequence[str]) -> dict[str, str]:
    """Each of `names` in its shortest usual form: without marks, with the short forms of its words; all in one pass."""
    joined = _MARKS.sub("", unicodedata.normalize("NFKC", _GAP.join(names)))
    joined = _PARTY.sub("", joined)
    for whole, short in _SHORT_FORMS:
        joined = joined.replace(whole, short)
    return {name: _levels_sorted(text) for name, text in zip(names, joined.split(_GAP), strict=bool(names))}


def _levels_sorted(text: str) -> str:
    """A skeleton in which 各县市 and 各市县 are one, and a county or a city is its government."""
    if text.startswith("各"):
        levels = [one for one in text[1:] if one in _LEVELS]
        if levels and text[1 : 1 + len(levels)] == "".join(levels):
            text = "各" + "".join(sorted(levels)) + text[1 + len(levels) :]
    if len(text) > 2 and text[-1] in "县区旗市" and not text.endswith(("新区", "园区", "开发区", "高新区")):
        text += "政府"
    return text


class _Parts(NamedTuple):
    """A skeleton taken apart: 盘锦市政府国资委 is (盘锦, 市, 政府, 国资委)."""

    city: str
    level: str
    organ: str
    core: str


def _parts(text: str) -> _Parts:
    city = level = organ = ""
    at = text.find("市", 0, 5)
    rest = text[at + 1 :]
    if at >= 0 and len(rest) >= _SHORTEST_CORE and not rest.startswith("场监") and _ARE_PLACES.isdisjoint(text[:at]):
        city, level, text = text[:at], "市", rest.removeprefix("级")
    for one in ("政府", "委"):
        if text.startswith(one) and len(text) >= len(one) + _SHORTEST_CORE:
            organ, text = one, text.removeprefix(one)
            break
    return _Parts(city, level, organ, text)


def _by_short_form(names: Mapping[str, _Parts]) -> Iterator[tuple[str, str]]:
    """Names with one skeleton, with the city, its Party committee or its government named or not; two cities are two."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name, parts in names.items():
        groups[parts.core].append(name)
    for group in groups.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                if _may_be_one(names[one], names[other]):
                    yield one, other


def _may_be_one(one: _Parts, other: _Parts) -> bool:
    """Whether what is before two names does not tell the bodies apart."""
    return all(a == b or not a or not b for a, b in ((one.city, other.city), (one.organ, other.organ)))


def _by_field(names: Mapping[str, _Parts]) -> Iterator[tuple[str, str]]:
    """财政部门 and 市级财政部门 beside 市财政局: what the office of that field is called, without the name of an office."""
    fields: defaultdict[str, list[str]] = defaultdict(list)
    offices: defaultdict[str, list[str]] = defaultdict(list)
    for name, parts in names.items():
        field = _FIELD.fullmatch(parts.core)
        if field is not None:
            fields[field["of"].replace("省级", "省")].append(name)
        elif parts.core.endswith(_FIELD_ENDS):
            offices[parts.core[:-1]].append(name)
    for of, called in fields.items():
        for at, one in enumerate(called):
            for other in (*called[at + 1 :], *offices[of]):
                if _may_be_one(names[one], names[other]):
                    yield one, other


def _by_left_out(names: Mapping[str, _Parts]) -> Iterator[tuple[str, str]]:
    """Names of which one has words more: 市大数据中心 and 市大数据管理中心; of what is never only left out both have the same."""
    buckets: defaultdict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for name, parts in names.items():
        text = parts.core
        buckets[text[:1], text[-1:], _only(text, _PARTS | _COUNTING)].append((text, name))
    for bucket in buckets.values():
        of_length: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for text, name in bucket:
            of_length[len(text)].append((text, name))
        lengths = sorted(length for length in of_length if length >= _SHORTEST)
        pairs = ((short, long) for short in lengths for long in lengths if short < long <= 2 * short)
        for (text, name), (longer, other) in chain.from_iterable(
            product(of_length[short], of_length[long]) for short, long in pairs
        ):
            if _is_left_out(text, longer) and _may_be_one(names[name], names[other]):
                yield name, other


def _only(text: str, letters: frozenset[str]) -> str:
    return "".join(letter for letter in text if letter in letters)


def _is_left_out(short: str, long: str) -> bool:
    rest = iter(long)
    more: list[str] = []
    for one in short:
        for there in rest:
            if there == one:
                break
            more.append(there)
        else:
            return False
    more += rest
    return _PARTS.isdisjoint(more) and _COUNTING.isdisjoint(more)


def _by_slip(names: Mapping[str, _Parts]) -> Iterator[tuple[str, str]]:
    """Names with their letters in another order, 局 for 委 at the end, or, of long ones, one letter that differs.

    These are found by what is left when any one letter is taken out.
    """
    holders: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, parts in names.items():
        text = parts.level + parts.organ + parts.core  # 盘锦市民政局 is no longer a name than 市民政局
        keys = {f"order {_only(text, _COUNTING)} {''.join(sorted(text))}"} if len(text) >= _SHORTEST else set()
        if text.endswith(_OFFICES) and len(text) >= _SHORTEST:
            keys.add("end " + text[:-1])
        if len(parts.core) >= _SHORTEST_SLIP_CORE and not text.endswith(_PLACE_ENDS):
            keys |= {text[:at] + text[at + 1 :] for at in range(len(text) + 1)}
        for key in keys:
            holders[key].append((text, name))
    for key, bucket in holders.items():
        for at, (text, name) in enumerate(bucket):
            for other_text, other in bucket[at + 1 :]:
                if text == other_text or not _may_be_one(names[name], names[other]):
                    continue
                if " " in key or _differs_by_slip(text, other_text):
                    yield name, other


def _differs_by_slip(one: str, other: str) -> bool:
    begin = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    differing = {*one[begin : begin + 1], *other[begin : begin + 1]}
    return begin > 0 and _PARTS.isdisjoint(differing) and _COUNTING.isdisjoint(differing)
