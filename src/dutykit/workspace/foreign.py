"""Files from outside are read in a process of their own: whatever is in them, it takes neither long nor much memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from dutykit.language import _
from dutykit.model.refusal import Refusal

T = TypeVar("T")

SECONDS = 8.0
"""How long one file may take, and a second more for each megabyte it has."""
BYTES = 450_000_000
"""How much memory one file may take beyond what the program holds."""


class TooMuchToReadError(Refusal):
    """Reading a file took more time or memory than it may."""


def read_foreign(
    reader: Callable[..., T], data: bytes, *arguments: object, seconds: float = SECONDS, copies: int = 0
) -> T:
    """What `reader`, a function of a module, makes of `data`, the bytes of a file, in at most about `seconds`.

    `copies` of the bytes it may hold beyond the memory for any file. Raises TooMuchToReadError, and what `reader` raises.
    """
    return begin_foreign(reader, data, *arguments, seconds=seconds, copies=copies)()


def begin_foreign(
    reader: Callable[..., T], data: bytes, *arguments: object, seconds: float = SECONDS, copies: int = 0
) -> Callable[[], T]:
    """The same, which reads on until what this gives is called: once, and before the next file is read."""
    from dutykit.process.bounded import begin

    most = BYTES + copies * len(data)
    with _too_much(seconds, most):
        read = begin(reader, data, *arguments, seconds=seconds + len(data) / 1_000_000, most_bytes=most)

    def result() -> T:
        with _too_much(seconds, most):
            return read()

    return result


@contextmanager
def _too_much(seconds: float, most: int) -> Iterator[None]:
    from dutykit.process.bounded import TooMuchError

    try:
        yield
    except TooMuchError as error:
        message = _("内容过多或结构异常，读取时间超过 {seconds} 秒或内存超过 {limit} MB，未读取").format(
            seconds=round(seconds), limit=most // 1_000_000
        )
        raise TooMuchToReadError(message, _("用 Office 或 WPS 打开，删去多余内容后另存一份，再重新提供")) from error
