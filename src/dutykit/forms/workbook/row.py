"""A row of a unit's workbook, and what its cells can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dutykit.forms.workbook.layout import FormValue, SheetName
from dutykit.forms.workbook.proof import proof_cell
from dutykit.forms.workbook.schema import form_sheet
from dutykit.language import _
from dutykit.model.record import Record

RowKey = tuple[str, ...]
"""What a row is about, the sheet's name first: ("answers", "9"), ("evidence", "9", "9-1") …"""
CellKey = tuple[str, ...]
"""A row's key and a column's name; of an item of the overview, its name and "content"."""

LONGEST_CELL = 32_767
"""UTF-16 units in one cell; Excel's own limit."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a sheet."""

    key: RowKey
    cells: Mapping[str, FormValue]
    """Values by column."""
    is_part: bool = False
    """Whether it is an element of the metric above it."""
    locked: frozenset[str] = frozenset()
    """The cells that the unit may not change, beside the columns that are locked whole."""
    proposed: Mapping[str, FormValue] = field(default_factory=dict)
    """What empty cells show as a proposal: it counts as filled in once the workbook is handed in with it."""
    is_proposed: bool = False
    """Whether the whole row is only a proposal."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Where cells lead to: a file's address, or a sheet and cell of the workbook."""

    @property
    def is_of_office(self) -> bool:
        """Whether it is a problem that the office found and of which the unit has not stated anything yet."""
        return "text" in self.locked


def form_row(  # noqa: PLR0913 (a row has these parts)
    key: RowKey,
    cells: Mapping[str, FormValue],
    *,
    is_part: bool = False,
    locked: frozenset[str] = frozenset(),
    proposed: Mapping[str, FormValue] | None = None,
    is_proposed: bool = False,
    links: Mapping[str, str] | None = None,
) -> FormRow:
    """A row with these values as cells can contain them."""
    stated = {name: shown(value) for name, value in cells.items()}
    more = {name: shown(value) for name, value in (proposed or {}).items()}
    return FormRow(key, stated, is_part, locked, more, is_proposed, links or {})


def filled_cells(sheet: SheetName, record: Record | None) -> dict[str, FormValue]:
    """The fields of a record in the columns of its sheet that a unit fills in; nothing for None."""
    found: dict[str, FormValue] = {}
    for column in form_sheet(sheet).columns:
        if record is not None and column.filled and column.name in type(record).model_fields:
            value = getattr(record, column.name)
            found[column.name] = proof_cell(value) if column.kind == "proof" else value
    return found


def shown(value: FormValue) -> FormValue:
    """`value` as a cell can contain it: a text without what a workbook does not allow, cut where it is too long."""
    if not isinstance(value, str):
        return value
    text = _NOT_IN_XML.sub("", _BREAKS.sub("\n", value)).strip()
    if not text:
        return None
    if len(text) <= LONGEST_CELL // 2 or len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    return text[: LONGEST_CELL // 2 - 200].rstrip() + cut_mark()


def cut_mark() -> str:
    """The end of a cell that is too small for its text."""
    return "…" + _("（内容过长，此处仅显示开头；需要修改的，请联系督导室）")
