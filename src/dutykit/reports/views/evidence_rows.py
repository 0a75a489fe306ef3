"""What lists of evidence show of a piece: what it is given for, and its file, without the folder that all are in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from os.path import commonpath
from pathlib import PurePosixPath

from dutykit.assess.evidence import EvidenceItem, evidence_items
from dutykit.model.office_words import FILED, KEPT_BY_UNIT
from dutykit.reports.views.rows import EvidenceRow
from dutykit.reports.views.standing import Standing


def pieces(standing: Standing, units: Collection[str]) -> list[EvidenceItem]:
    """The evidence of `units`, by unit and then by indicator; what proves earlier problems to be resolved is last."""
    order = standing.workspace.catalogue.order
    found = evidence_items(standing.workspace, standing.cycle, units) if units else ()
    by_unit = {unit: number for number, unit in enumerate(units)}
    return sorted(found, key=lambda one: (by_unit[one.unit], order.get(one.indicator or "", len(order))))


def common_folder(items: Iterable[EvidenceItem]) -> str:
    """The folder that holds the files of `items`, the deepest there is, with a stroke at its end; empty for no files."""
    folders = [str(PurePosixPath(one.evidence.file).parent) for one in items if one.evidence.file]
    common = commonpath(folders) if len({folder.startswith("/") for folder in folders}) == 1 else ""
    return f"{common}/" if common not in {"", "."} else ""


def file_words(item: EvidenceItem, folder: str) -> str:
    """The file of a piece inside `folder`; a dash for none."""
    return "—" if item.evidence.file is None else item.evidence.file.removeprefix(folder)


def indicator_words(item: EvidenceItem) -> str:
    """The indicator that a piece supports; of a proof that a problem is resolved says so."""
    if item.problem is None:
        return item.indicator or ""
    return f"遗留问题{item.problem}" if item.indicator is None else f"{item.indicator}（整改）"


def filing_words(item: EvidenceItem) -> str:
    """How a piece is archived （归档方式）."""
    return KEPT_BY_UNIT if item.evidence.kept_by_unit else FILED


def evidence_rows(standing: Standing, items: Sequence[EvidenceItem], folder: str) -> list[EvidenceRow]:
    """The lines of the list of evidence, the files inside `folder`."""
    return [
        EvidenceRow(
            number=number,
            indicator=indicator_words(one),
            title=one.evidence.title,
            filing=filing_words(one),
            file=file_words(one, folder) + ("（缺少文件）" if _lacks_file(one) else ""),
            link=standing.link_to(one.evidence.file),
        )
        for number, one in enumerate(items, 1)
    ]


def _lacks_file(item: EvidenceItem) -> bool:
    return item.evidence.file is not None and (item.found is None or item.found.state != "present")
