"""Walks over what submissions hold, for the rules that look at each part.

Two habits all rules share. What is *wrong* is a finding in every file; what is *lacking* only
where the unit states that it is done: a draft or a returned file is not finished. And what could
not be read (`Record.unread`) is not lacking; what does not depend on it is checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.model.catalogue import Indicator
from dutykit.model.submission import FINISHED, Answer, Evidence, Problem, Submission
from dutykit.model.workspace import Workspace


def is_complete(workspace: Workspace, submission: Submission) -> bool:
    """Whether all of the submission's file could be read."""
    return submission.file not in workspace.incomplete


def finished(workspace: Workspace) -> Iterator[Submission]:
    """The submissions in which something can be lacking: but not what `Record.unread` says could not be read."""
    return (submission for submission in workspace.submissions if submission.state in FINISHED)


def finished_answers(workspace: Workspace) -> Iterator[tuple[Answer, Indicator]]:
    """The answers in which something can be lacking, with the indicator each is for."""
    by_id = workspace.catalogue.by_id
    for submission in finished(workspace):
        for answer in submission.answers:
            if answer.indicator in by_id:
                yield answer, by_id[answer.indicator].indicator


def answers(workspace: Workspace) -> Iterator[tuple[Submission, Answer]]:
    """Every answer."""
    for submission in workspace.submissions:
        for answer in submission.answers:
            yield submission, answer


def known_answers(workspace: Workspace) -> Iterator[tuple[Submission, Answer, Indicator]]:
    """Every answer to an indicator of the catalogue; of the others, unknown-indicator reports it."""
    by_id = workspace.catalogue.by_id
    for submission, answer in answers(workspace):
        if answer.indicator in by_id:
            yield submission, answer, by_id[answer.indicator].indicator


def evidences(workspace: Workspace) -> Iterator[tuple[Submission, Answer, Evidence]]:
    """Every piece of evidence of an answer."""
    for submission, answer in answers(workspace):
        for evidence in answer.evidence:
            yield submission, answer, evidence


def all_evidence(workspace: Workspace) -> Iterator[tuple[Submission, Evidence]]:
    """Every piece of evidence, also that problems were resolved."""
    for submission in workspace.submissions:
        for evidence in submission.evidence():
            yield submission, evidence


def problems(workspace: Workspace) -> Iterator[tuple[Submission, Answer, Problem]]:
    """Every problem."""
    for submission, answer in answers(workspace):
        for problem in answer.problems:
            yield submission, answer, problem


def shortened(text: str, limit: int = 40) -> str:
    """`text` on one line, in at most `limit` characters."""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit and len(text) <= 4 * limit else line[: limit - 1] + "…"
