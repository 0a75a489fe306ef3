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
    """评分办法里还有没填的内容：整个写在括号里的提示文字。

    为什么：dutykit score --preset 打印的是样子，其中（评分办法名称）等要换成当地文件的内容，否则会原样印进报告。

    怎么改：照当地的评分文件，把括号连同里面的文字换成实际内容。
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
            yield Flaw(place, _("还是评分样子里的提示文字：{text}").format(text=text))
