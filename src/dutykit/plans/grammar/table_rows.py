"""Rows of a plan's table: each with a statement is a task, one across the table is a heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dutykit.plans.grammar.outline import Mark, mark_of, number_alone
from dutykit.plans.grammar.paragraphs import in_a_row
from dutykit.plans.grammar.record import Doubt, Left, Line
from dutykit.plans.grammar.side_by_side import side_by_side
from dutykit.plans.grammar.statement import Statement, under_label, with_labels
from dutykit.plans.grammar.table_columns import Columns, ColumnUse, TableColumn, columns_of, units_unlabelled
from dutykit.plans.grammar.table_matrix import without_offices
from dutykit.plans.grammar.tree import Node, Piece, Tree
from dutykit.plans.grammar.vocabulary import AS_ABOVE, NOTHING, SUM, is_asked_label, label_role

_NOTE_LONGER = 60
"""Characters from which on a row across the table is a note, not a heading."""
_IS_NOTE = re.compile("注|备注|说明")
_IS_NAME = re.compile(
    r"(?!支持|鼓励|加强|推动|推进|开展|完善|建立|实施|落实|强化|提升|引导|促进|做好|加快|健全|深化|发挥|新建|改建|扩建|制定)[^，。；：！？,;]{2,12}"
)
"""What may name a group of rows."""
_BELOW = 1000
"""Rows below one that names the columns that are looked at to tell what the columns are for."""
_HAN = re.compile("(?:[（(]?[一二三四五六七八九十]{1,3}[）)]?|[Ⅰ-Ⅻ㈠-㈩])[、．.]?")


class TableRows:
    """Puts the rows of tables into a tree; the heading of each table says what its columns are for."""

    def __init__(self, tree: Tree, given: Mapping[str, ColumnUse] | None = None, *, own_parts: bool = False) -> None:
        self._tree = tree
        self._own_parts = own_parts
        self._given = given
        self._last: tuple[int, Columns] | None = None
        """The width and the columns of the table before: one without a heading may go on from it."""
        self._table = 0
        """Its number."""
        self._node: Node | None = None
        """The task of the row above."""
        self.left: list[Left] = []
        self.headings: list[Line] = []
        """Rows that name the columns."""
        self.columns: dict[TableColumn, None] = {}

    def table(self, lines: Sequence[Line]) -> None:
        """Take the rows of one table, or of several side by side."""
        for part in side_by_side([line for line in lines if line.cells], self._names_columns):
            self._one_table(without_offices(part))

    def _names_columns(self, cells: Sequence[str]) -> bool:
        return columns_of(cells, (), self._given) is not None

    def _one_table(self, lines: Sequence[Line]) -> None:
        cells = [line.cells for line in lines]
        columns: Columns | None = None
        above: list[str] = []
        upper: Sequence[str] = ()
        """The first of two rows that name the columns."""
        for at, line in enumerate(lines):
            below = cells[at + 1 : at + 1 + _BELOW]
            found = columns_of(line.cells, below, self._given)
            if found is not None:
                titles = _below(upper, line.cells)
                columns, upper = columns_of(titles, below, self._given, own_parts=self._own_parts) or found, titles
                self._heading(line, columns)
                above = []
                continue
            if columns is None and below and self._is_upper(line.cells, below):
                upper = line.cells
                self.headings.append(line)
                continue
            upper = ()
            columns = columns or self._continued(lines)
            if columns is None:
                self._frame(line)
                continue
            row = _filled([cell.strip() for cell in line.cells], above)
            if not self._goes_on(line, row, above, columns):
                following = cells[at + 1] if at + 1 < len(cells) else ()
                self._row(line, row, columns, before_a_row=len(set(filter(None, following))) > 1)
            above = row
        if columns is None and lines:
            self._ask_for_units(lines[0], cells)

    def _is_upper(self, cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
        """Whether a row names columns that the row below it divides: some of its titles are not written there again."""
        over = sum(not lower or lower == cell for cell, lower in zip(cells, below[0], strict=False) if cell)
        return over > 1 and columns_of(_below(cells, below[0]), below[1:], self._given) is not None

    def _ask_for_units(self, line: Line, cells: Sequence[Sequence[str]]) -> None:
        """Whether a table that is read as text has a column of units that is called something else."""
        titles, units = units_unlabelled(cells)
        if units:
            self._tree.doubts.append(Doubt(line.number, "untaken", "、".join(dict.fromkeys(titles)), units[0]))

    def _heading(self, line: Line, columns: Columns) -> None:
        self._tree.leave_tasks()
        self.headings.append(line)
        self._last, self._table = (len(line.cells), columns), line.table
        for title, use in zip(columns.titles, columns.uses, strict=True):
            column = TableColumn(line.table, title, use)
            if title:
                self.columns.setdefault(column)

    def _continued(self, lines: Sequence[Line]) -> Columns | None:
        """The columns of the table before, if these rows go on from it: are of it, or as wide, and numbered."""
        if self._last is None or self._last[0] < len(lines[0].cells):
            return None
        if self._table == lines[0].table:
            return self._last[1]  # text stands between its rows
        if self._last[0] != len(lines[0].cells):
            return None
        numbers = self._last[1].at("number")
        is_numbered = numbers and number_alone(lines[0].cells[numbers[0]]) is not None
        return self._last[1] if is_numbered else None

    def _frame(self, line: Line) -> None:
        """A table that only lays out: its cells are paragraphs."""
        self._tree.prose.append(line)
        for cell in dict.fromkeys(cell.strip() for cell in line.cells if cell.strip()):
            for part in cell.split("\n"):
                if part.strip():
                    self._tree.paragraph(replace(line, text=part, cells=(), joined=0))

    def _goes_on(self, line: Line, cells: list[str], above: Sequence[str], columns: Columns) -> bool:
        """Take a row that says more of the task above: its number and text are merged with those there, or empty."""
        node = self._node
        own = [at for at in columns.at("number", "text", "chapter", "section") if at < len(cells)]
        same = [bool(cells[at]) and at < len(above) and cells[at] == above[at] for at in own]
        merged = any(same[own.index(at)] for at in own if columns.uses[at] == "text")
        is_more = all(one or not cells[at] for one, at in zip(same, own, strict=True))
        units = any(at < len(cells) and cells[at] for at, _role in columns.roles())
        if node is None or node is not self._tree.current or not is_more or not (units or merged):
            return False
        if not merged and any(cells[at] for at in columns.at("chapter", "section") if at < len(cells)):
            return False
        rest = ["" if merged and at < len(above) and cell == above[at] else cell for at, cell in enumerate(cells)]
        node.pieces.append(Piece(line, stated=_statement(rest, columns), source=" ".join(filter(None, cells))))
        self._beside(node, line, rest, columns)
        node.note += [
            f"{columns.titles[at]}：{_in_one_line(rest[at])}"
            for at in columns.at("deadline")
            if at < len(rest) and rest[at]
        ]
        return True

    def _row(self, line: Line, cells: list[str], columns: Columns, *, before_a_row: bool) -> None:
        written = list(dict.fromkeys(cell for cell in cells if cell))
        number = next((cells[at] for at in columns.at("number") if at < len(cells)), "")
        if any(SUM.fullmatch(cell) for cell in written[:2]):
            self.left.append(Left(line.number, "row", " ".join(written)))
        elif len(written) == 1 and self._is_across(line, cells, columns, before_a_row=before_a_row):
            self._across(written[0], line)
        elif len(written) == 2 and number == written[0] and _HAN.fullmatch(number):
            mark = mark_of(number if number[-1] in "）)、．." else f"{number}、")
            self._enter_heading(mark.level if mark else "chapter", written[1], line, mark)
        elif written:
            self._task(line, cells, columns)

    def _is_across(self, line: Line, cells: list[str], columns: Columns, *, before_a_row: bool) -> bool:
        """Whether the one text of a row stands for the whole row: over several cells, or not where tasks or units stand.

        Alone in the first column, a name with rows below it is a heading, and asked about unless it has a number.
        """
        at, *others = [at for at, cell in enumerate(cells) if cell]
        text = cells[at]
        mark = mark_of(text)
        if others or (mark is not None and mark.level in {"chapter", "section"}) or _IS_NOTE.match(text):
            return True
        if at >= len(columns.uses) or columns.uses[at] in {"number", "none"}:
            return True
        if columns.uses[at] != "text" or at or not before_a_row or not _IS_NAME.fullmatch(text):
            return False
        self._tree.doubts.append(Doubt(line.number, "titled", text))
        return True

    def _across(self, text: str, line: Line) -> None:
        """A row of one cell is a heading, or a note below the table."""
        mark = mark_of(text)
        if mark is not None and mark.level in {"chapter", "section"}:
            self._enter_heading(mark.level, text[mark.end :].strip(), line, mark)
        elif _IS_NOTE.match(text) or len(text) > _NOTE_LONGER:
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
        if (mark := number_alone(number)) is not None:
            number = mark.number
        mark = mark_of(text)
        if mark is not None and mark.level in {"task", "item"}:
            number, text = number or mark.number, text[mark.end :]
        node = self._tree.enter("task", line, Mark("task", number, 0, ""))
        node.row = True
        self._node = node
        if text:
            node.pieces.append(Piece(line, text, begins=True))
        node.pieces.append(Piece(line, stated=_statement(cells, columns), source=" ".join(filter(None, cells))))
        self._beside(node, line, cells, columns)

    def _beside(self, node: Node, line: Line, cells: Sequence[str], columns: Columns) -> None:
        """What a row has besides: in columns of notes, and in such that are not taken."""
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


def _below(upper: Sequence[str], cells: Sequence[str]) -> Sequence[str]:
    """The titles of columns from two rows: the lower one counts where it has any."""
    return [cell or (upper[at] if at < len(upper) else "") for at, cell in enumerate(cells)] + [*upper[len(cells) :]]


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
                stated.names += under_label(columns.titles[at], _in_one_line(cells[at]), one.names)
                stated.plain = stated.plain and one.plain and role == "responsible"
                stated.open_ended = stated.open_ended or one.open_ended
                stated.rule = stated.rule or one.rule or columns.rules[at]
                stated.others += one.others
                stated.left += one.left
                stated.persons += one.persons
                stated.parts += one.parts
                stated.notes += one.notes
                stated.labels += one.labels
                if is_asked_label(title := columns.titles[at]) and label_role(title) == role:
                    stated.labels.append((title, role))
                    stated.notes += [f"{title}：{_in_one_line(cells[at])}"] * (role == "guide")
    deadlines = [_in_one_line(cells[at]) for at in columns.at("deadline") if at < len(cells) and cells[at]]
    stated.deadline = "；".join(deadlines) or None
    stated.persons += [
        f"{columns.titles[at]}：{_in_one_line(cells[at])}"
        for at in columns.at("person")
        if at < len(cells) and cells[at]
    ]
    return stated
