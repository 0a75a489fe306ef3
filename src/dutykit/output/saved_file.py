"""A file that a command writes beside the workspace."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from dutykit.language import _
from dutykit.model.refusal import Refusal, writing_to
from dutykit.workspace.inventory import kind_of
from dutykit.workspace.writing.output_file import beside, put, write_output


def refuse_own_file(root: Path, path: Path) -> None:
    """Raise Refusal if `path` is where the workspace in `root` has its files, of whatever kind, there or not."""
    there, top = os.path.realpath(path), os.path.realpath(root)
    name = os.path.relpath(there, top).replace(os.sep, "/")
    if not name.startswith("../") and kind_of(name) is not None:
        message = _("{path} 是工作区的文件，不能覆盖").format(path=path)
        raise Refusal(message, _("指定其他文件"))


def save(roots: Iterable[Path], path: Path, data: bytes) -> None:
    """Write `data` to `path` whole or not at all, never over a file of the workspaces in `roots`. Raises Refusal."""
    for root in roots:
        refuse_own_file(root, path)
    if os.path.isdir(path):  # noqa: PTH112 # Path's raises where a name is too long
        raise Refusal(_("{path} 是文件夹").format(path=path), _("用 -o 指定一个文件"))
    with writing_to(path):
        write_output(path, data)


def save_together(root: Path, folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write all `files`, by name, into `folder`, never over a file of the workspace `root`; returns them. Raises Refusal.

    They are written whole beside their places before any of them takes its place.
    """
    paths = [folder / name for name in files]
    for path in paths:
        refuse_own_file(root, path)
    with writing_to(folder), beside(folder) as spare:
        for name, data in files.items():
            write_output(spare / name, data)
        for path in paths:
            put(spare / path.name, path)
    return paths
