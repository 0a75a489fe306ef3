"""An indicator reads otherwise than when it was answered."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import known_answers, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def indicator_text_changed(workspace: Workspace) -> Iterable[Flaw]:
    """指标原文在填报之后有改动。

    为什么：答的是旧的要求：原文改了以后，自评、数据和佐证材料可能都不再对得上。

    怎么改：对照现在的原文重新核对这一项；核对无误后，把 text_fingerprint 改成提示中的值，表示已经确认。
    """
    for _submission, answer, indicator in known_answers(workspace):
        if answer.text_fingerprint in {None, indicator.text_fingerprint}:
            continue
        message = _("指标 {indicator} 的原文在填报之后有改动：{text}").format(
            indicator=indicator.id, text=shortened(indicator.text)
        )
        fix = _("核对无误后，改成 text_fingerprint: {fingerprint}").format(fingerprint=indicator.text_fingerprint)
        related = Related(indicator.place_of("text"), _("现在的原文在这里"))
        yield Flaw(answer.place_of("text_fingerprint"), message, fix, (related,))
