"""Write a text that the user asked for into a file."""

from __future__ import annotations

from pathlib import Path

from dutykit.workspace.writing.atomic_file import write_atomically


def write_text(path: Path, text: str) -> None:
    """Put `text` into the file `path`, whole or not at all. Raises OSError."""
    write_atomically(path, text.encode())
