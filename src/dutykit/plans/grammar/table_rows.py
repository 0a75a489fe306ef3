"""Rows of a plan's table: each with a statement is a task, one across the table is a heading."""

from __future__ import annotations

from dataclasses import replace

from dutykit.plans.grammar.outline import Mark, mark_of
from dutykit.plans.grammar.paragraphs import in_a_row
from dutykit.plans.grammar.record import Left, Line
from dutykit.plans.grammar.statement import Statement, with_labels
from dutykit.plans.grammar.table_columns import Columns, columns_of
from dutykit.plans.grammar.tree import Node, Piece, Tree

_NOTE_LONGER = 60
"""Characters from which on a row across the table is a note, not a heading."""


class TableRows:
    """Puts the rows of tables into a tree; the heading of each table says what its columns are for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._columns: dict[int, Columns | None] = {}
        self.left: list[Left] = []
        self.headings: list[Line] = []
        """Rows that name the columns."""

    def row(self, line: Line) -> None:
        """Take one row."""
        columns = columns_of(line.cells)
        if columns is not None:
            self._columns[line.table] = columns
            self._tree.leave_tasks()
            self.headings.append(line)
            return
        columns = self._columns.get(line.table)
        filled = [cell.strip() for cell in line.cells if cell.strip()]
        if columns is None:
            self._tree.prose.append(line)
            for cell in dict.fromkeys(filled):  # a table that only lays out: its cells are paragraphs
                for part in cell.split("\n"):
                    if part.strip():
                        self._tree.paragraph(replace(line, text=part, cells=(), joined=0))
        elif len(set(filled)) == 1 and len(line.cells) > 1:
            self._spanning(filled[0], line)
        elif filled:
            self._task(line, columns)

    def _spanning(self, text: str, line: Line) -> None:
        """A row of one cell is a heading, or a note below the table."""
        mark = mark_of(text)
        if mark is not None and mark.level in {"chapter", "section"}:
            node = self._tree.enter(mark.level, line, mark)
            node.pieces.append(Piece(line, text[mark.end :].strip(), begins=True))
        elif text.startswith(("注", "备注", "说明")) or len(text) > _NOTE_LONGER:
            self._tree.prose.append(replace(line, text=text, cells=()))
            self.left.append(Left(line.number, "row", text))
        else:
            self._tree.enter("chapter", line).pieces.append(Piece(line, text, begins=True))

    def _task(self, line: Line, columns: Columns) -> None:
        cells = [cell.strip() for cell in line.cells]
        for at, level in ((columns.chapter, "chapter"), (columns.section, "section")):
            if at is not None and at < len(cells) and cells[at]:
                self._above(cells[at], line, level)
        text = "".join(columns.text_of(cells).split("\n"))
        number = (
            cells[columns.number].rstrip(".、．") if columns.number is not None and columns.number < len(cells) else ""
        )
        stated = _statement(cells, columns)
        mark = mark_of(text)
        if mark is not None and mark.level in {"task", "item"}:
            number, text = number or mark.number, text[mark.end :]
        node = self._tree.enter("task", line, Mark("task", number, 0, ""))
        node.row = True
        if text:
            node.pieces.append(Piece(line, text, begins=True))
        node.pieces.append(Piece(line, stated=stated, source=line.text))

    def _above(self, text: str, line: Line, level: str) -> None:
        """A heading in a column of its own, written once or in each row."""
        mark = mark_of(text)
        title = "".join((text[mark.end :] if mark is not None else text).split())
        if (current := self._tree.open_at(level)) is not None and _title(current) == title:
            return
        node = self._tree.enter(level, line, mark)
        node.pieces.append(Piece(line, title, begins=True))


def _title(node: Node) -> str:
    return node.pieces[0].text if node.pieces else ""


def _statement(cells: list[str], columns: Columns) -> Statement:
    stated = Statement()
    for at, role in columns.roles.items():
        if at < len(cells) and cells[at]:
            one = with_labels(in_a_row(cells[at]), role)
            if one is not None:
                stated.names += one.names
                stated.plain = stated.plain and one.plain and role == "responsible"
                stated.open_ended = stated.open_ended or one.open_ended
                stated.rule, stated.everyone = stated.rule or one.rule, stated.everyone or one.everyone
                stated.left += one.left
    if columns.deadline is not None and columns.deadline < len(cells):
        stated.deadline = " ".join(cells[columns.deadline].split()) or None
    stated.persons += [cells[at] for at in columns.persons if at < len(cells) and cells[at]]
    return stated
