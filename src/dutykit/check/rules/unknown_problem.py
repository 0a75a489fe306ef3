"""Something is stated of a problem that nobody found."""

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
    """销号或以前年度遗留问题的整改情况无法对应到任何问题。

    为什么：无法对应的销号和整改情况不起作用，真正的问题在台账中仍为未销号。

    处理建议：改正 problem 和 from_cycle（问题最初提出的年度）；dutykit ledger 列出全部问题的编号。
    """
    known: dict[str, list[str]] = {}
    for key in workspace.rectification.by_key:
        known.setdefault(key.unit, []).append(key.problem)
    for cycle, unit, stated in workspace.rectification.strays:
        if any(workspace.gaps.hides(folder, unit=unit) for folder in (SUBMISSIONS_FOLDER, REVIEWS_FOLDER)):
            continue  # the problem may be in what could not be read
        found_in = stated.from_cycle if stated.from_cycle is not None else cycle
        message = _("{unit}在 {cycle} 年度没有编号为“{problem}”的问题")
        if found_in > cycle or (found_in == cycle and isinstance(stated, CarriedProblem)):
            message = _("{unit}：问题“{problem}”的年度 {cycle} 不早于该文件所属年度")
        text = message.format(unit=unit, cycle=found_in, problem=shortened(stated.problem))
        guesses = Guesses({one: one for one in known.get(unit, ()) if one != stated.problem})
        yield Flaw(stated.place_of("problem"), text, guesses.fix(stated.problem))
