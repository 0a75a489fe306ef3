"""What becomes of the answers of one submission when the plan is amended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from dutykit.model.catalogue import Catalogue
from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.responsibility import Responsibilities
from dutykit.model.submission import Answer, RetiredAnswer, Submission
from dutykit.workspace.yaml.answers import fields_before, node_of
from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import Drop, Operation, PutItem, SetValue


@dataclass(frozen=True, slots=True)
class Terms:
    """What the answers are settled by."""

    old: Catalogue
    new: Catalogue
    owed: Responsibilities
    """By the new catalogue and units."""
    on: dt.date


def settling(submission: Submission, unit: str, terms: Terms, wording: Collection[str]) -> Iterator[Operation]:
    """The changes to the file of `submission`, which is of `unit` (its id).

    Answers that `unit` is no longer responsible for are kept aside; where only the wording changed (ids in `wording`),
    an answer is from now on one to the new text.
    """
    new = terms.new
    root, gone, retired = node_of(submission), [], []
    for at, answer in enumerate(submission.answers):
        key = answer.indicator
        if terms.owed.duty(unit, key) is None:
            gone.append(at)
            if not answer.is_blank:
                asked = terms.old.by_id.get(key) or new.by_id.get(key)
                retired.append(_retired(answer, asked.indicator.text if asked else None, terms.on))
        elif key in wording and answer.text_fingerprint not in {None, new.by_id[key].indicator.text_fingerprint}:
            yield SetValue(node_of(answer), "text_fingerprint", new.by_id[key].indicator.text_fingerprint)
    if gone and len(gone) == len(submission.answers):
        yield SetValue(root, "answers", Flow([]))
    else:
        for at in gone:
            yield Drop(root["answers"], at)
    if retired and submission.retired:
        for value in retired:
            yield PutItem(root["retired"], len(submission.retired), value)
    elif retired:
        yield SetValue(root, "retired", retired, fields_before(Submission, "retired"))


def _retired(answer: Answer, asked: str | None, on: dt.date) -> dict[str, Any]:
    """The answer as it is kept aside: what its file states, and what was asked."""
    there = {key: plain(value) for key, value in node_of(answer).items() if value is not None and value != []}
    head = {"indicator": there.pop("indicator"), **({"asked": asked} if asked else {}), "retired_on": on}
    order = list(RetiredAnswer.model_fields)
    return head | dict(sorted(there.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order)))


def plain(value: object) -> Any:
    """A value read from YAML without what it knows of its place."""
    match value:
        case MarkedMapping() | dict():
            return {key: plain(one) for key, one in value.items() if one is not None}
        case MarkedSequence() | list():
            return [plain(one) for one in value]
        case _:
            return value
