"""What came in: the files, folders and archives that were given, sorted into workbooks, enclosures and what nobody wants."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dutykit.forms.archive import archived_files
from dutykit.forms.collection import Collected
from dutykit.forms.enclosure import Enclosure, is_temporary
from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.output.office_archive import MOST_FILE_BYTES
from dutykit.workspace.archive_errors import BAD_ARCHIVE
from dutykit.workspace.file_bytes import TooLargeError, file_bytes

_WORKBOOKS = frozenset({".xlsx", ".ods", ".xls", ".et", ".xlsm", ".xltm", ".xlsb", ".xlam"})
_PACKED = frozenset({".rar", ".7z"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that may be a workbook."""

    form: Collected
    read: Callable[[], bytes]
    """Its bytes; raises TooLargeError, OSError and Refusal."""
    archive: Sequence[Enclosure] = ()
    """All files of the archive it is in."""


@dataclass(slots=True)
class Arrivals:
    """All that came in."""

    books: list[Arrival] = field(default_factory=list)
    others: list[Collected] = field(default_factory=list)
    """Files that are no workbooks."""
    unread: list[Collected] = field(default_factory=list)
    """What could not be opened at all."""
    temporary: int = 0
    """How many were only files that Office or the system keeps there."""


def arrived(paths: Iterable[Path], most: int) -> Arrivals:
    """Sort what was given; `most` bytes an enclosure may have. Raises nothing."""
    found = Arrivals()
    seen: set[str] = set()
    for path in _files(paths, found):
        real = os.path.realpath(path)
        if real in seen:
            continue
        seen.add(real)
        suffix = path.suffix.lower()
        if is_temporary(path.name):
            found.temporary += 1
        elif suffix == ".zip":
            _archive(path, found, most)
        elif suffix in _WORKBOOKS:
            found.books.append(Arrival(Collected(path), lambda path=path: file_bytes(path, MOST_FILE_BYTES)))  # type: ignore[misc]
        elif suffix in _PACKED:
            form = Collected(path)
            form.refuse(
                _("不能打开 {suffix} 压缩包").format(suffix=suffix),
                fix=_("解压后将文件夹交给 dutykit collect"),
                by_unit=False,
            )
            found.unread.append(form)
        else:
            found.others.append(Collected(path))
    return found


def _files(paths: Iterable[Path], found: Arrivals) -> Iterator[Path]:
    """The files themselves, and those in the folders given and one folder deeper: of each unit there may be one."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        try:
            inside = _listed(path)
            for one in inside:
                if not one.is_dir():
                    yield one
                elif not is_temporary(one.name):
                    yield from (deeper for deeper in _listed(one) if not deeper.is_dir())
        except OSError as error:
            form = Collected(path)
            form.refuse(_("无法读取：{reason}").format(reason=reason_of(error)))
            found.unread.append(form)


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def _archive(path: Path, found: Arrivals, most: int) -> None:
    """The workbooks in an archive; an archive without any is an enclosure."""
    try:
        members = archived_files(path, most)
    except Refusal as error:
        form = Collected(path)
        form.refuse(error.message, fix=error.fix)
        found.unread.append(form)
        return
    books = [one for one in members if PurePosixPath(one.name).suffix.lower() in _WORKBOOKS]
    for one in books:
        form = Collected(path.parent / one.name, archive=path, inner=one.place.removeprefix(f"{path}/"))
        found.books.append(Arrival(form, lambda one=one: _member_bytes(one), members))  # type: ignore[misc]
    if not books:
        found.others.append(Collected(path))


def _member_bytes(one: Enclosure) -> bytes:
    if one.size > MOST_FILE_BYTES:
        raise TooLargeError(one.size)
    try:
        with one.open() as stream:
            return stream.read(MOST_FILE_BYTES + 1)
    except BAD_ARCHIVE as error:
        raise Refusal(_("压缩包已损坏，无法打开"), _("请重新压缩为 .zip 后报送")) from error
