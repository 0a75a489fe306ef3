"""The catalogue of evidence （佐证材料目录）: what was submitted or is kept, with sizes and hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from dutykit.assess.evidence import EvidenceFault, EvidenceItem
from dutykit.model.office_words import KEPT_BY_UNIT
from dutykit.model.unit import Unit
from dutykit.reports.views.evidence_rows import common_folder, file_words, filing_words, indicator_words, pieces
from dutykit.reports.views.standing import Standing, cover
from dutykit.reports.views.subject import subject_of
from dutykit.text.day import date_words
from dutykit.text.file_size import size_words
from dutykit.typeset.report import Cover


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One piece of evidence."""

    number: int
    indicator: str
    """指标编号；证明问题已整改的注明"""
    title: str
    filing: str
    """归档方式：提交或留存备查"""
    file: str
    """文件在 folder 中的路径；留存备查的为“—”"""
    link: str
    """打开 PDF 内所附文件的链接；没有附上的为空"""
    date: str
    """佐证材料形成的日期；可以为空"""
    size: str
    """大小，如 12.3 KB；没有文件的为“—”"""
    sha256: tuple[str, ...]
    """校验值，每 16 位一段，便于核对；没有的为空"""
    state: str
    """文件的问题；没有问题的为空"""


@dataclass(frozen=True, slots=True)
class CatalogueGroup:
    """The evidence of one unit."""

    unit: str
    rows: tuple[CatalogueRow, ...]
    folder: str
    """各文件共同所在的文件夹；没有文件的为空"""


@dataclass(frozen=True, slots=True)
class EvidenceCatalogue:
    """The catalogue of evidence of one unit or of all."""

    kind: ClassVar[str] = "evidence"

    cover: Cover
    notices: tuple[str, ...]
    is_city: bool
    groups: tuple[CatalogueGroup, ...]
    """按单位分组；没有佐证材料的单位不列"""
    total: int
    submitted: int
    kept: int
    faulty: int
    """文件不存在、无法读取或与登记不一致的件数"""
    size: str
    """全部文件的总大小；没有文件的为空"""


_FAULTS: dict[EvidenceFault, str] = {
    "missing": "缺少文件",
    "outside": "文件位置有误",
    "not_a_file": "不是文件",
    "unreadable": "文件无法打开",
    "too_large": "文件过大，未核验",
    "changed": "与登记的校验值不一致",
    "no_file": "未填写文件",
}


def evidence_catalogue(standing: Standing, unit: Unit | None, _fonts: Mapping[str, str]) -> EvidenceCatalogue:
    """The catalogue of evidence of `unit`, or for None of all units."""
    subject = subject_of(standing, unit)
    groups: list[CatalogueGroup] = []
    items = pieces(standing, subject.units)
    for name, members in groupby(items, key=lambda one: one.unit):
        given = list(members)
        folder = common_folder(given)
        rows = tuple(_row(standing, number, one, folder) for number, one in enumerate(given, 1))
        groups.append(CatalogueGroup(name, rows, folder))
    sizes = {one.found.path: one.found.size for one in items if one.found is not None and one.found.size is not None}
    everything = [row for group in groups for row in group.rows]
    kept = sum(row.filing == KEPT_BY_UNIT for row in everything)
    return EvidenceCatalogue(
        cover=cover(standing, "评价佐证材料目录", subject.name, subject.submissions, sample=subject.sample),
        notices=subject.notices(),
        is_city=subject.is_city,
        groups=tuple(groups),
        total=len(everything),
        submitted=len(everything) - kept,
        kept=kept,
        faulty=sum(one.fault is not None for one in items),
        size=size_words(total) if (total := sum(sizes.values())) else "",
    )


_HASH_PIECE = 16


def _row(standing: Standing, number: int, item: EvidenceItem, folder: str) -> CatalogueRow:
    evidence, found = item.evidence, item.found
    there = None if found is None else found.sha256
    digest = evidence.sha256 or there or ""
    state = "" if item.fault is None else _FAULTS[item.fault]
    return CatalogueRow(
        number=number,
        indicator=indicator_words(item),
        title=evidence.title,
        filing=filing_words(item),
        file=file_words(item, folder),
        link=standing.link_to(evidence.file),
        date=date_words(evidence.date),
        size="—" if found is None or found.size is None else size_words(found.size),
        sha256=tuple(digest[at : at + _HASH_PIECE] for at in range(0, len(digest), _HASH_PIECE)),
        state=state or ("未登记校验值" if there is not None and evidence.sha256 is None else ""),
    )
