"""The words responsibility statements are made of: labels, role verbs, adverbs, deadlines, heads of offices."""

from __future__ import annotations

import re
from functools import lru_cache

from dutykit.model.role import Role

COLON_SIGNS = ":：﹕∶︰"
"""Colons, and what is taken for one when text is typed or read from a picture."""
BLANK = r"[ \t\u3000\xa0]*"
NO_VALUE = r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)"
"""What a workbook shows where it could not work out a cell."""
NOTHING = re.compile(
    r"(?:无|暂无|待定|另定|未定|待(?:明确|确定)|暂未?(?:明确|确定)|/|／|\\|[-－—–]+|N/?A)[。.]?|" + NO_VALUE,
    re.IGNORECASE,
)
"""What stands where nobody or nothing is meant."""
_SAME = "与上一?[项条](?:任务)?(?:相同|一致)|同上(?:一?[项条](?:任务)?)?|同前|〃|″"
AS_ABOVE = re.compile(f'(?:{_SAME}|[“”〞＂"])')
"""What stands for what the task above has."""
SUM = re.compile(r"[合总小共]\s*计[:：]?")
"""What a row of a table begins with that only adds up the rows above it."""
_SECTION = "[科处股](?:室|[（(]室[）)])?"
INNER_OFFICE = re.compile("[科处股](?:室|[（(]室[）)]|$)")
"""A part of an office: beside the office it is who there, not which unit."""

_CHECKS = (
    "验收|监督|督办|督查|督导|督促|监管|监测|检查|考核|考评|审核|审查|审批|复核|核查|抽查|评估|评价|评审|评定|认定"
)
"""What those do who look at the work of others: they are none of those who do it."""
_LABEL_ROLES: tuple[tuple[Role, str], ...] = (
    ("lead", "总牵头|牵头|主办|主责|首责"),
    ("support", "配合|参与|参加|协办|协助|协同|协作|支持|会办|会同|次责"),
    ("guide", f"指导|{_CHECKS}"),
    ("responsible", "责任|负责|承办|承接|落实|实施|组织实施|完成|主管|主抓|承担|执行|推进|分工|主体|主要责任"),
)
_OFFICE = f"单位|部门|机构|地区|地方|{_SECTION}|机关|司局|主体|方"
_LABEL_ROLE = {word: role for role, words in _LABEL_ROLES for word in words.split("|")}
_WORDS = "|".join(sorted(_LABEL_ROLE, key=len, reverse=True))
_BEFORE_LABEL = (
    "[省市县区镇乡州](?:级|直)|业务|行业|技术|行政|主要|首要|次要|其[他它余]|相关|有关|具体|共同|联合|直接|整改|任务|"
    "第[一二三四五]|各|属地"
)
_RANK = re.compile("(?:(?P<first>第一|首要|主要)|第[二三四五]|次要)(?=责任|负责|承办|承担|落实|实施|主管)")
"""第一责任单位, 次要责任单位: of several that do the work, who comes first."""
_NARROWER = re.compile(rf"[（(](?P<word>{_WORDS})[）)]$")
"""责任单位（牵头）: what of the work is meant is in the bracket."""
_PLACES = (
    "乡镇(?:街道)?|镇街|街道|县区|区县|市县|县市区|县(?:[（(][市区旗、，]+[）)])?|旗县区?|盟市|州市|学校|园区|社区|企业"
)
"""Of which kind of unit a label may be that says no more than who does it: 责任乡镇, 牵头学校."""
_ONE_LABEL = (
    rf"(?:(?:{_BEFORE_LABEL})?(?:{_WORDS}){{1,3}}(?:[省市县区州](?:直|级))?{BLANK}(?:{_OFFICE})|"
    rf"(?:责任|牵头|配合|属地)+(?:{_PLACES})|属地(?:人民)?政府)"
)
_BARE_LABEL = (
    "责任落实|(?:属地|属地管理|主体|主管|监管|执法|直接|牵头|配合|部门|行业(?:主管|监管)?)责任|总牵头|牵头|主办|主责|承办|主体|配合|参与|参加|"
    f"协办|协助|协同|协作|会办|指导|按?职责分工负责|按职责分工|组织单位|业务{_SECTION}|责任|责任分工|任务分工|职责分工|部门分工|工作分工|分工"
)
_PERSON = (
    "(?:(?:主要|分管|具体|直接|第一|(?:牵头|包联|包保|包抓|联系|责任|主管|挂点|挂钩)?[省市县区镇乡]?级?)(?:负责|责任|牵头|分管|包联|联系|主管)?"
    "(?:领导|责任人|负责人|联系人|联络人)|责任人员|承办人|经办人|牵头人)"
)
DEADLINE_LABEL = (
    "完成时限|完成时间|完成期限|办理时限|办结时限|整改时限|时限要求|时间要求|时间节点|时间安排|时间进度|进度安排|进度要求|"
    "(?:完成|工作|整改|办结|实施|推进|计划完成)(?:时限|期限|节点|进度)|实施时间|推进时间|时间表|时间|时限|期限|(?:(?:计划|拟|预计)?(?:完成|办结)|截止|结束)(?:日期|时间|时限|期限)|起止(?:时间|年限|年月)|(?:建设|实施|完成)年限|(?:建设|实施)(?:周期|工期)"
)
_OTHER = "工作目标|目标任务|工作任务|主要任务|工作措施|具体措施|整改措施|工作要求|备注|说明|预期成果|成果形式|工作内容|重点任务"
LABEL_OF_UNITS = rf"(?:{_ONE_LABEL}|{_BARE_LABEL})"
# Letters set wide apart (责 任 单 位) are one word.
_JOIN = r"(?:及|和|与|、|/|（|\(|兼)"
_UNITS = (
    rf"(?:(?:{_WORDS}){_JOIN})*(?:{_ONE_LABEL})(?:{_JOIN}(?:{_ONE_LABEL}|{_OFFICE}|{_WORDS})[）)]?)*"
    rf"|(?:{_WORDS})[（(](?:{_WORDS})[）)](?:{_OFFICE})|{_BARE_LABEL}"
)
_BESIDE = rf"{_JOIN}(?:{_PERSON}|{DEADLINE_LABEL})[）)]?"
"""责任单位及责任人, 责任单位和完成时限: one label of units and of what stands beside each."""
ANY_LABEL = rf"(?:(?:{_UNITS})(?:{_BESIDE})?|{_PERSON}|{DEADLINE_LABEL}|{_OTHER})"
LABEL_AS_ABOVE = re.compile(rf"(?:{_UNITS})?{BLANK}[{COLON_SIGNS}]?{BLANK}(?:均|都|皆)?(?:{_SAME})[。；;]?")
"""责任单位同上, or 同上 alone."""
LABEL = re.compile(
    rf"(?:(?P<person>{_PERSON})|(?P<label>{_UNITS})(?P<beside>{_BESIDE})?|(?P<deadline>{DEADLINE_LABEL})|(?P<other>{_OTHER}))"
)
COLON = rf"{BLANK}[{COLON_SIGNS}]{BLANK}"


