"""What a unit has said in the forms that were taken from it: its own earlier words are no other side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dutykit.forms.workbook.hidden import NO_FORM, Base
from dutykit.forms.workbook.layout import FormSheet, FormValue
from dutykit.forms.workbook.match import Cells, alike, same
from dutykit.forms.workbook.row import CellKey, RowKey
from dutykit.forms.workbook.rows import Form
from dutykit.forms.workbook.schema import form_sheet
from dutykit.forms.workbook.stated import LISTS, Stated, is_just, likeness, rows_of

RowWords = tuple[str, ...]
"""A row of a list, whatever its number: sheet, indicator, and what identifies the row."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a form said when it was taken."""

    form: str
    """The fingerprint of the form as it was made; forms made anew have another one."""
    saved: str
    """When it was last saved, as a UTC time in ISO 8601; where the file does not say, the day it was taken."""
    rows: tuple[RowKey, ...]
    """The rows of evidence and problems that it had."""
    cells: Mapping[CellKey, str | None]
    """All cells of these rows, and the other cells in which it is not as it was made; as their texts."""
    taken: Mapping[CellKey, str | None] = field(default_factory=dict)
    """The cells that were taken from it, with what they contained before."""
    new: frozenset[RowWords] = frozenset()
    """The rows that were taken from it."""
    gone: frozenset[RowWords] = frozenset()
    """The rows that were taken out."""
    is_overruled: bool = False
    """Whether the office decided a conflict with it for itself."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The files that it named, by the names that the unit used, and what they were called in the workspace."""

    def over(self, made: Base) -> Base:
        """The form as it was made, with what it said in place of what it contained."""
        cells = {key: text for key, text in made.cells.items() if key[0] not in LISTS and key not in self.cells}
        cells |= {key: text for key, text in self.cells.items() if text is not None}
        rows = (*(key for key in made.rows if key[0] not in LISTS), *self.rows)
        return replace(made, rows=rows, cells=cells)

    def repeats(self, other: Statement) -> bool:
        """Whether all of it was said before."""
        return (self.form, self.rows, self.cells) == (other.form, other.rows, other.cells) and not self.taken


def standing(statements: Iterable[Statement], ours: Form) -> list[Statement]:
    """The statements in the order in which they were saved, without those that were undone: of which nothing is in `ours`.

    Who goes back to an earlier state of the files, from a backup, has to find the unit's answers in its form again.
    """
    cells = {key: str(value) for key, value in ours.cells()}
    rows = {row_words(form_sheet(name), row.key[1], row.cells) for name in LISTS for row in ours.rows[name]}
    later: set[tuple[str, ...]] = set()
    found: list[Statement] = []
    latest_first = sorted(statements, key=lambda one: one.saved)[::-1]  # of two at one time, the last line is the later
    for one in latest_first:
        undone = [cells.get(key) == before for key, before in one.taken.items() if key not in later]
        undone += [words not in rows for words in one.new - later]
        undone += [words in rows for words in one.gone - later]
        if undone and all(undone):
            continue
        later |= {*one.taken, *one.new, *one.gone}
        found.insert(0, one)
    return found


class Said:
    """All statements of one unit in a cycle, as one that comes in now meets them."""

    def __init__(self, statements: Sequence[Statement] = (), saved: str = "", *, reconsider: bool = False) -> None:
        self.statements = statements
        self.saved = saved
        """When what comes in was saved; empty if that is not known: then it is the newest."""
        self.reconsider = reconsider
        """Whether conflicts that the office decided for itself are open again."""
        self._alone = [(one, one.over(NO_FORM)) for one in self.statements]

    def parent(self, made: Base, stated: Stated) -> Base:
        """What the form said before, as this copy of it knows: the version that it was made from, by what it kept of it.

        A copy that says just what an earlier one said is that old one, unless it was saved after all others: then the
        unit went back to it.
        """
        versions = [
            one.over(made)
            for one in self.statements
            if one.form == made.fingerprint and not (self.reconsider and one.is_overruled)
        ]
        same_one = next((one for one in reversed(versions) if is_just(stated, one)), None)
        if same_one is not None:
            return versions[-1] if self.saved > self.statements[-1].saved else same_one
        scores = [likeness(stated, one, made) for one in versions]
        best = max(range(len(versions)), key=lambda at: (scores[at], at), default=None)
        return made if best is None or scores[best] < 0 else versions[best]

    def by_cell(self, key: CellKey, value: FormValue) -> Statement | None:
        """The unit's last word on a cell, if it gave the cell the value that it has."""
        last = next(((one, base) for one, base in reversed(self._alone) if key in one.taken), None)
        return last[0] if last is not None and same(last[1].value(key), value) else None

    def by_row(self, sheet: FormSheet, indicator: str, row: Cells, name: str) -> Statement | None:
        """The last statement that gave the row `row` of a list the value that it has in the column `name`."""
        for one, base in reversed(self._alone):
            for number, cells in rows_of(base, sheet).get(indicator, {}).items():
                is_row = alike(cells, row, sheet.same) or number == str(row.get(sheet.number))
                if is_row and same(cells.get(name), row.get(name)):
                    return one
        return None

    def took_out(self, sheet: FormSheet, indicator: str, row: Cells) -> Statement | None:
        """The last statement by which the unit itself took out the row `row`."""
        words = row_words(sheet, indicator, row)
        return next((one for one in reversed(self.statements) if words in one.gone), None)

    def is_newer(self, than: Statement | None) -> bool:
        """Whether what comes in may replace what `than` said."""
        return than is None or not self.saved or self.saved >= than.saved


def row_words(sheet: FormSheet, indicator: str, row: Cells) -> RowWords:
    """The row without its number."""
    return (sheet.name, indicator, *("" if row.get(name) is None else str(row[name]) for name in sheet.same))
