"""The catalogue of indicators: chapters, sections, indicators, metrics."""

import datetime as dt
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from dutykit.model.record import LIST, Id, Number, Record, Text
from dutykit.model.role import Role
from dutykit.text.digest import digest_of
from dutykit.text.numeral import chinese_numeral

SectionNumbers = Literal["continuous", "by_chapter"]
"""How a document numbers its sections: through the whole catalogue, or from one again in each chapter."""


class Source(Record):
    """The official document a catalogue was taken from."""

    title: Text
    """来源文件标题"""
    issuer: Text
    """发文机关"""
    number: Text | None = None
    """发文字号"""
    dated: dt.date | None = None
    """成文日期"""
    published: dt.date | None = None
    """发布日期"""
    addressees: Annotated[tuple[Text, ...], LIST] = ()
    """主送机关"""
    note: Text | None = None
    """说明：如照录的原文笔误"""


class Target(Record):
    """What a metric must reach: at least one of `min` and `max`, and why."""

    min: Number | None = None
    """下限（含）"""
    max: Number | None = None
    """上限（含）"""
    because: Text
    """依据：来源文件的原文"""


class Variation(Record):
    """How far the units may differ in a metric: standard deviation over mean （差异系数）."""

    form: Literal["population", "sample"]
    """标准差的计算方法：population 除以 n、sample 除以 n − 1"""
    weight: Text | None = None
    """按哪项基础数据加权（如学生数），只用于 population；不写则各单位等权"""
    max: Number | None = None
    """上限（含）"""
    because: Text
    """依据：来源文件的原文，或规定计算方法的公文名称"""


class Element(Record):
    """A number a metric is calculated from."""

    id: Text
    """基础数据名称"""
    unit: Text | None = None
    """计量单位"""


class Metric(Record):
    """A number an indicator asks for, read directly or calculated from elements."""

    id: Text
    """监测指标名称"""
    unit: Text | None = None
    """计量单位；原文没有的不写"""
    formula: Text | None = None
    """计算公式，只用基础数据名称和 + - * / ( )"""
    elements: Annotated[tuple[Element, ...], LIST] = ()
    """计算所需的基础数据（分子、分母等）"""
    target: Target | None = None
    """目标值；原文没有的不写"""
    variation: Variation | None = None
    """各单位之间的差异系数；原文没有要求的不写"""
    because: Text | None = None
    """依据：提及该监测指标的原文"""


class Indicator(Record):
    """A third-level indicator and the units named for it."""

    id: Id
    """指标编号"""
    text: Text
    """指标内容，照录原文"""
    lead: Annotated[tuple[Text, ...], LIST] = ()
    """牵头单位（原文写明的才填）"""
    responsible: Annotated[tuple[Text, ...], LIST] = ()
    """责任单位，按原文顺序"""
    support: Annotated[tuple[Text, ...], LIST] = ()
    """配合单位（原文写明的才填）"""
    guide: Annotated[tuple[Text, ...], LIST] = ()
    """指导单位（原文写明的才填）"""
    inherited: Annotated[tuple[Text, ...], LIST] = ()
    """统一写明的单位：以上单位中，未列在该项之下、由原文以一句话统一写明的（“以下均需……落实，不再列出”）"""
    open_ended: bool = False
    """单位未列全：原文在名单后有“等有关部门”等表述"""
    deadline: Text | None = None
    """完成时限，照录原文；原文没有的不写"""
    points: Annotated[Number, Field(ge=0)] | None = None
    """分值；原文没有的不写"""
    metrics: Annotated[tuple[Metric, ...], LIST] = ()
    """监测指标"""
    evidence_required: bool = False
    """是否必须附佐证材料"""
    note: Text | None = None
    """说明"""

    def named(self, role: Role) -> tuple[str, ...]:
        """The units and groups named in `role`, as written."""
        named: tuple[str, ...] = getattr(self, role)
        return named

    @cached_property
    def text_fingerprint(self) -> str:
        """What an answer keeps of the text it was written for; blanks and line breaks do not count.

        The prefix keeps it from being read as a number.
        """
        words = "".join(self.text.split())
        return "sha256:" + digest_of(words)[:12]

    @cached_property
    def quantities(self) -> dict[str, Metric | Element]:
        """Everything of this indicator that an answer can give a number for, by its name."""
        found: dict[str, Metric | Element] = {}
        for metric in self.metrics:
            found.setdefault(metric.id, metric)
            for element in metric.elements:
                found.setdefault(element.id, element)
        return found


class Section(Record):
    """A second-level heading; its number is its order, as `section_numbers` of the catalogue states."""

    title: Text
    """二级指标标题，照录原文"""
    note: Text | None = None
    """说明"""
    indicators: Annotated[tuple[Indicator, ...], LIST]
    """三级指标"""


class Chapter(Record):
    """A first-level heading; its number is its order."""

    title: Text
    """一级指标标题，照录原文"""
    note: Text | None = None
    """说明"""
    sections: Annotated[tuple[Section, ...], LIST]
    """二级指标"""


class Entry(NamedTuple):
    """An indicator with its place in the catalogue; numbers count from 1."""

    indicator: Indicator
    section: Section
    section_number: int
    """Its place among all sections: what tells it from the others, and what scoring rules call it."""
    chapter: Chapter
    chapter_number: int
    section_shown: int
    """Its number as the document numbers sections: what a reader is shown."""

    @property
    def section_numeral(self) -> str:
        """The number of the section as it is printed, without its brackets."""
        return chinese_numeral(self.section_shown)


class Catalogue(Record):
    """The whole system of indicators （指标体系）."""

    title: Text
    """指标体系名称"""
    source: Source
    """来源文件"""
    section_numbers: SectionNumbers = "continuous"
    """二级指标的编号方式：continuous 全体系连续编号、by_chapter 每个一级指标下从（一）重新编号"""
    chapters: Annotated[tuple[Chapter, ...], LIST]
    """一级指标"""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every indicator in the catalogue's order, also those whose id is taken twice."""
        found: list[Entry] = []
        section_number = 0
        for chapter_number, chapter in enumerate(self.chapters, 1):
            for position, section in enumerate(chapter.sections, 1):
                section_number += 1
                shown = position if self.section_numbers == "by_chapter" else section_number
                found.extend(
                    Entry(indicator, section, section_number, chapter, chapter_number, shown)
                    for indicator in section.indicators
                )
        return tuple(found)

    @cached_property
    def section_references(self) -> tuple[str, ...]:
        """What each section is called by where it is alone: （四）, or 二、（二） where numbers begin again."""
        by_chapter = [
            (f"{chinese_numeral(number)}、（{chinese_numeral(position)}）")
            for number, chapter in enumerate(self.chapters, 1)
            for position, _section in enumerate(chapter.sections, 1)
        ]
        if self.section_numbers == "by_chapter":
            return tuple(by_chapter)
        return tuple(f"（{chinese_numeral(number)}）" for number in range(1, len(by_chapter) + 1))

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The indicators by id; where an id is taken twice, the first."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            found.setdefault(entry.indicator.id, entry)
        return found

    @cached_property
    def order(self) -> dict[str, int]:
        """The position of each indicator id in the catalogue, for sorting."""
        return {key: position for position, key in enumerate(self.by_id)}
