"""A workspace as loaded: the catalogue, the units, the submissions, and the files they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dutykit.model.catalogue import Catalogue
from dutykit.model.cycle import NO_TIMETABLE, Round, Timetable
from dutykit.model.evaluation import Evaluation
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.finding import Finding
from dutykit.model.gap import Gaps
from dutykit.model.history import CycleHistory
from dutykit.model.layout import (
    CATALOGUE_FILE,
    REGISTER_FILE,
    SCORING_FILE,
    SETTINGS_FILE,
    SUBMISSIONS_FOLDER,
    past_file,
)
from dutykit.model.lineage import Lineage
from dutykit.model.place import SourceFile
from dutykit.model.rectification import Rectification, TrackedProblem
from dutykit.model.responsibility import Responsibilities
from dutykit.model.review import IndividualReview, Review
from dutykit.model.scoring import PointsItem, Scoring, points_items
from dutykit.model.settings import DEFAULTS, OF_A_CYCLE, Settings
from dutykit.model.stray import Stray
from dutykit.model.submission import Submission
from dutykit.model.unit import Register


class Past(NamedTuple):
    """What a cycle that is over was asked by, as it was."""

    catalogue: Catalogue
    register: Register
    scoring: Scoring | None = None
    settings: Settings | None = None
    """None where they were not kept: those of today count then."""
    timetable: Timetable | None = None


@dataclass(frozen=True)
class Workspace:
    """Everything a check or a report may read. What could not be read is absent, never half there."""

    root: Path
    catalogue: Catalogue
    register: Register
    submissions: tuple[Submission, ...] = ()
    """Sorted by cycle, then by the order of the units in the register."""
    settings: Settings = DEFAULTS
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    """The YAML files read, by name."""
    evidence: Mapping[str, EvidenceFile] = field(default_factory=dict)
    """What is on disk under each path that an evidence entry names."""
    incomplete: frozenset[str] = frozenset()
    """Names of files of which some part could not be read: what is absent there is not missing."""
    faults: tuple[Finding, ...] = ()
    """Why these could not be read."""
    stated_units: Mapping[str, str] = field(default_factory=dict)
    """The unit that is stated in each file of which nothing else could be made out."""
    doubles: tuple[Submission | Review, ...] = ()
    """What is in a second file for the same unit and cycle: it counts for nothing but stands in the way."""
    strays: tuple[Stray, ...] = ()
    """Files that are not read though by their names they belong to those that are."""
    timetable: Timetable = NO_TIMETABLE
    """When the stages of each cycle open and are due."""
    history: Mapping[int, CycleHistory] = field(default_factory=dict)
    """The logs of each cycle that has any."""
    past: Mapping[int, Past] = field(default_factory=dict)
    """The catalogue and units of each cycle they were kept for."""
    pending: frozenset[str] = frozenset()
    """Names of files that a command which was killed had begun to write; the next one finishes them."""
    reviews: tuple[Review, ...] = ()
    """What the office found; sorted as the submissions are."""
    individual_reviews: tuple[IndividualReview, ...] = ()
    """What single reviewers found, for the office to decide on; sorted likewise. They count for nothing else."""
    evaluations: Mapping[int, Evaluation] = field(default_factory=dict)
    """What the office states of all units in each cycle that it has stated anything of."""
    scoring: Scoring | None = None
    """How the present cycle is scored; None where nobody states."""
    whole: Workspace | None = None
    """The workspace of which this is how an earlier cycle sees it; None for the workspace itself."""

    @cached_property
    def gaps(self) -> Gaps:
        """What is not known, and why."""
        return Gaps(self)

    def kept_beside(self, double: Submission | Review) -> str:
        """The file that counts where `double` is the second one."""
        found = self.at(double.cycle).that_counts(double)
        return "" if found is None else found.file

    def that_counts(self, double: Submission | Review) -> Submission | Review | None:
        """The record that counts where `double` is in the second file."""
        unit = self.register.canonical.get(double.unit, double.unit)
        if isinstance(double, Submission):
            return self.submission(unit, double.cycle)
        if double.is_of_one_reviewer:
            reviews = self.reviewers(unit, double.cycle)
            return next((one for one in reviews if one.reviewer == double.reviewer), None)
        return self.review(unit, double.cycle)

    @cached_property
    def responsibilities(self) -> Responsibilities:
        """Who is assigned what."""
        return Responsibilities(self.catalogue, self.register)

    @cached_property
    def points_items(self) -> Mapping[str, PointsItem]:
        """What the score of each indicator that is scored counts against, by its id."""
        return points_items(self.catalogue, self.scoring)

    @cached_property
    def rectification(self) -> Rectification:
        """Every problem of all cycles and what became of it."""
        if self.whole is not None:
            return self.whole.rectification
        return Rectification(self.submissions, self.reviews, self.lineage)

    @cached_property
    def lineage(self) -> Lineage:
        """What became of units that were renamed, merged or split."""
        if self.whole is not None:
            return self.whole.lineage
        return Lineage(self.register, {cycle: past.register for cycle, past in self.past.items()})

    def problems_of(self, unit: str) -> list[TrackedProblem]:
        """The problems of all cycles that are the unit's (its id), as this cycle's units go; each is one unit's."""
        return self.rectification.of(unit, self.register)

    @cached_property
    def cycle(self) -> int | None:
        """The cycle the workspace is in: as set, else the latest one with a submission."""
        if self.settings.cycle is not None:
            return self.settings.cycle
        return max((submission.cycle for submission in self.submissions), default=None)

    def has(self, cycle: int) -> bool:
        """Whether there is anything of `cycle`: it is the one the workspace is in, or something was kept or set for it."""
        if self.cycle in {None, cycle} or cycle in self.past or cycle in self.history:
            return True
        if cycle in self.timetable.by_cycle or any(one.cycle == cycle for one in self.submissions):
            return True
        return any(name.startswith(f"{SUBMISSIONS_FOLDER}/{cycle}/") for name in self.incomplete)

    def round(self, cycle: int) -> Round | None:
        """The stages of `cycle`: as they are set now, else as they were when it ended."""
        kept = self.past[cycle].timetable if cycle in self.past else None
        return self.timetable.by_cycle.get(cycle) or (kept.by_cycle.get(cycle) if kept else None)

    def at(self, cycle: int | None) -> Workspace:
        """The workspace as `cycle` sees it: with the catalogue and the units of that time, where they were kept."""
        if cycle is None:
            return self
        whole = self.whole or self
        return whole._then.get(cycle, whole)  # noqa: SLF001 (another of its own kind)

    @cached_property
    def _then(self) -> dict[int, Workspace]:
        return {cycle: self._with(cycle, past) for cycle, past in self.past.items()}

    def _with(self, cycle: int, past: Past) -> Workspace:
        own = [CATALOGUE_FILE, REGISTER_FILE, SCORING_FILE, *([SETTINGS_FILE] if past.settings else [])]
        unread = {name for name in own if past_file(cycle, name) in self.incomplete}
        return replace(
            self,
            catalogue=past.catalogue,
            register=past.register,
            scoring=past.scoring,
            settings=self._settings_then(past.settings),
            whole=self,
            incomplete=(self.incomplete - frozenset(own)) | unread,
        )

    def _settings_then(self, kept: Settings | None) -> Settings:
        """The settings that a cycle that is over is shown by: what its papers state was of its time, the rest is of today."""
        if kept is None:
            return self.settings
        return self.settings.model_copy(update={key: getattr(kept, key) for key in OF_A_CYCLE})

    def submission(self, unit: str, cycle: int | None = None) -> Submission | None:
        """The submission of `unit` (its id) for `cycle`, by default the current one; of two the one that counts."""
        return self._by_unit.get((self.cycle if cycle is None else cycle, unit))

    def review(self, unit: str, cycle: int | None = None) -> Review | None:
        """The office's review of `unit` (its id) for `cycle`, by default the current one; of two the one that counts."""
        return self._review_by_unit.get((self.cycle if cycle is None else cycle, unit))

    @property
    def all_reviews(self) -> tuple[Review, ...]:
        """The office's reviews and those of single reviewers."""
        return (*self.reviews, *self.individual_reviews)

    def reviewers(self, unit: str, cycle: int | None = None) -> tuple[IndividualReview, ...]:
        """What each reviewer found about `unit` (its id) in `cycle`, by default the current one; by their names."""
        return self._reviewers_by_unit.get((self.cycle if cycle is None else cycle, unit), ())

    @cached_property
    def _reviewers_by_unit(self) -> dict[tuple[int | None, str], tuple[IndividualReview, ...]]:
        found: dict[tuple[int | None, str], dict[str, IndividualReview]] = {}
        for review in self.individual_reviews:
            unit = self.register.canonical.get(review.unit, review.unit)
            found.setdefault((review.cycle, unit), {}).setdefault(review.reviewer, review)
        return {key: tuple(one[name] for name in sorted(one)) for key, one in found.items()}

    @cached_property
    def _review_by_unit(self) -> dict[tuple[int | None, str], Review]:
        found: dict[tuple[int | None, str], Review] = {}
        for review in self.reviews:
            unit = self.register.canonical.get(review.unit, review.unit)
            found.setdefault((review.cycle, unit), review)
        return found

    @cached_property
    def _by_unit(self) -> dict[tuple[int | None, str], Submission]:
        found: dict[tuple[int | None, str], Submission] = {}
        for submission in self.submissions:
            unit = self.register.canonical.get(submission.unit, submission.unit)
            found.setdefault((submission.cycle, unit), submission)
        return found
