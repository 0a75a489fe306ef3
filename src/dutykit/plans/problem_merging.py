"""Write the problems of a rectification plan into the office's reviews: one finding for each unit that has to put it right."""

from __future__ import annotations

import codecs
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dutykit.language import _
from dutykit.model.gap import ASSIGNMENTS
from dutykit.model.layout import REVIEWS_FOLDER
from dutykit.model.record import Record
from dutykit.model.refusal import Refusal
from dutykit.model.review import OfficeFinding, Review
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.plans.problems import FoundProblem
from dutykit.schemas.installation import modeline
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
    is_there: bool
    """Whether the review has it already, with these words."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The problems of a plan in a workspace."""

    problems: tuple[PlacedProblem, ...]
    unknown: tuple[str, ...]
    """Names that are no unit of the workspace."""


@dataclass(frozen=True, slots=True)
class WantedProblems:
    """Which problems are for which cycle."""

    problems: Sequence[FoundProblem]
    cycle: int
    indicators: Mapping[str, str]
    """The indicators of problems by their numbers, where somebody said them."""


def place_problems(workspace: Workspace, wanted: WantedProblems) -> Placed:
    """Whose the problems are and what they are about.

    Raises Refusal if an indicator or a problem that was named does not exist.
    """
    problems, cycle, given = wanted.problems, wanted.cycle, wanted.indicators
    then = workspace.at(cycle)
    for number, indicator in given.items():
        if number not in {one.number for one in problems}:
            raise Refusal(_("没有编号为 {number} 的问题").format(number=number))
        if indicator not in then.catalogue.by_id:
            raise Refusal(_("没有编号为 {indicator} 的指标").format(indicator=indicator))
    likely = _Likely(then)
    placed: list[PlacedProblem] = []
    unknown: dict[str, None] = {}
    for problem in problems:
        units = _units(then, problem.units, unknown)
        for unit in units:
            key = f"{cycle}-{unit}-整改{problem.number}"
            said = given.get(problem.number)
            review = then.review(unit, cycle)
            there = next((one for one in review.findings if one.id == key), None) if review is not None else None
            if there is not None and there.text != problem.whole:
                raise Refusal(
                    _("{unit} 已有编号为 {id} 的问题，内容与方案不同").format(unit=unit, id=key),
                    _("在 {file} 中核对，需要重新导入的先删去").format(file=review.file if review is not None else ""),
                )
            guess = said or (there.indicator if there is not None else likely.of(unit, problem))
            placed.append(PlacedProblem(problem, unit, key, guess, said is not None, there is not None))
    return Placed(tuple(placed), tuple(unknown))


def merge_problems(
    root: Path, wanted: WantedProblems, *, dry_run: bool, on_recovery: OnRecovery = ignore_recovery
) -> list[ChangedFile]:
    """Add the problems to the reviews of their units; with `dry_run` only work it out. All files are written, or none.

    Raises Refusal, also where a unit is unknown or a problem has no indicator, WorkspaceLockedError and OSError.
    """
    with changing(root, "import", on_recovery, dry_run=dry_run) as opened:
        gaps = opened.workspace.gaps.of((*ASSIGNMENTS, REVIEWS_FOLDER), cycle=wanted.cycle)
        refuse_gaps(gaps, _("问题清单的导入"))
        placed = place_problems(opened.workspace, wanted)
        _all_known(placed)
        changed = []
        for unit in dict.fromkeys(one.unit for one in placed.problems if not one.is_there):
            new = [one for one in placed.problems if one.unit == unit and not one.is_there]
            changed.append(_with_findings(opened, ReviewSubject(unit, wanted.cycle), new))
        opened.write([one for one, _changed in changed])
        return [change for _write, change in changed]


def _all_known(placed: Placed) -> None:
    if placed.unknown:
        raise Refusal(
            _("单位名录中没有：{names}").format(names=_("、").join(placed.unknown)),
            _("在 data/units.yaml 中补充该单位，或把方案中的写法列为单位的简称（aliases）"),
        )
    open_ones = list(dict.fromkeys(one.problem.number for one in placed.problems if one.indicator is None))
    if open_ones:
        raise Refusal(
            _("看不出这些问题属于哪项指标：{numbers}").format(numbers=_("、").join(open_ones)),
            _("用 --indicator 问题编号=指标编号 指定，可重复使用"),
        )


def _with_findings(
    opened: OpenWorkspace, subject: ReviewSubject, new: Sequence[PlacedProblem]
) -> tuple[Write, ChangedFile]:
    workspace = opened.workspace
    then = workspace.at(subject.cycle)
    name = subject.file(then)
    before = bytes_before(workspace, name, opened.bytes_of(name))
    head = modeline(workspace.root, name)
    try:
        document, review = review_document(workspace, subject, head)
        wanted: list[tuple[Record | None, Mapping[str, object]]] = [(one, {}) for one in review.findings]
        wanted += [(None, _fields(one)) for one in new]
        after = edited(document, list(list_edits(review, {"findings": wanted})), workspace.settings.limits)
        _checked(review_in(after, subject), new)
    except UnsafeEditError as error:
        message = _("{file} 的写法特殊（如使用了 YAML 引用），不便自动修改").format(file=name)
        raise Refusal(message, _("请直接在文件中补充")) from error
    old = "" if before is None else before.removeprefix(codecs.BOM_UTF8).decode()
    return Write(name, before, bytes_after(before, after)), ChangedFile(name, old, after.source.text)


def _fields(one: PlacedProblem) -> dict[str, object]:
    return {
        "id": id_value(one.id),
        "indicator": None if one.indicator is None else id_value(one.indicator),
        "found_by": "inspection",
        "text": one.problem.whole,
        "due": one.problem.due,
    }


def _checked(review: Review, new: Sequence[PlacedProblem]) -> None:
    """The new findings are there as they were wanted."""
    there: dict[str, OfficeFinding] = {one.id: one for one in review.findings}
    if any(there.get(one.id) is None or there[one.id].text != one.problem.whole for one in new):
        raise UnsafeEditError


def _units(workspace: Workspace, names: Sequence[str], unknown: dict[str, None]) -> list[str]:
    found: dict[str, None] = {}
    for name in names:
        known = workspace.register.find(name)
        if isinstance(known, Unit):
            found.setdefault(known.id)
        elif isinstance(known, Group) and known.members:
            for member in known.members:
                found.setdefault(workspace.register.canonical.get(member, member))
        else:
            unknown.setdefault(name)
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
        for line in text.split("\n")
        for at in range(len(line) - 1)
        if all("\u4e00" <= one <= "\u9fff" for one in line[at : at + 2])
    )
