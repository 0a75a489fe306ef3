"""Sentences below 保障措施 and the like that say how the plan is led: none of its tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dutykit.plans.grammar.statements.statement import Found
from dutykit.plans.grammar.words.label import LABEL_WITH_COLON

_TITLE = re.compile(
    "[^。，；]{0,6}(?:保障措施|(?:组织|工作|实施|强化|推进)保障|工作要求|(?:有关|相关)要求|组织领导|加强领导|组织实施|保障机制|推进机制)"
)
_OVERSEES = re.compile("统筹|协调|督促|督导|督查|指导|监督|检查")
_SET_APART = tuple("（(【[〔［由")


def assures(titles: Iterable[str], text: str, found: Found) -> bool:
    """Whether a statement in `text` below these titles is such a sentence: it begins with who, and goes on or only oversees.

    What stands in a bracket, behind a label or behind 由 says who does a task there as elsewhere.
    """
    source = text[found.start : found.end].strip("，, \t\u3000\xa0")
    if not source or source.startswith(_SET_APART) or LABEL_WITH_COLON.match(source) or found.stated.scope is not None:
        return False
    if not any(map(_TITLE.match, titles)):
        return False
    goes_on = bool(text[found.end :].strip("。；; \t\u3000\xa0"))
    return goes_on or (_OVERSEES.search(source) is not None and "牵头" not in source)
