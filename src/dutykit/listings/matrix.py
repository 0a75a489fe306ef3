"""Show the responsibility grid, and say why a unit owes an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dutykit.assess.matrix import Matrix
from dutykit.assess.matrix import matrix as assessed
from dutykit.assess.reason import Reason, reason
from dutykit.language import _, current_language
from dutykit.listings.matrix_json import matrix_document
from dutykit.listings.matrix_table import indicator_table, unit_table
from dutykit.model.workspace import Workspace
from dutykit.output.choice import PLAIN, Look, TableFormat, made_at
from dutykit.workspace.asked_names import asked_units, chapter_meant, indicator_meant, unit_or_group

FORMATS: tuple[TableFormat, ...] = ("table", "csv", "xlsx", "html", "md", "json")

By = Literal["indicator", "unit"]


@dataclass(frozen=True, slots=True)
class MatrixRequest:
    """Which part of the grid to show, and how."""

    by: By = "indicator"
    chapter: str | None = None
    """Its number, 3 or 三; None for all."""
    units: tuple[str, ...] = ()
    """Names or aliases; empty for all."""
    expand_groups: bool = False


def matrix_bytes(workspace: Workspace, request: MatrixRequest, kind: TableFormat, look: Look = PLAIN) -> bytes:
    """The grid as a file of `kind`; `look` is for text. Raises Refusal."""
    grid, names = _grid(workspace, request)
    if kind == "json":
        from dutykit.output.table.json import json_text

        return json_text(matrix_document(workspace, grid)).encode()
    if kind == "xlsx":
        from dutykit.output.table.xlsx import xlsx_bytes

        by_indicator = (_("按指标"), indicator_table(workspace, grid, names, for_file=True))
        by_unit = (_("按单位"), unit_table(workspace, grid, names, for_file=True))
        sheets = [by_indicator, by_unit] if request.by == "indicator" else [by_unit, by_indicator]
        return xlsx_bytes(sheets, created=made_at())
    if request.by == "unit":
        table = unit_table(workspace, grid, names, for_file=kind != "table")
    else:
        table = indicator_table(workspace, grid, names, for_file=kind != "table")
    if kind == "csv":
        from dutykit.output.table.csv import csv_bytes

        return csv_bytes(table)
    if kind == "html":
        from dutykit.output.table.html import html_text

        return html_text(table, language="zh-CN" if current_language() == "zh" else "en").encode()
    if kind == "md":
        from dutykit.output.table.markdown import markdown_text

        return markdown_text(table).encode()
    from dutykit.output.table.terminal import terminal_text

    return terminal_text(table, width=look.width, color=look.color).encode()


def why(workspace: Workspace, indicator: str, unit: str) -> Reason:
    """Why the unit or group `unit` owes the indicator (names as a user writes them). Raises Refusal."""
    return reason(workspace, indicator_meant(workspace.catalogue, indicator), unit_or_group(workspace.register, unit))


def _grid(workspace: Workspace, request: MatrixRequest) -> tuple[Matrix, tuple[str, ...]]:
    """The grid, and the ids of the units and groups it was narrowed to."""
    chapter = None if request.chapter is None else chapter_meant(workspace.catalogue, request.chapter)
    names = tuple(dict.fromkeys(unit_or_group(workspace.register, name).id for name in request.units))
    units = asked_units(workspace, names)
    grid = assessed(workspace, expand_groups=request.expand_groups, chapter=chapter, units=units)
    return grid, names
