"""The words of the sample submissions: every one says 示例 and none tells anything of a real body."""

from __future__ import annotations

import re

VIEWPOINTS = {
    "市教育局": "教育行政管理",
    "市发改委": "规划和项目安排",
    "市财政局": "经费安排和监管",
    "市委编办": "机构编制管理",
    "市自然资源局": "规划和用地保障",
    "市住建局": "工程建设管理",
    "市人社局": "人事和工资管理",
    "市民政局": "困难群体保障",
    "市文广局": "文化和宣传工作",
    "市政府教育督导室": "教育督导",
    "市公安局": "治安和安全防范",
    "市委政法委": "综合治理协调",
    "市交通局": "道路运输管理",
    "市市场监管局": "市场和食品监管",
    "市卫健委": "卫生健康服务",
    "市城管执法局": "城市管理执法",
    "市应急局": "应急管理",
}
COUNTY_VIEWPOINT = "本地统筹和落实"

OPENERS = (
    "示例：此处写本单位围绕“{a}”做了哪些工作，依据的文件、完成的时间和取得的成效。",
    "示例：从{view}的角度，说明“{a}”本年度的目标、做法和结果，数字与佐证材料一致。",
    "示例：“{a}”——先用一句话写结论，再写支持这个结论的事实。",
    "示例：本项的要求是“{a}”。此处逐条对照要求写落实情况，没有做到的也如实写出。",
    "示例：此处概括“{a}”的基本情况，例如制度是否建立、责任是否到人、检查是否经常。",
    "示例：就“{a}”而言，此处先写上一年度的基础，再写本年度的变化，最后写两者的差别说明了什么。",
    "示例：此处写清“{a}”由哪个科室承担、与哪些单位配合、按什么频次调度。",
    "示例：此处说明“{a}”的范围和口径，例如统计到哪一级、截至哪一天、数据由谁提供。",
    "示例：对照“{a}”，此处写已完成的事项；正在进行的事项另起一段，写明预计完成的时间。",
    "示例：本单位以{view}为主承担本项。此处写“{a}”中属于本单位的部分，不重复其他责任单位的内容。",
    "示例：此处用两三句话说明“{a}”，语言平实，不写口号。",
    "示例：“{a}”的成效在此处用事实说明，例如前后对比、覆盖范围和群众反映。",
    "示例：此处写“{a}”的工作机制，包括会议制度、联络员制度和情况通报制度。",
)
MIDDLES = (
    (
        "做法部分按时间顺序写：上半年印发了什么文件、开过几次会、检查过多少所学校，下半年怎样督促落实。"
        "每个数字后面注明来源，便于核对。"
    ),
    (
        "此处写责任怎样落实到人：分管领导、承办科室、联络员各做什么，遇到跨部门的事项怎样协调。"
        "有会议纪要的，在佐证材料中列出名称。"
    ),
    "经费方面，此处写资金的来源、安排的科目、拨付的进度和使用的结果；没有专项经费的，写明由哪项经费列支。",
    "检查方面，此处写检查的方式（自查、抽查、联合检查）、次数和范围，以及检查中发现的情况怎样处理。",
    "此处写一个具体的例子：选一所学校或一个乡镇，说明“{a}”在那里是怎样落实的，比概括的话更有说服力。",
    "与上年度相比，此处写有哪些改进、哪些没有变化及其原因。上年度评价提出的意见，也在此处逐条说明。",
    "制度方面，此处列出现行有效的文件名称和文号，说明哪些是新出台的、哪些是修订的、哪些沿用以前的。",
    "数据方面，此处写明统计口径和截止日期。同一数据在不同佐证材料中不一致的，说明以哪一个为准。",
    "宣传和培训方面，此处写培训的对象、人次和内容，以及怎样检验培训的效果。",
    "配合方面，此处写本单位向其他责任单位提供了什么、从其他单位得到了什么，避免两个单位填报同一事项而数据不同。",
    "此处写覆盖的范围：涉及多少所学校、多少名学生、多少名教师，城乡之间有没有差别。",
)
CLOSERS = (
    "小结：此处用一句话给出自评结论，并说明依据。",
    "不足之处写在“问题”一栏，此处只写与问题有关的背景。",
    "下一步工作安排填入“下一步工作”，此处不重复。",
    "以上内容均为示例，正式填报时整段替换。",
    "需要说明的特殊情况（如统计口径变化、职责调整）写在最后。",
    "此处可以写一两点体会，但不代替事实。",
    "佐证材料按出现的先后编号，与正文对应。",
)
LIST_HEADS = (
    "示例：本项分几个方面填写。",
    "示例：此处按指标的要求分点填写。",
    "示例：从{view}的角度，分以下几点说明。",
    "示例：为便于核对，此处逐点对照原文。",
)
POINTS = (
    "“{a}”：此处写做法和结果。",
    "“{a}”：此处写完成的时间、范围和数量。",
    "“{a}”：此处写依据的文件和落实的情况。",
    "“{a}”：此处写现状，以及与目标的差距。",
)
LAST_POINTS = (
    "保障措施：此处写组织、经费和人员。",
    "监督检查：此处写检查的方式和结果的运用。",
    "其他情况：此处写需要说明的事项。",
)
WITH_NUMBERS = "本项的监测指标数值都是示例，不是实际数据。"

