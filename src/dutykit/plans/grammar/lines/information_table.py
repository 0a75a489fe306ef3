"""The table over a document on a government page: issuer, number and dates beside their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from dutykit.plans.grammar.record import Line

Fact = Literal["issuer", "number", "dated", "published"]

_LABELS: dict[str, Fact] = {
    **dict.fromkeys(("发布机构", "发文机关", "发文单位", "发布单位", "制发机关"), "issuer"),
    **dict.fromkeys(("文号", "发文字号", "文件编号"), "number"),
    **dict.fromkeys(("成文日期", "成文时间", "发文日期"), "dated"),
    **dict.fromkeys(("发布日期", "发布时间", "公开日期", "公布日期"), "published"),
}
_BLANK = re.compile(r"[\s:：\[\]【】]")


def information(lines: Sequence[Line]) -> dict[Fact, tuple[str, int]]:
    """What the cells beside such labels say, each with the number of its line; the first of several counts."""
    found: dict[Fact, tuple[str, int]] = {}
    for line in lines:
        for label, value in pairwise(dict.fromkeys(cell.strip() for cell in line.cells if cell.strip())):
            fact = _LABELS.get(_BLANK.sub("", label))
            if fact is not None and _BLANK.sub("", value) not in _LABELS:
                found.setdefault(fact, (value, line.number))
    return found
