"""Plain values to records: pydantic validates, and each of its errors becomes a finding at its line."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from dutykit.model.finding import Finding
from dutykit.model.record import Record
from dutykit.workspace.yaml.reader import Document

R = TypeVar("R", bound=Record)


def decode(kind: type[R], document: Document) -> tuple[R | None, list[Finding], bool]:
    """The record in `document`, its findings, and whether the record holds all the file states.

    A faulty part is named and left out, and the rest is read as if it were not there, so that
    one fault does not hide the others. None if what is left is no record.
    """
    try:
        return kind.model_validate(document.value), [], True
    except ValidationError as error:
        from dutykit.workspace.partial_decode import decode_in_part  # most files have no fault

        return (*decode_in_part(kind, document, error), False)
