"""A submission was changed after it was submitted."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.history import logged
from dutykit.check.walk import is_complete
from dutykit.language import _, plural
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.fingerprint import SCHEME, content_fingerprint, problem_fingerprints
from dutykit.model.submission import FINISHED
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def content_changed_since_submission(workspace: Workspace) -> Iterable[Flaw]:
    """自评材料报送或审核通过后，内容有修改，或问题有减少、改写。

    为什么：复核或审核通过的不再是报送时的内容。问题可以增加（监测、检查新发现的），整改进展应当持续更新，均不视为修改；
    减少或改写问题视为修改。

    处理建议：恢复报送时的内容；确需修改的，由督导室用 dutykit return 退回，修改后再用 dutykit submit 报送。
    """
    for one in logged(workspace):
        submission = one.submission
        if submission is None or submission.state not in FINISHED or submission.state != one.entry.after:
            continue
        if not (one.entry.content or "").startswith(SCHEME) or not is_complete(workspace, submission):
            continue
        related = (Related(one.line.place, _("当时的内容校验值记录在这里")),)
        day = one.entry.on.isoformat()
        gone = len({*(one.entry.problems or ())} - {*problem_fingerprints(submission)})
        if content_fingerprint(submission) != one.entry.content:
            message = _("{unit}的自评材料在 {day} 之后有修改").format(unit=one.unit, day=day)
            yield Flaw(submission.place_of("state"), message, related=related)
        elif gone:
            message = plural("{unit}的自评材料在 {day} 之后减少或改写了 {count} 个问题", gone)
            yield Flaw(
                submission.place_of("state"), message.format(unit=one.unit, day=day, count=gone), related=related
            )
