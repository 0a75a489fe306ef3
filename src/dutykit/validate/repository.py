"""Where a workspace is in its repository: CI systems name files from the repository's root."""

from __future__ import annotations

import os
from pathlib import Path


def repository_root(root: Path) -> Path | None:
    """The folder of the git repository that the folder `root` is in; None where it is in none."""
    folder = os.path.realpath(root)
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return Path(folder)
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def prefix_in_repository(root: Path) -> str | None:
    """What is before the names of the workspace's files, seen from its repository's root; None where it is in none."""
    repository = repository_root(root)
    if repository is None:
        return None
    relative = os.path.relpath(os.path.realpath(root), repository).replace(os.sep, "/")
    return "" if relative == "." else f"{relative}/"
