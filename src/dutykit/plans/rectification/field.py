"""What a label of a rectification plan announces, on a line of its own or above a column."""

from __future__ import annotations

import dataclasses
import re
from typing import Literal, get_args

from dutykit.model.role import Role
from dutykit.plans.grammar.words.vocabulary import ANY_LABEL, LABEL, label_role

Field = Literal["problem", "measure", "goal", "units", "person", "deadline", "state", "other"]
ColumnField = Literal["number", "category", Field, "support", "none"]
COLUMN_FIELDS: tuple[ColumnField, ...] = get_args(ColumnField)

_OF = "(?:督导|反馈|存在|具体|主要|突出|整改|发现|自查|巡查|检查|评估|共性|个性|的)*"
_ORDINAL = r"(?P<ordinal>[一二三四五六七八九十]{1,3}|\d{1,3}|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,3})[）)])"
_PROBLEM = (
    rf"(?:{_OF}问题(?:表现|描述|内容|概述|事项|清单|摘要|简述|情况|与不足)*|"
    "(?:具体|主要)表现|(?:督导)?反馈意见|督导意见|整改事项|存在(?:的)?不足)"
)
_AND = "(?:及|和|与|、|/|／|或)"
_MEASURE = (
    "(?:(?:整改(?:工作)?(?:落实)?(?:措施|举措|任务|内容|要求|办法|做法|思路)|"
    "(?:整改|工作|具体|主要|推进|细化|改进|下一步|拟采取(?:的)?|采取(?:的)?)*(?:措施|举措)|要求)"
    f"(?:{_AND}(?:责任)?(?:分工|单位|部门|时限))*)"
)
_GOAL = "(?:(?:整改|工作|预期|总体|年度|阶段|的)*目标(?:任务|要求)?|预期(?:成效|效果)|(?:整改|完成|验收)标准)"
_PERSON = (
    "(?:整改|问题|包案|包联|包保|挂牌|督办|分管|牵头|直接|主管|主要|具体|第一|市级|县级|区级|市|县|区)*"
    "(?:责任领导|责任人|负责人|联系人|联络人|责任人员|承办人|经办人|(?<=[案联保牌办管头级市县区])领导)"
)
_DEADLINE = "(?:整改|问题|计划|预计|拟|要求|销号|办结|完成)*(?:时限|时间|期限|日期|时间节点)(?:要求)?"
_START = "(?:起始|开始|启动|发现|反馈|填报|公示)(?:时间|日期)"
_STATE = (
    "(?:(?:当前|目前|问题|整改|工作|任务|完成|进展|落实|的)*(?:进展|状态|成效|结果|进度|实效|整改情况|完成情况|落实情况)(?:情况)?|"
    "是否(?:已)?(?:完成|销号|整改|到位|达标)+|(?:是否)?销号(?:情况|状态|时间|日期|意见|与否)?|实际完成(?:时间|日期|情况))"
)
_OTHER = (
    "(?:备注|说明|(?:问题)?来源|发现途径|反馈单位|(?:问题)?(?:类[别型]|性质|类型)|(?:问题|产生|存在|主要)*(?:原因|成因)(?:分析)?|(?:督导|验收|核查|审核)组?意见|"
    "联系电话|(?:整改)?佐证(?:材料)?|整改(?:类[别型]|分类)|(?:整改)?督办(?:单位)?领导|督办(?:单位|部门))"
)
_CATEGORY = (
    "(?:(?!整改类)(?:问题|整改|所属|所在|评价|评估|督导)*(?:类别|类型|分类|领域|方面|板块|大项)|"
    "[一二三]级指标|(?:对应)?(?:评价|评估|测评)?指标(?:名称|内容)?|项目)"
)
_NUMBER = re.compile(r"(?:问题)?(?:序号|编号|项次|号)|No\.?|#|序", re.IGNORECASE)
_OFFICE = "(?:单位|部门|主体|科室|处室)"
_UNITS = rf"(?:(?:责任|牵头|配合|主责|协同|主管|承办|整改)+{_OFFICE}|单位)"
_ITS_PERSON = rf"(?:{_AND}|[（(])(?:主要|直接|整改)?(?:责任人|负责人|责任领导|责任人员|联系人|人)[）)]?"
_UNITS_AND_PERSON = rf"(?:{_UNITS}{_ITS_PERSON})"
_BOTH = rf"(?:{_GOAL}{_AND}{_MEASURE}|{_MEASURE}{_AND}{_GOAL})"

