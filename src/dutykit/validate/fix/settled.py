"""What of a workspace is settled: submitted, or of a cycle that is over. No fix may part from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dutykit.check.fixes.fields import PROBLEM_IDS, leaves
from dutykit.check.fixes.fix import Fix, Subject
from dutykit.model.cycle import Timetable
from dutykit.model.place import MarkedMapping, Path
from dutykit.model.review import Review
from dutykit.model.submission import FINISHED, Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.inventory import edited_kind, record_of
from dutykit.workspace.yaml.operations import SetValue
from dutykit.workspace.yaml.reader import Document


@dataclass(frozen=True, slots=True)
class Settled:
    """The files that are not touched any more, and the ids of problems that are in them."""

    submitted: frozenset[str]
    over: frozenset[str]
    problems: frozenset[str]

    def has(self, subject: Subject, fix: Fix) -> bool:
        """Whether what is fixed is the id of a problem as a file has it that is not touched any more."""
        if not fix.is_identity or not isinstance(fix.change, SetValue) or not self.problems:
            return False
        old = _value_at(subject.root, fix.path)
        return old in self.problems and any(
            leaf.path == fix.path and leaf.field in PROBLEM_IDS for leaf in leaves(subject.kind, subject.root)
        )


def settled(workspace: Workspace, documents: Mapping[str, Document]) -> Settled:
    """What is settled of `workspace`, whose files read as `documents`."""
    submitted = _submitted(workspace)
    of_a_cycle: tuple[Submission | Review, ...] = (*workspace.submissions, *workspace.all_reviews)
    over = frozenset(one.file for one in of_a_cycle if one.cycle in workspace.past)
    names = (over | submitted) & documents.keys()
    return Settled(submitted, over, frozenset(one for name in names for one in _problem_ids(name, documents[name])))


def is_of_past(subject: Subject, path: Path) -> bool:
    """Whether `path` leads into the timetable of a cycle that is over."""
    if subject.kind is not Timetable or path[:1] != ("cycles",):
        return False
    one = _value_at(subject.root, path[:2])
    return isinstance(one, MarkedMapping) and one.get("cycle") in subject.workspace.past


def _submitted(workspace: Workspace) -> frozenset[str]:
    """The files of submissions of which the log holds what was submitted."""
    found = set()
    for cycle, history in workspace.history.items():
        canonical = workspace.at(cycle).register.canonical
        for name in history.latest:
            submission = workspace.at(cycle).submission(canonical.get(name, name), cycle)
            if submission is not None and submission.state in FINISHED:
                found.add(submission.file)
    return frozenset(found)


def _problem_ids(name: str, document: Document) -> Iterator[str]:
    for leaf in leaves(record_of(edited_kind(name)), document.value):
        if leaf.text is not None and leaf.field in PROBLEM_IDS:
            yield leaf.text


def _value_at(root: object, path: Path) -> object:
    """What is at `path` below `root`."""
    for step in path:
        root = root[step]  # type: ignore[index] # a mend's path leads through mappings and lists
    return root
