"""The moments at which a command changes files: it is killed at one of them, or waits there.

Chance alone nearly always falls between them: a command reads and computes for most of its time.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

KILLED = 128 + signal.SIGKILL
"""The exit code of a command that was killed."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.link", "os.symlink")


class Asked(TypedDict, total=False):
    """What is to be done to a command."""

    folder: str
    """Changes in it are moments."""
    log: str
    """A file that gets a line for each moment, before it."""
    kill_at: int
    """The number of the moment, from 0, at which the command is killed."""
    signal: int
    """What it is killed with, by default SIGKILL."""
    wait_at: int
    """The number of the moment at which it waits for as long as the file `gate` exists."""
    gate: str
    kill_after: float
    """Seconds after which it is killed."""


class Moment(NamedTuple):
    """A change of a file, and who makes it."""

    path: str
    modules: frozenset[str]
    """The modules of the program that are at work."""


def moments(log: Path) -> list[Moment]:
    """Those that a command noted."""
    lines = (line.split("\t") for line in log.read_text("utf-8").splitlines())
    return [Moment(path, frozenset(modules)) for path, *modules in lines]


def watched(asked: Asked, run: Callable[[], int]) -> int:
    """The exit code of `run` in a copy of this process, of which nothing is left then."""
    child = os.fork()
    if not child:
        code = 1
        try:
            _watch(asked)
            code = run()
        except BaseException:  # noqa: BLE001 # shown, and the copy ends
            traceback.print_exc()
        finally:
            os._exit(code & 255)
    if "kill_after" in asked:
        time.sleep(asked["kill_after"])
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    return KILLED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _watch(asked: Asked) -> None:
    folder, me = asked["folder"] + os.sep, os.getpid()
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    number = -1

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal number
        if event not in _CHANGES or os.getpid() != me or (event == "open" and not arguments[2] & _WRITES):
            return
        path = arguments[0]
        if isinstance(path, int) or not (path := os.path.abspath(os.fsdecode(path))).startswith(folder):  # noqa: PTH100
            return
        number += 1
        os.write(log, "\t".join((path, *_modules())).encode() + b"\n")
        if number == asked.get("kill_at"):
            os.kill(me, asked.get("signal", signal.SIGKILL))
        while number == asked.get("wait_at") and os.path.exists(asked["gate"]):  # noqa: PTH110
            time.sleep(0.002)

    sys.addaudithook(hook)


def _modules() -> set[str]:
    found, frame = set(), sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment] # None at the end
        if (name := frame.f_globals.get("__name__", "")).startswith("dutykit."):
            found.add(name)
    return found
