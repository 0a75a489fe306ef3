"""A submission holds somebody's identity number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from itertools import islice

from dutykit.check.declare import check
from dutykit.check.scan import MOST, matches, written_sources
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace

# Six digits of a place, eight of a birth date, three, and the check digit (GB 11643-1999).
_NUMBER = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}(?:19|20)[0-9]{9}[0-9Xx]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@check(Severity.ERROR)
def id_card_number(workspace: Workspace) -> Iterable[Flaw]:
    """自评材料或复核中有居民身份证号码。

    为什么：自评材料要在政府网站公示，公开身份证号码侵害个人信息；文件进入版本库后，即使删去，历史版本中仍然保留。

    处理建议：删去号码，需要指明人员的只写姓名和单位；已进入版本库的，请管理员一并清理历史版本。
    """
    for source in written_sources(workspace):
        found = ((place, match) for place, match in matches(source, _NUMBER) if _is_alone(match) and _is_valid(match))
        for place, match in islice(found, MOST):
            number = match.group().upper()
            shown = f"{number[:6]}********{number[-4:]}"
            yield Flaw(place, _("此处有居民身份证号码 {number}，不应公开").format(number=shown))


def _is_alone(match: re.Match[str]) -> bool:
    """Whether it is no part of a longer row of digits or letters, such as a hash."""
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return not any(one.isascii() and one.isalnum() for one in (before, after))


def _is_valid(match: re.Match[str]) -> bool:
    number = match.group().upper()
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[17]
