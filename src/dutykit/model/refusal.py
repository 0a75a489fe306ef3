"""Why a command refuses to do what it was asked, and what the user can do about it."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 # it is no fault of the program: it says no, and why
    """What was asked for is not possible or not allowed. Whoever raises it has written nothing.

    `message` says what is wrong and where; `fix` says what to do, or is None where nothing can be done. Both are in the
    language in use. The command line catches it once and exits with 2.
    """

    def __init__(self, message: str, fix: str | None = None) -> None:
        super().__init__(message, fix)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return self.message
