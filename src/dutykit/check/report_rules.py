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
CHARACTER_WITHOUT_GLYPH = Rule(
    name="character-without-glyph",
    severity=Severity.ERROR,
    what="报告中有现有字体均不含的字符。",
    why="该字印出后为空白或方框，正式文件不能如此印发，因此整份报告不予生成。",
    fix="改用字体中有的字；人名、地名中的生僻字，可在 dutykit.yaml 的 font_folders 和 fonts 中指定含有该字的字体。",
)
RULES = (CHARACTER_WITHOUT_GLYPH, EVIDENCE_NOT_ENCLOSED)
