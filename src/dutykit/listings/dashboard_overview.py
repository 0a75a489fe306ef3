"""What a dashboard's overview shows: the numbers of the report 工作情况一览, made of the same views."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from dutykit.assess.round_figures import ProblemCount, RoundFigures, city_figures
from dutykit.assess.score import Side, UnitScore, exact_text
from dutykit.assess.timeline import RoundStatus
from dutykit.language import _
from dutykit.listings.score_text import item_name
from dutykit.model.evaluation import Evaluation
from dutykit.model.letter import Letter
from dutykit.model.office_words import letter_name, letter_number
from dutykit.model.scoring import Scoring
from dutykit.model.workspace import Workspace
from dutykit.text.clean import paragraphs

_SIDES: tuple[Side, ...] = ("self", "reviewed")


def overview_document(
    workspace: Workspace, status: RoundStatus, scoring: Scoring | None, scores: Sequence[UnitScore]
) -> dict[str, object]:
    """The overview of the round of `status`.

    - `now` and `before` (the round before, or null): `cycle`, `units`, `submitted`, `unknown` (units whose files could not be
      read), `owed`, `answered`, `unreadable`, `problems` (found in that round), `partial` (whether more may be there)
    - `problems` (of all rounds): `found`, `closed`, `overdue`; `late_units`; `has_timetable`: whether its stages are known
    - `worst_first`: ids of the units; `letters` issued by the day: `unit`, `color`, `kind` ("order" or null), `name`,
      `number`, `stage`, `on`, `until`
    - `grades`: `side` and `counts`: `grade`, `units`; `differences`, the largest first: `unit`, `item`, `self`, `reviewed`,
      `percent`, `over`
    - `coordination`: what the office asks the leader to coordinate, by paragraph
    """
    found = city_figures(workspace, status.cycle, status.as_of)
    office = workspace.evaluations.get(status.cycle, Evaluation())
    return {
        "now": _round(found.now),
        "before": None if found.before is None else _round(found.before),
        "problems": _problems(found.problems),
        "late_units": found.late_units,
        "has_timetable": found.has_timetable,
        "worst_first": [one.unit for one in status.worst_first],
        "letters": [*_letters(status)],
        "grades": [] if scoring is None else [*_grades(scoring, scores)],
        "differences": [*_differences(scores)],
        "coordination": [*paragraphs(office.coordination)],
    }


def _round(one: RoundFigures) -> dict[str, object]:
    return {
        "cycle": one.cycle,
        "units": one.units,
        "submitted": one.submitted,
        "unknown": [*one.unknown],
        "owed": one.answers.owed,
        "answered": one.answers.answered,
        "unreadable": one.answers.unreadable,
        "problems": _problems(one.problems),
        "partial": one.is_partial,
    }


def _problems(one: ProblemCount) -> dict[str, object]:
    return asdict(one)


def _letters(status: RoundStatus) -> Iterator[dict[str, object]]:
    """The letters that were issued by the day, the hardest first, then the earliest."""
    sent: list[tuple[str, dt.date, Letter]] = [
        (one.unit, entry.on, entry.letter) for one in status.units for entry in one.letters if entry.letter is not None
    ]
    for unit, on, letter in sorted(sent, key=lambda one: (-one[2].rank, one[1])):
        yield {
            "unit": unit,
            "color": letter.color,
            "kind": letter.kind,
            "name": letter_name(letter),
            "number": letter_number(letter),
            "stage": letter.stage,
            "on": on.isoformat(),
            "until": letter.until.isoformat(),
        }


def _grades(scoring: Scoring, scores: Sequence[UnitScore]) -> Iterator[dict[str, object]]:
    """How many units have each grade, from the highest, by their own word and by the office's."""
    for side in _SIDES:
        accounts = (one.account(side) for one in scores)
        counts = Counter(one.grade.id for one in accounts if one is not None and one.grade is not None)
        if counts:
            held = [{"grade": one.id, "units": counts[one.id]} for one in scoring.ladder if counts[one.id]]
            yield {"side": _("自评等次") if side == "self" else _("复核等次"), "counts": held}


def _differences(scores: Sequence[UnitScore]) -> Iterator[dict[str, object]]:
    """All that the unit and the office scored differently, the largest difference first."""
    every = [(score, one) for score in scores for one in score.differences]
    for score, one in sorted(every, key=lambda pair: -pair[1].percent):
        yield {
            "unit": score.unit,
            "item": item_name(one.item),
            "self": f"{exact_text(one.own)}/{one.item.points}",
            "reviewed": f"{exact_text(one.reviewed)}/{one.item.points}",
            "percent": f"{exact_text(one.percent)}%",
            "over": one in score.over,
        }
