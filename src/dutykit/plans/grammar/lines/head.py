"""The head of an official document: title, number, dates, issuer, whom it is addressed to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dutykit.plans.grammar.lines.information_table import information
from dutykit.plans.grammar.record import Head, Line
from dutykit.plans.grammar.words.body import looks_like_body
from dutykit.plans.grammar.words.convention import POINTING
from dutykit.plans.grammar.words.outline import mark_of

_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,16}\s*[〔\[［（(﹝]\s*(?:19|20)\d{2}\s*[〕\]］）)﹞]\s*第?\s*\d{1,5}\s*号"
)
_AROUND_NUMBER = " \u3000（）()【】[]"
_DAY = (
    r"(?P<y>(?:19|20)\d{2}|[〇○零一二三四五六七八九]{4})\s*年\s*(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
DATE_LINE = re.compile(rf"\s*{_DAY}\s*(?:印发|发布|公布)?\s*")
_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|发文)(?:时间|日期)\s*[:：]\s*(?P<iso>(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2}))"
)
_RELEASED = re.compile(rf"^\s*(?P<who>[\u4e00-\u9fff]{{4,30}}?)\s*{_DAY}\s*(?:发布|印发|公布)")
_WRITTEN_DAY = re.compile(r"(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)")
_ABOUT = re.compile(r"关于|印发|(?=(?:19|20)\d\d年)")
_PLAN_NAME = re.compile(r"印发(?:《(?P<quoted>.+)》|(?P<plain>.+?))(?:的通知|的函|$)")
_ASIDE = re.compile(r"\s*[（(].{0,30}(?:公开|代章|盖章|印章|发布|属性).{0,10}[）)]\s*")
_CUT = re.compile(r"\s*[（(【\[](?:本文|内容|此件|原文)?.{0,12}(?:删减|节选|摘要|摘编|略|全文|讨论稿)[）)】\]]\s*")
"""（本文有删减）: about the copy, not the document."""
_HAN_DIGITS = {**{one: at for at, one in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0}
_MOST_ISSUERS = 12
_FAR = 40
"""Lines within which the head of a document is."""


def read_head(lines: Sequence[Line]) -> Head:
    """What the first lines and the signature of a document say about it."""
    texts = [(at, text) for at, line in enumerate(lines) if (text := _text(line)) and not line.link]
    issuers, texts_below = _issuers_above(texts)
    title, title_at, used = _title(texts_below)
    used += len(texts) - len(texts_below)
    number_at = next((at for at, text in texts[:_FAR] if _is_number(text)), None)
    number = _whole_number(_text(lines[number_at])) if number_at is not None else ""
    addressees_at, addressees = _addressees(texts[used:_FAR])
    signed = _signature(texts)
    published_at = next((at for at, text in texts[:_FAR] if _PUBLISHED.search(text)), None)
    published = _first_day(_PUBLISHED, texts[:_FAR])
    issuer, released_at = signed.issuer, None
    if not issuer:
        released = next(((at, m) for at, text in reversed(texts[-5:]) if (m := _RELEASED.match(text))), None)
        if released is not None:
            released_at = released[0]
            issuer, published = released[1]["who"], published or _day(released[1])
        else:
            issuer = _issuer_of_title(title) or "、".join(name for _at, name in issuers)
    plan_title, plan_at = _plan_title(title, texts, signed.at, addressees_at)
    stands = [
        *(at for at, _name in issuers),
        *title_at,
        number_at,
        addressees_at,
        *signed.lines,
        published_at,
        released_at,
        *plan_at,
    ]
    used_lines = frozenset(lines[at].number for at in stands if at is not None) | _asides(lines, texts[:_FAR], plan_at)
    beside = information(lines[:_FAR])
    said = {fact: value for fact, (value, _line) in beside.items()}
    return Head(
        title,
        plan_title or title,
        issuer or said.get("issuer", ""),
        number or _whole_number(said.get("number", "")),
        signed.dated or _whole_day(said.get("dated", "")),
        published or _whole_day(said.get("published", "")),
        addressees,
        used_lines | {line for _value, line in beside.values()},
    )


def _whole_number(text: str) -> str:
    return re.sub(r"\s", "", text.strip(_AROUND_NUMBER)) if _is_number(text) else ""


def _is_number(text: str) -> bool:
    """Whether `text` is a document's number, also in brackets: （甲政办〔2027〕7号）."""
    return _NUMBER.fullmatch(text.strip(_AROUND_NUMBER)) is not None


