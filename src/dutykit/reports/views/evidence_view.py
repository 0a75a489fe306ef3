"""The catalogue of evidence （佐证材料目录）: what was handed in or is kept, with sizes and hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from dutykit.model.submission import Evidence
from dutykit.model.unit import Unit
from dutykit.reports.views.standing import Standing, cover
from dutykit.reports.views.subject import subject_of
from dutykit.reports.views.words import date_words
from dutykit.text.file_size import size_words
from dutykit.typeset.report import Cover


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One piece of evidence."""

    number: int
    indicator: str
    title: str
    filing: str
    """提交 or 留存备查."""
    file: str
    """The path in the workspace; a dash for what the unit keeps."""
    link: str
    """What a link points to that opens the file inside the PDF; empty if it is not enclosed."""
    date: str
    """When the material was made, as the unit says; may be empty."""
    size: str
    """Like 12.3 KB; a dash where there is no file."""
    sha256: tuple[str, ...]
    """The hash in pieces of 16 digits, so that it can be compared by eye; empty where none is known."""
    state: str
    """What is wrong with the file, in words; empty if nothing is."""


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
    """By unit; none without evidence."""
    total: int
    handed_in: int
    kept: int
    faulty: int
    """How many have a file that is missing, unreadable or not the one registered."""
    size: str
    """Of all files together."""


_FAULTS = {
    "missing": "没有找到文件",
    "outside": "文件不在工作区内",
    "not_a_file": "不是文件",
    "unreadable": "文件打不开",
    "too_large": "文件过大，没有核对",
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
    kept = sum(row.filing == _KEPT for row in everything)
    return EvidenceCatalogue(
        cover=cover(standing, "佐证材料目录", subject.name, subject.submissions, sample=subject.sample),
        notices=subject.notices(),
        is_city=subject.is_city,
        groups=tuple(groups),
        total=len(everything),
        handed_in=len(everything) - kept,
        kept=kept,
        faulty=sum(bool(row.state) for row in everything),
        size=size_words(sum(sizes.values())),
    )


_KEPT = "留存备查"
_HASH_PIECE = 16


def _row(standing: Standing, number: int, indicator: str, evidence: Evidence) -> CatalogueRow:
    found = standing.workspace.evidence.get(evidence.file or "")
    digest = evidence.sha256
    state = ""
    if evidence.file is not None:
        state = "没有找到文件" if found is None else _FAULTS.get(found.state, "")
        if found is not None and found.sha256 is not None:
            if digest is None:
                state = "没有登记哈希"
            elif digest != found.sha256:
                state = "与登记的哈希不一致"
            digest = digest or found.sha256
    digest = digest or ""
    return CatalogueRow(
        number=number,
        indicator=indicator,
        title=evidence.title,
        filing=_KEPT if evidence.kept_by_unit else "提交",
        file=evidence.file or "—",
        link=standing.link_to(evidence.file),
        date=date_words(evidence.date),
        size="—" if found is None or found.size is None else size_words(found.size),
        sha256=tuple(digest[at : at + _HASH_PIECE] for at in range(0, len(digest), _HASH_PIECE)),
        state=state,
    )
