"""Something is said of a problem that nobody found."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REVIEWS_FOLDER, SUBMISSIONS_FOLDER
from dutykit.model.submission import CarriedProblem
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def unknown_problem(workspace: Workspace) -> Iterable[Flaw]:
    """销号或遗留问题的答复对不上任何问题。

    为什么：对不上的答复和销号不起作用，真正的那个问题在台账上仍然没有下文。

    怎么改：改正 problem 和 from_cycle（问题最初提出的年度）；dutykit ledger 列出全部问题的编号。
    """
    folders = (SUBMISSIONS_FOLDER + "/", REVIEWS_FOLDER + "/")
    if any(name.startswith(folders) for name in workspace.incomplete):
        return  # the problem may stand in what could not be read
    known: dict[str, list[str]] = {}
    for key in workspace.rectification.by_key:
        known.setdefault(key.unit, []).append(key.problem)
    for cycle, unit, said in workspace.rectification.strays:
        found_in = said.from_cycle if said.from_cycle is not None else cycle
        message = _("{unit} {cycle} 年度没有编号为“{problem}”的问题")
        if found_in > cycle or (found_in == cycle and isinstance(said, CarriedProblem)):
            message = _("{unit}：问题“{problem}”的年度 {cycle} 不在这一年度之前")
        text = message.format(unit=unit, cycle=found_in, problem=shortened(said.problem))
        guesses = Guesses({one: one for one in known.get(unit, ()) if one != said.problem})
        yield Flaw(said.place_of("problem"), text, guesses.fix(said.problem))
