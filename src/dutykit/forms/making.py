"""Make the workbooks that units fill in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dutykit.language import _, reason_of
from dutykit.model.gap import EVERYTHING
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.workspace.as_of import made_at
from dutykit.workspace.asked_names import cycle_to_fill, known_unit
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.unreached_words import refuse_unreached
from dutykit.workspace.writing.output_file import write_output


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A workbook that is on disk."""

    unit: str
    path: Path
    indicators: int
    was_there: bool
    """Whether just this workbook was there before."""


def make_forms(
    workspace: Workspace, names: tuple[str, ...], folder: Path, *, cycle: int | None, overwrite: bool
) -> list[MadeForm]:
    """Write the form of each unit of `names` (ids or aliases; none: of all that owe anything) into `folder`.

    A workbook that is there and differs may have been filled in: it is replaced only with `overwrite`.
    Raises Refusal; then nothing was written, unless the disk refused.
    """
    from dutykit.forms.workbook.rows import form_of
    from dutykit.forms.workbook.writer import form_bytes

    cycle = cycle_to_fill(workspace, cycle)
    workspace = workspace.at(cycle)
    units = _units(workspace, names)
    made: list[tuple[MadeForm, bytes]] = []
    for unit in units:
        submission = workspace.submission(unit, cycle)
        gaps = workspace.gaps.of(EVERYTHING, cycle=cycle, units=(unit,), earlier=True)
        refuse_gaps(gaps, _("{unit}的填报表").format(unit=unit))
        form = form_of(workspace, unit, cycle, submission)
        data = form_bytes(form, created=made_at())
        path = folder / f"{file_stem(unit)}-{cycle}.xlsx"
        was_there = os.path.lexists(path) and _holds(path, data)
        made.append((MadeForm(unit, path, len(form.rows["answers"]), was_there), data))
    taken = [str(one.path) for one, _data in made if not one.was_there and os.path.lexists(one.path)]
    if taken and not overwrite:
        message = _("文件已存在：{files}。其中可能有单位填写的内容").format(files=_("、").join(taken))
        raise Refusal(message, _("用 -o 指定其他文件夹；确认不再需要原有文件的，加 --overwrite"))
    for one, data in made:
        if one.was_there:
            continue
        try:
            write_output(one.path, data)
        except OSError as error:
            text = _("无法写入 {path}：{reason}").format(path=one.path, reason=reason_of(error))
            raise Refusal(text, None) from error
    return [one for one, _data in made]


def _units(workspace: Workspace, names: tuple[str, ...]) -> list[str]:
    if not names:
        refuse_unreached(workspace)
        return [unit for unit in workspace.register.by_id if unit in workspace.responsibilities.by_unit]
    units: dict[str, None] = {}
    for name in names:
        unit = known_unit(workspace, name).id
        if unit not in workspace.responsibilities.by_unit and workspace.submission(unit) is None:
            raise Refusal(_("{unit}不承担任何指标，无需填报").format(unit=unit), None)
        units[unit] = None
    return list(units)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
