"""What looks like the name of an office, and what only looks like a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from dutykit.plans.grammar.words.divisions import place_end

_END = re.compile(
    "(?:[局委办部厅署院校司处科室股会联社团府区县市州盟旗省镇乡村队站所馆台园组坊组]|单位|部门|企业|机构|街道|地方|各方|海关|机关|主体|"
    "共同体|联合体|媒体|银行|分行|支行|人行|央行|农行|工行|建行|中行|发行|中心|集团|公司|总部|专班|中小学|各地|基金|平台|"
    "税务|气象|供电|电力|电信|移动|联通|铁塔|消防|武警|图书馆|库|联盟|控股|投资|银保监|证监|公积金|国资|科协|作协|文协|政协|贸促|开发总公司|"
    "银行业|保险业|运营商|服务商|大学|学校|高校|幼儿园|中支|营管部|镇街|少年宫|团中央|督学|药业|股份|重工|团场|农场|林场|牧场|机场|物流港|铁路港|陆港|空港)$"
)
_BEGINS = re.compile(r"(?:团[中省市县区州]委|各|有关|相关|其他|人行|中国|国家|国网|省|市|县|区|州)")
_PROSE = re.compile(
    "的|了|是|为(?!公司)|(?<!所)在(?!线|职)|所在(?![省市县区州旗镇乡地])|将|可(?!持续|再生)|并(?!购)|从(?!业)|按(?!揭)|于|把|被|对(?!外|口)|应(?!急|用)|不(?!动产)|凡|即|指(?!挥|导)|以(?!上|下|色)|要(?!素)|"
    "若|如|及其(?![下所]属|下辖|分支)|尚|已|未(?!成年|来)|[0-9０-９]{4}年|由|[0-9０-９](?:所|个|名|人|件|项|万|亿|%|[部处台座园馆]$)"
)
_ACTION = re.compile(
    "(?:支持|鼓励|加强|推动|推进|开展|完善|建立|实施|落实|强化|提升|引导|促进|组织(?!部|人事)|做好|加快|健全|深化|发挥|指导|督促|打造|构建|培育|优化|新建|新增|改建|扩建|制定|探索|依托|对于|通过)"
    "(?!办|中心|组|会|委|局|处)"
)
_DONE_BY = re.compile("[局委办厅部院校馆室会府署](?:牵头|主办|会同|负责|参与|配合)")
"""市教科院牵头建立资源库 is an office and what it does, whatever its last letter."""
_GOVERNMENT = re.compile(
    r"(?![由在按对将为经请向])[\u4e00-\u9fff]{2,7}[省市县区州盟旗镇乡](?:人民政府|政府)|[\u4e00-\u9fff]{2,5}街道办事处"
)
"""甲不镇人民政府: no letter of a place is a word of a sentence there."""
_TAIL = re.compile(r"[（(〔\[［【〈<][^（）()〔〕\[\]［］【】〈〉<>]*[）)〕\]］】〉>]$")
_QUOTED = re.compile(r"“[^“”]{1,12}”")
_NOT_IN_NAMES = frozenset("：:。；;？！“《")
_LONGEST = 40
_UNKNOWN_LONGEST = 16
_WORDS_ONLY = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·（）()]+")
_RANKED = re.compile("[省市县区州盟旗](?!的|场|民)")
"""市以工代赈事务中心: a level before and an office behind outweigh a 以 between."""
_RANKED_LONGEST = 18
_BRANCH = re.compile("(?:中心)?(?:分行|支行)|(?:监管)?分局")
_OF_A_LEVEL = re.compile("[省市县区州盟旗](?!的|场|民|域|级|直|属|间|内|外|城)")


@lru_cache(maxsize=4096)
def looks_like_body(name: str) -> bool:
    """Whether `name` could be an office: it ends as one, is short, and has no words of a sentence."""
    core = name
    while (shorter := _TAIL.sub("", core)) != core and shorter:
        core = shorter
    core = _QUOTED.sub("", core)
    if not 2 <= len(core) <= _LONGEST or core.endswith(
        ("城乡", "农业农村")
    ):  # 住房和城乡 and 农业农村和水利 are parts of names
        return False
    core = _without_place(core)
    return (
        bool(_END.search(core))
        and not _ACTION.match(core)
        and not _DONE_BY.search(core)
        and (
            not _PROSE.search(core)
            or bool(_GOVERNMENT.fullmatch(core))
            or bool(_RANKED.match(core) and _OFFICE.search(core) and len(core) <= _RANKED_LONGEST)
        )
        and _NOT_IN_NAMES.isdisjoint(core)
    )


@lru_cache(maxsize=4096)
def could_be_body(name: str) -> bool:
    """Whether an unknown `name` may be an office beside others that are: short, and no words of a sentence."""
    core = _without_place(_QUOTED.sub("", _TAIL.sub("", name) or name))
    return (
        2 <= len(core) <= _UNKNOWN_LONGEST
        and bool(_WORDS_ONLY.fullmatch(core))
        and not (_ACTION.search(core) or _PROSE.search(core))
    )


def _without_place(name: str) -> str:
    """`name` with the division it begins with as its level alone: no word of a sentence is in 于都县 or 应城市."""
    end = place_end(name)
    return name[end - 1 :] if end else name


_BEGINS_WITH_PLACE = re.compile("(?!城[市区乡镇](?!管理|综合|执法)|国省|省市)[\u4e00-\u9fff]{1,4}[省市县区州盟旗镇乡]")
"""甲县; 城市建成区 and 国省干线 are what somebody is responsible for."""


def begins_as_body(text: str) -> bool:
    """Whether `text` begins as names of offices do after another name: with a level, 各, or a place."""
    return bool(_BEGINS.match(text) or place_end(text) or _BEGINS_WITH_PLACE.match(text))


@lru_cache(maxsize=4096)
def reads_as_sentence(name: str) -> bool:
    """Whether `name` is surely none: words of a sentence, and no office at its end."""
    return bool(_PROSE.search(name)) and not _END.search(name)


_OFFICE = re.compile(
    "(?:[局委厅署]|部(?<!总部)|办公室|委员会|人民政府|政府|管委会|集团|公司|银行|分行|总会|联合会|总工会|工商联|妇联|残联|团[省市县区]委|"
    "[市县区](?:委办|政府办|政务办|金融办|外办|编办)|法院|检察院|海关|中心|有关部门|有关单位|"
    "报社|日报社|电视台|广电台|电台|出版社|通讯社|街道办事处)$"
)


@lru_cache(maxsize=4096)
def is_office(name: str) -> bool:
    """Whether `name` is surely an office's, with no word beside it that says so."""
    core = _TAIL.sub("", name) or name
    if (end := place_end(core)) and _BRANCH.fullmatch(core, end):
        return False  # 石嘴山市分行 is the end of a name
    ranked = len(core) > 3 and _OF_A_LEVEL.match(_without_place(core))  # 市政府督查室
    return looks_like_body(name) and len(name) > 2 and bool(_OFFICE.search(core) or ranked)


