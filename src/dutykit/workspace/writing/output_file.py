"""Writes the files that a user asks for with `-o`: tables, reports, forms, baselines. Not the files of a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dutykit.language import _
from dutykit.model.layout import LOCK_FILE, PENDING_FILE
from dutykit.model.refusal import Refusal
from dutykit.process.spare_folder import spare_folder
from dutykit.workspace.discover import WorkspaceNotFoundError, find_workspace
from dutykit.workspace.inventory import kind_of
from dutykit.workspace.writing.atomic_file import make_folder, sync_folder, write_spare
from dutykit.workspace.writing.windows_path import check_path

OUTPUT_FOLDER = Path("out")
"""Where files go for which no place was named, in the current folder."""
_OWN = frozenset({".git", PENDING_FILE, LOCK_FILE})


def write_output(path: Path, data: bytes) -> None:
    """Put `data` into the file `path`, whole or not at all. Missing folders are made.

    Raises Refusal as `refuse_own_file` does; OSError, also for a file that is in its place and not confirmed by the disk.
    """
    refuse_own_file(path)
    check_path(path)
    make_folder(path.parent)
    with spare_folder(path.parent) as folder:
        os.replace(write_spare(path, [data], folder, suffix=".tmp"), path)
    sync_folder(path.parent)


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """An empty folder in `folder` for files that are to be `put` there together; removed at the end. Raises OSError."""
    make_folder(folder)
    with spare_folder(folder) as spare:
        yield spare


def put(spare: Path, path: Path) -> None:
    """Move the whole file `spare` to `path`, on the same disk. Raises OSError."""
    os.replace(spare, path)
    sync_folder(path.parent)


def refuse_own_file(path: Path) -> None:
    """Raise Refusal if `path` is in git's folder, is a file of dutykit's own, or is where a workspace has its files.

    It does not matter whether there is such a file.
    """
    there, fix = Path(os.path.realpath(path)), _("指定其他文件")
    if not _OWN.isdisjoint(part.lower() for part in there.parts):
        raise Refusal(_("{path} 是 git 或 dutykit 自己的文件，不能覆盖").format(path=path), fix)
    with suppress(WorkspaceNotFoundError):
        if kind_of(there.relative_to(find_workspace(there.parent)).as_posix()) is not None:
            raise Refusal(_("{path} 是工作区的文件，不能覆盖").format(path=path), fix)


def usual_folder(name: str = "") -> Path:
    """The folder `name` in OUTPUT_FOLDER, where the user named no place. Raises Refusal if a link leads elsewhere.

    Who names a place may name a link; a link that came with a folder from somebody else was named by nobody.
    """
    folder = OUTPUT_FOLDER / name
    for one in (folder, *folder.parents):
        if one.is_symlink():
            raise Refusal(_("{path} 是链接，未写入").format(path=one), _("删除该链接，或用 -o 指定写入的位置"))
    return folder
