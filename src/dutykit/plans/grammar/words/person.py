"""Who stands beside the name of an office: a person with a post and a telephone, or a part of the office itself."""

from __future__ import annotations

import re
from functools import lru_cache

from dutykit.plans.grammar.words.body import is_office, looks_like_body
from dutykit.plans.grammar.words.divisions import is_place, place_end
from dutykit.plans.grammar.words.vocabulary import COLON, LABEL, STEMS

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "姜范石姚谭廖邹熊陆郝孔崔康邱秦史顾侯邵孟龙段雷钱汤尹黎贺赖龚庞樊殷陶洪翟倪严牛芦季俞葛韦申毕聂焦柳邢齐梅莫庄辛祝左谷祁"
    "耿牟詹苗凌费纪靳盛童欧甄裴席屈鲍覃霍翁隋甘柏宁柯阮桂闵柴冉辜饶刁戚丘滕晋邬臧缪娄窦甲乙丙丁某"
)
"""Surnames that begin few other words, and what stands for one in a text without names."""
_TWICE = "欧阳|上官|司马|诸葛|司徒|东方|公孙|慕容|令狐|尉迟|夏侯|皇甫"
_NO_NAME = re.compile(
    "[高初]中|高[职等新校考速铁层级]|许可|石化|石油|甲方|乙方|[甲乙丙丁][类级型]|季度|马上|严[格重禁]|康复|宁夏"
)
_NAME = rf"(?:(?:{_TWICE})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff·]{{1,2}})"
_RARE = (
    "方任江金安常文万向易白成和关温游包卞卜车池褚敖单丛付古果海花华简路满南强曲阙桑商时舒水税谈涂屠危乌燕阳应岳仲祖佟"
)
"""Surnames that begin many other words: only beside a post."""
_HOW = "(?:协管|党组|党委|党工委|常务|第一|主要|分管|联系|包联|包保|牵头|相关|有关|具体)*"
_PLACE_POST = f"{_HOW}(?:副?(?:[省市州盟区县旗镇乡]{{1,2}}长|秘书长)|[省市州盟区县旗镇乡]级?{_HOW}领导|常委)"
"""What a leader of a place is, whom a list of offices names beside them: 副县长, 秘书长, 市领导."""
_POST = (
    f"(?:{_HOW}(?:副?(?:局长|主任|部长|书记|处长|科长|股长|厅长|署长|院长|校长|园长|主席|会长|"
    "[省市州盟区县旗镇乡]长|秘书长|检察长|总经理|董事长|经理|组长|所长|站长|队长|总督学)|负责人|负责同志|领导|常委|党组成员|委员|调研员|"
    "巡视员|联系人|责任人|同志))"
)
_SEAT = "(?:[省市州盟区县旗]委|[省市州盟区县旗镇乡]?(?:党委|党工委|(?:人民)?政府|人大(?:常委会|主席团)?|政协)(?:党组)?)"
"""What such a leader leads, without the name of a place: 县委, 市政府."""
_PHONE = r"(?:(?:联系)?(?:电话|手机)(?:号码)?[:：]?\s{0,2})?[\d\-－—]{7,20}"
_HEAD = "(?:党组书记|党委书记|书记|副?局长|副?主任|副?部长|副?厅长|副?[县区镇乡]长|校长|院长|处长|科长)"
"""A post before a name whatever the surname: 局长普某某."""
_ONE = re.compile(
    rf"(?:{_POST}){{0,2}}(?P<name>{_NAME})?(?:{_POST})?(?:{_PHONE})?|{_PHONE}|{_HEAD}[\u4e00-\u9fff·]{{2,3}}(?:{_PHONE})?"
)
_BETWEEN = re.compile(r"[、，,；;/／]+|(?<![话机码:：])\s+|\s+(?!\d)")
_IN_POST = re.compile(rf"(?P<office>.{{2,30}}?)(?P<who>{_POST}{{1,2}}(?:{_NAME}(?:同志)?)?)(?P<phone>{_PHONE})?")
_PART = r"(?:(?:(?![局委办厅部会院府])[\u4e00-\u9fff]){1,10}(?:科室|股室|处室|督导室|科|股|(?<!办事)(?<!管理)处))"
_PARTS = re.compile(rf"{_PART}(?:[、，,和及]{_PART}){{0,5}}")
_WITH_PART = re.compile(rf"(?P<office>.{{1,20}}?[局厅])(?P<part>{_PART}|办公室)")
_WITH_POST = rf"(?:(?:{_TWICE})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}{_RARE}][\u4e00-\u9fff·]{{1,2}})"
IS_SEAT = re.compile(_SEAT)
_LEADER = re.compile(
    rf"(?P<seat>{_SEAT}{{1,2}})(?:{_WITH_POST}?(?:{_POST}){{1,2}}(?:{_WITH_POST})?(?:同志)?|{_HOW}领导)"
    rf"|(?P<name>{_WITH_POST})?{_PLACE_POST}(?:{_WITH_POST})?(?:同志)?|{_WITH_POST}同志"
)
_BEHIND = re.compile("[（(〔][^（）()〔〕]*[）)〕]$")
_LEVEL = re.compile("[省市县区州]")
_LONGEST = 60
_NO_WHOLE_NAME = re.compile("^[甲乙丙丁]|学$")
_WHOLE_NAME = 3
"""Characters from which on a name is no office that was written short."""


