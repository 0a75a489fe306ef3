"""Words that a list of offices has once for several of its names: roles, last words, levels, seats, places."""

from __future__ import annotations

import re
from dataclasses import replace

from dutykit.plans.grammar.words.body import looks_like_body
from dutykit.plans.grammar.words.divisions import is_place, level_of, place_end
from dutykit.plans.grammar.words.name import Name
from dutykit.plans.grammar.words.vocabulary import STEMS

_COMMAS = ("，", ",", "；", ";")
_ZONES = "示范区|开发区|园区|新区|新城|片区|港区|高新区|经开区|合作区|保税区|综保区|管理区|功能区|度假区|试验区|风景区"
_SEATED = re.compile(
    r"[\u4e00-\u9fff“”]{1,12}(?P<board>管委会|管理委员会)"
    r"|[\u4e00-\u9fff]{1,8}(?:(?P<level>[市县区旗镇乡])(?P<seat>人民政府|政府)|街道(?P<office>办事处))"
)
_ZONE = re.compile(rf"[\u4e00-\u9fff“”]{{0,8}}(?:{_ZONES})")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}[市县区旗镇乡]")
_STREET = re.compile(r"[\u4e00-\u9fff]{1,7}街道")
_LEVELS = "[县市区旗][（(〔][县市区旗、]{1,5}[）)〕]|县区|县市区?|市县|市区|区县"
_OF_SEVERAL_LEVELS = re.compile(rf"(?P<place>[\u4e00-\u9fff]{{2,4}}?)(?P<levels>{_LEVELS})(?P<seat>人民政府|政府)")
OF_OTHER_PLACES = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,4}})等(?:\d+|[一二三四五六七八九十]+)?个?(?P<levels>{_LEVELS})(?P<seat>人民政府|政府)"
)
"""甲、乙等市县政府."""
_PLACE_WITHOUT_LEVEL = re.compile(r"[\u4e00-\u9fff]{1,3}")
_VILLAGES = re.compile(r"(?:村|社区|村居)(?:[（(〔](?:村|居|社区)[）)〕])?")
GOVERNMENT = ("政府", "人民政府")
_TAIL_WORDS = ("局", "厅", "委", "部门", "办")
_STEM_ONLY = re.compile(
    r"(?P<prefix>各级|[省市县区州][级直属]|各[省市县区州]{1,3}|(?:[\u4e00-\u9fff]{2,3})?[省市县区州](?!场))?(?P<stem>[\u4e00-\u9fff]{2,8})"
)
_WORK = re.compile(f"(?:{STEMS.pattern})(?:和?(?:{STEMS.pattern}))*")
"""What an office does, in one word or several: 文化执法, 住房和城乡建设."""


def with_shared_words(names: list[Name]) -> list[Name]:
    """The names of a list, each with the words that it shares with others of it."""
    return _places_shared(_seats_shared(_tails_shared(_roles_shared(names))))


def _roles_shared(names: list[Name]) -> list[Name]:
    """甲、乙（共同牵头），丙: the role in the bracket is that of each name before it, back to the comma."""
    shared = list(names)
    for at in range(len(shared) - 1, 0, -1):
        if shared[at].together and shared[at].before not in _COMMAS and shared[at - 1].role is None:
            shared[at - 1] = replace(shared[at - 1], role=shared[at].role, together=True)
    return shared


def _tails_shared(names: list[Name]) -> list[Name]:
    """教育、公安、财政部门: the last word belongs to each, and so does 各级 before the first."""
    shared = list(names)
    tail = ""
    runs: list[list[int]] = []
    for at in range(len(shared) - 1, -1, -1):
        text = shared[at].text
        if tail and stem_of(text) is not None:
            shared[at] = replace(shared[at], text=text + tail, completed=text)
            runs[-1].insert(0, at)
            continue
        tail = next((word for word in _TAIL_WORDS if text.endswith(word) and _is_stem(text.removesuffix(word))), "")
        if tail:
            runs.append([at])
    for first, *others in runs:
        match = _STEM_ONLY.fullmatch(shared[first].text)
        prefix = match["prefix"] if match is not None else None
        at_all = prefix and (prefix[-1] in "级直属" or prefix[0] == "各" or shared[first].text.endswith("部门"))
        if prefix and at_all:
            for at in others:
                name = shared[at]
                if (
                    (own := _STEM_ONLY.fullmatch(name.text)) is not None
                    and own["prefix"]
                    and not _is_stem_alone(name.text)
                ):
                    break
                shared[at] = replace(name, text=prefix + name.text, completed=name.completed or name.text)
    return shared


