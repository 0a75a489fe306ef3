"""The office's remarks, written into copies of the workbooks they are about."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from dutykit.forms.collect_words import stated
from dutykit.forms.collection import Collected, Collection, Rejection
from dutykit.forms.workbook.comments import commented
from dutykit.forms.workbook.reading import CellPlace
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.model.refusal import Refusal
from dutykit.output.office_archive import OfficeFileError
from dutykit.workspace.as_of import made_at
from dutykit.workspace.foreign import read_foreign
from dutykit.workspace.writing.output_file import write_output


def annotated_copies(collection: Collection) -> Iterator[Path]:
    """Write a copy with comments beside each workbook there is something to say about.

    No file that is there is written over, unless it states just the same. Raises OSError, and at the end Refusal if a
    copy could not be made.
    """
    failed: list[Refusal] = []
    for form in collection.forms:
        try:
            data = annotated(form, [one for one in form.rejections if one.severity is not Severity.NOTE])
        except Refusal as error:
            failed.append(Refusal(_("{file}：{text}").format(file=form.path, text=error.message), error.fix))
            continue
        if data is not None:
            path = free_path(form.path.parent, f"{form.path.stem}.{_('批注')}", ".xlsx", data)
            write_output(path, data)
            yield path
    for one in failed:
        raise one


def annotated(form: Collected, remarks: Iterable[Rejection]) -> bytes | None:
    """A copy of the workbook with these remarks and its conflicts as comments; None where no cell has any.

    Raises Refusal and OSError.
    """
    comments = _comments(form, remarks)
    if not comments or not form.data:
        return None
    return read_foreign(_commented, form.data, comments, made_at())


def _commented(data: bytes, comments: Mapping[CellPlace, Sequence[str]], made: dt.datetime) -> bytes:
    try:
        return commented(data, comments, made)
    except (OSError, MemoryError, Refusal):
        raise
    except Exception:  # noqa: BLE001 # whatever a file from outside sets off in openpyxl and beneath it
        fix = _("用 Office 或 WPS 打开，删去多余内容后另存一份，再重新提供")
        raise OfficeFileError(_("工作簿结构异常，无法写入批注"), fix) from None


def _comments(form: Collected, remarks: Iterable[Rejection]) -> dict[CellPlace, list[str]]:
    found: dict[CellPlace, list[str]] = {}
    for one in remarks:
        if one.place is not None:
            text = one.message if one.fix is None else _("{message}（{fix}）").format(message=one.message, fix=one.fix)
            found.setdefault(one.place, []).append(text)
    for conflict in form.conflicts:
        if conflict.place is not None:
            text = _("该项现有内容已改为：{value}").format(value=stated(conflict.key, conflict.ours))
            found.setdefault(conflict.place, []).append(text)
    return found


def free_path(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """Where a file with these bytes goes: under its name and, if another file has that, with a number added."""
    number = 1
    while True:
        path = folder / f"{stem}{number if number > 1 else ''}{suffix}"
        if not os.path.lexists(path) or (path.is_file() and path.read_bytes() == data):
            return path
        number += 1
