"""`dutykit accept`: the office accepts a submission."""

from __future__ import annotations

from dutykit.cli.changing import ByOption, CycleOption, UnitArgument, hand, refusals, tell_step, workspace_root
from dutykit.cli.options import AsOfOption, LangOption, NoColorOption, QuietOption, WorkspaceOption
from dutykit.cli.screen import Screen


def accept(
    unit: UnitArgument,
    by: ByOption = None,
    as_of: AsOfOption = None,
    cycle: CycleOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Accept a submission."""
    from dutykit.workflow.as_of import day_of
    from dutykit.workflow.states import Step, take_step

    screen = Screen(quiet, no_color)
    root = workspace_root(screen, workspace)
    with refusals(screen, root):
        tell_step(screen, take_step(root, Step("accept", unit, hand(by), day_of(as_of), cycle)))
