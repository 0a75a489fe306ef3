"""What git leaves in a file that it could not merge: both versions of a part, between marks."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = rb"(<{7}|\|{7}|={7}|>{7})(?: [^\n]*)?\r?"


class Conflict(NamedTuple):
    """A file with conflicts, as each side has it."""

    line: int
    """Where the first conflict begins."""
    ours: bytes
    theirs: bytes


def is_mark(line: str) -> bool:
    """Whether `line`, without its line break, is a mark of git's."""
    return re.fullmatch(_MARK, line.encode("utf-8", "replace")) is not None


def conflict_in(data: bytes) -> Conflict | None:
    """Both sides of a file; None where there is no conflict in it, or not all marks of one."""
    if b"<<<<<<<" not in data:
        return None
    sides: dict[str, list[bytes]] = {"ours": [], "theirs": []}
    first, part = 0, "both"
    after = {b"<<<<<<<": "ours", b"|||||||": "base", b"=======": "theirs", b">>>>>>>": "both"}
    allowed = {"both": {"ours"}, "ours": {"base", "theirs"}, "base": {"theirs"}, "theirs": {"both"}}
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        mark = re.fullmatch(_MARK, line.rstrip(b"\n"))
        to = None if mark is None else after[mark[1]]
        if to is not None and to in allowed[part]:
            first, part = first or number, to
            continue
        for side, lines in sides.items():
            if part in {"both", side}:
                lines.append(line)
    if part != "both" or not first:
        return None
    return Conflict(first, b"".join(sides["ours"]), b"".join(sides["theirs"]))
