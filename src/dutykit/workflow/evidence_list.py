"""List the evidence of a cycle: whose, for what, and whether its files are those registered."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.assess.evidence import EvidenceItem, evidence_items
from dutykit.language import _
from dutykit.load.evidence import unlisted_files
from dutykit.model.workspace import Workspace
from dutykit.workflow.evidence_json import evidence_document
from dutykit.workflow.evidence_table import evidence_table
from dutykit.workflow.score import asked_units, cycle_meant
from dutykit.workflow.table_output import (
    PLAIN,
    Look,
    TableFormat,
    TableImpossibleError,
    made_at,
    nothing_of,
    table_bytes,
)

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
    """The evidence asked for. Raises TableImpossibleError."""
    cycle = cycle_meant(workspace, request.cycle)
    if not workspace.has(cycle):
        raise TableImpossibleError(*nothing_of(cycle))
    units = asked_units(workspace.at(cycle), request.units)
    items = evidence_items(workspace, cycle, units)
    unlisted = () if units else tuple(unlisted_files(workspace.root, workspace.evidence))
    sample = any(one.sample for one in workspace.submissions if one.cycle == cycle)
    shown = tuple(one for one in items if one.fault) if request.faulty else items
    return EvidenceList(cycle, shown, unlisted, sample)


def evidence_bytes(found: EvidenceList, kind: TableFormat, look: Look = PLAIN) -> bytes:
    """The list as a file of `kind`; `look` is for text."""
    if kind == "json":
        from dutykit.render.table.json import json_text

        return json_text(evidence_document(found.cycle, found.items, found.unlisted)).encode()
    table = evidence_table(found.cycle, found.items, found.unlisted, sample=found.sample, for_file=kind != "table")
    if kind == "xlsx":
        from dutykit.render.table.xlsx import xlsx_bytes

        return xlsx_bytes([(_("佐证材料目录"), table)], created=made_at())
    return table_bytes(table, kind, look)
