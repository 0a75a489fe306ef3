"""Runs dutykit as if what only POSIX systems have were not there: `python -m tests.without_posix validate …`.

The modules of dutykit, and only those, get an `os` and a `signal` without these names, and cannot import these modules.
"""

from __future__ import annotations

import builtins
import os
import signal
from types import ModuleType
from typing import Any

NAMES = {
    "os": [
        "O_DIRECTORY",
        "O_NOFOLLOW",
        "O_NONBLOCK",
        "chown",
        "fchmod",
        "fchown",
        "fork",
        "forkpty",
        "geteuid",
        "getgid",
        "getpgid",
        "getpriority",
        "getuid",
        "killpg",
        "mkfifo",
        "nice",
        "pread",
        "register_at_fork",
        "sched_getaffinity",
        "setpgid",
        "setsid",
        "statvfs",
        "uname",
        "wait",
        "wait3",
        "wait4",
        "WNOHANG",
    ],
    "signal": [
        "ITIMER_REAL",
        "SIGALRM",
        "SIGCHLD",
        "SIGHUP",
        "SIGKILL",
        "SIGPIPE",
        "SIGUSR1",
        "SIGUSR2",
        "SIG_BLOCK",
        "SIG_SETMASK",
        "SIG_UNBLOCK",
        "alarm",
        "pause",
        "pthread_kill",
        "pthread_sigmask",
        "setitimer",
        "sigwait",
    ],
}
MODULES = frozenset({"fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"})


class Without(ModuleType):
    """A module without some of its names."""

    def __init__(self, module: ModuleType) -> None:
        super().__init__(module.__name__)
        self._module = module

    def __getattr__(self, name: str) -> Any:
        if name in NAMES[self._module.__name__]:
            raise AttributeError(name)
        return getattr(self._module, name)


def take_away() -> None:
    """From now on what dutykit imports is without these names."""
    real = builtins.__import__
    given = {"os": Without(os), "signal": Without(signal)}

    def imported(name: str, globals: Any = None, *others: Any, **named: Any) -> ModuleType:  # noqa: A002 (its name)
        if globals is None or not str(globals.get("__name__")).startswith("dutykit"):
            return real(name, globals, *others, **named)
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return given.get(name) or real(name, globals, *others, **named)

    builtins.__import__ = imported


if __name__ == "__main__":
    take_away()
    from dutykit.cli.main import run

    run()
