"""An evidence entry is neither handed in nor kept by the unit."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, is_complete, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def evidence_without_file(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料既没有文件，也没有写留存备查。

    为什么：佐证材料目录要写明归档方式：提交，或者留存备查；两样都没有，查证时找不到它。

    怎么改：提交的写 file（和 sha256），留在单位的写 kept_by_unit: true。
    """
    for submission, evidence in all_evidence(workspace):
        if evidence.file is None and not evidence.kept_by_unit and is_complete(workspace, submission):
            message = _("佐证材料“{title}”没有文件，也没有写留存备查").format(title=shortened(evidence.title))
            yield Flaw(evidence.place_of("title"), message, _("补上 file，或写 kept_by_unit: true"))
