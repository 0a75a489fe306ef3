"""An evidence file is too large to be looked at."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def evidence_too_large(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料的文件过大，未核验。

    为什么：过大的文件不读取，校验值（SHA-256）未核验，内容被替换也无法发现；也不便报送和归档。

    处理建议：压缩或拆分文件；确有需要时在 dutykit.yaml 的 limits 中提高 evidence_bytes。
    """
    limit = workspace.settings.limits.evidence_bytes
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is None or found.state != "too_large":
            continue
        message = _("佐证材料“{title}”的文件有 {size} 字节，超过上限 {limit} 字节，未核验：{file}").format(
            title=shortened(evidence.title), size=found.size, limit=limit, file=found.path
        )
        yield Flaw(evidence.place_of("file"), message)
