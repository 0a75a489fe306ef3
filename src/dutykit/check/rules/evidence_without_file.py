"""An evidence entry is neither submitted nor kept by the unit."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.submission import Evidence
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def evidence_without_file(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料既没有文件，也未注明留存备查。

    为什么：佐证材料目录须注明归档方式：提交，或者留存备查；两者都没有的，核查时无法找到。

    处理建议：提交的填写 file（和 sha256），留存在本单位的填写 kept_by_unit: true。
    """
    for _submission, evidence in all_evidence(workspace):
        if evidence.file is None and not evidence.kept_by_unit and not _may_have_either(evidence):
            message = _("佐证材料“{title}”没有文件，也未注明留存备查").format(title=shortened(evidence.title))
            yield Flaw(evidence.place_of("title"), message, _("补充 file，或填写 kept_by_unit: true"))


def _may_have_either(evidence: Evidence) -> bool:
    return evidence.unread("file") or evidence.unread("kept_by_unit")
