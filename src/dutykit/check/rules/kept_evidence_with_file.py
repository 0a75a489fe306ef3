"""Evidence is both submitted and kept by the unit."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def kept_evidence_with_file(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料既有文件，又注明留存备查。

    为什么：归档方式只能是一种：提交，或者留存备查；两种都注明的，佐证材料目录无法填写。

    处理建议：提交的删去 kept_by_unit，留存备查的删去 file 和 sha256。
    """
    for _submission, evidence in all_evidence(workspace):
        if evidence.file is not None and evidence.kept_by_unit:
            message = _("佐证材料“{title}”既有文件，又注明留存备查").format(title=shortened(evidence.title))
            related = Related(evidence.place_of("file"), _("文件写在这里"))
            yield Flaw(evidence.place_of("kept_by_unit"), message, related=(related,))