SUMMARIES = (
    "示例：此处写{unit}怎样组织本年度的自查自评，例如何时部署、由谁牵头、怎样核对。",
    (
        "示例：此处概述{unit}的自查自评工作。\n\n先写组织：成立什么样的工作小组、怎样分工。"
        "再写过程：收集佐证材料、核对数据、征求意见各用了多少时间。最后写结果：{count}项指标中达到、部分达到和未达到的各有几项。"
    ),
    (
        "示例：{unit}承担{count}项指标。此处写自查的范围和方法，以及领导班子审议的时间。\n\n"
        "上年度评价指出的问题，也在此处写明整改进展。"
    ),
)
NEXT_STEPS = (
    "示例：此处写{unit}下一步的工作安排，每一条写明责任人和完成时限。",
    (
        "示例：此处按轻重缓急写{unit}下一步的工作。\n\n1.示例事项一：此处写措施和时限。\n"
        "2.示例事项二：此处写措施和时限。\n3.示例事项三：此处写措施和时限。"
    ),
    "示例：此处写{unit}如何巩固已有做法、补齐不足，并说明需要哪些单位支持。",
)

PROBLEMS = (
    "示例问题：填报“{a}”时，部分数据缺少来源说明。",
    "示例问题：“{a}”的台账更新不及时，季度之间有空缺。",
    "示例问题：对照“{a}”，个别环节的责任人没有明确。",
    "示例问题：“{a}”方面的检查记录不完整。",
    "示例问题：“{a}”的相关制度已过有效期，没有及时修订。",
)
# One for each of PROBLEMS, in the same order.
MEASURES = (
    "示例措施：此处写补充数据来源、由专人复核的具体办法。",
    "示例措施：此处写按月更新台账、按季通报的具体办法。",
    "示例措施：此处写明确责任人、修订分工表的具体办法。",
    "示例措施：此处写补齐记录、统一格式的具体办法。",
    "示例措施：此处写清理旧制度、按程序重新印发的具体办法。",
)
PROGRESS = {
    "in_progress": "示例进展：此处写已完成的部分和剩余的部分。",
    "done": "示例进展：措施已全部落实，此处写结果，等待复查。",
    "closed": "示例进展：复查通过，此处写复查的单位和结论。",
}
PERSONS = ("示例负责人甲", "示例负责人乙", "示例负责人丙")
EVIDENCE = {
    "pdf": "示例：第{n}项工作文件",
    "xlsx": "示例：第{n}项统计表",
    "png": "示例：第{n}项工作照片",
}
KEPT = ("示例：第{n}项会议记录", "示例：第{n}项检查台账", "示例：第{n}项原始报表")

_PIECES = re.compile(r"(?:“[^”]*”|\([^)]*\)|[^,。;])+")
_INNER_QUOTES = str.maketrans("“”", "‘’")


def topics(text: str) -> list[str]:
    """The clauses of an indicator's text, to be quoted: split outside quotes and brackets, word for word."""
    pieces = (re.sub(r"的?(?:有关)?情况$", "", piece) for piece in _PIECES.findall(text))
    return [piece.translate(_INNER_QUOTES) for piece in pieces if len(piece) >= 4]


def narrative(text: str, view: str, turn: int) -> str:
    """A narrative for the indicator `text`; `turn` picks its length, its shape and its words."""
    clauses = topics(text)
    words = {"a": clauses[turn % len(clauses)], "view": view}
    opener = OPENERS[turn % len(OPENERS)].format(**words)
    middle = MIDDLES[turn * 3 % len(MIDDLES)].format(**words)
    closer = CLOSERS[turn % len(CLOSERS)]
    match turn % 8:
        case 1 | 5:
            return f"{opener}\n\n{middle}"
        case 3:
            other = MIDDLES[(turn * 3 + 5) % len(MIDDLES)].format(**words)
            return f"{opener}\n\n{middle}\n\n{other}{closer}"
        case 6:
            return f"{opener}\n\n{middle}{closer}"
        case 2 | 7:
            return _points(clauses, view, turn)
        case _:
            return opener


def _points(clauses: list[str], view: str, turn: int) -> str:
    points = [POINTS[(turn + i) % len(POINTS)].format(a=clause) for i, clause in enumerate(clauses)]
    points.append(LAST_POINTS[turn % len(LAST_POINTS)])
    head = LIST_HEADS[turn % len(LIST_HEADS)].format(view=view)
    return "\n".join((head, "", *(f"{number}.{point}" for number, point in enumerate(points, 1))))


PROOF = "示例：第{n}项整改照片和记录"
CLOSED = "示例：此处写核查了什么、结论是什么。"
