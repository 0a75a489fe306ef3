"""The catalogue of evidence （佐证材料目录）: what was submitted or is kept, with sizes and hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from dutykit.model.office_words import FILED, KEPT_BY_UNIT
from dutykit.model.submission import Evidence
from dutykit.model.unit import Unit
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
    title: str
    filing: str
    """归档方式：提交或留存备查"""
    file: str
    """文件在工作区中的路径；留存备查的为“—”"""
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
    """文件不存在、无法读取或与登记不一致的份数"""
    size: str
    """全部文件的总大小"""


_FAULTS = {
    "missing": "缺少文件",
    "outside": "文件位置有误",
    "not_a_file": "不是文件",
    "unreadable": "文件无法打开",
    "too_large": "文件过大，未核验",
}


def evidence_catalogue(standing: Standing, unit: Unit | None, _fonts: Mapping[str, str]) -> EvidenceCatalogue:
    """The catalogue of evidence of `unit`, or for None of all units."""
    subject = subject_of(standing, unit)
    groups: list[CatalogueGroup] = []
    sizes: dict[str, int] = {}
    for name in subject.units:
        rows: list[CatalogueRow] = []
        for answer in subject.answers(name):
            for evidence in answer.evidence:
                rows.append(_row(standing, len(rows) + 1, answer.indicator, evidence))
                found = standing.workspace.evidence.get(evidence.file or "")
                if found is not None and found.size is not None:
                    sizes[found.path] = found.size
        if rows:
            groups.append(CatalogueGroup(name, tuple(rows)))
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
        faulty=sum(bool(row.state) for row in everything),
        size=size_words(sum(sizes.values())),
    )


_HASH_PIECE = 16


def _row(standing: Standing, number: int, indicator: str, evidence: Evidence) -> CatalogueRow:
    found = standing.workspace.evidence.get(evidence.file or "")
    digest = evidence.sha256
    state = ""
    if evidence.file is not None:
        state = "缺少文件" if found is None else _FAULTS.get(found.state, "")
        if found is not None and found.sha256 is not None:
            if digest is None:
                state = "未登记校验值"
            elif digest != found.sha256:
                state = "与登记的校验值不一致"
            digest = digest or found.sha256
    digest = digest or ""
    return CatalogueRow(
        number=number,
        indicator=indicator,
        title=evidence.title,
        filing=KEPT_BY_UNIT if evidence.kept_by_unit else FILED,
        file=evidence.file or "—",
        link=standing.link_to(evidence.file),
        date=date_words(evidence.date),
        size="—" if found is None or found.size is None else size_words(found.size),
        sha256=tuple(digest[at : at + _HASH_PIECE] for at in range(0, len(digest), _HASH_PIECE)),
        state=state,
    )
