"""Asks tests/command_server.py to run a command.

python tests/command_client.py SOCKET ARGUMENT…    # as if it were `dutykit ARGUMENT…`
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Mapping, Sequence


def ask(
    server: str,
    arguments: Sequence[str],
    *,
    cwd: str,
    env: Mapping[str, str],
    streams: Sequence[int],
    seconds: float | None = None,
    moments: Mapping[str, object] | None = None,
) -> int:
    """The exit code of `dutykit` with `arguments` and the standard `streams`. Raises ConnectionError and TimeoutError.

    `moments` is what is to be done to it when it changes files (tests.moments.Asked).
    A report that is asked for alone is printed by the command's own process, as on a machine with one processor.
    """
    alone = "report" in arguments and "--all" not in arguments
    asked = {"arguments": [*arguments], "cwd": cwd, "env": dict(env), "one_processor": alone, "moments": moments}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(seconds)
        connection.connect(server)
        data = f"{json.dumps(asked)}\n".encode()
        sent = socket.send_fds(connection, [data], streams)
        if sent < len(data):  # else the command may have come to its end, and nothing can be sent any more
            connection.sendall(data[sent:])
        code = connection.recv(1)
    if not code:
        raise ConnectionError("the command was killed")
    return code[0]


if __name__ == "__main__":
    sys.exit(ask(sys.argv[1], sys.argv[2:], cwd=os.getcwd(), env=os.environ, streams=(0, 1, 2)))  # noqa: PTH109 # pathlib takes longer to import than this
