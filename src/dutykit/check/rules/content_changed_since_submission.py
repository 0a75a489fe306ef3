"""A submission was changed after it was handed in."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.history import logged
from dutykit.check.walk import FINISHED, is_complete
from dutykit.language import _, plural
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.history import SCHEME, content_fingerprint, problem_fingerprints
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def content_changed_since_submission(workspace: Workspace) -> Iterable[Flaw]:
    """材料报送或通过之后，内容又改了，或者问题少了。

    为什么：复核的、通过的不再是报送的那一份。问题可以增加（监测、检查新发现的），整改进展本来就要不断更新，都不算改动；减少或改写问题就是改动。

    怎么改：恢复报送时的内容；确需修改的，由督导室 dutykit return 退回，改好后再 dutykit submit。
    """
    for one in logged(workspace):
        submission = one.submission
        if submission is None or submission.state not in FINISHED or submission.state != one.entry.after:
            continue
        if not (one.entry.content or "").startswith(SCHEME) or not is_complete(workspace, submission):
            continue
        related = (Related(one.line.place, _("当时的内容指纹记在这里")),)
        day = one.entry.on.isoformat()
        gone = len({*(one.entry.problems or ())} - {*problem_fingerprints(submission)})
        if content_fingerprint(submission) != one.entry.content:
            message = _("{unit}的材料在 {day} 之后改动过").format(unit=one.unit, day=day)
            yield Flaw(submission.place_of("state"), message, related=related)
        elif gone:
            message = plural("{unit}的材料在 {day} 之后少了或改写了 {count} 个问题", gone)
            yield Flaw(
                submission.place_of("state"), message.format(unit=one.unit, day=day, count=gone), related=related
            )
