"""What a unit scores, by its own word and by the office's: every sum with the parts it is made of, all exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal

from dutykit.model.review import IndicatorReview, Occurrence
from dutykit.model.scoring import Event, Grade, Level, PointsItem, Scoring
from dutykit.model.submission import Answer, Rating
from dutykit.model.workspace import Workspace

Side = Literal["self", "reviewed"]
"""Whose scores: the unit's own, or the office's."""

_WIDE = Context(prec=400)


@dataclass(frozen=True, slots=True)
class Part:
    """What one indicator brings to its pot."""

    indicator: str
    score: Fraction | None
    """None where nothing was scored."""
    rating: Rating | None
    level: str | None
    """The level that the score follows from; None where a score was written."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a sum: a pot with the indicators assigned to the unit in it."""

    item: PointsItem
    chapter: int
    parts: tuple[Part, ...]

    @property
    def points(self) -> Fraction:
        """How many points there are to get."""
        return Fraction(self.item.points)

    @property
    def applies(self) -> bool:
        """Whether any of it applies to the unit; what does not is left out of what can be reached."""
        return any(part.rating != "not_applicable" for part in self.parts)

    @property
    def score(self) -> Fraction | None:
        """The sum of its parts; None while one of them that applies is not scored."""
        scores = [part.score for part in self.parts if part.rating != "not_applicable"]
        return None if None in scores or not scores else sum((one for one in scores if one is not None), Fraction(0))


@dataclass(frozen=True, slots=True)
class Share:
    """What one chapter brings to a weighted total."""

    chapter: int
    score: Fraction
    points: Fraction
    weight: Fraction
    """Of 100; where the unit has no assignment in other chapters, theirs is shared out in proportion."""

    @property
    def worth(self) -> Fraction:
        """What it adds to the total."""
        return self.score / self.points * self.weight if self.points else Fraction(0)


@dataclass(frozen=True, slots=True)
class Addition:
    """Points that an event adds or takes away."""

    event: Event
    occurrence: Occurrence
    points: Fraction
    """Below zero for a deduction."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change of grade by an event."""

    event: Event
    occurrence: Occurrence
    before: Grade
    after: Grade


@dataclass(frozen=True)
class Account:
    """One side's sum, from its lines to the grade."""

    side: Side
    items: tuple[Item, ...]
    """Those that apply, in the catalogue's order."""
    left_out: tuple[Item, ...]
    """Those that do not apply."""
    shares: tuple[Share, ...] = ()
    additions: tuple[Addition, ...] = ()
    capped: Fraction | None = None
    """What all bonuses together may add, where they would add more."""
    steps: tuple[Step, ...] = ()
    total: Decimal | None = None
    """Rounded as the scoring states; None while an item has no score."""
    exact: Fraction | None = None
    """The total before rounding."""
    grade_by_total: Grade | None = None
    grade: Grade | None = None
    """After downgrades, bars and vetoes."""
    occurred: tuple[tuple[Event, Occurrence], ...] = ()
    """Every event that took place, also where it changed neither total nor grade."""

    @property
    def vetoed(self) -> bool:
        """Whether it is ranked behind all others, whatever its total."""
        return any(event.kind == "veto" for event, _occurrence in self.occurred)

    @property
    def score(self) -> Fraction:
        """The sum of what is scored."""
        return sum((item.score or Fraction(0) for item in self.items), Fraction(0))

    @property
    def points(self) -> Fraction:
        """The sum of what can be reached."""
        return sum((item.points for item in self.items), Fraction(0))

    @property
    def lacking(self) -> tuple[Item, ...]:
        """The items without a score."""
        return tuple(item for item in self.items if item.score is None)


@dataclass(frozen=True, slots=True)
class Difference:
    """An item that both sides scored, differently."""

    item: PointsItem
    own: Fraction
    reviewed: Fraction

    @property
    def percent(self) -> Fraction:
        """The difference in percent of the points; 100 where there are none."""
        gap = abs(self.own - self.reviewed)
        return gap / Fraction(self.item.points) * 100 if self.item.points else Fraction(100)

    @property
    def percent_words(self) -> str:
        """The same as a reader sees it, with one decimal at most."""
        return f"{rounded(self.percent, 1).normalize():f}"


@dataclass(frozen=True)
class UnitScore:
    """Both sides of one unit."""

    unit: str
    own: Account | None
    """None for a unit that handed nothing in."""
    reviewed: Account | None
    """None for a unit that is not reviewed."""
    credibility: Decimal | None = None
    """In percent, with one decimal."""
    differences: tuple[Difference, ...] = ()
    """Every item that was scored differently, in the catalogue's order."""
    over: tuple[Difference, ...] = field(default=())
    """Those beyond the threshold."""

    def account(self, side: Side) -> Account | None:
        """The account of one side."""
        return self.own if side == "self" else self.reviewed


