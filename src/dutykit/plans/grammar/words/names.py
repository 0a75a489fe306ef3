"""A list of offices, as such statements write it, to single names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from dutykit.plans.grammar.words.body import BARE_LEVELS, LEVELS_WITH_SEAT, begins_as_body, is_office, looks_like_body
from dutykit.plans.grammar.words.bracket import brackets, split_outside
from dutykit.plans.grammar.words.divisions import is_place, level_of, place_end
from dutykit.plans.grammar.words.name import Name, is_open_alone
from dutykit.plans.grammar.words.person import (
    IS_SEAT,
    bare_name,
    is_part_of,
    is_person,
    named_person,
    seat_of_leader,
    without_part,
    without_post,
)
from dutykit.plans.grammar.words.run_together import parts_of
from dutykit.plans.grammar.words.shared_words import GOVERNMENT, OF_OTHER_PLACES, stem_of, with_shared_words
from dutykit.plans.grammar.words.vocabulary import NOTHING, VERB, label_role, role_of, verb_role

_CLOSING = "）)】]〕》>}｝〗"
STAR = "*＊★☆▲△※#＃"
_SEPARATOR = re.compile(r"[、，,；;。/／|｜\t]|\s{2,}")
_BETWEEN_LEVELS = re.compile("[、，,]")
_SOME = re.compile("所在|有关|相关")
_TOGETHER = re.compile("共同|联合|分别|均|并列")
_CONJUNCTION = re.compile("以及|及(?!其(?!他|它))|和|与|并|[·•‧・+＋&＆]")
_SIGNS = frozenset("·•‧・+＋&＆")
"""What joins two offices only: 甲高新区·乙区 is one place."""
_OPEN = re.compile(
    r"(?<![高中初同平对])等(?:\d+|[一二三四五六七八九十]+|各|多)?个?(?P<rest>(?:[国省市县区州乡镇]|中央|级|直|各|有关|相关|职能|成员|责任|其他|其它|主管|党政|行政|"
    r"牵头|配合|部门|单位|地区|地方|机构|处室|科室|企业|高校|学校|委办局|方面|部委|厅局|、|和|及|[（(][^（）()]*[）)])*|(?:“[^“”]{1,10}”)?(?![级效待候于])[\u4e00-\u9fff]{1,8}?(?:部门|单位|机构|企业|院校|学校|高校|院所|公司|集团|媒体|银行|区县|县区|乡镇|街道|园区|社会组织|协会))$"
)
_COMMENT = re.compile(r"含|包括|不含|下同|以下|除|详见|略|简称|以上|分别|按|根据|仅|如|限|已|原|均|其中|列|排|注|的$")
_BEFORE_NAME = re.compile(
    r"^(?:(?:明确|主要|统一|继续|拟)?由|以(?![上下色工及])|请|责成|授权|交由|以及|及|和|与|会同)(?=..)"
)
_ENUMERATOR = re.compile(r"(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[）)]|[①-⒛❶-❿])\s*(?=\D)")


@lru_cache(maxsize=4096)
def names_of(text: str) -> tuple[Name, ...]:
    """The names listed in `text`, in order. Whatever is in brackets stays with its name."""
    pieces: list[tuple[str, str]] = []
    for before, piece in split_outside(text, _SEPARATOR):
        pieces.extend(_unblanked(before, piece))
    pieces = [(before, piece) for before, piece in pieces if piece.strip() or before]
    pieces = _levels_joined([one for piece in pieces for one in _before_levels(*piece)])
    found: list[Name] = []
    who = ""
    """Persons before the first office."""
    for before, piece in pieces:
        for cleaned in _of_piece(before, piece):
            if cleaned.text and not NOTHING.fullmatch(cleaned.text):
                seat = seat_of_leader(words := cleaned.person or cleaned.text)
                if seat is not None and not (found and _shares_place(found[-1].text, seat)):
                    _add_leader(found, replace(cleaned, text=seat, person=words, stands_in=True))
                elif named_person(cleaned.text) or (before.isspace() and is_person(cleaned.text)):
                    who = f"{who}、{cleaned.text}" if who else cleaned.text
                    if found:
                        found[-1], who = _with_person(found[-1], who), ""
                else:
                    found.extend(_apart(cleaned))
            elif cleaned.open_after and found:
                found[-1] = replace(found[-1], open_after=True)
    if who:
        found[:1] = [replace(found[0], person=f"{who}、{found[0].text}")] if found else [_standing_in(Name(who))]
    elif found and all(bare_name(name.text) for name in found):
        found = [_standing_in(name) for name in found]
    if len(found) > 1:
        found = with_shared_words(found)
    return tuple(found)


def _standing_in(name: Name) -> Name:
    return replace(name, person=name.text, stands_in=True)


def _shares_place(before: str, seat: str) -> bool:
    """Whether a seat is of the place that the name before it states: 各县党委、政府主要负责同志."""
    return before.endswith("党委") and seat in GOVERNMENT


def _add_leader(found: list[Name], leader: Name) -> None:
    """A leader behind another is the same person, or one more (县委常委、副县长李明); one may lead two seats (市委、市政府领导)."""
    last = found[-1] if found else leader
    is_of_both = leader.text != leader.person and IS_SEAT.fullmatch(last.text) is not None
    if not found or not (last.stands_in or is_of_both):
        found.append(leader)
        return
    person = f"{last.person or last.text}{leader.before}{leader.person}"
    found[-1] = replace(last, text=person if last.text == last.person else last.text, person=person, stands_in=True)


def _with_person(name: Name, person: str) -> Name:
    return replace(name, person=f"{name.person or name.text} {person}")


def _apart(name: Name) -> list[Name]:
    """Offices that were written without a mark between them."""
    parts = parts_of(name.text)
    if not parts:
        return [name]
    first = Name(parts[0], name.before, name.star, together_as=name.text)
    return [first, *(Name(part) for part in parts[1:-1]), replace(name, text=parts[-1], before="", star="")]


def _unblanked(before: str, piece: str) -> Iterator[tuple[str, str]]:
    """A blank separates two names; anywhere else it is only typography."""
    parts = piece.split()
    at = next((at for at in range(1, len(parts)) if is_person(" ".join(parts[at:]))), 0)
    if at and looks_like_body("".join(parts[:at]).strip(STAR)):
        yield from _unblanked(before, " ".join(parts[:at]))
        yield " ", " ".join(parts[at:])
    elif len(parts) > 1 and all(looks_like_body(part.strip(STAR)) for part in parts):
        yield before, parts[0]
        for part in parts[1:]:
            yield " ", part
    else:
        yield before, "".join(parts)


def _before_levels(before: str, piece: str) -> list[tuple[str, str]]:
    """市教育局以及各区 cut before its levels, which go with the levels that follow (各区、县政府)."""
    cut = next(
        (
            one
            for one in _CONJUNCTION.finditer(piece)
            if BARE_LEVELS.fullmatch(piece, one.end()) and piece[one.end()] == "各"
        ),
        None,
    )
    if cut is None or not looks_like_body(piece[: cut.start()].strip()):
        return [(before, piece)]
    return [(before, piece[: cut.start()]), ("、", piece[cut.end() :])]


def _levels_joined(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """各区、县（市）政府 is one name: levels without an office go with the levels that follow."""
    joined: list[tuple[str, str]] = []
    for before, piece in pieces:
        text = piece.strip()
        if joined and before in {"、", "，", ","}:
            last_before, last = joined[-1]
            if text in _KINDS and last.endswith(_KINDS) and last not in _KINDS:  # 市直有关部门、单位
                joined[-1] = (last_before, last + before + text)
                continue
            goes_on = LEVELS_WITH_SEAT.fullmatch(text) or _bare_level_office(last, text)
            if goes_on and _may_begin_levels(_without_brackets(last), last):
                joined[-1] = (last_before, last + before + text)
                continue
        joined.append((before, text))
    return joined


def _may_begin_levels(plain: str, text: str) -> bool:
    """Whether `text`, which is `plain` without its brackets, is levels that others may follow."""
    if not all(BARE_LEVELS.fullmatch(part) for part in _BETWEEN_LEVELS.split(plain)):
        return False
    return len(plain) <= 3 or text.startswith(("各", "有关", "相关", "全")) or _SOME.search(text) is not None


def _without_brackets(text: str) -> str:
    for one in reversed(brackets(text)):
        if one.closed and one.depth == 0:
            text = text[: one.start] + text[one.end + 1 :]
    return text


def _bare_level_office(last: str, text: str) -> bool:
    """市、县教育局: a lone level before a name that begins with a lower one."""
    return last in {"省", "市", "州", "县", "区"} and text[:1] in set("市州县区旗乡镇")


@lru_cache(maxsize=4096)  # the same offices are in many lists
def _of_piece(before: str, piece: str) -> tuple[Name, ...]:
    return tuple(map(_cleaned, _conjoined(before, piece)))


def _conjoined(before: str, piece: str) -> Iterator[Name]:
    """Cut at 和, 及 and the like where a whole office is before it and another begins behind it."""
    start = 0
    inside = [one for one in brackets(piece) if one.depth == 0 and one.closed]
    for match in _CONJUNCTION.finditer(piece):
        if any(one.start < match.start() < one.end for one in inside):
            continue
        left, right = piece[start : match.start()], piece[match.end() :]
        ends = is_office(left) if match.group() in _SIGNS else looks_like_body(left) or _OPEN.search(left)
        begins = len(right) > 2 and (begins_as_body(right) or looks_like_body(right)) and right not in _KINDS
        begins = begins or (match.group() == "以及" and level_of(right, "县市区旗") != "")
        if _HALF.fullmatch(left) and is_office(right):
            continue
        if (ends and begins) or (seat_of_leader(left) and seat_of_leader(right)):
            yield Name(left, before)
            before, start = match.group(), match.end()
    yield Name(piece[start:], before)


_HALF = re.compile("[省市县区州盟旗](?:水库|(?:中小|乡镇|民营)?企业|社区|乡村|园区)")
"""省水库 before 和生态移民局 is half of one name."""
_KINDS = ("单位", "部门", "地区", "机构", "企业")


def _cleaned(name: Name) -> Name:
    text = _unquoted(name.text.strip(" \t\u3000\xa0\"'·•—-:：。."))
    text = _ENUMERATOR.sub("", text, count=1)
    if not place_end(text):  # 和平区, 会同县
        text = _BEFORE_NAME.sub("", text)
    text = _without_half_bracket(text)
    star = text[:1] if text[:1] in STAR else text[-1:] if text[-1:] in STAR else ""
    text = text.strip(STAR + " ")
    role, together, comments = name.role, False, []
    who = part = ""
    while (tail := next((one for one in brackets(text) if one.closed and one.end == len(text) - 1), None)) is not None:
        content = tail.content(text)
        plain = content.strip()
        if (given := verb_role(plain) or label_role(plain) or ("responsible" if plain == "责任" else None)) is not None:
            role = given
        elif (
            how := VERB.fullmatch(plain)
        ) is not None:  # （按职责分工负责）: of the whole list, nothing about the name
            role = role if role_of(how) == "responsible" else role_of(how)
            together = bool(_TOGETHER.search(how["adverbs"] or ""))
        elif plain in set(STAR):
            star = plain
        elif is_person(plain):
            who = f"{text}；{who}" if who else text
        elif is_part_of(plain, text[: tail.start].rstrip()):
            part = text
        elif _COMMENT.match(plain) or plain.endswith(("下同", "除外")) or not plain:
            comments.append(plain)
        else:
            break
        text = text[: tail.start].rstrip()
    whole = text
    text, post = without_post(text)
    text, inner = without_part(text)
    who, part = who or (whole if post else ""), part or (whole if inner and not post else "")
    open_after, completed = False, ""
    if (others := OF_OTHER_PLACES.fullmatch(text)) is not None:
        levels = "" if is_place(others["place"]) else others["levels"]
        text, open_after = others["place"] + levels + others["seat"], True
    if (match := _OPEN.search(text)) is not None:
        text, open_after = text[: match.start()], True
        rest = match["rest"]
        if rest.endswith("部门") and stem_of(text) is not None:
            completed, text = text, text + "部门"
    if name.before in {"及", "和", "与", "以及", "并"} and is_open_alone(text) and "各" not in text:
        text, open_after = "", True
    return replace(
        name,
        text=text.strip(),
        star=star,
        role=role,
        person=who,
        part=part,
        together=together,
        comment="；".join(filter(None, comments)),
        open_after=open_after,
        completed=completed,
    )


def _unquoted(text: str) -> str:
    """`text` without quotation marks around it or without their other half; “双减”办 keeps those of a word."""
    for opening, closing in ("“”", "‘’"):
        if text.startswith(opening) and text.find(closing) in {-1, len(text) - 1}:
            text = text.strip(opening + closing)
        elif text.endswith(closing) and opening not in text:
            text = text.removesuffix(closing)
    return text


def _without_half_bracket(text: str) -> str:
    """A bracket of the whole list that lacks its other half is no part of the name at its end."""
    found = brackets(text)
    if any(one.start == 0 and not one.closed for one in found):
        text, found = text[1:], []
    is_stray = text[-1:] and text[-1] in _CLOSING and all(one.end != len(text) - 1 for one in found)
    return text[:-1] if is_stray else text
