"""Write the problems of a rectification plan into the office's reviews: one finding for each unit that has to put it right."""

from __future__ import annotations

import codecs
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dutykit.assess.matching import plain
from dutykit.language import _
from dutykit.model.gap import ASSIGNMENTS
from dutykit.model.layout import REVIEWS_FOLDER
from dutykit.model.record import Record
from dutykit.model.refusal import Refusal
from dutykit.model.review import OfficeFinding, Review
from dutykit.model.submission import FoundBy
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.plans.rectification.record import FoundProblem
from dutykit.schemas.installation import modeline
from dutykit.text.simplified import simplified
from dutykit.workspace.file_before import bytes_after, bytes_before
from dutykit.workspace.review_file import ReviewSubject, list_edits, review_document, review_in
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import OnRecovery, OpenWorkspace, Write, changing, ignore_recovery
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import UnsafeEditError
from dutykit.workspace.yaml.scalar_text import id_value

_ALIKE = 0.1
"""The part of a problem's pairs of letters, weighed by how rare they are, that an indicator must have to be proposed."""


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem of one unit."""

    problem: FoundProblem
    unit: str
    """Its id."""
    id: str
    indicator: str | None
    """The indicator it is put under: as given, else the likeliest of the unit's; None where none is likely."""
    is_given: bool
    there: OfficeFinding | None = None
    """The same problem where the review has it already."""

    @property
    def changes(self) -> dict[str, object]:
        """What the plan, or somebody, says of a problem that is there otherwise than the review does."""
        if self.there is None:
            return {}
        same = _same_words(self.there, self.problem)
        wanted = {
            "text": None if same else self.problem.words,
            "measure": None if same else self.problem.measure or None,
            "person": None if same else self.problem.who or None,
            "due": None if same else self.problem.due,
            "indicator": id_value(self.indicator) if self.is_given and self.indicator is not None else None,
        }
        return {
            name: value
            for name, value in wanted.items()
            if value is not None and str(value) != str(getattr(self.there, name))
        }


@dataclass(frozen=True, slots=True)
class Placed:
    """The problems of a plan in a workspace."""

    problems: tuple[PlacedProblem, ...]
    unknown: Mapping[str, Sequence[str]]
    """Names that are no unit of the workspace, with the numbers of the problems they are at,"""
    empty: Mapping[str, Sequence[str]]
    """and those of its groups that have no members."""
    nobodys: tuple[FoundProblem, ...]
    """Problems that name no unit."""
    replaced: Mapping[str, Sequence[str]]
    """The names of units in the document in place of which others were given, by the numbers of the problems."""