_OF_MANY = re.compile(
    "、|政府|管委会|管理委员会|(?:党|工)委|[省市县区州盟旗]委(?:办公[室厅]|办)?$|领导小组|指挥部|联席会议|督导委员会|各"
)


def has_parts(issuer: str) -> bool:
    """Whether who issued a document is one office, whose sections a plan may name (基础教育科); no government is one."""
    return is_office(issuer) and _OF_MANY.search(issuer) is None


_ADMIN = "自治区|直辖市|自治州|自治县|地级市|县级市|特区|省|市|州|盟|区|县|旗|乡|镇|街道|地"
_SET = rf"(?:{_ADMIN})+(?:[（(〔\[〈<](?:(?:{_ADMIN})[、，,]?)+[）)〕\]〉>])?"
_SEATS = "人民政府|政府|党委和政府|党委|党工委|管委会|街道办事处|办事处|党委政府|两级政府|三级政府|级政府"
BARE_LEVELS = re.compile(
    rf"(?:各(?:有关|相关)?|有关|相关|全[省市县区]各?|[\u4e00-\u9fff]{{0,6}}所在|[\u4e00-\u9fff]{{2,12}}(?:有关|相关))?{_SET}"
)
"""各区, 各县（市）: levels without an office; the office follows behind the next 、."""
LEVELS_WITH_SEAT = re.compile(rf"{_SET}(?:{_SEATS})?(?:[（(〔\[〈<](?:{_SEATS})[）)〕\]〉>])?")
GROUP_WORD = re.compile(r"(?:各|有关|相关|所有|全体|其他|承担|试点|涉及)|(?:各级|有关|相关|各|试点|成员)[^（(]*$")
_BELOW = re.compile(
    r"(?:省?市)?(?:县区|区县|县[（(〔\[〈][市区、，,]{1,5}[）)〕\]〉]|县|区|乡镇|镇街|乡|镇)(?:以[上下]|及以[上下])?级(?:以[上下])?(?:\w{1,12}部门|(?:人民)?政府)"
)
"""县级财政部门, 市县级政府: those of each place below; 市级财政部门 is one."""


def is_group(name: str) -> bool:
    """Whether `name` means several bodies that it does not list: 各县区政府, 有关部门."""
    return bool(
        re.match(r"有关|相关|所有|全体|其他|试点|全(?!州县)[省市县区州旗镇乡]|.{0,6}所在", name)
        or _BELOW.match(name)
        or re.search(r"有关(?:\w{0,4})(?:部门|单位|区县|县区)|相关部门|成员单位|各(?![自界种类项])", name)
    )
