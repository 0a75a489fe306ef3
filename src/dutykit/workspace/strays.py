"""Looks for files that are not read though by their names they belong to those that are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dutykit.model.layout import CYCLE, PAST_FOLDER
from dutykit.model.stray import Stray, StrayWhat
from dutykit.workspace.discover import DEEPEST, is_inside
from dutykit.workspace.inventory import KINDS, YAML_SUFFIXES, FileKind, kind_of

_ENDS: dict[str, StrayWhat] = {
    "~": "backup",
    ".bak": "backup",
    ".old": "backup",
    ".save": "backup",
    ".orig": "merge",
    ".rej": "merge",
    ".swp": "lock",
    ".swo": "lock",
}
_SUFFIXES = (".yaml", ".jsonl")
_WRONG_ENDS = r"(?i)(?:\.ya?ml|\.jsonl)?(?:\.ya?ml|\.ymal|\.jsonl?|\.txt)"
"""What people and programs make of these."""
_MEANT = {
    ".yaml": r"(?i)\.ya?ml\.|\.ymal",
    ".jsonl": r"(?i)\.jsonl?",
}
"""Those that show what was meant also where any name may be."""
_OPEN = r"\.~lock\.(.+)#|~\$(.+)|\.#(.+)|#(.+)#"
"""The names of what editors and offices keep beside a file while it is open."""
_NEVER = frozenset("~#.")
"""What a file's name does not begin with where it is read."""


def strays(root: Path) -> tuple[Stray, ...]:
    """The strays of the workspace `root`, sorted by name; a folder that cannot be looked into has none."""
    top = os.fspath(root)
    own = [one for name in _looked_into(top, "")[0] if "dutykit" in name.lower() and (one := _stray("", name))]
    folders = (folder for folder in _tops() if is_inside(root, root / folder))
    found = [*own, *(one for folder in folders for one in _below(top, folder, 0)), *_mistyped(top)]
    return tuple(sorted(one for one in found if not _is_same(top, one)))


@cache
def _tops() -> tuple[str, ...]:
    """The folders in which `validate` reads files."""
    return tuple(sorted({kind.path.split("/")[0] for kind in KINDS if kind.is_read and "/" in kind.path}))


def _is_same(root: str, one: Stray) -> bool:
    """Whether it is the file itself, on a disk to which the case of letters does not matter."""
    try:
        return one.what == "misnamed" and os.path.samefile(f"{root}/{one.name}", f"{root}/{one.of}")
    except OSError:
        return False


def _below(root: str, folder: str, depth: int) -> Iterator[Stray]:
    names, folders = _looked_into(root, folder)
    for name in names:
        if one := _stray(f"{folder}/", name):
            yield one
    if depth < DEEPEST:
        for name in folders:
            yield from _below(root, f"{folder}/{name}", depth + 1)


def _mistyped(root: str) -> Iterator[Stray]:
    """The files in data/ that nothing reads, each like one that is read and is not there."""
    names = _looked_into(root, "data")[0]
    missing = {one.path.removesuffix(".yaml").removeprefix("data/") for one in KINDS if one.path.startswith("data/")}
    missing -= {name.removesuffix(".yaml") for name in names}
    for name in names:
        stem, end = os.path.splitext(name)
        if end.lower() in YAML_SUFFIXES and _stray("data/", name) is None and _kind(f"data/{name}") is None:
            from dutykit.text.likeness import closest

            if meant := closest(stem.lower(), missing):
                yield Stray(f"data/{name}", "misnamed", f"data/{meant}.yaml")


def _looked_into(root: str, folder: str) -> tuple[list[str], list[str]]:
    """The names of the files in a folder, and of the folders in it that are neither links nor hidden."""
    names: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    names.append(entry.name)
                elif not entry.name.startswith("."):
                    folders.append(entry.name)
    except OSError:
        return [], []
    return names, folders


def _stray(folder: str, name: str) -> Stray | None:
    if name.endswith(_SUFFIXES) and name[0] not in _NEVER and not _is_of_data(folder):
        return None  # it is read: most files are such
    opened = re.fullmatch(_OPEN, name) if name[0] in _NEVER else None
    if opened is not None:
        of = folder + next(filter(None, opened.groups()))
        return Stray(folder + name, "lock", of) if _kind(of) else None
    end = next((end for end in _ENDS if name.endswith(end)), "")
    if end:
        what, stem = _ENDS[end], name.removesuffix(end)
        of = folder + (stem.removeprefix(".") if what == "lock" else stem)
        return Stray(folder + name, what, of) if _kind(of) else None
    kind = _kind(folder + name)
    if kind is not None:
        right = _spelled(kind, folder + name)
        return None if right == folder + name else Stray(folder + name, "misnamed", right)
    return _under_another_name(folder, name)


def _under_another_name(folder: str, name: str) -> Stray | None:
    """What is read once its extension is right; a copy of a data file or a log."""
    ends = re.search(_WRONG_ENDS, name)
    if ends is None or ends.end() != len(name):
        return None
    stem = name[: ends.start()]
    for suffix in _SUFFIXES:
        kind = _kind(folder + stem + suffix)
        if kind is not None and (not kind.is_folder or re.match(_MEANT[suffix], ends.group())):
            return Stray(folder + name, "misnamed", _spelled(kind, folder + stem + suffix))
        from dutykit.text.copy_name import original_name

        original = original_name(stem, _DataStems(folder, suffix))
        if original is not None:
            return Stray(folder + name, "copy", folder + original + suffix)
    return None


class _DataStems:
    """The stems of the files of their own kind in a folder, such as indicators in data/."""

    def __init__(self, folder: str, suffix: str) -> None:
        self._folder, self._suffix = folder, suffix

    def __contains__(self, stem: object) -> bool:
        kind = _kind(f"{self._folder}{stem}{self._suffix}")
        return kind is not None and not kind.is_folder


def _kind(name: str) -> FileKind | None:
    """The kind of the file `name` where it is one that is read."""
    kind = kind_of(name)
    return kind if kind is not None and kind.is_read else None


def _spelled(kind: FileKind, name: str) -> str:
    """`name` in the letters in which it is read: those of a data file matter to most disks."""
    if kind.is_folder:
        return name
    return kind.path.replace(CYCLE, re.findall(r"\d{4}", name)[0]) if CYCLE in kind.path else kind.path


_WITH_DATA = frozenset({"", "data/", "history/"})


def _is_of_data(folder: str) -> bool:
    """Whether what a file in `folder` is depends on its name."""
    return folder in _WITH_DATA or (
        folder.startswith(PAST_FOLDER) and re.fullmatch(r"\d{4}/", folder[len(PAST_FOLDER) + 1 :]) is not None
    )