def unit_scores(workspace: Workspace, scoring: Scoring, cycle: int, units: Iterable[str]) -> list[UnitScore]:
    """The scores of `units` (ids) in `cycle`, in their order."""
    return [_unit_score(workspace, scoring, cycle, unit) for unit in units]


def rounded(value: Fraction, decimals: int) -> Decimal:
    """`value` with so many decimals, halves rounded away from zero."""
    sign = -1 if value < 0 else 1
    units = (abs(value) * 10**decimals * 2 + 1).__floor__() // 2
    return _WIDE.scaleb(Decimal(sign * units), -decimals)


def exact(value: Fraction) -> Decimal:
    """`value` as a decimal with all its digits; with six decimals where it has no end."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return rounded(value, max(twos, fives) if rest == 1 else 6)


def exact_text(value: Fraction) -> str:
    """`value` as text, likewise."""
    return f"{exact(value):f}"


def _unit_score(workspace: Workspace, scoring: Scoring, cycle: int, unit: str) -> UnitScore:
    submission, review = workspace.submission(unit, cycle), workspace.review(unit, cycle)
    own_items = list(_items(workspace, scoring, cycle, unit, "self"))
    reviewed_items = list(_items(workspace, scoring, cycle, unit, "reviewed"))
    own = None if submission is None else _account(scoring, "self", own_items, ())
    reviewed = None if review is None else _account(scoring, "reviewed", reviewed_items, review.events)
    if own is None or reviewed is None:
        return UnitScore(unit, own, reviewed)
    pairs = _pairs(own, reviewed)
    differences = tuple(one for one in pairs if one.own != one.reviewed)
    limit = scoring.difference
    over = () if limit is None else tuple(one for one in differences if one.percent > Fraction(limit))
    return UnitScore(unit, own, reviewed, _credibility(scoring, pairs), differences, over)


def _items(workspace: Workspace, scoring: Scoring, cycle: int, unit: str, side: Side) -> Iterator[Item]:
    submission, review = workspace.submission(unit, cycle), workspace.review(unit, cycle)
    answers = {} if submission is None else submission.by_indicator
    verdicts = {} if review is None else review.by_indicator
    gathered: dict[tuple[str, str], tuple[PointsItem, int, list[Part]]] = {}
    for duty in workspace.responsibilities.by_unit.get(unit, ()):
        item = workspace.points_items.get(duty.indicator)
        if item is None:
            continue
        chapter = workspace.catalogue.by_id[duty.indicator].chapter_number
        answer = answers.get(duty.indicator)
        if side == "self":
            part = _own_part(scoring, item, duty.indicator, answer)
        else:
            part = reviewed_part(scoring, item, duty.indicator, answer, verdicts.get(duty.indicator))
        gathered.setdefault((item.level, item.key), (item, chapter, []))[2].append(part)
    for item, chapter, parts in gathered.values():
        yield Item(item, chapter, tuple(parts))


def _own_part(scoring: Scoring, item: PointsItem, indicator: str, answer: Answer | None) -> Part:
    if answer is None:
        return Part(indicator, None, None, None)
    if answer.score is not None:
        return Part(indicator, Fraction(answer.score), answer.rating, None)
    return _by_level(item, indicator, answer.rating, scoring.level_of(answer.rating))


def reviewed_part(
    scoring: Scoring, item: PointsItem, indicator: str, answer: Answer | None, verdict: IndicatorReview | None
) -> Part:
    """What an indicator brings by a reviewer's word: the score as written, else as the level gives it."""
    if verdict is None or verdict.verdict is None:
        # Where the office states nothing of it, the unit's word holds for what does not apply to it.
        rating: Rating | None = "not_applicable" if answer is not None and answer.rating == "not_applicable" else None
    else:
        rating = verdict.verdict
    if verdict is None:
        return Part(indicator, None, rating, None)
    if verdict.score is not None:
        return Part(indicator, Fraction(verdict.score), rating, None)
    written = None if verdict.level is None else scoring.level_by_id.get(verdict.level)
    return _by_level(item, indicator, rating, written or scoring.level_of(verdict.verdict))


def _by_level(item: PointsItem, indicator: str, rating: Rating | None, level: Level | None) -> Part:
    if level is None or item.level != "indicators":
        return Part(indicator, None, rating, None)
    return Part(indicator, Fraction(item.points) * Fraction(level.share), rating, level.id)


