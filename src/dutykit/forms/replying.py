"""What each unit is told that has to put something right: its form with remarks, and a short letter that lists them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dutykit.forms.annotating import annotated, free_path
from dutykit.forms.collection import Collected, Collection, Rejection
from dutykit.forms.workbook.file import cell_name
from dutykit.language import _, plural
from dutykit.model.refusal import Refusal
from dutykit.output.table.docx import docx_bytes
from dutykit.output.table.record import Column, Group, Table
from dutykit.workspace.as_of import made_at
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.writing.output_file import write_output


def replies(collection: Collection, folder: Path, today: dt.date) -> Iterator[Path]:
    """Write for each form that the unit has to put right a copy with remarks and a letter into `folder`.

    No file that is there is written over, unless it states just the same. Raises OSError, and Refusal if python-docx is
    not installed.
    """
    for form in collection.forms:
        wrong = [one.said_to_unit() for one in form.rejections if one.is_for_unit] if form.is_form else []
        if not wrong:
            continue
        copy = data = None
        with suppress(Refusal):  # the letter says it all
            data = annotated(form, wrong)
        if data is not None:
            copy = free_path(folder, f"{form.path.stem}.{_('批注')}", ".xlsx", data)
            write_output(copy, data)
            yield copy
        letter = docx_bytes(_letter(form, wrong, copy, today), created=made_at())
        path = free_path(
            folder, f"{file_stem(form.unit) if form.unit else form.path.stem}.{_('告知单')}", ".docx", letter
        )
        write_output(path, letter)
        yield path


def _letter(form: Collected, wrong: list[Rejection], copy: Path | None, today: dt.date) -> Table:
    """The letter: what is wrong where, and how it is put right."""
    columns = (
        Column(_("序号"), "number"),
        Column(_("工作表")),
        Column(_("单元格")),
        Column(_("需改正的内容"), wide=True),
        Column(_("改正办法"), wide=True),
    )
    rows = tuple(
        (
            number,
            _("整张表") if one.place is None else one.place.sheet,
            "—" if one.place is None else cell_name(one.place.at),
            one.message,
            one.fix or _("核对后改正"),
        )
        for number, one in enumerate(wrong, 1)
    )
    notes = [_("请改正后将整份填报表（连同所列文件）重新报送。")]
    if copy is not None:
        notes.append(_("随附“{file}”在需改正的单元格中加了批注，可以直接在其中改正后报送。").format(file=copy.name))
    notes.append(_("{year}年{month}月{day}日").format(year=today.year, month=today.month, day=today.day))
    return Table(
        _("填报表需改正事项告知单"), columns, (Group(rows),), source=_opening(form, len(wrong)), notes=tuple(notes)
    )


def _opening(form: Collected, count: int) -> str:
    who = _("{unit}：").format(unit=form.unit) if form.unit else ""
    if form.is_refused:
        text = plural("报送的填报表“{file}”有 {count} 处需要改正，尚未导入。", count)
    else:
        text = plural("报送的填报表“{file}”已经导入，还有 {count} 处需要补充。", count)
    return who + text.format(file=form.name, count=count)
