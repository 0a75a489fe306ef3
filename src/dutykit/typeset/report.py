"""What typesetting needs to know of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above the first level: 第一部分."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page, and what every report says of itself."""

    title_lines: tuple[str, ...]
    title: str
    """标题，写在一行中，用于文件属性"""
    subject: str
    """报告对象：单位或全市"""
    issuer: str
    """落款的机关；未设置的为空"""
    issuer_lines: tuple[str, ...]
    """落款的机关，名称较长的分行"""
    number: str
    """发文字号；没有的为空"""
    classification: str
    """密级和保密期限；没有的为空"""
    urgency: str
    """紧急程度；没有的为空"""
    draft: str
    """稿件状态，如征求意见稿；定稿的为空"""
    draft_lines: tuple[str, ...]
    """封面上的稿件状态，加括号，较长的分行"""
    marks: tuple[str, ...]
    """每页正文上方的各行标记：密级、稿件状态、示例数据"""
    period: str
    source_title: str
    source_number: str
    date: str
    """成文日期，用于封面和落款，不早于报告中的任何内容；没有的为空"""
    sample: bool
    created: str
    """date 的 ISO 写法，用于文件属性；没有的为空"""


class Report(Protocol):
    """What every kind of report has; the frame of the page (base.html.j2) asks for no more."""

    kind: ClassVar[str]
    """The name of its kind, and so of its template."""

    @property
    def cover(self) -> Cover:
        """The first page."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader must know first."""
