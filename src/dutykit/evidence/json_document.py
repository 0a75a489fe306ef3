"""The evidence of a cycle as a JSON document, version 1."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.assess.evidence import EvidenceItem

VERSION = 1


def evidence_document(cycle: int, items: Sequence[EvidenceItem], unlisted: Sequence[str]) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `cycle`: the year
    - `evidence`: `unit`, `indicator`, `problem` (the problem it proves to be resolved), `title`, `kept_by_unit`, `file`,
      `sha256` (as registered), `found` (the hash of what is there), `size` in bytes, `kind` (by its first bytes),
      `date`, `note`, `fault` ("missing", "outside", "not_a_file", "unreadable", "too_large", "changed", "no_file")
    - `unlisted`: files in the folder of evidence that no entry names
    - what is not known is null; days are 2019-09-30
    """
    return {
        "version": VERSION,
        "cycle": cycle,
        "evidence": [_item(one) for one in items],
        "unlisted": list(unlisted),
    }


def _item(one: EvidenceItem) -> dict[str, object]:
    evidence, found = one.evidence, one.found
    return {
        "unit": one.unit,
        "indicator": one.indicator,
        "problem": one.problem,
        "title": evidence.title,
        "kept_by_unit": evidence.kept_by_unit,
        "file": evidence.file,
        "sha256": evidence.sha256,
        "found": None if found is None else found.sha256,
        "size": None if found is None else found.size,
        "kind": None if found is None else found.kind,
        "date": None if evidence.date is None else evidence.date.isoformat(),
        "note": evidence.note,
        "fault": one.fault,
    }
