"""Findings that come up while reports are made."""

from __future__ import annotations

from dutykit.model.finding import Rule, Severity

EVIDENCE_NOT_ENCLOSED = Rule(
    name="evidence-not-enclosed",
    severity=Severity.ERROR,
    what="用 --attach 把佐证材料放进报告时，这一件放不进去。",
    why="报告说附有全部佐证材料，就不能少一件，也不能换一件，所以整份报告都不生成。",
    fix="先运行 dutykit validate，补齐缺的文件，核对变过的文件；太大的文件压缩后再报，或调高 dutykit.yaml 的 limits。",
)


CHARACTER_WITHOUT_GLYPH = Rule(
    name="character-without-glyph",
    severity=Severity.ERROR,
    what="报告中的一个字，现有字体里都没有。",
    why="这个字印出来会是空白或方框，正式文件不能这样报出，所以整份报告都不生成。",
    fix="改用字体里有的字；人名、地名中的生僻字，可在 dutykit.yaml 的 font_folders 和 fonts 中指明含有这个字的字体。",
)
