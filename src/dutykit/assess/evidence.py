"""Every piece of evidence of a cycle, and whether its file is there and the one registered （佐证材料目录）."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.submission import Evidence, Submission
from dutykit.model.workspace import Workspace

EvidenceFault = Literal["missing", "outside", "not_a_file", "unreadable", "too_large", "changed", "no_file"]
"""`changed`: what is there is not what was registered; `no_file`: neither a file nor kept by the unit."""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence where it is given."""

    unit: str
    cycle: int
    indicator: str | None
    """None for the proof of a problem that an earlier cycle left over."""
    problem: str | None
    """The problem it proves to be resolved; None where it supports an answer."""
    evidence: Evidence
    found: EvidenceFile | None
    """What is where its file should; None if it names none."""

    @property
    def fault(self) -> EvidenceFault | None:
        """What is wrong with its file."""
        if self.found is None:
            return None if self.evidence.kept_by_unit else "no_file"
        if self.found.state != "present":
            return self.found.state
        return "changed" if self.evidence.sha256 not in {None, self.found.sha256} else None


def evidence_items(workspace: Workspace, cycle: int, units: Collection[str] = ()) -> tuple[EvidenceItem, ...]:
    """All evidence of `cycle`, of `units` (their ids) or of all; units in the register's order, then as they wrote it."""
    then = workspace.at(cycle)
    wanted = [one for one in then.register.by_id if not units or one in units]
    submissions = ((unit, then.submission(unit, cycle)) for unit in wanted)
    return tuple(
        EvidenceItem(unit, cycle, indicator, problem, evidence, then.evidence.get(evidence.file or ""))
        for unit, submission in submissions
        if submission is not None
        for indicator, problem, evidence in given_in(submission)
    )


def given_in(submission: Submission) -> Iterator[tuple[str | None, str | None, Evidence]]:
    """All evidence of `submission`, with the indicator it supports and the problem it proves to be resolved."""
    for answer in submission.answers:
        for evidence in answer.evidence:
            yield answer.indicator, None, evidence
        for problem in answer.problems:
            for evidence in problem.proof:
                yield answer.indicator, problem.id, evidence
    for carried in submission.carried:
        for evidence in carried.proof:
            yield None, carried.problem, evidence
