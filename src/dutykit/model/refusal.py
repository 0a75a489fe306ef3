"""Why a command refuses to do what it was asked, and what the user can do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.language import _, reason_of

if TYPE_CHECKING:
    from dutykit.model.finding import Finding


class Refusal(Exception):  # noqa: N818 # it is no fault of the program: it says no, and why
    """What was asked for is not possible or not allowed. Whoever raises it has written nothing.

    (`UnfinishedError` alone says that something is written.) `message` says what is wrong and where; `fix` says what to
    do, or is None where nothing can be done. Both are in the language in use. `cli.command` catches it and exits with
    2, or with 1 where it has findings.
    """

    findings: Sequence[Finding] = ()
    """What is wrong in the workspace, where that is the reason."""

    def __init__(self, message: str, fix: str | None = None) -> None:
        super().__init__(message, fix)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return self.message


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Raises Refusal, which names `path`, for an OSError raised inside."""
    try:
        yield
    except OSError as error:
        raise Refusal(_("无法写入 {folder}：{reason}").format(folder=path, reason=reason_of(error))) from error
