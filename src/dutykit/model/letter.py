"""Reminder letters （催办函、督查单）: blue, then orange, then red; what one that was issued states."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from dutykit.model.record import Text

Color = Literal["blue", "orange", "red"]
COLORS: tuple[Color, ...] = ("blue", "orange", "red")
"""In the order in which they follow each other."""
Kind = Literal["order"]
"""What a letter is if not a plain one （催办函）: an order （督查单） that asks for a reply on each item."""
Asked = Literal["submit", "resubmit", "rectify", "close"]


class Letter(BaseModel):
    """One letter to a unit. All that depends on its day is in it, so that it can be made again when the data have changed."""

    # No Record: it is read from JSON, as the entry of the log that it is in.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    color: Color
    """颜色"""
    kind: Kind | None = None
    """文种：order 督查单；催办函不写"""
    number: int | None = Field(None, ge=1)
    """该文种在该年（公历年）的第几号；草稿没有编号"""
    document: Text | None = None
    """发文字号；dutykit.yaml 没有设置代字的不写"""
    stage: Text
    """阶段"""
    asks: Asked
    """要求：submit 报送、resubmit 退回后重新报送、rectify 整改、close 整改并销号"""
    due: dt.date
    """该单位原定的截止日期"""
    until: dt.date
    """本函的限期；期满未答复的，发下一种颜色；截止日期及以前发的，为截止日期"""
    matters: tuple[Text, ...] = ()
    """尚未整改、销号的各问题"""
    claimed: int | None = Field(None, ge=1)
    """其中排在最后的几个是单位已报整改、待核查销号的；没有的不写"""

    @property
    def rank(self) -> int:
        """Its place among the colours, from 0."""
        return COLORS.index(self.color)

    @property
    def subject(self) -> tuple[str, dt.date]:
        """What it is about: letters about the same follow each other."""
        return self.stage, self.due
