"""An evidence file is not the one whose hash was written down."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def evidence_hash_mismatch(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料的文件与登记的校验值（SHA-256）不一致。

    为什么：登记之后文件被替换或修改，复核时看到的不是当初报送的文件。

    处理建议：恢复原来的文件；佐证材料确有更新的，将 sha256 改成新文件的校验值。
    """
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is None or found.state != "present" or evidence.sha256 in {None, found.sha256}:
            continue
        message = _("佐证材料“{title}”的文件与登记的校验值（SHA-256）不一致：{file}").format(
            title=shortened(evidence.title), file=found.path
        )
        fix = _("核实佐证材料确有更新后，改成 sha256: {sha256}").format(sha256=found.sha256)
        related = Related(evidence.place_of("file"), _("文件写在这里"))
        yield Flaw(evidence.place_of("sha256"), message, fix, (related,))
