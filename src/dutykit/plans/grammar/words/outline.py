"""Numbered headings: 一、 （一） 1. （1） and 第一章, as official documents set them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dutykit.plans.grammar.record import Line
from dutykit.text.numeral import chinese_numeral

Level = Literal["chapter", "section", "task", "item"]
DEPTH: dict[str, int] = {"chapter": 1, "section": 2, "task": 3, "item": 4}

_HAN = "一二三四五六七八九十百零〇两"
_OFFICE = r"[^，,。；;：:、]{1,14}[局委办部厅府院会]"
_POINTS = (
    r"[至到—–~～\-－和及由]|、第|(?:重点)?(?:工作|任务)?(?:(?:均|都|皆)?(?:由|(?:责任|牵头|配合)(?:单位|部门))"
    r"|[，,：:][^，,。；;：:]{2,60}(?:牵头|负责)(?:[，,。；;]|$)"
    rf"|[，,：:](?=[省市州县区各])(?:{_OFFICE}、)*{_OFFICE}(?:[；;。]|$))"
)
"""Behind 第1项 where it is no number of a line but points to another: 第1项由市教育局牵头; 第1项：市教育局、市财政局."""
_FORMS: tuple[tuple[Level, str], ...] = (
    ("chapter", rf"第(?P<n>[{_HAN}]+|\d+)(?:章|部分|篇|编)(?!{_POINTS})[\s\u3000、：:.．]*"),
    ("chapter", rf"第(?P<n>[{_HAN}]+|\d+)类[：:、\s\u3000]+"),
    ("chapter", rf"(?P<n>[{_HAN}]+)[ \u3000]?[、．.]\s*"),
    ("chapter", r"(?P<n>[Ⅰ-Ⅻ])(?:[、．]|\.(?!\d))\s*"),
    ("section", rf"第(?P<n>[{_HAN}]+|\d+)节[\s\u3000、：:.．]*"),
    ("section", rf"[（(](?P<n>[{_HAN}]+)[）)][、．.]?\s*"),
    ("section", r"(?P<n>[㈠-㈩㊀-㊉])[、．.]?\s*"),
    ("task", rf"第(?P<n>[{_HAN}]+|\d+)(?:条|项(?!{_POINTS}))[\s\u3000、：:.．]*"),
    ("task", r"(?P<n>\d{1,3}|[０-９]{1,3})[ \u3000]?(?:[．、]|\.(?!\d))\s*"),
    ("task", r"(?P<n>[⒈-⒛])[、．.]?\s*"),
    (
        "task",
        rf"(?:(?:重点)?(?:任务|工作)|(?:专项)?行动)(?P<n>\d{{1,3}}|[{_HAN}]+)(?:\s*[:：、.．]\s*|[ \u3000]+)",
    ),
    ("task", rf"[【\[［](?:(?:重点)?(?:任务|工作)|(?:专项)?行动)(?P<n>\d{{1,3}}|[{_HAN}]+)[】\]］]\s*[:：、.．]?\s*"),
    ("item", r"[（(](?P<n>\d{1,3})[）)][、．.]?\s*"),
    ("item", r"(?P<n>\d{1,2})[)）]\s*"),
    ("item", r"(?P<n>\d{1,2}(?:[.．]\d{1,2}){2})(?![\d.．])[ \u3000\xa0、]*(?=[\u4e00-\u9fff“《])"),
    (
        "item",
        r"(?P<n>\d{1,2}[.．\-－—]\d{1,2})[ \u3000\xa0、．.]\s*(?=[\u4e00-\u9fff“《])(?![万亿个所名人元倍度平公月日年])",
    ),
    ("item", r"(?P<n>[⑴-⒇])[、．.]?\s*"),
    ("item", r"(?P<n>[①-⑳㉑-㉟㊱-㊿❶-❿➀-➓⓫-⓴⓵-⓾])[、．.]?\s*"),
)
_MARK = re.compile(
    r"\s*(?:[★☆▲△◆◇●■]\s*)?(?:"
    + "|".join(f"(?P<at{at}>{form.replace('<n>', f'<n{at}>')})" for at, (_, form) in enumerate(_FORMS))
    + ")"
)
"""All of them in one: of two that fit the first."""
_ONE_CHARACTER = re.compile("[Ⅰ-Ⅻ㈠-㈩㊀-㊉⑴-⒛]")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number a line begins with."""

    level: Level
    number: str
    end: int
    """Where the text behind it begins."""
    text: str


@lru_cache(maxsize=256)  # a line is looked at more than once, one thing after the other
def mark_of(text: str) -> Mark | None:
    """The number `text` begins with, or None."""
    match = _MARK.match(text)
    if match is None or match.lastgroup is None:
        return None
    at = match.lastgroup.removeprefix("at")
    level = _FORMS[int(at)][0]
    return Mark(level, _spelt_out(match[f"n{at}"], level), match.end(), match[f"at{at}"].strip())


def text_begins(text: str) -> int:
    """Where `text` begins behind its number; 0 without one."""
    mark = mark_of(text)
    return 0 if mark is None else mark.end


def number_alone(cell: str) -> Mark | None:
    """The number that a table's cell consists of, with or without marks around it: 1, 1.2, ⒈, （1）, 一, 第1项."""
    text = "".join(cell.split())
    if re.fullmatch(r"\d{1,2}(?:[.．]\d{1,2}){1,2}", text):
        return Mark("item", text, len(text), text)
    return next(
        (mark for one in (text, f"{text}、") if (mark := mark_of(one)) is not None and mark.end == len(one)), None
    )


def _spelt_out(number: str, level: Level) -> str:
    """The number that one character stands for, as it is written in full: 一 for ㈠ and Ⅰ, 1 for ⒈ and ⑴; ① is itself."""
    if not _ONE_CHARACTER.fullmatch(number):
        return number
    value = int(unicodedata.numeric(number))
    return str(value) if level in {"task", "item"} else chinese_numeral(value)


_HEADINGS: tuple[Level, ...] = ("chapter", "section", "task")


def heading_levels(lines: Sequence[Line]) -> dict[int, Level]:
    """What the heading styles of a document stand for where their headings have no typed numbers.

    A style whose headings are numbered elsewhere stands for that; the first heading of a style of its own is the title.
    """
    styled = [line for line in lines if line.heading and line.text.strip() and not line.cells]
    numbered: dict[int, Level] = {}
    for line in styled:
        mark = mark_of(line.text)
        if mark is not None and mark.level in _HEADINGS:
            numbered.setdefault(line.heading, mark.level)
    levels = sorted({line.heading for line in styled})
    first = next((line for line in lines if line.text.strip()), None)
    title = [line for line in styled if line.heading == levels[0]] if levels else []
    if levels and levels[0] not in numbered and len(title) == 1 and (len(levels) > 1 or title[0] is first):
        levels = levels[1:]
    found: dict[int, Level] = {}
    place = 0
    for level in levels:
        if level in numbered:
            place = _HEADINGS.index(numbered[level])
        found[level] = _HEADINGS[min(place, len(_HEADINGS) - 1)]
        place += 1
    return found


def title_and_rest(text: str) -> tuple[str, str]:
    """The title a paragraph begins with, its full stop included, and what follows it."""
    text = text.strip()
    at = text.find("。")
    while at >= 0 and _inside(text, at):
        at = text.find("。", at + 1)
    return (text, "") if at < 0 else (text[: at + 1], text[at + 1 :].strip())


def _inside(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("（") + before.count("(") > before.count("）") + before.count(")") or before.count(
        "“"
    ) > before.count("”")
