"""List the evidence of a cycle: whose, for what, and whether its files are those registered."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.assess.evidence import EvidenceItem, evidence_items
from dutykit.evidence.json_document import evidence_document
from dutykit.evidence.table import evidence_table
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.choice import PLAIN, Look, TableFormat, made_at, table_bytes
from dutykit.workspace.asked_names import asked_units, cycle_meant, nothing_of
from dutykit.workspace.evidence_files import unlisted_files

FORMATS: tuple[TableFormat, ...] = ("table", "csv", "xlsx", "json")


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
class EvidenceList:
    """The evidence of one cycle."""

    cycle: int
    items: tuple[EvidenceItem, ...]
    unlisted: tuple[str, ...]
    """Files in the folder of evidence that no entry of any cycle names; only where all units were asked for."""
    sample: bool
    """Whether any of it is of a sample submission."""

    @property
    def faulty(self) -> tuple[EvidenceItem, ...]:
        """Those with something wrong."""
        return tuple(one for one in self.items if one.fault)


def evidence_of(workspace: Workspace, request: EvidenceRequest) -> EvidenceList:
    """The evidence asked for. Raises Refusal."""
    cycle = cycle_meant(workspace, request.cycle)
    if not workspace.has(cycle):
        raise Refusal(*nothing_of(cycle))
    units = asked_units(workspace.at(cycle), request.units)
    items = evidence_items(workspace, cycle, units)
    unlisted = () if units else tuple(unlisted_files(workspace.root, workspace.evidence))
    sample = any(one.sample for one in workspace.submissions if one.cycle == cycle)
    shown = tuple(one for one in items if one.fault) if request.faulty else items
    return EvidenceList(cycle, shown, unlisted, sample)


def evidence_bytes(found: EvidenceList, kind: TableFormat, look: Look = PLAIN) -> bytes:
    """The list as a file of `kind`; `look` is for text."""
    if kind == "json":
        from dutykit.output.table.json import json_text

        return json_text(evidence_document(found.cycle, found.items, found.unlisted)).encode()
    table = evidence_table(found.cycle, found.items, found.unlisted, sample=found.sample, for_file=kind != "table")
    if kind == "xlsx":
        from dutykit.output.table.xlsx import xlsx_bytes

        return xlsx_bytes([(_("佐证材料目录"), table)], created=made_at())
    return table_bytes(table, kind, look)
