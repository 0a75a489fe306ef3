"""A workspace as loaded: the catalogue, the units, the submissions, and the files they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dutykit.model.catalogue import Catalogue
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.place import SourceFile
from dutykit.model.responsibility import Responsibilities
from dutykit.model.settings import Settings
from dutykit.model.submission import Submission
from dutykit.model.unit import Register


@dataclass(frozen=True)
class Workspace:
    """Everything a check or a report may read. What could not be read is absent, never half there."""

    root: Path
    catalogue: Catalogue
    register: Register
    submissions: tuple[Submission, ...] = ()
    """Sorted by cycle, then by the order of the units in the register."""
    settings: Settings = Settings()
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    """The YAML files read, by name."""
    evidence: Mapping[str, EvidenceFile] = field(default_factory=dict)
    """What stands on disk under each path that an evidence entry names."""
    incomplete: frozenset[str] = frozenset()
    """Names of files of which some part could not be read: what is absent there is not missing."""

    @cached_property
    def responsibilities(self) -> Responsibilities:
        """Who owes what."""
        return Responsibilities(self.catalogue, self.register)

    @cached_property
    def cycle(self) -> int | None:
        """The cycle the workspace is in: as set, else the latest one with a submission."""
        if self.settings.cycle is not None:
            return self.settings.cycle
        return max((submission.cycle for submission in self.submissions), default=None)

    def submission(self, unit: str, cycle: int | None = None) -> Submission | None:
        """The submission of `unit` (its id) for `cycle`, by default the current one; the first if there are two."""
        return self._by_unit.get((self.cycle if cycle is None else cycle, unit))

    @cached_property
    def _by_unit(self) -> dict[tuple[int | None, str], Submission]:
        found: dict[tuple[int | None, str], Submission] = {}
        for submission in self.submissions:
            unit = self.register.canonical.get(submission.unit, submission.unit)
            found.setdefault((submission.cycle, unit), submission)
        return found