@lru_cache(maxsize=4096)
def label_role(label: str) -> Role | None:
    """The role a label gives; None if it is no label of units."""
    found = LABEL.fullmatch("".join(label.split()))
    if found is None or found["person"] or found["deadline"] or found["other"]:
        return None
    if (narrower := _NARROWER.search(found["label"])) is not None:
        return _LABEL_ROLE[narrower["word"]]
    if (rank := _RANK.match(found["label"])) is not None:
        return "lead" if rank["first"] else "support"
    # 牵头责任单位 leads, as its first word states; 牵头及责任单位 are both, and it is not said who is which.
    roles: set[Role] = set()
    end = -1
    for word in re.finditer(_WORDS, found["label"]):
        if word.start() != end:
            roles.add(_LABEL_ROLE[word.group()])
        end = word.end()
    return roles.pop() if len(roles) == 1 else "responsible"


def names_who_does(label: str) -> bool:
    """Whether a label announces the person who does the work, or leads it: one of the office that does it."""
    return re.search("责任人|负责人|承办人|经办人|牵头人|领导", label) is not None


def is_asked_label(label: str) -> bool:
    """Whether the role that a label gives is not what it says: who comes first, and who looks at the work of others."""
    return bool(_RANK.match(label) or re.match(_CHECKS, label))


def is_deadline_label(label: str) -> bool:
    """Whether a label announces a time limit."""
    found = LABEL.fullmatch("".join(label.split()))
    return bool(found and found["deadline"])


