"""Lines of 100 kB that nearly are statements, over and over: what a careless pattern or a second pass would be slow at."""

from __future__ import annotations

_BYTES = 100_000
_PIECES = {
    "brackets": "（",
    "half brackets": "(",
    "closing brackets": "）",
    "labels": "牵头单位:",
    "labels with names": "责任单位：市教育局，",
    "labels set wide": "责 任 单 位 ",
    "open statements": "（责任单位：市教育局",
    "open statements by verb": "（市教育局牵头，",
    "levels": "市",
    "offices": "局",
    "names": "市局、",
    "groups": "各县（市、区）",
    "by whom": "，由市教育局",
    "duties": "负责",
    "leads": "市教育局牵头",
    "with": "市教育局会同",
    "with a county": "县教育局会同县",
    "called in": "，会同县财政局",
    "how": "密切",
    "how and what": "统筹协调",
    "divided by": "按行业和领域",
    "parts by whom": "，食堂由市教育局负责",
    "each their own": "各司其职、",
    "by when": "市教育局于6月",
    "parts of the work": "负责资金",
    "labels without colons": "责任单位 ",
    "labels in brackets": "（责任单位）市",
    "labels in square brackets": "【责任单位】",
    "units that are": "市教育局为牵头单位",
    "points": "市教育局·",
    "others": "市教育局等有关部门",
    "conjunctions": "市教育局和",
    "time limits": "2026年12月底前",
    "quotes": "“双减”",
    "titles": "《甲》",
    "signs": "<市>",
    "chapters": "一、",
    "sections": "（一）",
    "numbers": "1.",
    "one character numbers": "㈠",
    "short names": "（以下简称市",
    "persons": "市教育局（张某某）、",
    "persons in posts": "市教育局局长张某某、",
    "persons behind blanks": "市教育局 张某 ",
    "persons under labels": "责任单位：市教育局（责任人：张某），",
    "units in brackets": "责任单位：市教育局（配合单位：市财政局）、",
    "parts of offices": "市教育局基础教育科",
    "offices without marks": "市教育局市财政局",
    "levels without marks": "市财政市财政",
    "unknown labels": "建设单位：甲，",
    "checks": "考核单位：市教育局；",
    "times in brackets": "。（市教育局）（2027年6月）",
    "parts of tasks": "（1）甲。（责任单位：市教育局）",
    "rules": "以下均需",
    "rules in full": "不再列出以下均需各县区政府落实",
    "rules about what is above": "以上均由市教育局负责。",
    "rules with a number": "以上3项由市教育局负责；",
    "as above": "（同上）",
    "lists": "（市教育局、市财政局）。",
    "by whom and more": "，由市教育局牵头，市财政局配合",
    "firsts": "第一个",
    "commas": "逗号前",
    "stars": "*",
    "hosts": "主办单位：",
    "quantities": "不低于",
    "percents": "达到10%",
    "yearly": "每年至少",
    "for each": "每所学校至少",
    "several quantities": "小学、初中分别达到1%、",
    "levels in brackets": "（市、区）",
    "shares": "100%的学校",
    "digits": "1",
    "blanks": " ",
    "text": "甲",
}
PLANS = {
    name: f"甲方案\n一、甲\n1.乙。{piece * (_BYTES // len(piece.encode()))}\n" for name, piece in _PIECES.items()
} | {
    f"{name} in a bracket": f"甲方案\n一、甲\n1.乙。（{piece * (_BYTES // len(piece.encode()))}负责）\n"
    for name, piece in _PIECES.items()
}
"""Plans with one such line each, by what it repeats."""
PLANS |= {
    f"{name} on many lines": "甲方案\n一、甲\n" + piece * (_BYTES // len(piece.encode()))
    for name, piece in {
        "rules": "1.甲。（责任单位：市教育局。以下均由市财政局负责，不再列出）\n",
        "lists above": "1.甲。\n以上均由市教育局负责。\n",
        "lists below": "1.甲。\n以下均由市教育局负责。\n",
        "lists below without numbers": "甲。\n以下均由市教育局负责。\n",
        "sections": "（一）甲\n1.乙。\n以上各项责任单位：市教育局\n",
        "as above": "1.甲。（责任单位：同上）\n",
        "lists": "1.甲甲甲甲甲甲甲甲。（市教育局）\n",
        "numbered parts": "1.1甲。（责任单位：市教育局）\n",
        "parts below": "1.甲甲甲甲甲甲。\n（1）乙。（责任单位：市教育局）\n",
        "headings": "甲甲甲甲\n乙乙乙乙。（责任单位：市教育局）\n",
    }.items()
}
PLANS["many names"] = "甲方案\n一、甲\n1.乙。责任单位：" + "、".join(
    f"市{chr(0x4E00 + at % 3000)}{chr(0x4E07 + at // 3000)}局" for at in range(8000)
)
