"""The file of an official plan is read in a process of its own, and this one goes on meanwhile.

What reads it, a second's work for a long plan and half a second to import, is imported there and not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CONVERSION_SECONDS, FILE_BYTES
from dutykit.plans.document.register import is_converted, is_oscal, lines_of_document, marks_of_document
from dutykit.plans.grammar.record import Doubt, DoubtKind, LeftKind, Plan
from dutykit.text.simplified import simplified
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.foreign import SECONDS, TooMuchToReadError, begin_foreign

if TYPE_CHECKING:
    from dutykit.plans.grammar.column_use import ColumnUse
    from dutykit.plans.rectification.field import ColumnField
    from dutykit.plans.rectification.record import Rectification

_Use = TypeVar("_Use", bound=str)
_Read = TypeVar("_Read", bound="_WithColumns")


class _Column(Protocol):
    @property
    def title(self) -> str: ...


class _WithColumns(Protocol):
    @property
    def columns(self) -> Sequence[_Column]: ...


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Read]):
    """A file that is being read."""

    path: Path
    _columns: Iterable[str]
    _result: Callable[[], _Read]

    def result(self) -> _Read:
        """What is in the file; to be asked for once. Raises Refusal."""
        with _named(self.path):
            found = self._result()
        _all_exist(self.path, self._columns, [column.title for column in found.columns])
        return found


def begin_plan(path: Path, columns: Mapping[str, ColumnUse] | None = None) -> Reading[Plan]:
    """Begin to read the plan in `path`. `columns` says what columns of its tables are for, by their titles. Raises Refusal."""
    return _begun(_plan, path, columns)


def begin_rectification(path: Path, columns: Mapping[str, ColumnField] | None = None) -> Reading[Rectification]:
    """Begin to read the problems of the rectification plan in `path`. Raises Refusal."""
    return _begun(_rectification, path, columns)


def _begun(
    reader: Callable[[bytes, str, Mapping[str, _Use] | None], _Read], path: Path, columns: Mapping[str, _Use] | None
) -> Reading[_Read]:
    with _named(path):
        data = _bytes(path)
        seconds = SECONDS + (CONVERSION_SECONDS if is_converted(data) else 0)
        return Reading(path, columns or (), begin_foreign(reader, data, path.suffix, columns, seconds=seconds))


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """What is wrong with the file, with its name."""
    try:
        yield
    except (DocumentError, TooMuchToReadError) as error:
        raise Refusal(_("{file}：{text}").format(file=path, text=error.message), error.fix) from error


def _plan(data: bytes, suffix: str, columns: Mapping[str, ColumnUse] | None) -> Plan:
    if is_oscal(data, suffix):
        from dutykit.plans.oscal_catalog import plan_of_oscal

        return plan_of_oscal(data)
    from dutykit.plans.grammar.reading import read_plan

    plan = read_plan(lines_of_document(data, suffix), columns)
    if not plan.tasks:
        return plan
    left = {one.kind for one in plan.left}
    marks = {*marks_of_document(data), *(mark for kind, mark in _SAID.items() if kind in left)}
    return replace(plan, doubts=(*(Doubt(0, kind, certain=True) for kind in sorted(marks)), *plan.doubts))


_SAID: dict[LeftKind, DoubtKind] = {"deleted": "changes", "comment": "comments"}


def _rectification(data: bytes, suffix: str, columns: Mapping[str, ColumnField] | None) -> Rectification:
    from dutykit.plans.rectification.reading import read_rectification

    return read_rectification(lines_of_document(data, suffix), columns)


def _all_exist(path: Path, wanted: Iterable[str], there: Sequence[str]) -> None:
    known = {*there, *map(simplified, there)}
    for title in wanted:
        if title not in known:
            text = _("表格中没有名为“{title}”的列") if there else _("文件中没有表格，也就没有名为“{title}”的列")
            raise Refusal(
                _("{file}：{text}").format(file=path, text=text.format(title=title)),
                _("表格中的列：{titles}").format(titles=_("、").join(dict.fromkeys(there)))
                if there
                else _("去掉 --columns"),
            )


def _bytes(path: Path) -> bytes:
    try:
        return file_bytes(path, FILE_BYTES)
    except TooLargeError as error:
        message = _("文件有 {size} 字节，超过上限 {limit} 字节")
        raise DocumentError(message.format(size=error.args[0], limit=FILE_BYTES)) from error
    except OSError as error:
        message = _("无法读取：{reason}")
        raise DocumentError(message.format(reason=reason_of(error))) from error