def is_person(text: str) -> bool:
    """Whether `text` is one or more persons, with their posts and telephones: 局长张某某，电话 0427-1234567."""
    if len(text) > _LONGEST:
        return False
    label = LABEL.match(text)
    rest = text[label.end() :] if label is not None and label["person"] else text
    if rest is not text and (begins := re.match(COLON, rest)) is not None:
        return bool(rest[begins.end() :].strip())
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    return bool(parts) and all(map(_is_one, parts))


@lru_cache(maxsize=4096)
def _is_one(text: str) -> bool:
    if (match := _ONE.fullmatch(text)) is None or not text:
        return False
    name = match["name"]
    if name != text:
        return not looks_like_body(text)
    is_name = _NO_NAME.match(name) is None and not any(is_place(name + level) for level in "市县区")
    return is_name and (not looks_like_body(name) or "某" in name)


def named_person(text: str) -> bool:
    """Whether `text` is surely a person in a list of offices: one with a post (副局长王某), or not named in full (李某)."""
    if len(text) > _LONGEST or not _is_one(text) or looks_like_body(text.replace("某", "")):
        return False
    match = _ONE.fullmatch(text)
    return "某" in text or (match is not None and match["name"] != text)


def seat_of_leader(text: str) -> str | None:
    """What the leader of a place leads (县委 of 县委常委, the words themselves of 副县长李明); None if `text` is none."""
    text = _BEHIND.sub("", text)
    match = _LEADER.fullmatch(text) if len(text) <= _LONGEST else None
    if (
        match is None
        or (looks_like_body(text) and not text.endswith("常委"))
        or place_end(text)
        or (match["name"] and place_end(text[:-1]))
    ):
        return None
    return match["seat"] or text


def bare_name(text: str) -> bool:
    """Whether `text` is most likely a person's whole name and nothing else: 王晓东."""
    return len(text) == _WHOLE_NAME and not _NO_WHOLE_NAME.search(text) and STEMS.match(text) is None and _is_one(text)


def without_post(text: str) -> tuple[str, str]:
    """An office and who of it is meant: 市教育局局长张某某 gives 市教育局 and 局长张某某; the second is empty for an office alone."""
    match = _IN_POST.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not looks_like_body(match["office"]):
        return text, ""
    return match["office"], match["who"] + (match["phone"] or "")


def without_part(text: str) -> tuple[str, str]:
    """An office and the part of it that is meant: 市教育局基础教育科 gives 市教育局 and 基础教育科."""
    match = _WITH_PART.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not is_office(match["office"]) or not _is_part(match["part"]):
        return text, ""
    return match["office"], match["part"]


def is_part_of(text: str, office: str) -> bool:
    """Whether `text`, in a bracket behind `office`, is a part of it: （基础教育科）."""
    return _PARTS.fullmatch(text) is not None and _is_part(text) and is_office(office)


def _is_part(text: str) -> bool:
    return _LEVEL.match(text) is None and not place_end(text)
