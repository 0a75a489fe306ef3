"""Clauses by which a document states how its own lists are to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dutykit.model.catalogue import Role

LeadBy = Literal["first", "comma", "star"]
Reach = Literal["before", "after", "all"]

_FIRST = r"(?:第一个?|第1个?|首个?|最前|之首|前列)(?:位|名|列)?"
_IS_LEAD = rf"{_FIRST}[^。；;]{{0,16}}?(?:牵头|主办|主责)|(?:牵头|主办|主责)[^。；;]{{0,8}}?{_FIRST}(?:位|的)?"
_COMMA = re.compile(r"(?:第一个?|首个?)?(?:逗号|“，”|“,”)(?:之|以)?前[^。；;]{0,14}?(?:牵头|主办|主责)")
_FIRST_LEADS = re.compile(_IS_LEAD)
_STAR = re.compile(
    r"(?:[带标加注打有]|标有|标注|注有)?[“\"]?(?P<star>[*＊★☆▲△※#＃]|星号)[”\"]?[^。；;]{0,14}?(?:牵头|主办|主责)"
    r"|(?:牵头|主办|主责)[^。；;]{0,8}?(?:[带标加注打]|标有|标注|注有)[“\"]?(?P<star2>[*＊★☆▲△※#＃]|星号)"
)
_SAME_BELOW = re.compile("下同|以下同|余同|其余同")
_NOT_LISTED = re.compile(
    "(?:不再|不一一|不逐一|不另|不作|不再一一)(?:一一|逐一|逐项|重复|另行|单独|分别|具体)*(?:列|标注|注明|单列|赘述|说明)"
)

_ALL = "以下|以上|上述|下列|下述|各项|所有|全部|其余|其他|后续|后面|前述"
_DOES = "牵头|配合|参与|协助|支持|指导|落实|负责|实施|执行|推进|组织实施|贯彻|抓好"
_EVERYONE = re.compile(
    rf"(?P<which>{_ALL})[^，,。；;]{{0,14}}?(?:均|都|皆|一律)?(?:需要?|须|应|由|要|请|涉及|包括)+(?P<names>[^，,。；;]+?)"
    rf"(?:(?:按照?(?:各自)?职责(?:分工)?|分别|具体|共同|认真|抓好|负责)*(?P<verb>{_DOES})|(?=[，,。；;]|$))"
)
_EVERYONE_IS = re.compile(
    rf"(?P<names>[^，,。；;]+?)(?:均|都|皆)?(?:为|是|作为|列为)(?P<which>{_ALL})[^，,。；;]{{0,12}}?(?P<verb>责任|牵头|配合|参与|落实|指导)(?:单位|部门|主体)"
)


@dataclass(frozen=True, slots=True)
class LeadRule:
    """Which names of a plain list lead."""

    by: LeadBy
    star: str = ""
    below: bool = False
    """Whether it states that what follows is to be read so too."""


@dataclass(frozen=True, slots=True)
class Everyone:
    """Names that are meant at many tasks and written once."""

    names: str
    role: Role
    reach: Reach


def lead_rule(text: str) -> LeadRule | None:
    """The rule of leads that `text` states."""
    below = bool(_SAME_BELOW.search(text))
    if _COMMA.search(text):
        return LeadRule("comma", below=below)
    if (star := _STAR.search(text)) is not None:
        return LeadRule("star", star["star"] or star["star2"], below)
    return LeadRule("first", below=below) if _FIRST_LEADS.search(text) else None


def everyone(text: str) -> Everyone | None:
    """The names that `text` gives to many tasks at once; only where it states that they are not listed each time."""
    if not _NOT_LISTED.search(text):
        return None
    for pattern in (_EVERYONE, _EVERYONE_IS):
        if (match := pattern.search(text)) is not None:
            which, verb = match["which"], match["verb"] or ""
            role: Role = (
                "lead"
                if verb == "牵头"
                else "support"
                if verb in {"配合", "参与", "协助", "支持"}
                else "guide"
                if verb == "指导"
                else "responsible"
            )
            reach: Reach = (
                "after"
                if which in {"以下", "其余", "其他", "后续", "后面", "下列", "下述"}
                else "before"
                if which in {"以上", "上述", "前述"}
                else "all"
            )
            return Everyone(match["names"], role, reach)
    return None


def is_convention(text: str) -> bool:
    """Whether a clause of a statement is about how to read it and names nobody."""
    return bool(
        lead_rule(text)
        or _SAME_BELOW.fullmatch(text.strip())
        or _NOT_LISTED.search(text)
        or re.match(rf"(?:{_ALL})[^，,。；;]{{0,14}}?(?:均|都|皆|一律)", text.strip())
    )