def _whole_day(text: str) -> dt.date | None:
    match = _WRITTEN_DAY.match(text)
    return _day(match) if match is not None else None


def _issuers_above(texts: Sequence[tuple[int, str]]) -> tuple[Sequence[tuple[int, str]], Sequence[tuple[int, str]]]:
    """The lines that name who issued a document jointly, above one that says 文件, and what is below."""
    at = next((at for at, (_line, text) in enumerate(texts[:_MOST_ISSUERS]) if text.replace(" ", "") == "文件"), 0)
    issuers = [(line, "".join(text.split())) for line, text in texts[:at]]
    return (issuers, texts[at + 1 :]) if at and all(looks_like_body(name) for _line, name in issuers) else ((), texts)


def _asides(lines: Sequence[Line], texts: Sequence[tuple[int, str]], plan_at: Sequence[int]) -> frozenset[int]:
    """Lines around the head that only announce it: 附件, （此件公开发布）, the list of what is enclosed."""
    last = max(plan_at, default=-1)
    return frozenset(
        lines[at].number
        for at, text in texts
        if at <= last and (_ASIDE.fullmatch(text) or _CUT.fullmatch(text) or _ENCLOSED.fullmatch(text))
    )


def _first_day(pattern: re.Pattern[str], texts: Sequence[tuple[int, str]]) -> dt.date | None:
    return next((_day(match) for _at, text in texts if (match := pattern.search(text))), None)


def _text(line: Line) -> str:
    """The text of a line; of a table's row only where it holds one text, as a title over it does."""
    if not line.cells:
        return line.text.strip()
    filled = {cell.strip() for cell in line.cells if cell.strip()}
    return filled.pop() if len(filled) == 1 else ""


def _title(texts: Sequence[tuple[int, str]]) -> tuple[str, list[int], int]:
    """The title, also over several lines, where they are, and how many lines it and what is above it take."""
    skipped = 0
    while skipped < len(texts) and skipped < 15 and _is_no_title(texts[skipped][1]):
        skipped += 1
    parts: list[str] = []
    places: list[int] = []
    used = skipped
    for at, text in texts[skipped : skipped + 4]:
        ends = _is_number(text) or _PUBLISHED.search(text) or text.endswith(("：", ":")) or DATE_LINE.fullmatch(text)
        if ends or mark_of(text) or len(text) > 80 or text.endswith("。"):
            break
        parts.append(text)
        places.append(at)
        used += 1
        if _title_ends(text):
            return "".join(parts), places, used
    # Lines that do not end as a title does: the first may be one if it is no sentence.
    if len(parts) > 1 and _NO_TITLE.search("".join(parts)):
        parts, places, used = parts[:1], places[:1], skipped + 1
    if parts and _NO_TITLE.search("".join(parts)):
        return "", [], skipped
    return "".join(parts), places, used


_NO_TITLE = re.compile("[，。；！？]|现将|为了?贯彻")
_SURROUNDINGS = re.compile(
    r"[\w\u4e00-\u9fff]{2,20}文件|附件\s*\d*[:：]?|\W*|-{3}.*|.{0,20}(?:索引号|发文机关|发布机构|主题分类|信息来源|来源[:：]|当前位置|首页|浏览|"
    r"字号|字体|打印|(?:阅读|点击)(?=[\s:：\d次量数])).*|(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?"
)
_ENCLOSED = re.compile(r"附\s*件?\s*\d*\s*[:：]?.{0,60}")
_SHORTEST = 6
"""Characters up to which a first line is a page's own words, not a title."""


def _is_no_title(text: str) -> bool:
    if _is_number(text) or _SURROUNDINGS.fullmatch(text) or _CUT.fullmatch(text):
        return True
    return len(text) <= _SHORTEST and not _title_ends(text)


def _title_ends(text: str) -> bool:
    return bool(
        re.search(
            r"(?:通知|意见|方案|办法|决定|规划|计划|措施|举措|细则|清单|分工|要点|函|纲要|制度|规定|决议|公告|通告|台账|分解表|任务书|政策|条例)(?:[（(][^（）()]*[）)])*$",
            text,
        )
    )


