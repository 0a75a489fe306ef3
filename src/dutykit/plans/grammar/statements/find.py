"""Where in a line its responsibility statements stand."""

from __future__ import annotations

from dutykit.plans.grammar.statements.in_brackets import in_brackets, units_above
from dutykit.plans.grammar.statements.in_the_open import in_the_open
from dutykit.plans.grammar.statements.last_sentence import by_verbs_alone
from dutykit.plans.grammar.statements.pointing_sentence import pointing_sentences
from dutykit.plans.grammar.statements.statement import Found


def statements_in(text: str) -> list[Found]:
    """All statements of a line, in order; none inside another."""
    if (above := units_above(text)) is not None:
        return [Found(0, len(text), above)]
    found = list(in_brackets(text))
    found.extend(pointing_sentences(text, found))
    found.extend(in_the_open(text, found))
    if all(one.stated.bare for one in found):
        found = by_verbs_alone(text, found)
    return sorted(found, key=lambda one: one.start)
