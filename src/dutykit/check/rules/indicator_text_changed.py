"""An indicator reads otherwise than when it was answered."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import known_answers, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.submission import FINISHED
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def indicator_text_changed(workspace: Workspace) -> Iterable[Flaw]:
    """指标内容在填报之后有修改。

    为什么：填报针对的是原来的指标内容；指标内容修改后，自评结论、数据和佐证材料可能不再相符。

    处理建议：对照现在的指标内容重新核对该项填报内容；核对无误后，将 text_fingerprint 改成校验结果中的值，表示已确认。
    只是更正文字、不影响已填内容的，用 dutykit amend --wording-only 指标编号 统一确认；已报送、已通过的自评材料状态不变。
    """
    for submission, answer, indicator in known_answers(workspace):
        if answer.text_fingerprint in {None, indicator.text_fingerprint}:
            continue
        message = _("指标 {indicator} 的内容在填报之后有修改：{text}").format(
            indicator=indicator.id, text=shortened(indicator.text)
        )
        fix = _("核对无误后，改成 text_fingerprint: {fingerprint}").format(fingerprint=indicator.text_fingerprint)
        if submission.state in FINISHED:  # changing the file would be a change of what was submitted
            fix = _(
                "只是更正文字的，运行 dutykit amend --wording-only {indicator}；内容有变化的，用 dutykit return 退回核对"
            )
            fix = fix.format(indicator=indicator.id)
        related = Related(indicator.place_of("text"), _("现在的指标内容在这里"))
        yield Flaw(answer.place_of("text_fingerprint"), message, fix, (related,))
