"""Findings that come up while reports are made."""

from __future__ import annotations

from dutykit.model.finding import Rule, Severity

EVIDENCE_NOT_ENCLOSED = Rule(
    name="evidence-not-enclosed",
    severity=Severity.ERROR,
    what="用 --attach 把佐证材料附入报告时，该件佐证材料无法附入。",
    why="注明附有全部佐证材料的报告，不得缺少或更换任何一件，因此整份报告不予生成。",
    fix="先运行 dutykit validate，补全缺少的文件，核对有变化的文件；过大的文件压缩后重新登记，或调高 dutykit.yaml "
    "的 limits。",
)
RULES = (EVIDENCE_NOT_ENCLOSED,)
