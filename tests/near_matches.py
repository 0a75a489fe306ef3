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
    "others": "市教育局等有关部门",
    "conjunctions": "市教育局和",
    "time limits": "2026年12月底前",
    "quotes": "“双减”",
    "titles": "《甲》",
    "signs": "<市>",
    "chapters": "一、",
    "sections": "（一）",
    "numbers": "1.",
    "short names": "（以下简称市",
    "rules": "以下均需",
    "rules in full": "不再列出以下均需各县区政府落实",
    "firsts": "第一个",
    "commas": "逗号前",
    "stars": "*",
    "hosts": "主办单位：",
    "quantities": "不低于",
    "percents": "达到10%",
    "yearly": "每年至少",
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
PLANS["many names"] = "甲方案\n一、甲\n1.乙。责任单位：" + "、".join(
    f"市{chr(0x4E00 + at % 3000)}{chr(0x4E07 + at // 3000)}局" for at in range(8000)
)
