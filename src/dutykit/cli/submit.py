"""`dutykit submit`: a unit hands its submission in."""

from __future__ import annotations

from dutykit.cli.changing import ByOption, CycleOption, UnitArgument, take
from dutykit.cli.options import AsOfOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen


def submit(
    unit: UnitArgument,
    by: ByOption = None,
    as_of: AsOfOption = None,
    cycle: CycleOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Hand a submission in."""
    take(Screen(quiet, no_color), workspace, "submit", unit, by, as_of, cycle)