_OWN_WORK = "(?:相关|有关|各项|此项|该项|各自|本职|具体|日常|配合)*+(?:工作|任务)"
_VERB_ROLES: tuple[tuple[Role, str], ...] = (
    ("lead", "总牵头|牵头|主办|主责"),
    ("support", "配合|协助|协同|协办|协作|会办|参与|参加|支持|助力"),
    ("guide", "指导|督导|督促|监督|(?<!组织)(?<!开展)(?<!进行)(?:监管|督办|督查|检查|抽查|核查|考核|验收|审核|评估)"),
    (
        "responsible",
        (
            "负责|承办|承担|主管|主抓|总抓|抓(?:总|好|实|落实)?|办理|管理(?![局处所站委员办中部区])|(?:兜底|服务)保障|为主(?:体(?!责任))?|主建|统筹|协调|组织(?!部)|实施|贯彻|落实|推进|推动|执行|"
            rf"各(?:负其责|司其职|尽其责)|齐抓共管|负(?:总|主)责|负(?:总|主体|主要|直接|全面|首要|属地|领导)责任|做好{_OWN_WORK}"
        ),
    ),
)
"""The verbs of each role, the weightiest first: of several the first counts (负责牵头落实 leads, 配合推进 supports)."""
_ROLE_VERBS = [(role, re.compile(words)) for role, words in _VERB_ROLES]
_VERBS = "|".join(words for _role, words in _VERB_ROLES)
_HOW = (
    "主要|总(?=负责|协调|管理)|联动|配套|跟踪|分别|分头|共同|联合|具体|各自|分工|统一|总体|整体|依职责|依法(?:依规)?|分级|加强|密切|积极|主动|认真|切实|全力|大力|通力|合力|协力|全面|全程|"
    rf"紧密|及时|相互|互相|有序|扎实|深入|持续|加快|归口|对口|属地|予以|给予|做好(?!{_OWN_WORK})|抓紧|进行|开展|提供|"
    "(?:技术|业务|政策|资金|人力|信息|专业)(?=指导|支持|保障|服务)"
)
_BY_WHAT = (
    "职责|职能|职权|分工|权限|行业|领域|条线|业务|属地|属事|区域|辖区|片区|任务|隶属(?:关系)?|"
    "(?:管理|监管|主管)(?=[和与及、]|职|权|分|原|范|要)"
)
"""What the work is divided by."""
ADVERB = (
    rf"(?:(?:按照?|依照?|依据|根据|结合)(?:各自|部门|本部门|自身|相关|有关)?(?:(?:{_BY_WHAT})[和与及、]?)++(?:范围|原则|要求)?|"
    rf"{_HOW})"
)
_AS = rf"(?:均|都|同)?(?:为|是|作为|列为|担?任)(?P<label>{_ONE_LABEL}|成员单位)"
VERB = re.compile(
    rf"(?P<adverbs>(?:{ADVERB})*+)(?P<verb>(?:{_VERBS})(?:、?(?:{_HOW})*+(?:{_VERBS}))*+)(?:{_OWN_WORK}|到位|完成)?|{_AS}"
)
"""What offices do, with what may stand around it and says no more: 密切配合, 负责落实到位, 配合做好相关工作, 为牵头单位."""
OBJECT = re.compile(rf"(?:{ADVERB})*(?:{_VERBS}|保障(?![局厅部中])|提供|做好)(?P<object>[\u4e00-\u9fff]{{2,16}})")
"""What each does of the task, where it says who does the others: 负责资金保障."""


def role_of(verb: re.Match[str]) -> Role:
    """The role that a match of VERB gives."""
    if verb["label"]:
        return label_role(verb["label"]) or "responsible"
    return next(role for role, words in _ROLE_VERBS if words.search(verb["verb"]))


def is_joint(verb: re.Match[str]) -> bool:
    """Whether a match of VERB is 协同推进: beside others it supports, alone all do it."""
    rest = (verb["verb"] or "").replace("协同", "")
    return rest != verb["verb"] and re.fullmatch(rf"(?:(?:{_HOW})|{_VERB_ROLES[-1][1]}|、)+", rest) is not None


