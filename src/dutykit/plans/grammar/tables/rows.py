"""Rows of a plan's table: each with a statement is a task, one across the table is a heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from dutykit.model.role import Role
from dutykit.plans.grammar.column_use import ColumnUse, TableColumn
from dutykit.plans.grammar.lines.paragraphs import in_a_row
from dutykit.plans.grammar.lines.side_by_side import side_by_side
from dutykit.plans.grammar.record import Doubt, Left, Line
from dutykit.plans.grammar.statements.find import statements_in
from dutykit.plans.grammar.statements.statement import Found, Statement
from dutykit.plans.grammar.statements.wording import under_label, with_labels
from dutykit.plans.grammar.tables.columns import Columns, columns_of, columns_without_units, does, units_unlabelled
from dutykit.plans.grammar.tables.form import with_titles_above
from dutykit.plans.grammar.tables.matrix import without_offices
from dutykit.plans.grammar.tables.parts import in_parts
from dutykit.plans.grammar.tables.untitled import are_below, columns_without_titles
from dutykit.plans.grammar.tree.node import ONLY_MARKS, Node, Piece, Tree
from dutykit.plans.grammar.words.body import is_office
from dutykit.plans.grammar.words.label import LABEL_WITH_COLON
from dutykit.plans.grammar.words.outline import Mark, mark_of, number_alone
from dutykit.plans.grammar.words.vocabulary import AS_ABOVE, LABEL, NOTHING, SUM, is_asked_label, label_role

_NOTE_LONGER = 60
"""Characters from which on a row across the table is a note, not a heading."""
_IS_NOTE = re.compile("注|备注|说明")
_IS_NAME = re.compile(
    r"(?!支持|鼓励|加强|推动|推进|开展|完善|建立|实施|落实|强化|提升|引导|促进|做好|加快|健全|深化|发挥|新建|改建|扩建|制定)[^，。；：！？,;]{2,12}"
)
"""What may name a group of rows."""
_BELOW = 1000
"""Rows below one that names the columns that are looked at to tell what the columns are for."""
_OF_UNIT = re.compile("(?:单位|部门)[:：](?=\\s*[省市州盟县区])")
_COUNTED = re.compile(r"[（(]\d+[项条个][）)]$")
_HAN = re.compile("(?:[（(]?[一二三四五六七八九十]{1,3}[）)]?|[Ⅰ-Ⅻ㈠-㈩])[、．.]?")


class TableRows:
    """Puts the rows of tables into a tree; the heading of each table says what its columns are for."""

    def __init__(
        self,
        tree: Tree,
        given: Mapping[str, ColumnUse] | None = None,
        marks: Mapping[str, Role] | None = None,
        *,
        own_parts: bool = False,
    ) -> None:
        """`marks` are those in cells that the document says the meaning of."""
        self._tree = tree
        self._marks = marks or {}
        self._own_parts = own_parts
        self._given = given
        self._last: tuple[int, Columns] | None = None
        """The width and the columns of the table before: one without a heading may go on from it."""
        self._table = 0
        """Its number."""
        self._node: Node | None = None
        """The task of the row above."""
        self._shared: list[Piece] = []
        """Statements that stand above the rows, of each of them."""
        self.left: list[Left] = []
        self.headings: list[Line] = []
        """Rows that name the columns."""
        self.columns: dict[TableColumn, None] = {}

    def table(self, lines: Sequence[Line]) -> None:
        """Take the rows of one table, or of several side by side."""
        rows = [line for line in lines if line.cells]
        form = with_titles_above(rows)
        if form != rows:
            self.headings += rows
            rows = form
        for part in side_by_side(rows, self._names_columns) if rows else ():
            self._one_table(without_offices(part, self._marks))

    def _names_columns(self, cells: Sequence[str]) -> bool:
        return columns_of(cells, (), self._given) is not None

    def _one_table(self, lines: Sequence[Line]) -> None:
        cells = [line.cells for line in lines]
        columns: Columns | None = columns_without_titles(cells) if self._continued(lines) is None else None
        if columns is not None:
            self._last, self._table = (len(columns.titles), columns), lines[0].table
        above: list[str] = []
        titles_row: Sequence[str] = ()
        upper: Sequence[str] = ()
        """The first of two rows that name the columns."""
        for at, line in enumerate(lines):
            below = cells[at + 1 : at + 1 + _BELOW]
            found = columns_of(line.cells, below, self._given) or self._with_statements(columns, line, below)
            if found is None and columns is not None and line.cells == titles_row:
                self._units_above()
                found = columns
            if found is not None:
                titles = _below(upper, line.cells)
                columns, upper = columns_of(titles, below, self._given, own_parts=self._own_parts) or found, titles
                self._heading(line, columns)
                above, titles_row = [], line.cells
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
            row = _filled([cell.strip() for cell in line.cells], above, columns)
            row = _with_roles_beside(row, columns)
            if not self._goes_on(line, row, above, columns):
                following = cells[at + 1] if at + 1 < len(cells) else ()
                self._row(line, row, columns, before_a_row=len(set(filter(None, following))) > 1)
            above = row
        if columns is None and lines:
            self._ask_for_units(lines[0], cells)

    def _with_statements(self, columns: Columns | None, line: Line, below: Sequence[Sequence[str]]) -> Columns | None:
        """What the columns are for whose titles are in this row, if tasks below it end with their statements."""
        if columns is not None or self._given or len(set(filter(None, line.cells))) < 2 or any(map(_ends, line.cells)):
            return None
        rows = [row for row in below if len(set(filter(None, row))) > 1]
        if self._units_above():
            return columns_without_units(line.cells, rows, None)
        ends = [at for at in range(len(line.cells)) if rows and all(at < len(row) and _ends(row[at]) for row in rows)]
        return columns_without_units(line.cells, rows, ends[0]) if len(ends) == 1 else None

    def _units_above(self) -> bool:
        """Whether what stands just above a table names its units: a statement, or a heading that is the name of one."""
        node = self._tree.current
        last = node.pieces[-1] if node.pieces else None
        if last is None or node.children:
            return False
        if last.stated is not None:
            return (node is self._tree.root or node.row) and _adds_to(last, set())
        outside = node is self._tree.root or node.row
        if outside and (said := _said_above(last.text)) is not None:
            node.pieces[-1] = Piece(last.line, stated=said, source=last.text, alone=True)
            return True
        name = _COUNTED.sub("", last.text)
        if outside or len(node.pieces) > 1 or not is_office(name):
            return False
        node.pieces.append(Piece(last.line, stated=with_labels(f"责任单位：{name}"), source=last.text))
        return True

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
        above = self._stated_above(columns)
        if above or line.table != self._table:
            self._shared = above
        self._tree.leave_tasks()
        self.headings.append(line)
        self._last, self._table = (len(line.cells), columns), line.table
        for title, use in zip(columns.titles, columns.uses, strict=True):
            column = TableColumn(line.table, title, use)
            if title:
                self.columns.setdefault(column)

    def _stated_above(self, columns: Columns) -> list[Piece]:
        """The statements in paragraphs of their own just above a table, of roles that it has no columns for."""
        node = self._tree.current
        taken: list[Piece] = []
        if node is not self._tree.root and not node.row:
            return taken
        there = {role for _at, role in columns.roles()}
        while node.pieces and _adds_to(node.pieces[-1], there):
            taken.insert(0, node.pieces.pop())
        return taken

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
        return self._last[1] if is_numbered or are_below(self._last[1], [line.cells for line in lines]) else None

    def _frame(self, line: Line) -> None:
        """A table that only lays out: its cells are paragraphs."""
        self._tree.prose.append(line)
        written = list(dict.fromkeys(cell.strip() for cell in line.cells if cell.strip()))
        if len(written) == 2 and label_role(written[0]) is not None and is_office(written[1]):
            self._tree.paragraph(replace(line, text="：".join(written), cells=(), joined=0))
            return
        for cell in written:
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
            for part in in_parts(cells, columns):
                self._task(line, part, columns)

    def _is_across(self, line: Line, cells: list[str], columns: Columns, *, before_a_row: bool) -> bool:
        """Whether the one text of a row stands for the whole row: over several cells, or not where tasks or units stand.

        Alone in the first column, a name with rows below it is a heading, and asked about unless it has a number.
        """
        at, *others = [at for at, cell in enumerate(cells) if cell]
        text = cells[at]
        mark = mark_of(text)
        if others or (mark is not None and mark.level in {"chapter", "section"}) or _IS_NOTE.match(text):
            return True
        if _said_above(text) is not None or _has_scope(text):
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
        if (said := _said_above(text)) is not None:
            self._shared = [Piece(line, stated=said, source=text, alone=True)]
        elif mark is not None and mark.level in {"chapter", "section"}:
            self._enter_heading(mark.level, text[mark.end :].strip(), line, mark)
        elif _has_scope(text):
            self._tree.paragraph(replace(line, text=text, cells=()))
        elif _IS_NOTE.match(text) or len(text) > _NOTE_LONGER:
            self._tree.prose.append(replace(line, text=text, cells=()))
            self.left.append(Left(line.number, "row", text))
        else:
            chapter = self._tree.open_at("chapter")
            inside = chapter is not None and chapter.line.table != line.table
            self._enter_heading("section" if inside else "chapter", text, line, None)

    def _enter_heading(self, level: str, title: str, line: Line, mark: Mark | None) -> None:
        self._shared = []
        node = self._tree.enter(level, line, mark)
        found = [one for one in statements_in(title) if one.stated.names and one.start]
        end = found[0].start if found else len(title)
        node.pieces.append(Piece(line, title[:end].rstrip(), begins=True))
        node.pieces += [Piece(line, stated=one.stated, source=title[one.start : one.end]) for one in found]

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
        node.shared += self._shared
        self._node = node
        found = _ends(text) if not columns.roles() else []
        if text:
            node.pieces.append(Piece(line, text[: found[0].start].rstrip(" ；") if found else text, begins=True))
        node.pieces += [Piece(line, stated=one.stated, source=text[one.start : one.end]) for one in found]
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


def _has_scope(text: str) -> bool:
    """Whether a row across a table says something of others: 以上任务由市教育局负责."""
    return any(one.stated.scope is not None and one.stated.scope.listed for one in statements_in(text))


def _joined(cell: str) -> str:
    """The lines of a cell as one, with a sign before each that begins with a label."""
    row = ""
    for part in (one.strip() for one in cell.split("\n")):
        row += f"；{part}" if row and row[-1] not in "。；" and LABEL_WITH_COLON.match(part) else part
    return row


def _ends(text: str) -> list[Found]:
    """The statements that a text ends with, all it has; none where text follows them."""
    text = _joined(text)
    found = statements_in(text)
    if not found or not found[0].start or not any(one.stated.names for one in found):
        return []
    ends = [*(one.start for one in found[1:]), len(text)]
    apart = any(not ONLY_MARKS.fullmatch(text[one.end : end]) for one, end in zip(found, ends, strict=True))
    return [] if apart else found


def _said_above(text: str) -> Statement | None:
    """What a row across a table states of the rows below it: 牵头单位：市教育局."""
    text = _OF_UNIT.sub("责任单位：", text)
    said = with_labels(text) if LABEL_WITH_COLON.match(text) else None
    return said if said is not None and said.names else None


def _adds_to(piece: Piece, roles: AbstractSet[Role]) -> bool:
    """Whether a paragraph is a statement alone, of other roles than these."""
    return piece.alone and piece.stated is not None and roles.isdisjoint(role for _name, role in piece.stated.names)


def _below(upper: Sequence[str], cells: Sequence[str]) -> Sequence[str]:
    """The titles of columns from two rows: the lower one counts where it has any."""
    return [cell or (upper[at] if at < len(upper) else "") for at, cell in enumerate(cells)] + [*upper[len(cells) :]]


def _title(node: Node) -> str:
    return node.pieces[0].text if node.pieces else ""


def _with_roles_beside(cells: list[str], columns: Columns) -> list[str]:
    """The cells with what a unit does (牵头, 配合), where it stands in the next column, in a bracket behind its name."""
    units = [at for at, role in columns.roles() if role == "responsible"]
    beside = units[0] + 1 if len(columns.roles()) == len(units) == 1 else len(cells)
    if beside >= min(len(cells), len(columns.uses)) or columns.uses[beside] != "note" or not does(cells[beside]):
        return cells
    return [*cells[: beside - 1], f"{cells[beside - 1]}（{cells[beside]}）", "", *cells[beside + 1 :]]


def _filled(cells: list[str], above: Sequence[str], columns: Columns) -> list[str]:
    """The cells with 同上 as what is above, and 无 as nothing; units before the tasks are written once for several."""
    found = []
    first = min(columns.at("text"), default=0)
    if "text" in columns.uses and cells[first : first + 1] not in ([], [""]):
        for at in [at for at, _role in columns.roles() if at < min(first, len(above))]:
            cells[at] = cells[at] or above[at]
    for at, cell in enumerate(cells):
        if AS_ABOVE.fullmatch(cell):
            found.append(above[at] if at < len(above) else "")
        else:
            found.append("" if NOTHING.fullmatch(cell) else cell)
    return found


def _text_of(cells: Sequence[str]) -> str:
    """What is to be done: a name and its text, each once."""
    parts = [_joined(cell) for cell in dict.fromkeys(cells) if cell]
    parts = [*parts[:1], *map(_without_number, parts[1:])]
    return "。".join(part.rstrip("。") for part in parts[:-1]) + ("。" if len(parts) > 1 else "") + "".join(parts[-1:])


def _without_number(part: str) -> str:
    """A task without its number, behind its name; one of several in a cell keeps it."""
    mark = mark_of(part)
    others = () if mark is None else re.findall(r"[①-⑳]|(?:^|[。；;])\s*[（(]?\d+[）)．.、]", part[mark.end :])
    return part if mark is None or mark.level not in {"task", "item"} or others else part[mark.end :]


def _in_one_line(cell: str) -> str:
    return " ".join(cell.split())


def _with_persons(title: str) -> str:
    """The title of a column of units and of persons beside them (责任单位及责任人), as a label; empty for others."""
    label = LABEL.fullmatch(title)
    return f"{title}：" if label is not None and label["beside"] and "人" in label["beside"] else ""


def _statement(cells: list[str], columns: Columns) -> Statement:
    stated = Statement()
    for at, role in columns.roles():
        if at < len(cells) and cells[at]:
            one = with_labels(f"{_with_persons(columns.titles[at])}{in_a_row(cells[at])}", role)
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
