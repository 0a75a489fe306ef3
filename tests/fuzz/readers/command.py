"""Runs a command of dutykit in this process, on files that nobody has looked at."""

from __future__ import annotations

import atexit
import gc
import io
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest import mock

import typer

from dutykit.cli.screen import Screen
from dutykit.model.refusal import Refusal

MEMORY = Path("/dev/shm")  # noqa: S108 # a disk that costs nothing, where there is one


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one input."""
    with tempfile.TemporaryDirectory(prefix="dutykit-fuzz-", dir=MEMORY if MEMORY.is_dir() else None) as name:
        yield Path(name)


def lasting_folder() -> Path:
    """A folder for as long as this process lives."""
    path = tempfile.mkdtemp(prefix="dutykit-fuzz-")
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return Path(path)


def ran(command: Callable[..., None], *arguments: Any, **options: Any) -> int:
    """The exit code of a command. Raises whatever would be a traceback to its user.

    What reads foreign files in a process of its own reads them in this one, without limits.
    """
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace") for _stream in range(2)]
    with (
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
        mock.patch("dutykit.process.bounded.begin", _at_once),
    ):
        try:
            command(Screen(), *arguments, **options)
        except typer.Exit as ended:
            return ended.exit_code
        except Refusal as refusal:
            return Screen().refuse(refusal)
        finally:
            gc.unfreeze()  # a command ends; this process goes on
    return 0


def _at_once(function: Callable[..., Any], *arguments: Any, seconds: float, most_bytes: int) -> Callable[[], Any]:
    """As `begin`, whose result comes from another process, without that process; the last result is kept."""
    asked = (function, pickle.dumps(arguments))
    if asked not in _LAST:
        _LAST.clear()
        _LAST[asked] = pickle.dumps(function(*arguments))
    return lambda: pickle.loads(_LAST[asked])  # noqa: S301 # just made


_LAST: dict[tuple[Callable[..., Any], bytes], bytes] = {}
