"""The logs of a cycle that were changed by hand: what follows from them, as which letters were sent, may be wrong."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.check.rules.history_chain_broken import history_chain_broken
from dutykit.check.rules.letter_numbers_broken import letter_numbers_broken
from dutykit.model.layout import UNIT_HISTORY_FOLDER
from dutykit.model.workspace import Workspace


def broken_logs(workspace: Workspace, cycle: int) -> Sequence[str]:
    """The files of the units' logs of `cycle` whose lines or letters do not follow each other."""
    flaws = (flaw for rule in (history_chain_broken, letter_numbers_broken) for flaw in rule.flaws(workspace))
    folder = f"{UNIT_HISTORY_FOLDER.format(cycle=cycle)}/"
    return sorted({one.place.file for one in flaws if one.place.file.startswith(folder)})
