"""An evidence file has no hash written down."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.NOTE)
def evidence_without_hash(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料有文件，但未登记校验值（SHA-256）。

    为什么：未登记校验值，就无法发现文件后来是否被替换。

    处理建议：补充 sha256；校验结果中给出了现有文件的校验值。
    """
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is None or found.state != "present" or evidence.sha256 is not None:
            continue
        if not evidence.unread("sha256"):
            message = _("佐证材料“{title}”未登记校验值（SHA-256）").format(title=shortened(evidence.title))
            fix = _("补充 sha256: {sha256}").format(sha256=found.sha256)
            yield Flaw(evidence.place_of("file"), message, fix)
