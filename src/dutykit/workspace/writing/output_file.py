"""Writes the files that a user asks for with `-o`: tables, reports, forms, baselines. Not the files of a workspace."""

from __future__ import annotations

from pathlib import Path

from dutykit.workspace.writing.atomic_file import write_atomically


def write_output(path: Path, data: bytes) -> None:
    """Put `data` into the file `path`, whole or not at all. Missing folders are made. Raises OSError."""
    write_atomically(path, data)
