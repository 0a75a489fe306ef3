"""Quantities in the texts of a plan, as metrics to be confirmed: 不低于10%, 达到100%, 每年至少1次, 消除大班额.

They are proposed with the words they stand in, and written only where somebody asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from dutykit.model.catalogue import Catalogue, Indicator, Metric, Section, Target
from dutykit.plans.proposal import Proposal
from dutykit.text.simplified import simplified

_CLAUSE = re.compile("[，,。；;：:！？!?\n（）()]|(?<![新改扩]建)、")
_LONGEST = 60
"""Characters of a clause that is looked at: a longer one is no statement of a quantity."""
_LONGEST_NAME = 30
_VALUE = r"(?P<value>\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?)(?P<times>万|亿)?"
_UNIT = (
    r"(?P<unit>%|％|个百分点|个工作日|工作日|平方米|平方公里|公里|千米|万元|亿元|元|学时|课时|小时|分钟|天|所|个|名|人次|人|件|项|次|场|期|家|处|套|台|册|张|亩|公顷|户|"
    r"班|位|例|门|部|条|座|批|篇|对|轮|分)"
)
_AT_LEAST = (
    "不低于|不少于|不小于|不得低于|不得少于|至少达到|达到|达|提高到|提升到|提高至|提升至|增加到|增加至|增长到|扩大到|"
    "保持在|稳定在|至少为|至少"
)
_AT_MOST = "(?<=率)低于|(?<=比例)低于|不超过|不高于|不多于|不得超过|不得高于|降低到|降低至|降到|降至|减少到|减少至|控制在|压减到"
_RELATION = re.compile(
    rf"(?P<name>.*?)(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))(?:为|到|约)?{_VALUE}{_UNIT}(?P<rest>.*)"
)
_BOUND = re.compile("(?:及以上|及以下|以上|以下|以内|之内|之间|内|左右|之前|完成)?")
_RATE = re.compile(rf"(?P<name>.{{2,20}}?(?:率|比例|占比))(?:为|均为|均)?{_VALUE}(?P<unit>%|％)(?P<rest>以上)?")
_YEARLY = re.compile(
    rf"(?P<before>.*?)(?P<period>每(?:学?年|半年|学期|季度|月|周))(?P<verb>[\u4e00-\u9fff]{{0,6}}?)(?:至少|不少于)?(?P<verb2>[\u4e00-\u9fff]{{0,6}}?){_VALUE}(?P<unit>次|场|期|轮)(?P<rest>.*)"
)
_MADE = re.compile(
    rf"(?P<name>(?:新建|新增|改扩建|改建|扩建|建成|建设|创建|培育|培养|培训|引进|招聘|补充|开展|举办|打造|选派|选拔|组建|认定|完成).*?)"
    rf"(?:不少于|不低于|至少|达到)?{_VALUE}{_UNIT}(?P<rest>以上|左右)?"
)
_ENDED = re.compile(r"消除(?P<name>[^的、]{2,24}?)(?:现象|问题|情况|$)")
_COVERED = re.compile(r"(?P<name>.{2,20}?)(?:实现|达到)?全覆盖")
_BEFORE_NAME = re.compile(
    r"^(?:(?:到|至)?\d{4}年(?:底|末)?(?:前)?|确保|力争|争取|努力|使|将|把|让|全市|全县|全区|全省|实现|推动|其中|并|且|均|各|要|应|须|需)+"
)
_BEHIND_NAME = re.compile(r"(?:分别|总体|均|应|须|要|需|都|每年|力争|原则上|一般|总数|数量|就|从\d[\d.]{0,12}[%％]?)+$")
_WHEN = re.compile("(?:全|每|当|本)?(?:学?年|学期|半年|季度|月|周|天|日)度?")
"""When, and no name of what is measured."""
_NOT_A_GOAL = re.compile(
    "^对|补助|补贴|奖励|奖补|给予|资助|贷款|罚|额度|免征|减征|缴纳|期限|以上的|以下的|以内的|的[\u4e00-\u9fff]"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A metric that an indicator's text may ask for."""

    indicator: str
    line: int
    metric: Metric


def quantities(proposal: Proposal) -> list[Quantity]:
    """The quantities in the texts of the indicators, in their order; a metric once in each indicator."""
    if proposal.catalogue is None:
        return []
    lines = dict(zip(proposal.ids, (task.line for task in proposal.plan.tasks), strict=True))
    return [
        Quantity(entry.indicator.id, lines.get(entry.indicator.id, 0), metric)
        for entry in proposal.catalogue.entries
        for metric in _metrics_of(entry.indicator.text)
    ]


