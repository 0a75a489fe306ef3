"""List the evidence of a cycle: whose, for what, and whether its files are those registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dutykit.assess.evidence import EvidenceItem, evidence_items
from dutykit.evidence.table import evidence_table
from dutykit.language import _
from dutykit.model.gap import ASSIGNMENTS, Gap
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Listing
from dutykit.output.table.record import Table
from dutykit.workspace.asked_names import asked_units, known_cycle, successor_remarks
from dutykit.workspace.evidence_files import unlisted_files

VERSION = 1


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """Which evidence to list."""

    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all."""
    cycle: int | None = None
    """None for the workspace's own."""
    faulty: bool = False
    """Only what something is wrong with."""


@dataclass(frozen=True, slots=True)
class EvidenceList(Listing):
    """The evidence of one cycle."""

    cycle: int
    items: tuple[EvidenceItem, ...]
    unlisted: tuple[str, ...]
    """Files in the folder of evidence that no entry of any cycle names; only where all units were asked for."""
    sample: bool
    """Whether any of it is of a sample submission."""
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""
    remarks: tuple[str, ...] = ()

    @property
    def faulty(self) -> tuple[EvidenceItem, ...]:
        """Those with something wrong."""
        return tuple(one for one in self.items if one.fault)

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """One table, with every column."""
        yield _("佐证材料目录"), self._table(for_file=True)

    def screen_tables(self) -> Iterator[Table]:
        """One table, with the columns that a screen has room for."""
        yield self._table(for_file=False)

    def _table(self, *, for_file: bool) -> Table:
        return evidence_table(self.cycle, self.items, self.unlisted, sample=self.sample, for_file=for_file)

    def document(self) -> dict[str, object]:
        """The evidence as a document, version 1; keys are only ever added within a version.

        - `version`: 1; `cycle`: the year
        - `evidence`: `unit`, `indicator`, `problem` (the problem it proves to be resolved), `title`, `kept_by_unit`, `file`,
          `sha256` (as registered), `found` (the hash of what is there), `size` in bytes, `kind` (by its first bytes),
          `date`, `note`, `fault` ("missing", "outside", "not_a_file", "unreadable", "too_large", "changed", "no_file")
        - `unlisted`: files in the folder of evidence that no entry names
        - what is not known is null; days are 2019-09-30
        """
        return {
            "version": VERSION,
            "cycle": self.cycle,
            "evidence": [_item(one) for one in self.items],
            "unlisted": list(self.unlisted),
        }


def evidence_of(workspace: Workspace, request: EvidenceRequest) -> EvidenceList:
    """The evidence asked for. Raises Refusal."""
    cycle = known_cycle(workspace, request.cycle)
    then = workspace.at(cycle)
    units = asked_units(then, request.units)
    items = evidence_items(workspace, cycle, units)
    unlisted = () if units else tuple(unlisted_files(workspace.root, workspace.evidence))
    sample = any(one.sample for one in workspace.submissions if one.cycle == cycle)
    shown = tuple(one for one in items if one.fault) if request.faulty else items
    gaps = workspace.gaps.of((*ASSIGNMENTS, SUBMISSIONS_FOLDER), cycle=cycle, units=units or None)
    return EvidenceList(cycle, shown, unlisted, sample, gaps, successor_remarks(then, request.units))


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