_KINDS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    ("measure", re.compile(_BOTH)),
    ("problem", re.compile(_PROBLEM)),
    ("measure", re.compile(_MEASURE)),
    ("goal", re.compile(_GOAL)),
    ("units", re.compile(_UNITS_AND_PERSON)),
    ("person", re.compile(_PERSON)),
    ("other", re.compile(_START)),
    ("state", re.compile(_STATE)),
    ("other", re.compile(_OTHER)),
    ("deadline", re.compile(_DEADLINE)),
)
_LABELS = (
    _BOTH,
    _UNITS_AND_PERSON,
    _PROBLEM,
    _MEASURE,
    _GOAL,
    _STATE,
    _OTHER,
    _START,
    _PERSON,
    _DEADLINE,
    _UNITS,
    ANY_LABEL,
)
_ANY = "|".join(_LABELS)
_MARK = re.compile(
    r"(?:^|(?<=[。；;，,、！：:\s\xa0（(【\[）)\]】]))[【\[]?(?:第(?P<nth>[一二三四五六七八九十]{1,3}|\d{1,3})[个项条])?"
    rf"(?P<label>(?:问题)?(?:{_ANY}))(?:{_ORDINAL})?"
    r"(?:[】\]](?:[ \t\u3000\xa0]*[：:﹕])?|(?:[（(][^（）()：:]{1,12}[）)])?[ \t\u3000\xa0]*[：:﹕])[ \t\u3000\xa0]*"
)
_WITH_STOP = re.compile(
    r"^(?P<label>\s*(?:整改(?:目标|措施|时限|期限|任务)|完成时限|(?:整改)?(?:责任|牵头|配合)(?:单位|部门)))。(?=\s*\S)"
)
"""责任单位。市教育局: a label set as a heading in front of its text."""
_NUMBERED_PROBLEM = re.compile(
    rf"^\s*[【\[]?(?:第(?P<nth>[一二三四五六七八九十]{{1,3}}|\d{{1,3}})[个项条])?(?P<label>{_OF}问题){_ORDINAL}[】\]]?(?:[、.．：:，]|\s+)\s*"
)
_SUBJECT = re.compile("^(?:问题)?(?:整改)?(?=责任|牵头|配合|主责|协同)|^问题(?=整改|完成)")
CERTAIN = re.compile("问题|反馈意见|整改(?!时限|期限|时间)")
"""Labels with these words are of a rectification plan; one with a time limit alone may be of any."""


@dataclasses.dataclass(frozen=True, slots=True)
class Labelled:
    """A label and what it announces."""

    field: Field
    label: str
    value: str
    number: str = ""
    """The number in the label itself: 问题1."""
    line: int = dataclasses.field(default=0, compare=False)
    """The line it is on."""


def field_of(label: str) -> Field | None:
    """What a label announces; None if it is none that is known."""
    label = _without_subject("".join(label.split()))
    found = next((one for one, pattern in _KINDS if pattern.fullmatch(label)), None)
    if found is not None or role_of(label) is not None:
        return found or "units"
    known = LABEL.fullmatch(label)
    if known is None:
        return None
    return "person" if known["person"] else "deadline" if known["deadline"] else "other"


def role_of(label: str) -> Role | None:
    """The role a label of units gives; None if it is no label of units."""
    label = re.sub(f"{_ITS_PERSON}$", "", _without_subject("".join(label.split())))
    if (found := label_role(label)) is not None or not re.fullmatch(_UNITS, label):
        return found
    return "support" if re.search("协同|配合", label) else "lead" if re.search("牵头|主责", label) else "responsible"


def column_of(title: str) -> ColumnField | None:
    """What a column is for by its title; None if that is not known."""
    title = "".join(title.split())
    if not title:
        return None
    if _NUMBER.fullmatch(title):
        return "number"
    if re.fullmatch(_CATEGORY, title):
        return "category"
    found = field_of(title)
    return "support" if found == "units" and role_of(title) in {"support", "guide"} else found


def names_persons(label: str) -> bool:
    """Whether what a label of units announces are persons too: 责任单位及责任人."""
    return re.fullmatch(_UNITS_AND_PERSON, _without_subject("".join(label.split()))) is not None


def labelled(text: str, line: int = 0) -> tuple[str, list[Labelled]]:
    """What is before the first label of a paragraph, and the labels with what they announce."""
    text = _WITH_STOP.sub(r"\g<label>：", text)
    first = _NUMBERED_PROBLEM.match(text)
    marks = [first] if first is not None else []
    marks += _MARK.finditer(text, first.end() if first is not None else 0)
    if not marks:
        return text.strip(), []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found = [_labelled(mark, text[mark.end() : end], line) for mark, end in zip(marks, ends, strict=True)]
    return _bare(text[: marks[0].start()]), found


def _labelled(mark: re.Match[str], value: str, line: int) -> Labelled:
    label = "".join(mark["label"].split())
    number = (mark["nth"] or mark["ordinal"] or "").strip("（()）")
    return Labelled(field_of(label) or "other", label, _bare(value), number, line)


def _bare(text: str) -> str:
    """A text without the separators around it, and without half a bracket that held labels."""
    text = text.strip(" \t\u3000\xa0\n；;，,、")
    for opening, closing in ("（）", "()", "【】", "[]"):
        if text.count(opening) > text.count(closing) and text.endswith(opening):
            text = text[:-1]
        while text.count(closing) > text.count(opening) and text.rstrip("。").endswith(closing):
            text = text.rstrip("。")[:-1]
    return text.strip(" \t\u3000\xa0\n；;，,、")


def _without_subject(label: str) -> str:
    """整改责任单位 and 问题整改措施 are what they would be alone."""
    return _SUBJECT.sub("", label)
