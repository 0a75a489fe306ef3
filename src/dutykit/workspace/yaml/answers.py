"""Changes to the answers of a submission's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dutykit.model.place import MarkedMapping
from dutykit.model.record import Record
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.yaml.operations import Operation, PutItem, SetValue
from dutykit.workspace.yaml.scalar_text import id_value


def answer_head(workspace: Workspace, indicator: str) -> dict[str, Any]:
    """What a new answer to `indicator` begins with."""
    entry = workspace.catalogue.by_id.get(indicator)
    value: dict[str, Any] = {"indicator": id_value(indicator)}
    if entry is not None:
        value["text_fingerprint"] = entry.indicator.text_fingerprint
    return value


def put_answers(
    workspace: Workspace, submission: Submission, new: Sequence[tuple[str, dict[str, Any]]]
) -> Iterator[Operation]:
    """New answers, each with its indicator, in the catalogue's order among those that are there."""
    root = node_of(submission)
    if not new:
        return
    if not submission.answers:
        yield SetValue(root, "answers", [value for _indicator, value in new], fields_before(Submission, "answers"))
        return
    order = workspace.catalogue.order
    there = [order.get(one.indicator, -1) for one in submission.answers]
    for indicator, value in new:
        place = order.get(indicator, len(order))
        before = next((at for at, one in enumerate(there) if one > place), len(there))
        yield PutItem(root["answers"], before, value)


def fields_before(kind: type[Record], name: str) -> tuple[str, ...]:
    """The fields that are before `name`."""
    names = list(kind.model_fields)
    return tuple(names[: names.index(name)])


def node_of(record: Record) -> MarkedMapping:
    """What `record` was read from."""
    node: MarkedMapping | None = record.node
    if node is None:
        raise ValueError(record)
    return node
