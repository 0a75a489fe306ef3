"""Make the workbooks that units fill in."""

from __future__ import annotations

from pathlib import Path

from dutykit.forms.new_books import NewBook, write_books
from dutykit.language import _
from dutykit.model.gap import FORMS
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.workspace.as_of import made_at
from dutykit.workspace.asked_names import cycle_to_fill, known_unit
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.unreached_words import refuse_unreached


def make_forms(
    workspace: Workspace, names: tuple[str, ...], folder: Path, *, cycle: int | None, overwrite: bool
) -> list[Path]:
    """Write the form of each unit of `names` (ids or aliases; none: of all that owe anything) into `folder`.

    A workbook that is there and differs may have been filled in: it is replaced only with `overwrite`.
    Raises Refusal; then nothing was written, unless the disk refused.
    """
    from dutykit.forms.workbook.rows import form_of
    from dutykit.forms.workbook.writer import form_bytes

    cycle = cycle_to_fill(workspace, cycle)
    workspace = workspace.at(cycle)
    units = _units(workspace, names)
    if not units:  # not known: what states who owes what was not read
        refuse_gaps(workspace.gaps.of(FORMS, cycle=cycle), _("填报表"))
    books: list[NewBook] = []
    for unit in units:
        submission = workspace.submission(unit, cycle)
        gaps = workspace.gaps.of(FORMS, cycle=cycle, units=(unit,), earlier=True)
        refuse_gaps(gaps, _("{unit}的填报表").format(unit=unit))
        data = form_bytes(form_of(workspace, unit, cycle, submission), created=made_at())
        books.append(NewBook(folder / f"{file_stem(unit)}-{cycle}.xlsx", data))
    write_books(books, _("其中可能有单位填写的内容"), overwrite=overwrite)
    return [one.path for one in books]


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
