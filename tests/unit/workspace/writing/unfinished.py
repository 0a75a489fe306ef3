"""Workspaces as a command leaves them that is killed while it writes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from dutykit.model.layout import PENDING_FILE
from dutykit.workspace.writing.note import Entry, note_bytes
from dutykit.workspace.writing.transaction import Write


class KilledError(BaseException):
    """Stands for a SIGKILL: nothing of the program runs after it."""


def note(root: Path, writes: Sequence[Write]) -> None:
    """Leave what a kill right after the note leaves."""
    entries = []
    for number, one in enumerate(writes):
        folder = next(path for path in (root / one.name).parents if path.is_dir())
        staged = folder.relative_to(root) / f".{number}.{number:08}.dutykit.tmp"
        (root / staged).write_bytes(one.after or b"")
        before, after = (None if data is None else hashlib.sha256(data).hexdigest() for data in (one.before, one.after))
        entries.append(Entry(one.name, staged.as_posix(), before, after))
    (root / PENDING_FILE).write_bytes(note_bytes(entries))


@contextmanager
def killed_after(files: int) -> Iterator[None]:
    """What is called here is killed when `files` files are in their places."""
    real, left = os.replace, files

    def replace(one: str | Path, other: str | Path) -> None:
        nonlocal left
        if Path(other).name != PENDING_FILE:
            left -= 1
            if left < 0:
                raise KilledError
        real(one, other)

    with pytest.MonkeyPatch.context() as patch, suppress(KilledError):
        patch.setattr(os, "replace", replace)
        patch.setattr("dutykit.workspace.writing.transaction.Transaction.discard", lambda _self: None)
        yield
        pytest.fail("it was not killed")
