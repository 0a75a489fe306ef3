"""The office's remarks, written into copies of the workbooks they are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dutykit.forms.collect_words import stated
from dutykit.forms.collection import Collected, Collection
from dutykit.forms.workbook.comments import commented
from dutykit.forms.workbook.file import read_workbook
from dutykit.forms.workbook.reading import CellPlace
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.workspace.as_of import made_at
from dutykit.workspace.writing.output_file import write_output


def annotated_copies(collection: Collection) -> Iterator[Path]:
    """Write a copy with comments beside each workbook there is something to say about. Raises OSError.

    No file that is there is written over, unless it states just the same.
    """
    for form in collection.forms:
        comments = _comments(form)
        if comments and form.data:
            data = commented(form.data, read_workbook(form.data), comments, made=made_at())
            path = _free(form.path, data)
            write_output(path, data)
            yield path


def _comments(form: Collected) -> dict[CellPlace, list[str]]:
    found: dict[CellPlace, list[str]] = {}
    for one in form.rejections:
        if one.place is not None and one.severity is not Severity.NOTE:
            text = one.message if one.fix is None else _("{message}（{fix}）").format(message=one.message, fix=one.fix)
            found.setdefault(one.place, []).append(text)
    for conflict in form.conflicts:
        if conflict.place is not None:
            text = _("该项现有内容已改为：{value}").format(value=stated(conflict.key, conflict.ours))
            found.setdefault(conflict.place, []).append(text)
    return found


def _free(path: Path, data: bytes) -> Path:
    """Where the copy goes: the workbook's name with a word and, if that is taken, a number added."""
    number = 1
    while True:
        mark = _("批注") + (str(number) if number > 1 else "")
        copy = path.with_name(f"{path.stem}.{mark}.xlsx")
        if not copy.exists() or copy.read_bytes() == data:
            return copy
        number += 1
