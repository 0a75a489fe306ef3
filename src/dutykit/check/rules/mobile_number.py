"""A submission holds a mobile telephone number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from dutykit.check.declare import check
from dutykit.check.scan import MOST, matches, written_sources
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace

# The three digits the operators were given, then eight, as people space them.
_NUMBER = re.compile(r"1(?:3[0-9]|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])([ -]?)[0-9]{4}\1[0-9]{4}")
_ALONE_BEFORE = re.compile(r"(?:^|[^0-9A-Za-z._-])(?:\+?86[ -]?)?$")
_ROW_AFTER = re.compile(r"[0-9A-Za-z]|[.,_-][0-9]")
_COUNTED = re.compile(r" ?[%％‰元万亿余多名人个所平公米份次吨斤]")
"""What follows an amount, or begins the word that does."""
_VALUE_BEFORE = re.compile(r":\s+$")
_VALUE_AFTER = re.compile(r"\s{0,9}(?:[,}\]#]|$)")
_NEAR = 12
"""Characters before a number that are looked at; more than any of these takes."""


@check(Severity.WARNING)
def mobile_number(workspace: Workspace) -> Iterable[Flaw]:
    """自评材料或复核中有手机号码。

    为什么：自评材料要在政府网站公示，个人手机号码公开后会被滥用。

    处理建议：删去号码；需要联系方式的，填写办公电话，或另行报送。
    """
    for source in written_sources(workspace):
        every = matches(source, _NUMBER)
        found = ((place, match) for place, match in every if not _is_part(match) and not _is_amount(match))
        for place, match in islice(found, MOST):
            number = re.sub("[ -]", "", match.group())
            shown = f"{number[:3]}****{number[-4:]}"
            yield Flaw(place, _("此处有手机号码 {number}，不应公开").format(number=shown))


def _is_part(match: re.Match[str]) -> bool:
    """Whether it is part of a longer row, such as a hash, a decimal or a file's number."""
    text, start, end = match.string, match.start(), match.end()
    return not _ALONE_BEFORE.search(text[max(start - _NEAR, 0) : start]) or bool(_ROW_AFTER.match(text, end))


def _is_amount(match: re.Match[str]) -> bool:
    """Whether it is counted in something, or is a number in YAML: a metric's value."""
    text, start, end = match.string, match.start(), match.end()
    is_value = _VALUE_BEFORE.search(text[max(start - _NEAR, 0) : start]) and _VALUE_AFTER.match(text, end)
    return bool(_COUNTED.match(text, end)) or (bool(is_value) and not match.group(1))
