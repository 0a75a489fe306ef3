"""What a workspace sets for itself in dutykit.yaml."""

import datetime as dt
from collections.abc import Container
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

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

    @property
    def families(self) -> tuple[str, ...]:
        """All families that the workspace names, which the system or `font_folders` must have."""
        return tuple(family for role in type(self).model_fields for family in getattr(self, role))


DocumentNumber = Annotated[str, StringConstraints(pattern=r"^[^\d〔〕]+〔[12]\d{3}〕[1-9]\d*号$")]
"""The office's word, the year in hexagonal brackets, the number without padding."""


WHOLE_CITY = "全市"
"""What the report on all units uses among the units."""


def numbered(key: str, names: Container[str]) -> tuple[str, str]:
    """Whose report an entry of `numbers` is for, and of which kind: empty for the evaluation report.

    `names` are those of units; one of them may hold a stroke itself.
    """
    name, stroke, kind = key.rpartition("/")
    return (name, kind) if stroke and key not in names else (key, "")


def year_of(number: DocumentNumber) -> int:
    """The year that is in a document number."""
    return int(number.partition("〔")[2].partition("〕")[0])


LONGEST_MARK = 36
"""Characters of 12 pt in a line above the text of a page."""
Mark = Annotated[Text, StringConstraints(max_length=LONGEST_MARK)]
"""What stands above each page of a report, on one line."""


class ReportSettings(Record):
    """What an office's reports say of themselves."""

    issuer: Text | None = None
    """全市评价报告的发文机关，用于封面和落款；单位报告由填报单位落款"""
    numbers: dict[str, DocumentNumber] = Field(default_factory=dict)
    """自评报告和全市评价报告的发文字号，按单位填，全市的写在“全市”下，如 盘政办〔2019〕3号；其他报告写“单位/种类”，如 市财政局/整改报告"""
    letter_word: Annotated[Text, StringConstraints(pattern=r"^[^\d〔〕]+$")] | None = None
    """催办函的发文机关代字，如 某教督办，编为 某教督办〔2019〕3号；不写则编为 第3号，每年从第1号起"""
    order_word: Annotated[Text, StringConstraints(pattern=r"^[^\d〔〕]+$")] | None = None
    """督查单的发文机关代字，如 督查，编为 督查〔2019〕3号；与催办函分别编号，不写则编为 第3号"""
    classification: Mark | None = None
    """密级和保密期限，如 秘密★1年；印在封面左上角和每页上方"""
    urgency: Literal["特急", "加急"] | None = None
    """紧急程度；印在封面左上角"""
    draft_mark: Mark | None = None
    """稿件状态，如 征求意见稿；印在标题之下和每页上方"""
    contact_person: Text | None = None
    """发文机关的联系人；印在任务通知单、催办函、督查单落款之下"""
    contact_phone: Text | None = None
    """发文机关的联系电话；印在任务通知单、催办函、督查单落款之下"""


class Limits(Record):
    """How much one YAML file may hold before it is refused."""

    file_bytes: Positive = 4_000_000
    """文件大小上限（字节）"""
    depth: Positive = 40
    """嵌套层数上限"""
    nodes: Positive = 100_000
    """节点数上限（引用的内容重复计入）"""
    aliases: Annotated[int, Field(ge=0)] = 100
    """引用（*名称）次数上限"""
    scalar_characters: Positive = 1_000_000
    """单个值的长度上限（字符）"""
    evidence_bytes: Positive = EVIDENCE_BYTES
    """单个佐证材料文件的大小上限（字节）；超过的不核验校验值"""
    files: Positive = 5_000
    """填报文件数上限"""


class Narratives(Record):
    """How long a unit's words may be, in characters without blanks."""

    answer: Positive = 2_000
    """单项指标工作措施与成效的字数上限"""
    submission: Positive = 5_000
    """一份自评材料全部文字的字数上限；国教督办函〔2018〕16号要求自评报告不超过 5000 字"""


class Waiver(Record):
    """A finding that is let pass for a time, and why."""

    rule: Text
    """规则名"""
    file: Text
    """文件，相对于工作区；可用 * 代表任意字符"""
    indicator: Id | None = None
    """仅限该项指标；不写则适用于整个文件"""
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
    report: ReportSettings = ReportSettings.model_construct()
    """报告的版头：发文机关、发文字号、密级、稿件状态、联系人"""
    fonts: FontRoles = FontRoles.model_construct()
    """各角色的字体"""
    font_folders: Annotated[tuple[Text, ...], LIST] = ()
    """工作区内存放自有字体文件的文件夹"""
    limits: Limits = Limits.model_construct()
    """读取限额"""
    severity: dict[str, SeveritySetting] = Field(default_factory=dict)
    """各条规则的级别：error、warning、note，或 off 不检查"""
    waivers: Annotated[tuple[Waiver, ...], LIST] = ()
    """豁免：某处的某条规则暂不报告"""
    narratives: Narratives = Narratives.model_construct()
    """文字篇幅"""
    plugins: Annotated[tuple[Text, ...], LIST] = ()
    """采用其规则的插件：已安装的软件包以 dutykit.plugins 入口提供的名称"""


OF_A_CYCLE = ("place_name", "report", "fonts", "narratives")
"""The settings that a cycle keeps when it is over: what its papers state, and how they look."""
DEFAULTS = Settings.model_construct()
"""Of a workspace that sets nothing; not validated, as that would build validators that a run may not need."""