def _account(scoring: Scoring, side: Side, items: Sequence[Item], occurrences: Sequence[Occurrence]) -> Account:
    applying = tuple(item for item in items if item.applies)
    left_out = tuple(item for item in items if not item.applies)
    additions, capped = _additions(scoring, occurrences)
    events = scoring.event_by_id
    occurred = tuple((events[one.event], one) for one in occurrences if one.event in events)
    base = Account(side, applying, left_out)
    if not applying or base.lacking:
        return Account(side, applying, left_out, (), additions, capped, occurred=occurred)
    shares = tuple(_shares(scoring, applying)) if scoring.method == "weighted" else ()
    match scoring.method:
        case "sum":
            exact = base.score
        case "percent":
            exact = base.score / base.points * 100 if base.points else Fraction(0)
        case "weighted":
            exact = sum((one.worth for one in shares), Fraction(0))
    bonus = sum((one.points for one in additions if one.points > 0), Fraction(0))
    exact += (bonus if capped is None else capped) + sum(
        (one.points for one in additions if one.points < 0), Fraction(0)
    )
    total = rounded(exact, scoring.decimals)
    by_total = grade_of(scoring, total)
    steps = tuple(_steps(scoring, by_total, occurrences)) if by_total is not None else ()
    grade = steps[-1].after if steps else by_total
    return Account(side, applying, left_out, shares, additions, capped, steps, total, exact, by_total, grade, occurred)


def grade_of(scoring: Scoring, total: Decimal) -> Grade | None:
    """The grade that `total` gives; None where no grade holds it."""
    for grade in scoring.ladder:
        if (grade.min is None or total >= grade.min) and (grade.max is None or total <= grade.max):
            return grade
    return None


def _shares(scoring: Scoring, items: Sequence[Item]) -> Iterator[Share]:
    chapters: dict[int, list[Item]] = {}
    for item in items:
        chapters.setdefault(item.chapter, []).append(item)
    weights = {chapter: Fraction(scoring.weights.get(str(chapter), 0)) for chapter in chapters}
    whole = sum(weights.values(), Fraction(0))
    for chapter, members in chapters.items():
        score = sum((item.score or Fraction(0) for item in members), Fraction(0))
        points = sum((item.points for item in members), Fraction(0))
        yield Share(chapter, score, points, weights[chapter] * 100 / whole if whole else Fraction(0))


def _additions(scoring: Scoring, occurrences: Iterable[Occurrence]) -> tuple[tuple[Addition, ...], Fraction | None]:
    """What events add and take away, each held to its own limit, and the limit of all bonuses where it is passed."""
    given: dict[str, Fraction] = {}
    found = []
    for one in occurrences:
        event = scoring.event_by_id.get(one.event)
        if event is None or event.kind not in {"bonus", "deduction"} or event.points is None:
            continue
        points = Fraction(event.points) * one.times
        if event.most is not None:
            points = min(points, Fraction(event.most) - given.get(event.id, Fraction(0)))
        given[event.id] = given.get(event.id, Fraction(0)) + points
        found.append(Addition(event, one, points if event.kind == "bonus" else -points))
    bonus = sum((one.points for one in found if one.points > 0), Fraction(0))
    most = None if scoring.bonus_most is None else Fraction(scoring.bonus_most)
    return tuple(found), most if most is not None and bonus > most else None


def _steps(scoring: Scoring, grade: Grade, occurrences: Sequence[Occurrence]) -> Iterator[Step]:
    """Downgrades first, then what bars a grade, then vetoes: none of them ever raises a grade."""
    ladder = scoring.ladder
    for kind in ("downgrade", "bar", "veto"):
        for one in occurrences:
            event = scoring.event_by_id.get(one.event)
            if event is None or event.kind != kind:
                continue
            at = ladder.index(grade)
            named = next((number for number, step in enumerate(ladder) if step.id == event.grade), None)
            if kind == "downgrade":
                to = at + event.grades * one.times
            elif kind == "bar":
                to = at if named is None else named + 1
            else:
                to = len(ladder) - 1 if named is None else named
            after = ladder[min(max(at, to), len(ladder) - 1)]
            yield Step(event, one, grade, after)
            grade = after


def _pairs(own: Account, reviewed: Account) -> list[Difference]:
    """Every pot that both sides scored."""
    other = {(item.item.level, item.item.key): item for item in reviewed.items}
    found = []
    for item in own.items:
        match = other.get((item.item.level, item.item.key))
        if match is not None and item.score is not None and match.score is not None:
            found.append(Difference(item.item, item.score, match.score))
    return found


def _credibility(scoring: Scoring, pairs: Sequence[Difference]) -> Decimal | None:
    """How far the self-score may be believed, over what both sides scored; None where there is nothing to go by."""
    if scoring.credibility is None or not pairs:
        return None
    points = sum((Fraction(one.item.points) for one in pairs), Fraction(0))
    own = sum((one.own for one in pairs), Fraction(0))
    reviewed = sum((one.reviewed for one in pairs), Fraction(0))
    match scoring.credibility.method:
        case "by_item":
            gap = sum((abs(one.own - one.reviewed) for one in pairs), Fraction(0))
            return rounded((1 - gap / points) * 100, 1) if points else None
        case "total":
            return rounded((1 - abs(own - reviewed) / points) * 100, 1) if points else None
        case "ratio":
            return rounded(reviewed / own * 100, 1) if own else None
