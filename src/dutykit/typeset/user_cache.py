"""The folders in which dutykit keeps for a user what can be made again."""

from __future__ import annotations

import os
import stat
import tempfile
from functools import cache
from pathlib import Path


@cache
def user_cache(name: str) -> Path:
    """The user's cache folder `name`; a temporary one where the usual place cannot be written."""
    from platformdirs import user_cache_path

    user = os.getuid() if hasattr(os, "getuid") else 0
    usual = user_cache_path("dutykit", appauthor=False) / name
    for folder in (usual, Path(tempfile.gettempdir(), f"dutykit-{user}-{name}")):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            status = os.lstat(folder)
        except OSError:
            continue
        owned = not hasattr(os, "getuid") or status.st_uid == user
        if owned and stat.S_ISDIR(status.st_mode) and os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix=f"dutykit-{name}-"))
