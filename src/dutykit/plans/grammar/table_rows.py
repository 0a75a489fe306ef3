"""Rows of a plan's table: each with a statement is a task, one across the table is a heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dutykit.plans.grammar.outline import Mark, mark_of
from dutykit.plans.grammar.paragraphs import in_a_row
from dutykit.plans.grammar.record import Left, Line
from dutykit.plans.grammar.statement import Statement, with_labels
from dutykit.plans.grammar.table_columns import Columns, ColumnUse, TableColumn, columns_of
from dutykit.plans.grammar.tree import Node, Piece, Tree
from dutykit.plans.grammar.vocabulary import AS_ABOVE, NOTHING

_NOTE_LONGER = 60
"""Characters from which on a row across the table is a note, not a heading."""
_HAN = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)]?[、．.]?")


class TableRows:
    """Puts the rows of tables into a tree; the heading of each table says what its columns are for."""

    def __init__(self, tree: Tree, given: Mapping[str, ColumnUse] | None = None) -> None:
        self._tree = tree
        self._given = given
        self._last: tuple[int, Columns] | None = None
        """The width and the columns of the table before: one without a heading may go on from it."""
        self.left: list[Left] = []
        self.headings: list[Line] = []
        """Rows that name the columns."""
        self.columns: list[TableColumn] = []

    def table(self, lines: Sequence[Line]) -> None:
        """Take the rows of one table."""
        cells = [line.cells for line in lines]
        columns: Columns | None = None
        above: list[str] = []
        for at, line in enumerate(lines):
            found = columns_of(
                line.cells, cells[at + 1 :] if columns is None else cells[at + 1 : at + 200], self._given
            )
            if found is not None:
                columns = found
                self._heading(line, columns)
                above = []
                continue
            columns = columns or self._continued(lines)
            if columns is None:
                self._frame(line)
                continue
            row = _filled([cell.strip() for cell in line.cells], above)
            above = row
            self._row(line, row, columns)

    def _heading(self, line: Line, columns: Columns) -> None:
        self._tree.leave_tasks()
        self.headings.append(line)
        self._last = (len(line.cells), columns)
        for title, use in zip(columns.titles, columns.uses, strict=True):
            column = TableColumn(line.table, title, use)
            if title and column not in self.columns:
                self.columns.append(column)

    def _continued(self, lines: Sequence[Line]) -> Columns | None:
        """The columns of the table before, if these rows go on from it: as wide, and numbered."""
        if self._last is None or self._last[0] != len(lines[0].cells):
            return None
        numbers = self._last[1].at("number")
        return self._last[1] if numbers and lines[0].cells[numbers[0]].strip().isdecimal() else None

    def _frame(self, line: Line) -> None:
        """A table that only lays out: its cells are paragraphs."""
        self._tree.prose.append(line)
        for cell in dict.fromkeys(cell.strip() for cell in line.cells if cell.strip()):
            for part in cell.split("\n"):
                if part.strip():
                    self._tree.paragraph(replace(line, text=part, cells=(), joined=0))

    def _row(self, line: Line, cells: list[str], columns: Columns) -> None:
        written = list(dict.fromkeys(cell for cell in cells if cell))
        number = next((cells[at] for at in columns.at("number") if at < len(cells)), "")
        if len(written) == 1 and len(line.cells) > 1:
            self._across(written[0], line)
        elif len(written) == 2 and number == written[0] and _HAN.fullmatch(number):
            mark = mark_of(number if number[-1] in "）)、．." else f"{number}、")
            self._enter_heading(mark.level if mark else "chapter", written[1], line, mark)
        elif written:
            self._task(line, cells, columns)

    def _across(self, text: str, line: Line) -> None:
        """A row of one cell is a heading, or a note below the table."""
        mark = mark_of(text)
        if mark is not None and mark.level in {"chapter", "section"}:
            self._enter_heading(mark.level, text[mark.end :].strip(), line, mark)
        elif text.startswith(("注", "备注", "说明")) or len(text) > _NOTE_LONGER:
            self._tree.prose.append(replace(line, text=text, cells=()))
            self.left.append(Left(line.number, "row", text))
        else:
            chapter = self._tree.open_at("chapter")
            inside = chapter is not None and chapter.line.table != line.table
            self._enter_heading("section" if inside else "chapter", text, line, None)

    def _enter_heading(self, level: str, title: str, line: Line, mark: Mark | None) -> None:
        self._tree.enter(level, line, mark).pieces.append(Piece(line, title, begins=True))

    def _task(self, line: Line, cells: list[str], columns: Columns) -> None:
        for at in columns.at("chapter", "section"):
            if at < len(cells) and cells[at]:
                self._above(cells[at], line, columns.uses[at], alone="chapter" not in columns.uses)
        text = _text_of([cells[at] for at in columns.at("text") if at < len(cells)])
        number = next((cells[at].rstrip(".、．") for at in columns.at("number") if at < len(cells)), "")
        mark = mark_of(text)
        if mark is not None and mark.level in {"task", "item"}:
            number, text = number or mark.number, text[mark.end :]
        node = self._tree.enter("task", line, Mark("task", number, 0, ""))
        node.row = True
        if text:
            node.pieces.append(Piece(line, text, begins=True))
        node.pieces.append(Piece(line, stated=_statement(cells, columns), source=" ".join(filter(None, cells))))
        for at in columns.at("note"):
            if at < len(cells) and cells[at]:
                node.note.append(f"{columns.titles[at]}：{_in_one_line(cells[at])}")
        for at in columns.at("none"):
            if at < len(cells) and cells[at]:
                self.left.append(Left(line.number, "column", _in_one_line(cells[at])))

    def _above(self, text: str, line: Line, level: str, *, alone: bool) -> None:
        """A heading in a column of its own, written once or in each row; a number in it says its level."""
        mark = mark_of(text)
        title = "".join((text[mark.end :] if mark is not None else text).split())
        if mark is not None and alone and mark.level in {"chapter", "section"}:
            level = mark.level
        if (current := self._tree.open_at(level)) is not None and _title(current) == title:
            return
        self._enter_heading(level, title, line, mark)


def _title(node: Node) -> str:
    return node.pieces[0].text if node.pieces else ""


def _filled(cells: list[str], above: Sequence[str]) -> list[str]:
    """The cells with 同上 as what is above, and 无 as nothing."""
    found = []
    for at, cell in enumerate(cells):
        if AS_ABOVE.fullmatch(cell):
            found.append(above[at] if at < len(above) else "")
        else:
            found.append("" if NOTHING.fullmatch(cell) else cell)
    return found


def _text_of(cells: Sequence[str]) -> str:
    """What is to be done: a name and its text, each once."""
    parts = ["".join(cell.split("\n")) for cell in dict.fromkeys(cells) if cell]
    return "。".join(part.rstrip("。") for part in parts[:-1]) + ("。" if len(parts) > 1 else "") + "".join(parts[-1:])


def _in_one_line(cell: str) -> str:
    return " ".join(cell.split())


def _statement(cells: list[str], columns: Columns) -> Statement:
    stated = Statement()
    for at, role in columns.roles():
        if at < len(cells) and cells[at]:
            one = with_labels(in_a_row(cells[at]), role)
            if one is not None:
                stated.names += one.names
                stated.plain = stated.plain and one.plain and role == "responsible"
                stated.open_ended = stated.open_ended or one.open_ended
                stated.rule = stated.rule or one.rule
                stated.others += one.others
                stated.left += one.left
    deadlines = [_in_one_line(cells[at]) for at in columns.at("deadline") if at < len(cells) and cells[at]]
    stated.deadline = "；".join(deadlines) or None
    stated.persons += [
        f"{columns.titles[at]}：{_in_one_line(cells[at])}"
        for at in columns.at("person")
        if at < len(cells) and cells[at]
    ]
    return stated
