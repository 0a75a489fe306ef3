"""What rules say of a second file that states the same as another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from dutykit.language import _
from dutykit.model.finding import Flaw, Related
from dutykit.model.review import Review
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.text.copy_name import original_name
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.one_file import reviewer_of


def is_copy(workspace: Workspace, record: Submission | Review) -> bool:
    """Whether the file of `record` is named as copies of a unit's file are."""
    reviewer = reviewer_of(record)
    known = workspace.register.canonical if reviewer is None else {file_stem(reviewer)}
    return original_name(PurePosixPath(record.file).stem, known) is not None


def submissions_there(workspace: Workspace) -> Iterator[Submission]:
    """The submissions, and those in second files that are no plain copies: they may be misplaced."""
    yield from workspace.submissions
    yield from (one for one in workspace.doubles if isinstance(one, Submission) and not is_copy(workspace, one))


def reviews_there(workspace: Workspace) -> Iterator[Review]:
    """The reviews, the office's and those of single reviewers, likewise."""
    yield from workspace.all_reviews
    yield from (one for one in workspace.doubles if isinstance(one, Review) and not is_copy(workspace, one))


def second_files(workspace: Workspace, kind: type[Submission | Review], message: str) -> Iterator[Flaw]:
    """A flaw at each second file with a record of just `kind`; `message` has places for unit, cycle and reviewer."""
    for one in workspace.doubles:
        if type(one) is not kind:
            continue
        then = workspace.at(one.cycle)
        unit = then.register.canonical.get(one.unit, one.unit)
        first = then.that_counts(one)
        if first is None:
            continue
        text = message.format(unit=unit, cycle=one.cycle, reviewer=reviewer_of(one))
        if is_copy(then, one):
            text = _("{text}；从文件名看，该文件是副本").format(text=text)
        fix = _("将 {file} 移出该文件夹").format(file=one.file)
        path = PurePosixPath(one.file)
        named = path.stem if reviewer_of(one) is None else path.parent.name
        meant = then.register.by_id.get(then.register.canonical.get(named, ""))
        if meant is not None and meant.id != unit:
            fix = _("属于{unit}的，将 unit 改成“{unit}”；否则{fix}").format(unit=meant.id, fix=fix)
        yield Flaw(one.place_of("unit"), text, fix, (Related(first.place_of("unit"), _("采用的一份在这里")),))
