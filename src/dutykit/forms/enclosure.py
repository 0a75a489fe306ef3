"""Files that came together with a form: beside it in a folder, or in the same archive."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from dutykit.workspace.file_bytes import open_file
from dutykit.workspace.file_stem import file_stem

_MOST_FILES = 20_000
"""Files of a folder that are looked at."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came along."""

    place: str
    """Where it is, for people."""
    name: str
    """Of the file alone."""
    size: int
    """Its bytes, unpacked."""
    mode: int
    """What kind of file it is, as `os.stat` says."""
    open: Callable[[], BinaryIO]
    """Raises OSError and what zipfile raises."""
    path: Path | None = None
    """Where it is, if it is in a folder."""
    times: tuple[int, int] | None = None
    """When it was last read and changed, in nanoseconds."""


class Enclosures:
    """Finds the files that a form names among those that came with it."""

    def __init__(self, beside: Iterable[Enclosure]) -> None:
        self._by_name: dict[str, Enclosure] = {}
        self._by_stem: dict[str, list[Enclosure]] = {}
        for one in beside:
            key = name_key(one.name)
            if key not in self._by_name:
                self._by_name[key] = one
                self._by_stem.setdefault(key.rpartition(".")[0], []).append(one)

    def find(self, name: str) -> Enclosure | None:
        """The file that is meant by `name`, which may have a path and may lack its extension."""
        plain = PurePosixPath(name.replace("\\", "/"))
        key = name_key(plain.name)
        found = self._by_name.get(key)
        if found is None and not plain.suffix:
            alike = self._by_stem.get(key, [])
            found = alike[0] if len(alike) == 1 else None
        return found


def name_key(name: str) -> str:
    """A file's name as two systems agree on it: Macs take letters apart, and Windows does not tell their case."""
    return unicodedata.normalize("NFC", name).casefold()


def folders_of(form: Path, unit: str, aliases: Iterable[str]) -> list[tuple[Path, bool]]:
    """The folders in which the files for a form may be, the unit's own first; and whether it shares the folder."""
    stem = form.stem
    names = dict.fromkeys((f"{stem}_附件", f"{stem}附件", stem, file_stem(unit), unit, *aliases))
    own = [(form.parent / name, False) for name in names if not {*name} & {*"/\\\0"}]
    return [*own, (form.parent / "附件", True), (form.parent, True)]


def files_in(folder: Path) -> list[Enclosure]:
    """The files in a folder, sorted; none where it cannot be read."""
    found: list[Enclosure] = []
    try:
        with os.scandir(folder) as entries:
            for entry, _number in zip(entries, range(_MOST_FILES), strict=False):
                # A link may lead anywhere: it is no file that came along.
                if entry.is_file(follow_symlinks=False) and not is_temporary(entry.name):
                    found.append(_disk_file(Path(entry.path), entry.stat(follow_symlinks=False)))
    except (OSError, ValueError):
        return []
    return sorted(found, key=lambda one: one.name)


def _disk_file(path: Path, status: os.stat_result) -> Enclosure:
    times = (status.st_atime_ns, status.st_mtime_ns)
    return Enclosure(str(path), path.name, status.st_size, status.st_mode, lambda: open_file(path), path, times)


def is_temporary(name: str) -> bool:
    """Whether a file is one that Office, WPS or the system keeps there itself."""
    return name.startswith(("~$", ".")) or name.casefold() in {"thumbs.db", "desktop.ini"} or name.endswith(".tmp")
