"""What an amendment of the plan in the middle of a cycle changed: one note for each indicator and way."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from dutykit.model.record import Text

AmendmentKind = Literal["wording", "reworded", "added", "removed", "assigned", "released"]
"""Only the wording, so that answers stay as they are; the text, which units have to look at again; a new indicator; one
that is gone; units that are responsible now; units that no longer are."""
WITHDRAWN: frozenset[AmendmentKind] = frozenset({"removed", "released"})
GIVEN: frozenset[AmendmentKind] = frozenset({"added", "assigned"})


class Amendment(BaseModel):
    """One change of one indicator, in the log of the cycle and in those of the units whose submissions it touches."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    indicator: Text
    """指标编号"""
    change: AmendmentKind
    """变更：wording 仅文字更正、reworded 内容修改、added 新增、removed 取消、assigned 新承担、released 不再承担"""
    units: tuple[Text, ...] = ()
    """涉及的单位"""
    before: Text | None = None
    """变更前的指标内容"""
    after: Text | None = None
    """变更后的指标内容"""
    old: Text | None = None
    """变更前的指标内容校验值"""
    new: Text | None = None
    """变更后的指标内容校验值"""
