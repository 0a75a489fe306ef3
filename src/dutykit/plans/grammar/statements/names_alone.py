"""Names of offices without a word of what they do."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.statements.wording import with_labels
from dutykit.plans.grammar.words.body import could_be_body, is_office, looks_like_body
from dutykit.plans.grammar.words.bracket import brackets
from dutykit.plans.grammar.words.label import is_label
from dutykit.plans.grammar.words.name import Name
from dutykit.plans.grammar.words.names import names_of

_LONGEST_LIST = 1000
"""Characters of names alone that may be a list of units."""


def names_alone(content: str) -> Statement | None:
    """What a bracket states that only lists names, and perhaps how to read them. Whether it is one, the whole plan says."""
    if len(content) > _LONGEST_LIST or is_label(content):
        return None
    stated = with_labels(content, "responsible")
    if stated is None or stated.left or stated.other or stated.others or (stated.persons and len(stated.names) == 1):
        return None
    names = [name.text for name, _role in stated.names]
    unknown = [one for one in names if not (looks_like_body(one) or could_be_body(one))]
    if len(unknown) == len(names) or (unknown and sum(map(is_office, names)) < 2 * len(unknown)):
        return None
    stated.bare = all(name.role is None for name, _role in stated.names)
    return stated


def lists_in_a_sentence(text: str) -> list[str]:
    """Brackets inside sentences that hold nothing but names of offices."""
    found = []
    for one in brackets(text) if "、" in text else ():
        if not one.closed or one.depth or one.end - one.start > _LONGEST_LIST:
            continue
        names = names_of(one.content(text))
        if len(names) > 1 and all(is_office(name.text) for name in names):
            found.append(one.content(text))
    return found


def are_offices(names: Sequence[Name]) -> bool:
    """Whether there are names and all are surely those of offices."""
    return bool(names) and all(is_office(name.text) for name in names)
