"""One entry of a log: what was done to a submission, when and by whom, sealed by a hash."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dutykit.model.amendment import Amendment
from dutykit.model.letter import Letter
from dutykit.model.record import Text
from dutykit.model.submission import State
from dutykit.text.digest import digest_of

Action = Literal["submit", "return", "accept", "carry_forward", "amend", "merge", "remind"]


class HistoryEntry(BaseModel):
    """One thing that was done to a submission, or the beginning of a cycle."""

    # No Record: what is read from JSON has no places to know, and its dates are texts.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    number: int = Field(ge=1)
    """记录序号"""
    on: dt.date
    """办理日期：实际发生的日期，可以早于录入日期"""
    entered_on: dt.date | None = None
    """录入日期；与办理日期相同的不写"""
    by: Text
    """经手人"""
    action: Action
    """操作"""
    unit: Text | None = None
    """单位"""
    before: State | None = None
    """操作前状态"""
    after: State | None = None
    """操作后状态"""
    content: Text | None = None
    """自评材料内容的校验值，不含问题"""
    problems: tuple[Text, ...] | None = None
    """当时各问题的校验值；以后可以增加，不能减少"""
    reason: Text | None = None
    """退回原因"""
    due: dt.date | None = None
    """重新报送时限"""
    files: dict[Text, Text] | None = None
    """转入新年度：当时写入的各文件及其校验值（SHA-256），撤销时据以核对"""
    changes: tuple[Amendment, ...] | None = None
    """变更：各项指标的变更和涉及的单位"""
    letter: Letter | None = None
    """催办：所发催办函"""
    continues: Text | None = None
    """单位记录的第一条：该单位在旧版年度记录中最后一条的 hash；没有旧记录的不写"""
    merges: tuple[Text, ...] | None = None
    """合并：两处各自最后一条的 hash"""
    decides: Text | None = None
    """合并：合并后的状态以哪一条为准（其 hash）"""
    aside: tuple[Text, ...] | None = None
    """合并：两处重复或相互矛盾、合并后不计的各条（其 hash）"""
    previous: Text
    """上一条记录的 hash"""
    hash: Text
    """本条记录除 hash 外全部内容的校验值（SHA-256）"""

    @property
    def seal(self) -> str:
        """What `hash` must be."""
        notes = self.model_dump(mode="json", exclude_none=True, exclude={"hash"})
        return digest_of(json.dumps(notes, ensure_ascii=False, sort_keys=True, separators=(",", ":")))

    @property
    def line(self) -> str:
        """The entry as its line in the file, with the line break."""
        return json.dumps(self.model_dump(mode="json", exclude_none=True), ensure_ascii=False) + "\n"


ALLOWED: Mapping[Action, tuple[tuple[State, ...], State]] = {
    "submit": (("draft", "returned"), "submitted"),
    "return": (("submitted", "accepted"), "returned"),
    "accept": (("submitted",), "accepted"),
}
"""From which states each action leads, and to which."""


def short_hash(value: str) -> str:
    """A hash as people compare it: its first digits."""
    return value[:12]


def read_entry(line: str) -> HistoryEntry | None:
    """The entry on a line; None if it is none."""
    try:
        return HistoryEntry.model_validate_json(line)
    except ValidationError:
        return None
