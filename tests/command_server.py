"""Runs dutykit's commands in copies of a process that has imported all of it.

Four fifths of the processor time of a command are Python's start and imports. Each command still has a process of its
own, with its own arguments, folder, environment and standard streams; what it cannot prove is how it starts, which
tests/e2e/test_start.py and those that ask for `cold` do.

python -W error -m tests.command_server SOCKET zh|en    # until standard input ends
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import sys
import tempfile
import threading
import time
import traceback
from typing import Any, Literal

from tests.moments import watched

_HEAVY = (
    "openpyxl",
    "xlsxwriter",
    "docx",
    "docxtpl",
    "icalendar",
    "rich.progress",
    "pyhanko.sign.signers",
    "python_calamine",
)
"""What commands import beside the package's own modules."""


def serve(path: str, language: Literal["zh", "en"]) -> None:
    """Run what is asked for at the socket `path`, until standard input ends."""
    from dutykit.language import use_language

    use_language(language)
    _import_everything()
    gc.collect()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(16)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        waited_for: list[Any] = [server, 0]
        while True:
            ready, _w, _x = select.select(waited_for, [], [])
            if 0 in ready:
                return
            connection, _address = server.accept()
            _reap()
            if os.fork() == 0:
                server.close()
                _run(connection)
            connection.close()


def _import_everything() -> None:
    import dutykit
    from dutykit.patches.pydantic_plugins import without_plugins

    without_plugins()  # as a command does
    for one in pkgutil.walk_packages(dutykit.__path__, "dutykit."):
        if one.name != "dutykit.__main__":
            importlib.import_module(one.name)
    for name in _HEAVY:
        importlib.import_module(name)
    from dutykit.typeset.proof import get_ready

    get_ready()


def _reap() -> None:
    """Take notice of the copies that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _run(connection: socket.socket) -> None:
    """In a copy: be the command, send its exit code, and end."""
    code = 1
    try:
        asked = _received(connection)
        os.chdir(asked["cwd"])
        os.environ.clear()
        os.environ.update(asked["env"])
        time.tzset()
        tempfile.tempdir = None  # the environment states it
        tempfile.gettempdir()
        if asked["one_processor"] and hasattr(os, "sched_setaffinity"):
            allowed = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(0, {allowed[os.getpid() % len(allowed)]})
        sys.argv = ["dutykit", *asked["arguments"]]
        code = watched(asked["moments"], _code) if asked["moments"] else _code()
    finally:
        connection.sendall(bytes([code & 255]))
        os._exit(code & 255)


def _received(connection: socket.socket) -> dict[str, Any]:
    """What is to be run; the standard streams that come with it take the place of this process's."""
    data, streams, _flags, _address = socket.recv_fds(connection, 1 << 16, 3)
    while not data.endswith(b"\n"):
        data += connection.recv(1 << 16)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # Made anew: the old ones know whether what they were opened on could be sought in.
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 # a number, and open till the end
        for number, mode in enumerate(("r", "w", "w"))
    )
    asked: dict[str, Any] = json.loads(data)
    return asked


def _code() -> int:
    """Run the command as `python -m dutykit` does, with all that Python does at its end but freeing memory."""
    try:
        runpy.run_module("dutykit", run_name="__main__", alter_sys=True)
        code: object = 0
    except SystemExit as stopped:
        code = stopped.code
    except BaseException:  # noqa: BLE001 # whatever it is, Python shows it and exits with 1
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined] # what Python itself calls
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    sys.stderr.write(f"{code}\n")
    return 1


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests were started in the background
    serve(sys.argv[1], "en" if sys.argv[2] == "en" else "zh")
