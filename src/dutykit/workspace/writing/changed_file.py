"""A file of a workspace before and after a change."""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file before and after a change; the texts are whole, a byte order mark included."""

    name: str
    """Relative to the workspace."""
    old: str
    new: str

    @property
    def unified_diff(self) -> str:
        """The change, as `git apply` and `patch -p1` take it."""
        pieces: list[str] = []
        for line in difflib.unified_diff(_lines(self.old), _lines(self.new), f"a/{self.name}", f"b/{self.name}"):
            pieces.append(line)
            if not line.endswith("\n"):
                pieces.append("\n\\ No newline at end of file\n")
        return "".join(pieces)


def _lines(text: str) -> list[str]:
    """The lines of `text` as diff programs count them, each with its end."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
