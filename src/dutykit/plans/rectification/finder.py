"""Who found a problem, by what the words around it say."""

from __future__ import annotations

import re

from dutykit.model.submission import FoundBy

_BY: tuple[tuple[FoundBy, re.Pattern[str]], ...] = (
    ("self_check", re.compile("自查|自评|自检|自我(?:检查|评估|评价)")),
    ("monitoring", re.compile("监测")),
    ("inspection", re.compile("督导|督办|巡查|巡视|巡察|督查|检查|抽查|核查|评估|反馈|审计")),
)
_NOT_ONE = re.compile("督导室|督导委员会|督导办|自我检查|自我评估|监测反馈|监测检查")
"""Words that hold one of these and say nothing of it."""


def finder_in(text: str) -> FoundBy | None:
    """Who found it; None where the words do not say, or name both the self-check and others."""
    text = _NOT_ONE.sub(lambda match: "自查" if "自我" in match[0] else "监测" if "监测" in match[0] else "", text)
    found = {one for one, pattern in _BY if pattern.search(text)}
    if found == {"monitoring", "inspection"} and not re.search("督导|巡查|巡视|检查", text):
        return "monitoring"
    return found.pop() if len(found) == 1 else None