@dataclass(frozen=True, slots=True)
class WantedProblems:
    """Which problems are for which cycle, and what somebody said of them."""

    problems: Sequence[FoundProblem]
    cycle: int
    indicators: Mapping[str, str] = field(default_factory=dict)
    """The indicators of problems by their numbers."""
    units: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The units of problems by their numbers, in place of those the document names."""
    found_by: FoundBy | None = None
    """Who found those of which the document does not say it."""

    def of(self, problem: FoundProblem) -> Sequence[str]:
        """The names of the units that have to put a problem right."""
        return self.units.get(problem.number, problem.units)


def place_problems(workspace: Workspace, wanted: WantedProblems) -> Placed:
    """Whose the problems are and what they are about.

    A problem that a review has with the same words is that one, and so is one whose first words are the same: the plan was
    revised. Any other gets an id that no problem has: of two plans of one year both have a problem 1. Raises Refusal if an
    indicator, a unit or a problem that was named does not exist.
    """
    then = workspace.at(wanted.cycle)
    _all_there(then, wanted)
    likely = _Likely(then)
    reviews = {unit.id: _There(then.review(unit.id, wanted.cycle)) for unit in then.register.units}
    nowhere: dict[str, list[str]] = {}
    pairs = [(problem, unit) for problem in wanted.problems for unit in _units(then, wanted, problem, nowhere)]
    known = set(map(plain, then.register.canonical))
    unknown = {name: numbers for name, numbers in nowhere.items() if plain(name) not in known}
    empty = {name: numbers for name, numbers in nowhere.items() if name not in unknown}
    found = [reviews[unit].take(problem) for problem, unit in pairs]
    placed = []
    for (problem, unit), same in zip(pairs, found, strict=True):
        there = same or reviews[unit].take_alike(problem)
        key = there.id if there is not None else reviews[unit].free_id(f"{wanted.cycle}-{unit}-整改{problem.number}")
        said = wanted.indicators.get(problem.number)
        guess = said or (there.indicator if there is not None else likely.of(unit, problem))
        placed.append(PlacedProblem(problem, unit, key, guess, said is not None, there))
    nobodys = tuple(problem for problem in wanted.problems if not wanted.of(problem))
    return Placed(tuple(placed), unknown, empty, nobodys, _replaced(then, wanted))


def _replaced(workspace: Workspace, wanted: WantedProblems) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in wanted.problems:
        given = [workspace.register.find(name) for name in wanted.of(one)]
        names = [name for name in one.units if workspace.register.find(name) not in given]
        if one.number in wanted.units and names:
            found[one.number] = names
    return found


def _all_there(workspace: Workspace, wanted: WantedProblems) -> None:
    for number in (*wanted.indicators, *wanted.units):
        if number not in {one.number for one in wanted.problems}:
            raise Refusal(_("没有编号为 {number} 的问题").format(number=number))
    for indicator in wanted.indicators.values():
        if indicator not in workspace.catalogue.by_id:
            raise Refusal(_("没有编号为 {indicator} 的指标").format(indicator=indicator))
    for name in (name for names in wanted.units.values() for name in names):
        if workspace.register.find(name) is None:
            raise Refusal(_("单位名录中没有：{names}").format(names=name))


def _same_words(one: OfficeFinding, problem: FoundProblem) -> bool:
    parts = tuple(map(plain, (problem.words, problem.measure, problem.who)))
    there = tuple(map(plain, (one.text, one.measure or "", one.person or "")))
    return there == parts or plain(one.text) == plain(problem.whole)


class _There:
    """The problems that a review has, each to be found once."""

    def __init__(self, review: Review | None) -> None:
        self._left = list(review.findings) if review is not None else []
        self._ids = {one.id for one in self._left}

    def take(self, problem: FoundProblem) -> OfficeFinding | None:
        """The problem with these words, measure and person, which may all stand in its text."""
        return self._take(one for one in self._left if _same_words(one, problem))

    def take_alike(self, problem: FoundProblem) -> OfficeFinding | None:
        """One that is the same problem with something else said about it."""
        begins = plain(f"{problem.text}。")
        return self._take(one for one in self._left if plain(f"{one.text}。").startswith(begins))

    def _take(self, found: Iterable[OfficeFinding]) -> OfficeFinding | None:
        one = next(iter(found), None)
        if one is not None:
            self._left.remove(one)
        return one

    def free_id(self, stem: str) -> str:
        """The first id of this kind that no problem has; it is taken then."""
        ids = itertools.chain([stem], (f"{stem}-{count}" for count in itertools.count(2)))
        found = next(one for one in ids if one not in self._ids)
        self._ids.add(found)
        return found


def merge_problems(
    root: Path, wanted: WantedProblems, *, dry_run: bool, on_recovery: OnRecovery = ignore_recovery
) -> list[ChangedFile]:
    """Add the problems to the reviews of their units, and change those that are there otherwise.

    With `dry_run` it is only worked out. All files are written, or none.
    Raises Refusal, also where a unit is unknown or a problem has no indicator, WorkspaceLockedError and OSError.
    """
    with changing(root, "import", on_recovery, dry_run=dry_run) as opened:
        gaps = opened.workspace.gaps.of((*ASSIGNMENTS, REVIEWS_FOLDER), cycle=wanted.cycle)
        refuse_gaps(gaps, _("问题清单的导入"))
        placed = place_problems(opened.workspace, wanted)
        _all_known(placed, wanted)
        changed = []
        news = [one for one in placed.problems if one.there is None or one.changes]
        for unit in dict.fromkeys(one.unit for one in news):
            new = [one for one in news if one.unit == unit]
            changed.append(_with_findings(opened, ReviewSubject(unit, wanted.cycle), new, wanted.found_by))
        opened.write([one for one, _changed in changed])
        return [change for _write, change in changed]


def _all_known(placed: Placed, wanted: WantedProblems) -> None:
    if placed.nobodys:
        raise Refusal(
            _("这些问题未写责任单位：{numbers}").format(numbers=_("、").join(one.number for one in placed.nobodys)),
            _("在方案中补充，或用 --unit 问题编号=单位 指定，可重复使用"),
        )
    if placed.empty:
        raise Refusal(
            _("单位名录中的统称未写所含单位：{names}").format(names=_("、").join(placed.empty)),
            _("在 data/units.yaml 中补充其所含单位（members）；只由其中个别单位整改的，用 --unit 问题编号=单位 指定"),
        )
    if placed.unknown:
        raise Refusal(
            _("单位名录中没有：{names}").format(names=_("、").join(placed.unknown)),
            _(
                "在 data/units.yaml 中补充该单位，或把方案中的写法列为单位的简称（aliases）；"
                "应由其他单位整改的，用 --unit 问题编号=单位 指定"
            ),
        )
    open_ones = list(dict.fromkeys(one.problem.number for one in placed.problems if one.indicator is None))
    if open_ones:
        raise Refusal(
            _("看不出这些问题属于哪项指标：{numbers}").format(numbers=_("、").join(open_ones)),
            _("用 --indicator 问题编号=指标编号 指定，可重复使用"),
        )
    new = {one.problem.number for one in placed.problems if one.there is None}
    unsaid = [one.number for one in wanted.problems if one.number in new and not (one.found_by or wanted.found_by)]
    if unsaid:
        raise Refusal(
            _("看不出这些问题是自查、监测还是实地检查发现的：{numbers}").format(numbers=_("、").join(unsaid)),
            _("用 --found-by 指定"),
        )


def _with_findings(
    opened: OpenWorkspace, subject: ReviewSubject, new: Sequence[PlacedProblem], found_by: FoundBy | None
) -> tuple[Write, ChangedFile]:
    workspace = opened.workspace
    then = workspace.at(subject.cycle)
    name = subject.file(then)
    before = bytes_before(workspace, name, opened.bytes_of(name))
    head = modeline(workspace.root, name)
    try:
        document, review = review_document(workspace, subject, head)
        changes = {one.id: one.changes for one in new}
        wanted: list[tuple[Record | None, Mapping[str, object]]] = [
            (one, changes.get(one.id, {})) for one in review.findings
        ]
        wanted += [(None, _fields(one, found_by)) for one in new if one.there is None]
        after = edited(document, list(list_edits(review, {"findings": wanted})), workspace.settings.limits)
        _checked(review_in(after, subject), new)
    except UnsafeEditError as error:
        message = _("{file} 的写法特殊（如使用了 YAML 引用），不便自动修改").format(file=name)
        raise Refusal(message, _("请直接在文件中补充")) from error
    old = "" if before is None else before.removeprefix(codecs.BOM_UTF8).decode()
    return Write(name, before, bytes_after(before, after)), ChangedFile(name, old, after.source.text)


def _fields(one: PlacedProblem, found_by: FoundBy | None) -> dict[str, object]:
    return {
        "id": id_value(one.id),
        "indicator": None if one.indicator is None else id_value(one.indicator),
        "found_by": one.problem.found_by or found_by,
        "text": one.problem.words,
        "measure": one.problem.measure or None,
        "person": one.problem.who or None,
        "due": one.problem.due,
    }


def _checked(review: Review, new: Sequence[PlacedProblem]) -> None:
    """The new findings are there as they were wanted."""
    there: dict[str, OfficeFinding] = {one.id: one for one in review.findings}
    for one in new:
        text = one.problem.words if one.there is None else one.changes.get("text", one.there.text)
        if one.id not in there or there[one.id].text != text:
            raise UnsafeEditError


def _units(
    workspace: Workspace, wanted: WantedProblems, problem: FoundProblem, nowhere: dict[str, list[str]]
) -> list[str]:
    found: dict[str, None] = {}
    canonical = {plain(name): name for name in workspace.register.canonical}
    for name in wanted.of(problem):
        known = workspace.register.find(name) or workspace.register.find(canonical.get(plain(name), name))
        if isinstance(known, Unit):
            found.setdefault(known.id)
        elif isinstance(known, Group) and known.members:
            for member in known.members:
                found.setdefault(workspace.register.canonical.get(member, member))
        else:
            nowhere.setdefault(name, []).append(problem.number)
    return list(found)


class _Likely:
    """Which of a unit's indicators a problem is most likely about: by the pairs of letters they share."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._pairs = {
            entry.indicator.id: _pairs(f"{entry.chapter.title}\n{entry.section.title}\n{entry.indicator.text}")
            for entry in workspace.catalogue.entries
        }
        self._held = Counter(pair for pairs in self._pairs.values() for pair in pairs)

    def of(self, unit: str, problem: FoundProblem) -> str | None:
        """The id of the likeliest indicator; None where none is likely."""
        wanted = _pairs(f"{problem.text}\n{problem.measure}")
        whole = sum(map(self._weight, wanted))
        duties = self._workspace.responsibilities.by_unit.get(unit, ())
        best, most = None, _ALIKE * whole
        for duty in duties:
            shared = sum(self._weight(pair) for pair in wanted & self._pairs.get(duty.indicator, frozenset()))
            if shared > most:
                best, most = duty.indicator, shared
        return best

    def _weight(self, pair: str) -> float:
        return math.log((len(self._pairs) + 1) / (self._held[pair] + 0.5))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(
        line[at : at + 2]
        for line in simplified(text).split("\n")
        for at in range(len(line) - 1)
        if all("\u4e00" <= one <= "\u9fff" for one in line[at : at + 2])
    )
