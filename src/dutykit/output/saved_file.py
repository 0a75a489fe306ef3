"""A file that a command writes beside the workspace."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from dutykit.language import _
from dutykit.model.refusal import Refusal, writing_to
from dutykit.workspace.writing.output_file import beside, put, refuse_own_file, write_output


def save(path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all, never over a file of a workspace. Raises Refusal."""
    if os.path.isdir(path):  # noqa: PTH112 # Path's raises where a name is too long
        raise Refusal(_("{path} 是文件夹").format(path=path), _("用 -o 指定一个文件"))
    with writing_to(path):
        write_output(path, data)


def save_together(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write all `files`, by name, into `folder`, never over a file of a workspace; returns them. Raises Refusal.

    They are written whole beside their places before any of them takes its place.
    """
    paths = [folder / name for name in files]
    for path in paths:
        refuse_own_file(path)
    with writing_to(folder), beside(folder) as spare:
        for name, data in files.items():
            write_output(spare / name, data)
        for path in paths:
            put(spare / path.name, path)
    return paths