def _is_stem(text: str) -> bool:
    match = _STEM_ONLY.fullmatch(text)
    return _WORK.fullmatch(text) is not None or (match is not None and _WORK.fullmatch(match["stem"]) is not None)


def _is_stem_alone(text: str) -> bool:
    return any(STEMS.fullmatch(text.removesuffix(word)) for word in ("", *_TAIL_WORDS))


def stem_of(text: str) -> re.Match[str] | None:
    """The match of a name that lacks its last word: 教育, 市财政, 各级人社."""
    match = _STEM_ONLY.fullmatch(text)
    return match if match is not None and _WORK.fullmatch(match["stem"]) and not looks_like_body(text) else None


def _seats_shared(names: list[Name]) -> list[Name]:
    """甲区、乙区人民政府 and 甲、乙市政府: the seat behind the last place is that of each place before it."""
    shared = _levels_chosen(names)
    for at in range(len(shared) - 1, 0, -1):
        match = _SEATED.fullmatch(shared[at].text)
        if match is None or shared[at].text.startswith(("各", "有关", "相关")):
            continue
        before, seat = shared[at - 1], match["board"] or match["seat"] or match["office"]
        text = before.text
        if text.startswith(("各", "有关", "相关")) or shared[at].before not in {*"、和及与/／"}:
            continue
        if match["board"] or match["office"]:
            whole = text + seat if (_ZONE if match["board"] else _STREET).fullmatch(text) else ""
        elif _ZONE.fullmatch(text):
            whole = ""  # a zone has a board, no government
        elif _PLACE.fullmatch(text):
            whole = text + seat
        elif _PLACE_WITHOUT_LEVEL.fullmatch(text) and (is_place(text + match["level"]) or not looks_like_body(text)):
            whole = text + match["level"] + seat
        else:
            whole = ""
        if whole and whole != shared[at].text:  # 甲市、甲市政府 are one, written twice
            shared[at - 1] = replace(before, text=whole, completed=text)
    return shared


def _levels_chosen(names: list[Name]) -> list[Name]:
    """甲、乙县（市）政府 as 甲县、乙市政府, where each is a division of one of these levels."""
    shared = list(names)
    for last, name in enumerate(names):
        match = _OF_SEVERAL_LEVELS.fullmatch(name.text)
        if match is None:
            continue
        places = {last: match["place"]}
        for at in range(last - 1, -1, -1):
            if names[at + 1].before != "、" or not _PLACE_WITHOUT_LEVEL.fullmatch(names[at].text):
                break
            places[at] = names[at].text
        for at, place in places.items():
            if level := level_of(place, match["levels"]):
                shared[at] = replace(shared[at], text=place + level + match["seat"], completed=names[at].text)
    return shared


def _places_shared(names: list[Name]) -> list[Name]:
    """甲区、乙区教育局 is an office of each, where both are divisions; 甲县党委、政府 is the government of that place too.

    Villages behind 各乡镇（街道） are those of each, not one more name of a level.
    """
    shared = list(names)
    for at in range(len(shared) - 1, 0, -1):
        name, before = shared[at], shared[at - 1]
        if name.text in GOVERNMENT and before.text.endswith("党委"):
            shared[at] = replace(name, text=before.text.removesuffix("党委") + name.text, completed=name.text)
        elif _VILLAGES.fullmatch(name.text) and before.text.startswith("各"):
            shared[at] = replace(name, text=f"各{name.text}", completed=name.text)
        elif is_place(before.text) and name.before in {"、", "和", "及", "与"}:
            end = place_end(name.text)
            if end and STEMS.match(name.text, end):
                shared[at - 1] = replace(before, text=before.text + name.text[end:], completed=before.text)
    return shared