def verb_role(text: str) -> Role | None:
    """The role that `text` gives if it is verbs alone, without a word before them that says how."""
    verb = VERB.fullmatch(text)
    return None if verb is None or not verb["verb"] or verb["adverbs"] else role_of(verb)


WITH = re.compile("会同|商同|商请|联合|会商|(?<=[局办厅部府])[会商同](?=[省市县区州])|(?<=[局委])同(?=[省市县区州])")
"""The one before it leads, those after it take part."""
ANY_ROLE_WORD = re.compile(f"{_WORDS}|{_VERBS}|会同")

_DATE = r"(?:(?:\d{2,4}|[一二三四五六七八九〇○]{4})年)"
TIME_LIMIT = re.compile(
    rf"(?:{_DATE}|每年|今年|明年|当年|本年度|\d{{1,2}}月|“?十[一二三四五六七八九]五”?|长期|持续|常态|近期|立即|即知即改|全年|年内|年底|"
    rf"第[一二三四]季度|[上下]半年|按季度|按月|适时)[^，,；;。、]{{0,24}}"
)
_TIME_END = re.compile(
    r"(?:前|底|末|内|年|月|日|季度|半年|期间|完成|坚持|推进|实施|开展|落实|进行|化|执行|见效|整改|起|止|至今|机制|到位|成效|启动|年度|学期|学年|[寒暑]假|[寒暑]期)$"
)
_BEFORE_A_TIME = re.compile(rf"{_DATE}?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:年?底|月?底|[上中下]旬|年?末)?(?:之?前|以前)")
"""6月底前出台政策: whatever follows, it is when."""
_IN_DIGITS = re.compile(r"(?:19|20)\d\d[.．\-/](?:0?[1-9]|1[0-2])(?:[.．\-/](?:[0-2]?\d|3[01]))?(?:之?前|底前?|完成)*")


@lru_cache(maxsize=4096)
def is_time_limit(text: str) -> bool:
    """Whether `text` is a time by which something is to be done, and nothing else."""
    text = text.strip()
    return bool(_IN_DIGITS.fullmatch(text)) or bool(
        TIME_LIMIT.fullmatch(text) and (_TIME_END.search(text) or _BEFORE_A_TIME.match(text))
    )


STEMS = re.compile(
    "发展改革|发展和改革|发改|教育|教体|科技|科学技术|科创|工业和信息化|工业信息化|工信|经信|经济和信息化|经济信息|民族宗教|民宗|民族|宗教|公安|交警|交管|民政|司法|"
    "财政|人社|人力资源|人力社保|人才|自然资源|国土|规划|生态环境|环境|环保|住房|住建|建设|城管|城市管理|城乡|综合行政执法|综合执法|执法|交通|水利|水务|"
    "农业|农牧|林业|林草|园林|商务|文化|文旅|文广|文体|卫生|卫健|卫计|退役|应急|审计|外事|外办|国资|国有资产|市场监管|市场监督|市监(?!察)|广电|广播|体育|"
    "统计|医保|医疗|信访|金融|地方金融|人防|人民防空|粮食|能源|大数据|数据|政务|机关事务|机关管理|知识产权|药监|药品|乡村振兴|扶贫|海洋|"
    "港口|口岸|档案|税务|国税|地税|监察|气象|地震|邮政|供销|残联|妇联|工商联|科协|文联|社科联|总工会|侨联|红十字|招商|投促|投资促进|行政审批|"
    "审批|组织部|宣传部|统战部|政法委|网信|编办|机构编制|社会工作部|党校|改革办|人才办|台办|侨办|政研|法院|检察院|消防|"
    "公积金|中医药|计划生育|疾控|血吸虫|畜牧|农机|房管|房产|法制|物价|质监|质量技术监督|工商|安监|食药监|食品药品|旅游|文物|版权|新闻出版|"
    "电影|通信|移民|监狱|戒毒|生态移民|营商环境|民营经济|中小企业|物资储备|国防动员|国动|经济合作|社会保险|合作交流|公共资源|参事|研究室|督查|考核|目标|绩效|地方志|史志|保密|机要|老干部|关工委|团委|妇儿工委"
)
PARTY = re.compile("组织部|宣传部|统战部|政法委|网信办|编办|社会工作部|政研室|改革办|台办|老干部局|机要局|党校|巡察办")
"""Offices of a party committee: their prefix is 市委, not 市."""
