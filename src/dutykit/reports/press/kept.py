"""What is known of reports made before, so that one whose proof has not changed is not printed again.

Only a file that is there, and is byte for byte what was printed from just this proof, counts as made. What is kept can
be missing, stale, damaged or not writable: the report is then made again, and nothing else happens.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

_FORMAT = "1"


def is_made(folder: Path, path: Path, key: str) -> bool:
    """Whether `path` holds what was printed from the proof `key`, as the cache `folder` states."""
    try:
        if _note(folder, path).read_bytes() != _text(key, _digest_of(path)):
            return False
    except OSError:
        return False
    return not path.is_symlink()


def keep(folder: Path, path: Path, key: str, data: bytes) -> None:
    """Note in the cache `folder` that `path` now holds `data`, printed from the proof `key`."""
    note = _note(folder, path)
    with suppress(OSError):
        handle, temporary = tempfile.mkstemp(prefix=note.name, suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:  # not synced: a torn note fits no report
                file.write(_text(key, hashlib.sha256(data).hexdigest()))
            Path(temporary).replace(note)
        except BaseException:
            Path(temporary).unlink()
            raise


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(key: str, digest: str) -> bytes:
    return f"{_FORMAT} {key} {digest}\n".encode()


def _note(folder: Path, path: Path) -> Path:
    return folder / hashlib.sha256(os.fsencode(os.path.abspath(path))).hexdigest()[:40]
