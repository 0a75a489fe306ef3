"""A text of the scoring rules is still the placeholder that a preset came with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace

_PLACEHOLDER = re.compile(r"（[^（）]*）")
"""A text wholly in brackets, as the presets print them."""


@check(Severity.WARNING)
def unfilled_scoring_text(workspace: Workspace) -> Iterable[Flaw]:
    """评分办法中有尚未填写的内容：整段写在括号中的提示文字。

    为什么：dutykit score --preset 输出的是模板，其中（评分办法名称）等须替换为当地评分文件的内容，否则将原样印入报告。

    处理建议：将括号及其中的文字替换为当地评分文件的实际内容。
    """
    scoring = workspace.scoring
    if scoring is None:
        return
    texts = [(scoring.title, scoring.place_of("title")), (scoring.basis, scoring.place_of("basis"))]
    texts += [(event.text, event.place_of("text")) for event in scoring.events]
    if scoring.credibility is not None:
        texts.append((scoring.credibility.because, scoring.credibility.place_of("because")))
    for text, place in texts:
        if _PLACEHOLDER.fullmatch(text):
            yield Flaw(place, _("仍为评分办法模板中的提示文字：{text}").format(text=text))
