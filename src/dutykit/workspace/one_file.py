"""Which of several files that state the same is the one that counts: the file named for what it states."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import TypeVar

from dutykit.model.review import IndividualReview, Review
from dutykit.model.submission import Submission
from dutykit.model.unit import Register
from dutykit.workspace.file_stem import file_stem

T = TypeVar("T", Submission, Review)


def one_a_unit(records: Iterable[T], register_of: Callable[[int], Register]) -> tuple[list[T], list[T]]:
    """For each unit, cycle and reviewer the record that counts, and those of second files; `register_of` a cycle knows aliases.

    What counts is in the file named for its unit, in the folder of its cycle; where none is, the first by name. Of what
    one of several reviewers found, the file is named for the reviewer and the folder for the unit.
    """
    found: dict[tuple[int, str, str | None], list[T]] = {}
    for one in records:
        unit = register_of(one.cycle).canonical.get(one.unit, one.unit)
        found.setdefault((one.cycle, unit, reviewer_of(one)), []).append(one)
    kept, second = [], []
    for (cycle, unit, _by), same in found.items():
        if len(same) > 1:
            names = _names(register_of(cycle), unit)
            same.sort(key=lambda one: (_distance(one, names), one.file))
        kept.append(same[0])
        second += same[1:]
    return kept, sorted(second, key=lambda one: one.file)


def reviewer_of(one: Submission | Review) -> str | None:
    """Whose it is, where each of several reviewers has a file."""
    return one.reviewer if isinstance(one, IndividualReview) else None


def names_unit(stem: str, name: str) -> bool:
    """Whether a file's name without its extension is `name`, as it is made or apart from all but letters and digits."""
    return stem == file_stem(name) or _letters(stem) == _letters(name)


def _names(register: Register, unit: str) -> tuple[str, ...]:
    known = register.by_id.get(unit)
    return (unit, *(known.aliases if known is not None else ()))


def _distance(one: Submission | Review, names: tuple[str, ...]) -> tuple[bool, bool, int, bool]:
    """How far the name of a record's file is from the usual one: less is nearer."""
    path = PurePosixPath(one.file)
    reviewer = reviewer_of(one)
    stem = path.stem if reviewer is None else path.parent.name
    named = next((place for place, name in enumerate(names) if names_unit(stem, name)), len(names))
    depth = 3 if reviewer is None else 4
    return (
        reviewer is not None and not names_unit(path.stem, reviewer),
        named == len(names),
        (len(path.parts) != depth or path.parts[1] != str(one.cycle)) + named,
        path.suffix != ".yaml",
    )


def _letters(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())
