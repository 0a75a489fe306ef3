"""The standard output and the standard error: what is written to them can do nothing to a terminal or a log."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO

from dutykit.text.visible import harmless

READER_GONE = 141
"""The exit code where nobody reads our output any more, as `| head` does: that of a program that SIGPIPE ends."""


class ReaderGoneError(BaseException):  # nothing that a command handles: it ends, as with KeyboardInterrupt
    """Whoever read our output has closed it."""


class RawStream(io.RawIOBase):
    """A stream that remembers that it could not be written to: no other failure is taken for that."""

    failure: OSError | None = None

    def __init__(self, below: io.RawIOBase) -> None:
        super().__init__()
        self._below = below

    def fileno(self) -> int:
        """The descriptor of what is below."""
        return self._below.fileno()

    def isatty(self) -> bool:
        """Whether a terminal is below."""
        return self._below.isatty()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: Any, /) -> int | None:
        """Write `data`. Raises ReaderGoneError, and OSError."""
        try:
            return self._below.write(data)
        except BrokenPipeError:
            raise ReaderGoneError from None
        except OSError as error:
            self.failure = error
            raise


class GuardedStream(io.TextIOWrapper):
    """A stream of text."""

    def write(self, text: str, /) -> int:
        """Write `text`, made harmless."""
        return super().write(harmless(text))

    @property
    def direct(self) -> TextIO:
        """The same stream for what moves the cursor: progress bars, a screen that is cleared."""
        return _Direct(self)  # type: ignore[return-value] # it has what a TextIO has


class _Direct:
    def __init__(self, stream: GuardedStream) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return io.TextIOWrapper.write(self._stream, text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def direct(stream: TextIO) -> TextIO:
    """`stream` for what moves the cursor."""
    return stream.direct if isinstance(stream, GuardedStream) else stream


def guard_streams() -> RawStream:
    """Put guarded streams in the places of both; what is below the standard output."""
    raw = {name: RawStream(_below(getattr(sys, name))) for name in ("stdout", "stderr")}
    for name, one in raw.items():
        buffered = name == "stdout" and not one.isatty()
        stream = GuardedStream(
            io.BufferedWriter(one), encoding="utf-8", errors="backslashreplace", line_buffering=not buffered
        )
        setattr(sys, name, stream)
    return raw["stdout"]


def _below(stream: TextIO) -> io.RawIOBase:
    """What the bytes of `stream`, UTF-8, go to: its descriptor, or Python's own writer to a console of Windows.

    That one has no code page: the descriptor of such a console would take the bytes for cp936.
    """
    own = getattr(getattr(stream, "buffer", None), "raw", None)
    if isinstance(own, io.RawIOBase) and not isinstance(own, io.FileIO):
        return own
    return io.FileIO(stream.fileno(), "wb", closefd=False)


def leave_streams() -> None:
    """Lead both streams to nowhere, as what is left in them would be tried again at the end of the process."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
