"""Parts of offices and leaders beside the offices themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dutykit.plans.grammar.tree.task import Stated, TaskDraft
from dutykit.plans.grammar.words.body import has_parts, is_office
from dutykit.plans.grammar.words.name import Name


def set_apart(task: TaskDraft) -> None:
    """A part of an office (责任科室) and a leader (副县长李明) are no units where the task has others."""
    ranks = {_rank(name) for one in (*task.stated, *task.shared) for name, _role in one.said.names}
    if len(ranks) < 2:
        return
    least = min(ranks)
    task.stated = [_up_to(least, one) for one in task.stated]
    task.shared = tuple(_up_to(least, one) for one in task.shared)


def _rank(name: Name) -> int:
    """How likely a name is no unit: an office, what a label says is a part of one, a person."""
    return 0 if not name.stands_in else 1 if name.part else 2


def _up_to(rank: int, stated: Stated) -> Stated:
    said = stated.said
    units = [(name, role) for name, role in said.names if _rank(name) <= rank]
    if len(units) == len(said.names):
        return stated
    parts = [name.part for name, _role in said.names if _rank(name) > rank and name.part not in {"", *said.persons}]
    parts = list(dict.fromkeys(parts))
    said = replace(said, names=units, persons=[*said.persons, *parts], parts=[*said.parts, *parts])
    return Stated(stated.line, said)


def as_units(tasks: Sequence[TaskDraft], issuer: str) -> Iterator[tuple[int, str]]:
    """In the plan of an office its sections (责任科室) become units, but beside the office itself; gives them with their lines."""
    for task in tasks if has_parts(issuer) else ():
        stated = [*task.stated, *task.shared]
        if any(_is_of(name, issuer) for one in stated for name, _role in one.said.names):
            continue
        for one in stated:
            for at, (name, role) in enumerate(one.said.names):
                if name.stands_in and name.part and name.part not in one.said.persons:
                    one.said.names[at] = (replace(name, part="", stands_in=False), role)
                    yield one.line, name.text


def _is_of(name: Name, issuer: str) -> bool:
    return not name.stands_in and is_office(name.text) and issuer.endswith(name.text)
