"""Why a document could not be read, in the user's words."""

from __future__ import annotations


class DocumentError(Exception):
    """A document cannot be read; `args[0]` says why and `fix`, if any, what to do."""

    def __init__(self, message: str, fix: str | None = None) -> None:
        super().__init__(message)
        self.fix = fix
