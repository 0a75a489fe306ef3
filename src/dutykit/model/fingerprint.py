"""Fingerprints of a submission: what shows whether its content or its problems have changed since a step was recorded."""

import datetime as dt
import json
from decimal import Decimal

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.submission import Submission
from dutykit.text.digest import digest_of

SCHEME = "1:"
"""What a fingerprint of content begins with; one made in another way than today's cannot be compared."""
OF_THE_STATE = frozenset({"state", "submitted_on", "accepted_on", "returned", "history"})
"""Keys of a submission that the log itself accounts for."""
OF_RECTIFICATION = frozenset({"measure", "person", "due", "status", "progress", "proof", "closed_on"})
"""Keys of a problem that go on changing after the submission is accepted, until it is closed."""


def content_fingerprint(submission: Submission) -> str | None:
    """What shows whether the content of a submission that was read from a file has changed since.

    The state and its dates do not count, nor problems, nor how far those carried over have been resolved, nor the
    order of answers and keys, nor how values are quoted. None for a submission made in memory.
    """
    if submission.node is None:
        return None
    notes = {key: value for key, value in submission.node.items() if key not in OF_THE_STATE}
    for key in ("answers", "retired"):
        answers = notes.get(key)
        if isinstance(answers, list):
            plain = (_plain({key: value for key, value in one.items() if key != "problems"}) for one in answers)
            notes[key] = sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in plain)
    carried = notes.get("carried")
    if isinstance(carried, list):
        notes["carried"] = [
            {key: value for key, value in one.items() if key not in OF_RECTIFICATION} for one in carried
        ]
    return SCHEME + digest_of(json.dumps(_plain(notes), ensure_ascii=False, sort_keys=True))


def problem_fingerprints(submission: Submission) -> tuple[str, ...]:
    """What shows whether each problem is still there, and states the same: more may come, none may go. Sorted."""
    return tuple(
        sorted(
            digest_of(json.dumps([answer.indicator, one.id, one.found_by, one.text], ensure_ascii=False))[:16]
            for answer in submission.all_answers
            for one in answer.problems
        )
    )


def _plain(value: object) -> object:
    """A value from YAML as JSON can have it: what is left empty is as if it were not there."""
    match value:
        case MarkedMapping() | dict():
            return {key: _plain(item) for key, item in value.items() if item is not None and item != []}
        case MarkedSequence() | list() | tuple():
            return [_plain(one) for one in value]
        case Decimal():
            text = format(value, "f")
            return "number " + (text.rstrip("0").rstrip(".") if "." in text else text)
        case bool() | None:
            return value
        case int():
            return f"number {value}"
        case dt.date():
            return f"date {value.isoformat()}"
        case _:
            return str(value)
