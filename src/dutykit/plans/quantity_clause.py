"""What the clauses of a text ask for with a value: 公办率达到60%, 每校至少配备1名校医, 小学、初中班额分别控制在45人、50人以内."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from dutykit.model.catalogue import Metric, Target

_BETWEEN = re.compile(r"[（(][市县区州旗、，]{1,6}[）)]|(?P<cut>[，,。；;！？!?\n（）()]|(?<!\d)[：:]|[：:](?!\d))")
_LISTED = re.compile("(?<![新改扩建])、(?![市县区州旗、]{1,6}[）)])")
_LONGEST = 60
"""Characters of a clause that is looked at: a longer one is no statement of a quantity."""
_LONGEST_NAME = 30
_NUMBER = r"\d{1,12}(?:,\d{3})*(?:\.\d{1,6})?"
_VALUE = rf"(?P<value>{_NUMBER})(?P<times>万|亿)?"
_UNITS = (
    "%|％|个百分点|个工作日|工作日|平方米|平方公里|公里|千米|万元|亿元|元|学时|课时|小时|分钟|天|所|个|名|人次|人|件|项|次|场|期|家|处|套|台|册|张|亩|公顷|户|"
    "班|位|例|门|部|条|座|批|篇|对|轮|分"
)
_UNIT = rf"(?P<unit>{_UNITS})"
_AT_LEAST = (
    "不低于|不少于|不小于|不得低于|不得少于|至少达到|达到|达|提高到|提升到|提高至|提升至|增加到|增加至|增长到|增长至|增至|扩大到|扩大至|"
    "保持在|稳定在|至少为|至少|突破|超过|高于"
)
_AT_MOST = (
    "(?<=率)低于|(?<=比例)低于|不超过|不高于|不多于|不得超过|不得高于|不得多于|降低到|降低至|下降到|下降至|降到|降至|减少到|减少至|缩小到|缩小至|"
    "控制在|控制到|限制在|压减到|压减至|压缩到|压缩至"
)
_EITHER = rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST}))"
_RELATION = re.compile(rf"(?P<name>.*?){_EITHER}(?:为|到|约)?{_VALUE}{_UNIT}(?P<rest>.*)")
_RATIO = re.compile(
    rf"(?P<name>.*?(?:系数|指数|[生班]比)){_EITHER}(?:为|到)?{_VALUE}(?P<unit>)(?P<rest>以[上下内]|之内)?"
)
_BOUND = re.compile("(?:及以上|及以下|以上|以下|以内|之内|之间|内|左右|之前|完成)?")
_RATE = re.compile(rf"(?P<name>.{{2,20}}?(?:率|比例|占比))(?:为|均为|均)?{_VALUE}(?P<unit>%|％)(?P<rest>以上)?")
_WHOLE_RATE = re.compile("(?P<name>.{2,20}?(?:率|比例|占比))(?:达到?|实现|均为|为)?百分之百")
_YEARLY = re.compile(
    rf"(?P<before>.*?)(?P<period>每(?:学?年|半年|学期|季度|月|周))(?P<verb>[\u4e00-\u9fff]{{0,6}}?)(?:至少|不少于)?(?P<verb2>[\u4e00-\u9fff]{{0,6}}?){_VALUE}(?P<unit>次|场|期|轮)(?P<rest>.*)"
)
_EACH = re.compile(
    rf"(?P<name>每(?:[个所名校县市区镇乡村班院园年级]|街道|学段|学科|百|千|万)(?:.{{0,12}}?))(?:至少|不少于|不低于)(?P<verb>[\u4e00-\u9fff]{{0,6}}?){_VALUE}{_UNIT}(?P<rest>[\u4e00-\u9fff]{{0,14}})"
)
_SPAN = "(?:[一二三四五六七八九十两]{1,2}年(?:内|间|来)?累计|累计|每年|年均)?"
_MADE = re.compile(
    rf"(?P<name>{_SPAN}(?:新建|新增|改扩建|改建|扩建|建成|建设|创建|培育|培养|培训|引进|招聘|补充|开展|举办|打造|选派|选拔|组建|认定|完成|投入|配备|改造|资助|"
    rf"安排|遴选|购置).*?)(?:不少于|不低于|至少|达到)?{_VALUE}{_UNIT}(?P<rest>以上|左右)?"
)
_CHANGED = re.compile(
    rf"(?P<name>.{{2,24}}?(?:增长|提高|提升|增加|扩大|上升|下降|降低|减少|压减|缩减))(?:不少于|不低于|至少)?{_VALUE}(?P<unit>%|％|个百分点)(?P<rest>以上|左右)?"
)
_ENDED = re.compile(r"消除(?P<name>[^的、]{2,24}?)(?:现象|问题|情况|$)")
_COVERED = re.compile(r"(?P<name>.{2,20}?)(?:实现|达到)?全覆盖")
_NONE_OF = re.compile(
    "(?P<name>.{0,20}?)零(?P<what>发生|事故|投诉|死亡|伤亡|辍学|失学|案件|违规|违纪|差错|感染|火灾|上访|拖欠|漏报|新增)"
)
_AT_NOTHING = re.compile("(?P<name>.{2,20}?)(?:保持为零|动态清零|控制为零|为零|清零|归零)")
_DOUBLED = re.compile(r"(?P<name>.{2,24}?)(?:比|较)?(?:\d{4}年)?翻(?P<times>一|两|三)番")
_DOUBLES = {"一": 2, "两": 4, "三": 8}
_SHARE = re.compile(
    rf"{_VALUE}(?P<unit>%|％)(?P<rest>及?以上)?的(?P<who>[\u4e00-\u9fff]{{2,12}}?)(?P<what>(?:达到|达标|建立|建成|配备|开展|实现|开设|参加|通过|完成|具备|接入|纳入)[^的]{{0,16}})"
)
_BEFORE_NAME = re.compile(
    r"^(?:(?:到|至)?\d{4}年(?:底|末)?(?:前)?|确保|力争|争取|努力|使|将|把|让|全市|全县|全区|全省|实现|推动|其中|并|且|均|各|要|应|须|需)+"
)
_BEHIND_NAME = re.compile(r"(?:分别|总体|均|应|须|要|需|都|每年|力争|原则上|一般|总数|数量|就|从\d[\d.]{0,12}[%％]?)+$")
_WHEN = re.compile("(?:全|每|当|本)?(?:学?年|学期|半年|季度|月|周|天|日)度?|每[生人校班]")
"""When or for whom, and no name of what is measured."""
_NOT_A_GOAL = re.compile(
    "^对|补助|补贴|奖励|奖补|给予|资助(?!学生)|贷款|罚|额度|免征|减征|缴纳|期限|以上的|以下的|以内的|的[\u4e00-\u9fff]"
)
_EACH_OF = re.compile(
    rf"(?P<names>.{{2,60}}?)(?P<how>分别|均|都)(?:要|应|须|力争)?(?:{_EITHER}|为)?(?:为|到)?"
    rf"(?P<values>{_NUMBER}(?:万|亿)?(?:{_UNITS})?(?:(?:、|和|及|以及){_NUMBER}(?:万|亿)?(?:{_UNITS})?){{0,5}})(?P<rest>及?以[上下]|以内|之内|左右)?"
)
_SEVERAL = re.compile(
    rf"\d(?:万|亿)?(?:{_UNITS})?(?:、|和|及|以及){_NUMBER}(?:万|亿)?(?:{_UNITS})(?![\u4e00-\u9fff])|分别\S{{0,8}}?{_NUMBER}"
)
_VALUES = re.compile(rf"{_VALUE}(?P<unit>{_UNITS})?")
_AND = re.compile("以及|[、和与及]")
_STAGE = re.compile(
    "学前(?:教育|三年)?|幼儿园|义务教育|小学|初中|普通高中|高中(?:阶段)?|中职|中等职业学校|职业院校|高校|城区|城镇|城市|农村|乡镇|乡村|县城|公办|民办|省级|市级|县级|校级|男生|女生"
)
_MEASURED = re.compile("(?:率|比例|占比|人数|班额|数量|规模|系数|面积|标准|经费)$")
_SUBJECT = re.compile("(?P<name>[^，。的]{2,20}?(?:率|比例|占比))(?:[\u4e00-\u9fff]{0,8})")
_BEGINS = re.compile(
    rf"(?:力争|确保|争取|要|应|须|均|并|总体)*(?:(?:到|至)?\d{{4}}年(?:底|末)?前?)?(?:{_AT_LEAST}|{_AT_MOST})(?:为|到|约)?{_NUMBER}"
)
_BEGINS_WITH_VALUE = re.compile(rf"{_NUMBER}(?:万|亿)?(?:{_UNITS})(?:及?以[上下]|以内|左右)?$")

_VALUE_OR_NONE = re.compile(r"\d|消除|零|番|全覆盖|百分之百")
"""What one of the forms above needs."""


def metrics_in(text: str) -> list[Metric]:
    """The metrics that a text asks for with a value."""
    found: dict[str, Metric] = {}
    for words, said in _clauses(text):
        if 4 <= len(words) <= _LONGEST:
            for metric in _of_clause(words, said):
                found.setdefault(metric.id, metric)
    return list(found.values())


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """The clauses of a text, each with the words it stands in: what has its subject before a colon or a comma has that."""
    done, last, before, cut = 0, 0, "", ""
    for match in (*_BETWEEN.finditer(text), None):
        if match is not None and match["cut"] is None:
            continue
        end = match.start() if match is not None else len(text)
        words, both = text[done:end].strip(), text[last:end].strip()
        if before and cut in {"：", ":"} and (_BEGINS.match(words) or _BEGINS_WITH_VALUE.match(words)):
            yield before + words, both
        elif cut in {"，", ","} and _BEGINS.match(words) and (subject := _SUBJECT.fullmatch(before)) is not None:
            yield subject["name"] + words, both
        else:
            yield from _listed(words)
        before, cut = words if len(words) <= _LONGEST else "", match.group() if match is not None else ""
        last, done = done, match.end() if match is not None else end


def _listed(words: str) -> Iterator[tuple[str, str]]:
    """A clause, or the members of a list that it is; of several values it is known whose they are, or it states none."""
    if _VALUE_OR_NONE.search(words) is None:
        return
    if len(words) <= _LONGEST and _EACH_OF.fullmatch(words) is not None:
        yield words, words
    elif _SEVERAL.search(words) is None:
        yield from ((part.strip(), part.strip()) for part in _LISTED.split(words))


def _of_clause(words: str, said: str) -> Iterator[Metric]:
    for reader in _AT_ONCE:
        if found := list(reader(words, said)):
            yield from found
            return
    if _NOT_A_GOAL.search(words):
        return
    for goal in _GOALS:
        if (metrics := goal(words, said)) is not None:
            yield from metrics
            return


def _ended(words: str, said: str) -> Iterator[Metric]:
    if (match := _ENDED.search(words)) is not None:
        yield Metric(id=match["name"], target=Target(max=0, because=said), because=said)


def _none_of(words: str, said: str) -> Iterator[Metric]:
    if (match := _NONE_OF.fullmatch(words)) is not None:
        name = _name(match["name"])
        measured = name if name and match["what"] == "发生" else name + match["what"]
        if measured not in {"发生", "新增"}:
            yield Metric(id=measured, target=Target(max=0, because=said), because=said)
    elif (match := _AT_NOTHING.fullmatch(words)) is not None and (name := _name(match["name"])):
        yield Metric(id=name, target=Target(max=0, because=said), because=said)


def _doubled(words: str, said: str) -> Iterator[Metric]:
    if (match := _DOUBLED.fullmatch(words)) is not None and len(name := _name(match["name"])) > 1:
        target = Target(min=_DOUBLES[match["times"]], because=said)
        yield Metric(id=f"{name}与基期之比", unit="倍", target=target, because=said)


def _share(words: str, said: str) -> Iterator[Metric]:
    if (match := _SHARE.fullmatch(_BEFORE_NAME.sub("", words))) is not None:
        yield from _metric(f"{match['who']}{match['what']}比例", match, "least", said)


def _each_of(words: str, said: str) -> list[Metric] | None:
    """小学、初中巩固率分别达到99%和95%: a metric for each name, with its value or the common one."""
    match = _EACH_OF.fullmatch(words)
    if match is None:
        return None
    names = _names(_BEFORE_NAME.sub("", match["names"]))
    values = list(_VALUES.finditer(match["values"]))
    unit = next((one["unit"] for one in reversed(values) if one["unit"]), "")
    if match["how"] != "分别" and len(values) == 1:
        if len(names) < 2:
            return None
        values *= len(names)
    bound = "most" if match["most"] or match["rest"] in {"以下", "及以下", "以内", "之内"} else "least"
    if len(names) != len(values) or not unit:
        return []
    found: list[Metric] = []
    for name, value in zip(names, values, strict=True):
        found += _metric(name, value, bound, said, value["unit"] or unit)
    return found


def _names(text: str) -> list[str]:
    """The names of a list, with the word that only the last one has: 小学、初中巩固率. Empty where it is not known whose it is."""
    names = [_name(name) for name in _AND.split(text)]
    last = _STAGE.match(names[-1])
    if last is not None and len(names) > 1 and all(_STAGE.fullmatch(name) for name in names[:-1]):
        names = [*(name + names[-1][last.end() :] for name in names[:-1]), names[-1]]
    return names if all(map(_MEASURED.search, names)) else []


def _yearly(words: str, said: str) -> list[Metric] | None:
    if (match := _YEARLY.fullmatch(words)) is None:
        return None
    did = match["verb"] + match["verb2"]
    period = "" if match["period"] in {"每年", "每学年"} else match["period"]
    name = f"{_name(match['before'])}{did.removesuffix('至少').removesuffix('不少于')}{match['rest']}".strip()
    return list(_metric(f"{period}{name}次数" if name else "", match, "least", said))


def _related(words: str, said: str) -> list[Metric] | None:
    match = _RELATION.fullmatch(words) or _RATIO.fullmatch(words)
    if match is None:
        return None
    measured = _name_around(match["name"], match["rest"] or "")
    return [] if measured is None else list(_metric(measured, match, "least" if match["least"] else "most", said))


def _for_each(words: str, said: str) -> list[Metric] | None:
    match = _EACH.fullmatch(_BEFORE_NAME.sub("", words))
    if match is None or _BOUND.fullmatch(match["rest"]):
        return None
    return list(_metric(match["name"] + match["verb"] + match["rest"], match, "least", said))


def _stated(pattern: re.Pattern[str]) -> Callable[[str, str], list[Metric] | None]:
    """A reader of clauses in which what is measured stands before its value."""

    def read(words: str, said: str) -> list[Metric] | None:
        match = pattern.fullmatch(_BEFORE_NAME.sub("", words))
        return None if match is None else list(_metric(_name(match["name"]), match, "least", said))

    return read


def _covered(words: str, said: str) -> list[Metric] | None:
    if (match := _COVERED.fullmatch(words)) is not None and (name := _name(match["name"])):
        return [Metric(id=f"{name}覆盖率", unit="%", target=Target(min=100, because=said), because=said)]
    if (match := _WHOLE_RATE.fullmatch(words)) is not None:
        return [Metric(id=_name(match["name"]), unit="%", target=Target(min=100, because=said), because=said)]
    return None


_AT_ONCE: tuple[Callable[[str, str], Iterator[Metric]], ...] = (_ended, _none_of, _doubled, _share)
"""What is a goal whatever words are beside it."""
_GOALS: tuple[Callable[[str, str], list[Metric] | None], ...] = (
    _each_of,
    _yearly,
    _related,
    _stated(_RATE),
    _for_each,
    _stated(_MADE),
    _stated(_CHANGED),
    _covered,
)


def _metric(name: str, match: re.Match[str], bound: str, said: str, unit: str | None = None) -> Iterator[Metric]:
    if not 2 <= len(name) <= _LONGEST_NAME or _WHEN.fullmatch(name):
        return
    value = Decimal(match["value"].replace(",", "")) * {"万": 10_000, "亿": 100_000_000, None: 1}[match["times"]]
    number = int(value) if value == value.to_integral_value() else value
    target = Target(min=number, because=said) if bound == "least" else Target(max=number, because=said)
    unit = unit or match["unit"] or None
    yield Metric(id=name, unit="%" if unit == "％" else unit, target=target, because=said)


def _name_around(before: str, rest: str) -> str | None:
    """The name from the words on both sides of the number: 选拔不少于200名优秀学生. None for what is no single value."""
    if _BOUND.fullmatch(rest):
        return _name(before)
    return None if rest.startswith(("的", "和", "至", "范围", "—", "-", "~", "、", ":", "：")) else _name(before) + rest


def _name(text: str) -> str:
    """What is measured, without the words around it."""
    return _BEHIND_NAME.sub("", _BEFORE_NAME.sub("", text.strip()))
