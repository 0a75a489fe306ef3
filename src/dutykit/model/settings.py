"""What a workspace sets for itself in dutykit.yaml."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from dutykit.model.evidence_file import EVIDENCE_BYTES
from dutykit.model.record import LIST, Cycle, Id, Record, Text

SeveritySetting = Literal["error", "warning", "note", "off"]

Positive = Annotated[int, Field(gt=0)]
Fonts = Annotated[tuple[Text, ...], LIST]


class FontRoles(Record):
    """Font families by role, the office's own first; dutykit's own fonts always follow."""

    fangsong: Fonts = ()
    """正文仿宋，如 仿宋_GB2312"""
    kai: Fonts = ()
    """楷体，如 楷体_GB2312"""
    hei: Fonts = ()
    """黑体，如 黑体"""
    song: Fonts = ()
    """宋体，如 宋体"""
    xiaobiaosong: Fonts = ()
    """小标宋，如 方正小标宋简体"""


class Limits(Record):
    """How much one YAML file may hold before it is refused."""

    file_bytes: Positive = 4_000_000
    """文件大小上限（字节）"""
    depth: Positive = 40
    """嵌套层数上限"""
    nodes: Positive = 100_000
    """节点数上限（引用的内容重复计入）"""
    aliases: Annotated[int, Field(ge=0)] = 100
    """引用（*别名）次数上限"""
    scalar_characters: Positive = 1_000_000
    """一个值的长度上限（字符）"""
    evidence_bytes: Positive = EVIDENCE_BYTES
    """一份佐证材料的大小上限（字节）；更大的不核对哈希"""
    files: Positive = 5_000
    """填报文件数上限"""


class Narratives(Record):
    """How long a unit's words may be, in characters without blanks."""

    answer: Positive = 2_000
    """一项指标的文字说明上限（字）"""
    submission: Positive = 5_000
    """一份材料全部文字的上限（字）；国教督办函〔2018〕16号要求自评报告不超过 5000 字"""


class Waiver(Record):
    """A finding that is let pass for a time, and why."""

    rule: Text
    """规则名"""
    file: Text
    """文件，相对于工作区；可用 * 代表任意字符"""
    indicator: Id | None = None
    """只限这一项指标；不写则整个文件"""
    reason: Text
    """理由"""
    expires: dt.date
    """到期日；过期后重新报告"""


class Settings(Record):
    """The settings of a workspace; every one has a default."""

    cycle: Cycle | None = None
    """当前年度；不写则取 submissions/ 中最近的年度"""
    place_name: Text | None = None
    """地名，用于报告封面"""
    fonts: FontRoles = FontRoles()
    """各角色的字体"""
    font_folders: Annotated[tuple[Text, ...], LIST] = ()
    """工作区内存放自有字体文件的文件夹"""
    limits: Limits = Limits()
    """读取限额"""
    severity: dict[str, SeveritySetting] = Field(default_factory=dict)
    """各条规则的级别：error、warning、note，或 off 不查"""
    waivers: Annotated[tuple[Waiver, ...], LIST] = ()
    """豁免：某处的某条规则暂不报告"""
    narratives: Narratives = Narratives()
    """文字篇幅"""