def _addressees(texts: Sequence[tuple[int, str]]) -> tuple[int | None, tuple[str, ...]]:
    for at, text in texts:
        if mark_of(text) or DATE_LINE.fullmatch(text) or re.match(POINTING, text):
            break
        if text.endswith(("：", ":")) and re.search("各|政府|部门|单位|局|委|办|学校", text) and "通知如下" not in text:
            if len(text) > 200 or "。" in text:
                break
            return at, tuple(filter(None, re.split("[，,；;]", text[:-1])))
    return None, ()


@dataclass(frozen=True, slots=True)
class _Signature:
    at: int | None = None
    dated: dt.date | None = None
    issuer: str = ""
    lines: tuple[int, ...] = ()


def _signature(texts: Sequence[tuple[int, str]]) -> _Signature:
    """The date that is alone on a line, and the lines above it that name who issued the document."""
    for index, (at, text) in enumerate(texts):
        match = DATE_LINE.fullmatch(text.strip("（）()"))
        if match is None or (day := _day(match)) is None:
            continue
        names: list[str] = []
        places = [at]
        for above_at, above in reversed(texts[max(0, index - 6) : index]):
            if _ASIDE.fullmatch(above) or re.fullmatch(r"[（(].*[）)]", above):
                continue
            if (
                max(map(len, _side_by_side(above))) > 30
                or above.endswith(("。", "：", ":", "；"))
                or mark_of(above)
                or re.search("附件|《|关于", above)
            ):
                break
            places.append(above_at)
            names.extend(reversed([re.sub(r"[（(](?:代章|盖章|章)[）)]$", "", name) for name in _side_by_side(above)]))
        return _Signature(at, day, "、".join(_rejoined(reversed(names))), tuple(places))
    return _Signature()


def _side_by_side(line: str) -> list[str]:
    """The names on a line; blanks inside a name are only typography."""
    parts = line.split()
    return parts if all(map(looks_like_body, parts)) else ["".join(parts)]


def _rejoined(names: object) -> list[str]:
    """A long name that was set over two lines is one name."""
    found: list[str] = []
    for name in names:  # type: ignore[attr-defined]
        if found and not re.search("(?:政府|局|委|委员会|办公室|办|厅|部|院|会|组|中心|署)$", found[-1]):
            found[-1] += name
        else:
            found.append(name)
    return found


def _issuer_of_title(title: str) -> str:
    match = _ABOUT.search(title)
    name = title[: match.start()] if match else ""
    return name if re.search("(?:政府|局|委|委员会|办公室|办|厅|部|院|会|组|中心)$", name) else ""


def _plan_title(
    title: str, texts: Sequence[tuple[int, str]], dated_at: int | None, addressees_at: int | None
) -> tuple[str, list[int]]:
    named = _PLAN_NAME.search(title)
    wanted = (named["quoted"] or named["plain"] or "").strip("《》 ") if named else ""
    start = dated_at if dated_at is not None else addressees_at
    if start is None:
        return wanted, []
    after = [(at, text) for at, text in texts if at > start]
    if len(after) < 3:  # the signature is at the end: the document is the plan
        return wanted, []
    parts: list[str] = []
    places: list[int] = []
    for at, text in after[:8]:
        if (
            _ASIDE.fullmatch(text)
            or _CUT.fullmatch(text)
            or re.fullmatch(r"附\s*件?\s*\d*\s*[:：]?", text)
            or _is_number(text)
        ):
            continue
        if mark_of(text) or len(text) > 60 or text.endswith(("。", "：", ":", "；", "，")):
            break
        parts.append(text)
        places.append(at)
        if _title_ends(text) or len(parts) == 3:
            break
    found = "".join(parts)
    return (found, places) if found else (wanted, [])


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(_digits(match["y"]), _number(match["m"]), _number(match["d"]))
    except (ValueError, KeyError):
        return None


def _digits(text: str) -> int:
    return int(text) if text.isdecimal() else int("".join(str(_HAN_DIGITS[one]) for one in text))


def _number(text: str) -> int:
    """A number below a hundred, in digits or in Chinese."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _HAN_DIGITS[text]
    return (_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)
