"""Clauses by which a document states how its own lists are to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dutykit.model.role import Role
from dutykit.plans.grammar.words.vocabulary import ANY_LABEL, COLON
from dutykit.text.numeral import numeral_value

LeadBy = Literal["first", "comma", "star"]
Reach = Literal["before", "after", "own", "part", "chapter", "all", "numbers"]

_FIRST = r"(?:第一个?|第1个?|首个?|最前|之首|前列)(?:位|名|列)?"
_IS_LEAD = rf"{_FIRST}[^。；;]{{0,16}}?(?:牵头|主办|主责)|(?:牵头|主办|主责)[^。；;]{{0,8}}?{_FIRST}(?:位|的)?"
_COMMA = re.compile(r"(?:第一个?|首个?)?(?:逗号|“，”|“,”)(?:之|以)?前[^。；;]{0,14}?(?:牵头|主办|主责)")
_FIRST_LEADS = re.compile(_IS_LEAD)
_STAR = re.compile(
    r"(?:[带标加注打有]|标有|标注|注有)?[“\"]?(?P<star>[*＊★☆▲△※#＃]|星号)[”\"]?[^。；;]{0,14}?(?:牵头|主办|主责)"
    r"|(?:牵头|主办|主责)[^。；;]{0,8}?(?:[带标加注打]|标有|标注|注有)[“\"]?(?P<star2>[*＊★☆▲△※#＃]|星号)"
)
_OTHERS_SUPPORT = re.compile(r"(?:其余|其[他它]|后[面列续])[^。；;]{0,8}(?:为|是)(?:配合|协助|参与|协办|会办)")
_SAME_BELOW = re.compile("下同|以下同|余同|其余同")
_NOT_LISTED = re.compile(
    "(?:不再|不一一|不逐一|不另|不作|不再一一)(?:一一|逐一|逐项|重复|另行|单独|分别|具体)*(?:列|标注|注明|单列|赘述|说明)"
)

_AFTER = "以下|下列|下述|后续|后面|其余|其他|余下"
_BEFORE = "以上|上述|前述"
_OWN = "本项(?!目)|本条(?![例款])|[此该这]项(?!目)|[本此该](?:工作|任务)|具体(?:工作|任务)?(?=由)"
_PART = "本(?:部分|章|节(?![目约])|类|板块|方面|领域)"
_ALL = "各项|所有|全部"
_NTH = r"第?\d{1,3}(?:[—–~～至到\-－]+第?\d{1,3})?"
NUMBERED = rf"第(?=\d){_NTH}(?:[、，,和及]{_NTH}){{0,12}}[项条]"
"""第1、2项, 第1—3项."""
_EXCEPT = re.compile(
    r"^(?P<which>[^，,。；;：:]{2,12})除[^，,。；;：:]{0,12}(?:注明|标明|明确|另有)[^，,。；;：:]{0,8}外[，,]?"
)
POINTING = rf"(?:{_AFTER}|{_BEFORE}|{_OWN}|{_PART}|{_ALL}|{NUMBERED})"
"""What a statement begins with that says of which tasks it is."""
_SCOPE = re.compile(
    rf"(?P<which>{POINTING})(?P<what>[^，,。；;：:由、（）()]{{0,12}}?)(?P<each>均|都|皆|一律)?"
    rf"(?:(?P<how>由|需要?|须|应由?|请|涉及|包括)|(?=(?P<label>{ANY_LABEL})(?P<is>均|都|皆)?(?:为|是|{COLON})))"
)
_OF_NUMBERS = re.compile(rf"(?P<which>{NUMBERED})(?:工作|任务|事项|内容)?[，,：:]?(?![，,、；;。])(?P<rest>.{{4,}})")
"""第1、5项，市委组织部牵头: only the names that follow tell that it is a statement."""
_OF_EACH = re.compile(rf"{POINTING}[^，,。；;]{{0,14}}?(?:均|都|皆|一律)")
_VAGUE = "后续|后面|其余|其他|余下|各项|所有|全部"
"""What needs more words to be about tasks: 后续工作 is what follows in the same one."""
_TASKS = re.compile("任务|事项|[项条]")
_COUNT = re.compile(r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})[项条个]")
_EVERYONE_IS = re.compile(
    rf"(?P<names>[^，,。；;]+?)(?:均|都|皆)?(?:为|是|作为|列为)(?P<which>{POINTING})[^，,。；;]{{0,12}}?(?P<verb>责任|牵头|配合|参与|落实|指导)(?:单位|部门|主体)"
)


@dataclass(frozen=True, slots=True)
class LeadRule:
    """Which names of a plain list lead."""

    by: LeadBy
    star: str = ""
    below: bool = False
    """Whether it states that what follows is to be read so too."""
    others: Role = "responsible"
    """What those do who do not lead."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which tasks a statement is that says so itself (以上3项, 本部分)."""

    reach: Reach
    count: int = 0
    """How many it says they are; 0 where it does not."""
    each: bool = False
    """Whether those are meant too that have a statement of their own."""
    listed: bool = False
    """Whether its words are of several tasks: 以上工作 may be what is before it in the same task."""
    not_listed: bool = False
    """Whether it says that its units are not listed again."""
    numbers: tuple[int, ...] = ()
    """The numbers of the tasks, where it says them."""
    unless_own: bool = False
    """Whether tasks that have a statement of their own are excepted."""


