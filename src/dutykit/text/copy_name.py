"""Names that programs and people give to copies of a file, and what the name was before."""

from __future__ import annotations

import re
from collections.abc import Container

_ADDED = (
    r"(?is)[\s._（(\[-]*(?:旧|原|修改|改后|改|新|最终|定稿|终稿|old|orig|new|final|bak|v)[版本稿\d.\s_（()）\[\]-]*"
    r"|[\s._（(\[-]+\d[\d.\s_（()）\[\]-]*"
    r"|.*(?:副本|复制|拷贝|备份|冲突|copy|backup|conflict|_BASE_|_LOCAL_|_REMOTE_).*"
)
"""Compiled when it is first asked for: few names are a copy's."""
_LONGEST = 200
"""Characters of a file's name on any disk; a longer one is nobody's."""


def original_name(stem: str, known: Container[str]) -> str | None:
    """The name of `known` that `stem`, a file's name without its extension, is a copy's name of; None for none.

    So is 市财政局 - 副本, and 市财政局 (1), 市财政局-旧 and what git, cloud disks and editors make of it.
    """
    if len(stem) > _LONGEST:
        return None
    lengths = range(len(stem) - 1, 0, -1)
    return next((stem[:n] for n in lengths if stem[:n] in known and re.fullmatch(_ADDED, stem[n:])), None)
