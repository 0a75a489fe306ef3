"""Prints lists of evidence, for a bundle of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dutykit.language import _
from dutykit.model.workspace import Workspace
from dutykit.reports.kinds_of_workspace import kind_named
from dutykit.reports.press.batch import Batch
from dutykit.reports.press.making import make_reports
from dutykit.reports.press.order import Order


def print_evidence_lists(workspace: Workspace, files: Mapping[str | None, Path], cycle: int) -> str | None:
    """Write the list of evidence of each unit (None for all units) in `cycle` to its PDF file.

    Returns why one could not be made, None if all were.
    """
    kind = kind_named(workspace.root, "evidence")
    orders = tuple(Order(workspace.root, unit, path, kind.name) for unit, path in files.items())
    for made in make_reports([Batch(workspace.root, orders, workspace)], medium="pdf", cycle=cycle):
        if not made.written:
            return made.failure or _("、").join(one.message for one in made.findings)
    return None
