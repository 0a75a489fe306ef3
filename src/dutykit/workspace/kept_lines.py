"""Files that lines are only added to: logs, and what was taken from workbooks; a line that nobody understands stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

Line = TypeVar("Line", bound=BaseModel)


def with_line(data: bytes | None, line: bytes) -> bytes:
    """The file `data` with `line`, which has its line break, at its end; None is a new file."""
    before = data or b""
    return before + (b"\n" if before and not before.endswith(b"\n") else b"") + line


def with_notes(data: bytes | None, notes: Mapping[str, object]) -> bytes:
    """The file `data` with a line more, which states `notes` as JSON."""
    return with_line(data, json.dumps(notes, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")


def noted(data: bytes | None, kind: type[Line]) -> Iterator[tuple[bytes, Line]]:
    """The lines of the file `data` that state a `kind` as JSON, each with what it states; the others are passed over."""
    for text in (data or b"").split(b"\n"):
        try:
            yield text, kind.model_validate_json(text)
        except ValidationError:
            continue