def _metrics_of(text: str) -> list[Metric]:
    """The metrics of a text in whatever characters, in its own."""
    plain = simplified(text)
    found = metrics_in(plain)
    if plain == text:
        return found

    def written(words: str) -> str:
        at = plain.find(words)
        return words if at < 0 else text[at : at + len(words)]

    return [
        one.model_copy(
            update={
                "id": written(one.id),
                "because": written(one.because or ""),
                "target": one.target and one.target.model_copy(update={"because": written(one.because or "")}),
            }
        )
        for one in found
    ]


def metrics_in(text: str) -> list[Metric]:
    """The metrics that a text asks for with a value."""
    found: dict[str, Metric] = {}
    for clause in _CLAUSE.split(text):
        words = clause.strip()
        if 4 <= len(words) <= _LONGEST:
            for metric in _of_clause(words):
                found.setdefault(metric.id, metric)
    return list(found.values())


def with_metrics(catalogue: Catalogue, chosen: Collection[Quantity]) -> Catalogue:
    """The catalogue with the metrics that were asked for."""
    wanted: dict[str, list[Metric]] = {}
    for one in chosen:
        wanted.setdefault(one.indicator, []).append(one.metric)

    def filled(indicator: Indicator) -> Indicator:
        metrics = wanted.get(indicator.id)
        return indicator.model_copy(update={"metrics": (*indicator.metrics, *metrics)}) if metrics else indicator

    def copied(section: Section) -> Section:
        return section.model_copy(update={"indicators": tuple(map(filled, section.indicators))})

    chapters = tuple(
        one.model_copy(update={"sections": tuple(map(copied, one.sections))}) for one in catalogue.chapters
    )
    # Made anew: a copy would keep the entries it worked out before.
    return Catalogue(
        title=catalogue.title, source=catalogue.source, section_numbers=catalogue.section_numbers, chapters=chapters
    )


def _of_clause(words: str) -> Iterator[Metric]:
    if (match := _ENDED.search(words)) is not None:
        yield Metric(id=match["name"], target=Target(max=0, because=words), because=words)
    elif _NOT_A_GOAL.search(words):
        return
    elif (match := _YEARLY.fullmatch(words)) is not None:
        did = match["verb"] + match["verb2"]
        period = "" if match["period"] in {"每年", "每学年"} else match["period"]
        name = f"{_name(match['before'])}{did.removesuffix('至少').removesuffix('不少于')}{match['rest']}".strip()
        yield from _metric(f"{period}{name}次数" if name else "", match, "least", words)
    elif (match := _RELATION.fullmatch(words)) is not None:
        if (measured := _name_around(match["name"], match["rest"])) is not None:
            yield from _metric(measured, match, "least" if match["least"] else "most", words)
    elif (match := _RATE.fullmatch(words)) is not None:
        yield from _metric(_name(match["name"]), match, "least", words)
    elif (match := _MADE.fullmatch(_BEFORE_NAME.sub("", words))) is not None:
        yield from _metric(_name(match["name"]), match, "least", words)
    elif (match := _COVERED.fullmatch(words)) is not None and (name := _name(match["name"])):
        yield Metric(id=f"{name}覆盖率", unit="%", target=Target(min=100, because=words), because=words)


def _metric(name: str, match: re.Match[str], bound: str, words: str) -> Iterator[Metric]:
    if not 2 <= len(name) <= _LONGEST_NAME or _WHEN.fullmatch(name):
        return
    value = Decimal(match["value"].replace(",", "")) * {"万": 10_000, "亿": 100_000_000, None: 1}[match["times"]]
    number = int(value) if value == value.to_integral_value() else value
    target = Target(min=number, because=words) if bound == "least" else Target(max=number, because=words)
    yield Metric(id=name, unit="%" if match["unit"] == "％" else match["unit"], target=target, because=words)


def _name_around(before: str, rest: str) -> str | None:
    """The name from the words on both sides of the number: 选拔不少于200名优秀学生. None for what is no single value."""
    if _BOUND.fullmatch(rest):
        return _name(before)
    return None if rest.startswith(("的", "和", "至", "范围", "—", "-", "~")) else _name(before) + rest


def _name(text: str) -> str:
    """What is measured, without the words around it."""
    return _BEHIND_NAME.sub("", _BEFORE_NAME.sub("", text.strip()))
