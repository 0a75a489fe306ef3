"""Show who owes what, what is answered, what is missing, and what nobody asked for."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.assess.coverage import Coverage, coverage
from dutykit.language import _
from dutykit.listings.coverage_json import coverage_document
from dutykit.listings.coverage_table import By, coverage_table
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.choice import PLAIN, Look, TableFormat, made_at
from dutykit.workspace.asked_names import asked_units, cycle_meant, nothing_of

FORMATS: tuple[TableFormat, ...] = ("table", "json", "csv", "xlsx")


@dataclass(frozen=True, slots=True)
class CoverageRequest:
    """Which part of the coverage to show, and how."""

    by: By = "unit"
    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all."""
    cycle: int | None = None
    """None for the workspace's own."""


def coverage_of(workspace: Workspace, request: CoverageRequest) -> Coverage:
    """The coverage asked for. Raises Refusal for an unknown unit, or if no cycle is known."""
    cycle = cycle_meant(workspace, request.cycle)
    if not workspace.has(cycle):
        raise Refusal(*nothing_of(cycle))
    workspace = workspace.at(cycle)
    found = coverage(workspace, cycle)
    return found.only(asked_units(workspace, request.units)) if request.units else found


def coverage_bytes(
    workspace: Workspace,
    found: Coverage,
    request: CoverageRequest,
    kind: TableFormat,
    look: Look = PLAIN,
) -> bytes:
    """The coverage as a file of `kind`; `look` is for text."""
    workspace = workspace.at(found.cycle)
    if kind == "json":
        from dutykit.output.table.json import json_text

        return json_text(coverage_document(workspace, found)).encode()
    asked = asked_units(workspace, request.units)
    if kind == "xlsx":
        from dutykit.output.table.xlsx import xlsx_bytes

        names: dict[By, str] = {"unit": _("按单位"), "chapter": _("按一级指标"), "indicator": _("按指标")}
        order = sorted(names, key=lambda by: by != request.by)  # the one asked for comes first
        sheets = [(names[by], coverage_table(workspace, found, by, asked, for_file=True)) for by in order]
        return xlsx_bytes(sheets, created=made_at())
    table = coverage_table(workspace, found, request.by, asked, for_file=kind == "csv")
    if kind == "csv":
        from dutykit.output.table.csv import csv_bytes

        return csv_bytes(table)
    from dutykit.output.table.terminal import terminal_text

    return terminal_text(table, width=look.width, color=look.color).encode()