def lead_rule(text: str) -> LeadRule | None:
    """The rule of leads that `text` states."""
    below = bool(_SAME_BELOW.search(text))
    others: Role = "support" if _OTHERS_SUPPORT.search(text) else "responsible"
    if _COMMA.search(text):
        return LeadRule("comma", "", below, others)
    if (star := _STAR.search(text)) is not None:
        return LeadRule("star", star["star"] or star["star2"], below, others)
    return LeadRule("first", "", below, others) if _FIRST_LEADS.search(text) else None


def scope_of(text: str) -> tuple[Scope, str] | None:
    """The tasks that the beginning of `text` points to, and the statement behind that; None if it points to none."""
    excepted = _EXCEPT.match(text)
    if excepted is not None:
        text = excepted["which"] + text[excepted.end() :]
    match = _SCOPE.match(text)
    if match is None and (numbers := _OF_NUMBERS.fullmatch(text)) is not None:
        return Scope("numbers", listed=True, numbers=_numbers(numbers["which"])), numbers["rest"]
    if match is None or re.match(POINTING, text[match.end() :]):
        return None
    which, what, rest = match["which"], match["what"], text[match.end() :]
    if (numbered := re.match(NUMBERED, what)) is not None:  # 以上第6至8项
        which, what = numbered.group(), what[numbered.end() :]
    each = bool(match["each"] or match["is"])
    not_listed = bool(_NOT_LISTED.search(text))
    listed = each or not_listed or bool(_TASKS.search(what + (match["label"] or "")))
    reach = _reach(which)
    if (not listed and which in _VAGUE.split("|")) or (reach == "all" and not (each or not_listed or match["label"])):
        return None
    if match["is"]:
        rest = match["label"] + rest[len(match["label"]) + 1 :]
    elif match["how"] is not None:
        rest = rest.rstrip("：: ")
    count = _COUNT.search(what)
    number = 0 if count is None else numeral_value(count["n"]) or int(count["n"])
    each = each or bool(re.search("各|所有|全部", which + what))
    return Scope(reach, number, each, listed, not_listed, _numbers(which), excepted is not None), rest


def everyone(text: str) -> tuple[Scope, str, Role] | None:
    """The names that `text` says are meant at many tasks without being listed there (甲为各项任务的责任单位，不再单列)."""
    match = _EVERYONE_IS.match(text) if _NOT_LISTED.search(text) else None
    if match is None:
        return None
    roles: dict[str, Role] = {"牵头": "lead", "配合": "support", "参与": "support", "指导": "guide"}
    scope = Scope(_reach(match["which"]), each=True, listed=True, not_listed=True)
    return scope, match["names"], roles.get(match["verb"], "responsible")


def is_not_listed(text: str) -> bool:
    """Whether `text` says that something is not listed again."""
    return "不" in text and _NOT_LISTED.search(text) is not None


def _numbers(which: str) -> tuple[int, ...]:
    """The numbers in 第1、3—5项."""
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:[—–~～至到\-－]+第?(\d+))?", which):
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def _reach(which: str) -> Reach:
    if which[:1] == "第":
        return "numbers"
    if which in _AFTER.split("|"):
        return "after"
    if which in _BEFORE.split("|"):
        return "before"
    if which in _ALL.split("|"):
        return "all"
    if which == "本章":
        return "chapter"
    return "own" if re.match(_OWN, which + "由") else "part"


def is_convention(text: str) -> bool:
    """Whether a clause of a statement is about how to read it and names nobody."""
    return bool(
        lead_rule(text)
        or _SAME_BELOW.fullmatch(text.strip())
        or _NOT_LISTED.search(text)
        or _OF_EACH.match(text.strip())
    )
