"""The rows of a form about problems: the unit's own, those the office found, those left from earlier cycles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.row import FormRow, filled_cells, form_row
from dutykit.language import _
from dutykit.model.rectification import ProblemKey
from dutykit.model.review import OfficeFinding
from dutykit.model.submission import Answer, CarriedProblem, Submission
from dutykit.model.workspace import Workspace

_OF_THE_OFFICE = frozenset({"indicator", "id", "found_by", "text"})


def problem_rows(
    workspace: Workspace, unit: str, cycle: int, indicator: str, answer: Answer | None
) -> Iterator[FormRow]:
    """The problems of one indicator: as the unit wrote them, of two with one id the first; then the office's others."""
    seen = set()
    for one in () if answer is None else answer.problems:
        if one.id in seen:
            continue
        seen.add(one.id)
        cells = {"indicator": indicator, **filled_cells("problems", one)}
        yield _row(("problems", indicator, one.id), cells, _closed(workspace, ProblemKey(cycle, unit, one.id)))
    for finding in office_findings(workspace, unit, cycle):
        if finding.indicator != indicator or finding.id in seen:
            continue
        seen.add(finding.id)
        cells = {"indicator": indicator, **filled_cells("problems", finding), "status": "open"}
        closed = _closed(workspace, ProblemKey(cycle, unit, finding.id))
        yield _row(("problems", indicator, finding.id), cells, closed, _OF_THE_OFFICE)


def office_findings(workspace: Workspace, unit: str, cycle: int) -> Iterable[OfficeFinding]:
    """What monitoring and inspection found at `unit` (its id) in `cycle`."""
    review = workspace.review(unit, cycle)
    return () if review is None else review.findings


def carried_rows(workspace: Workspace, unit: str, cycle: int, submission: Submission | None) -> Iterator[FormRow]:
    """The problems left from earlier cycles: those that the unit already answers for, then those still open."""
    given: dict[tuple[int, str], CarriedProblem | None] = {}
    for one in () if submission is None else submission.carried:
        given.setdefault((one.from_cycle, one.problem), one)
    for tracked in workspace.rectification.open_before(unit, cycle, workspace.register):
        given.setdefault((tracked.key.cycle, tracked.key.problem), None)
    known = {
        (one.key.cycle, one.key.problem): one for one in workspace.rectification.asked_of(unit, workspace.register)
    }
    for key, carried in given.items():
        whole = known.get(key)
        then = None if whole is None else whole.until(cycle)
        cells: dict[str, FormValue] = {
            "from_cycle": key[0],
            "id": key[1],
            "text": _("（问题整改台账中没有该问题）") if then is None else then.text,
            "measure": None if then is None else then.measure,
            "due": None if then is None else then.due,
        }
        cells |= filled_cells("carried", carried)
        closed = None if then is None else then.closed()
        yield _row(("carried", str(key[0]), key[1]), cells, None if closed is None else closed.closing.closed_on)


def _closed(workspace: Workspace, key: ProblemKey) -> dt.date | None:
    """The day on which the office closed a problem."""
    tracked = workspace.rectification.by_key.get(key)
    closed = None if tracked is None else tracked.closed()
    return None if closed is None else closed.closing.closed_on


def _row(
    key: tuple[str, ...], cells: dict[str, FormValue], closed_on: dt.date | None, locked: frozenset[str] = frozenset()
) -> FormRow:
    """A row; what only the office may say, that the problem is closed, is locked."""
    if closed_on is not None:
        cells |= {"status": "closed", "closed_on": closed_on}
    if cells.get("status") == "closed":
        locked |= {"status"}
    if cells.get("closed_on") is not None:
        locked |= {"closed_on"}
    return form_row(key, cells, locked=locked)
