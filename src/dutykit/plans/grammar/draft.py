"""A plan while it is being read: pieces of text with the statements about them, under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

from dutykit.plans.grammar.column_use import ColumnUse, TableColumn
from dutykit.plans.grammar.lines.annex import with_annexes
from dutykit.plans.grammar.lines.contact_list import without_contacts
from dutykit.plans.grammar.lines.paragraphs import paragraphs, without_footer
from dutykit.plans.grammar.record import Doubt, Head, Left, LeftKind, Line
from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.tables.matrix import roles_of_marks
from dutykit.plans.grammar.tables.rows import TableRows
from dutykit.plans.grammar.tree.as_above import name_as_above
from dutykit.plans.grammar.tree.bare_list import settle_lists
from dutykit.plans.grammar.tree.closing_paragraph import without_closing
from dutykit.plans.grammar.tree.duty_list import name_units, names_of_heading
from dutykit.plans.grammar.tree.governing import govern, restarts
from dutykit.plans.grammar.tree.named_tasks import give_to_named
from dutykit.plans.grammar.tree.node import Node, Piece, Tree, lines_of
from dutykit.plans.grammar.tree.task_paragraphs import paragraphs_apart
from dutykit.plans.grammar.words.body import has_parts, is_office
from dutykit.plans.grammar.words.names import Name
from dutykit.plans.grammar.words.outline import mark_of, title_and_rest
from dutykit.plans.grammar.words.vocabulary import is_time_limit

_ENDS = ("。", "；", ";", "！")
_LEAD_LONGEST = 150
"""Characters of a sentence that is written again before each part of its task."""
_LAST_CLAUSE = re.compile(
    r"[，,](?P<until>(?:\d{4}年|\d{1,2}月)[^，,。；;、]{1,14}前(?:全部|全面)?(?:完成|建成|到位)?|长期坚持|持续推进)[。；]?$"
)


@dataclass(slots=True, eq=False)
class HeadingDraft:
    """A heading above tasks."""

    title: str
    line: int
    number: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Stated:
    """A statement and where it stands."""

    line: int
    said: Statement


@dataclass(slots=True)
class TaskDraft:
    """A piece of text with its statements."""

    text: str
    line: int
    stated: list[Stated]
    chapter: HeadingDraft | None
    section: HeadingDraft | None
    number: str = ""
    shared: tuple[Stated, ...] = ()
    """Statements that stand elsewhere and govern several tasks."""
    note: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """Text and the statements that close it."""

    texts: list[Piece]
    stated: list[Piece]

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(piece.text for piece in self.texts).strip()

    def statements(self) -> tuple[Stated, ...]:
        """Its statements with their lines."""
        return _stated(self.stated)


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above a node: headings, and statements that govern it."""

    chapter: HeadingDraft | None = None
    section: HeadingDraft | None = None
    for_all: tuple[Stated, ...] = ()
    """Of headings: for every task below."""
    for_unassigned: tuple[Stated, ...] = ()
    """Of a task above: for those below that have none of their own."""
    for_assigned: tuple[Stated, ...] = ()
    """What only adds to tasks that have a statement."""

    def under(self, level: str, heading: HeadingDraft) -> _Above:
        """The same below a heading of this level."""
        if level == "chapter":
            return replace(self, chapter=heading, section=None)
        return replace(self, section=heading) if level == "section" else self

    def at(self, node: Node) -> _Above:
        """The same with the statements that were given to `node`."""
        if not node.shared and not node.added:
            return self
        for_all = (*self.for_all, *_stated(node.shared))
        return replace(self, for_all=for_all, for_assigned=(*self.for_assigned, *_stated(node.added)))


class Drafter:
    """Reads the lines of a document into a tree, and cuts the tree into tasks."""

    def __init__(self, columns: Mapping[str, ColumnUse] | None = None, head: Head | None = None) -> None:
        self._given = columns
        self._head = head or Head()
        self.columns: list[TableColumn] = []
        self.tasks: list[TaskDraft] = []
        self.doubts: list[Doubt] = []
        self.prose: list[Line] = []
        """Lines in which no statement was found."""
        self.left: list[Left] = []
        self.kept: set[int] = set()
        """The lines that are in the catalogue, at least in part."""

    def read(self, lines: Sequence[Line]) -> None:
        """Read all lines."""
        body, footer = without_footer(lines)
        body, contacts = without_contacts(body)
        body, annexes = with_annexes(body, self._head)
        tree = Tree(body, self._head.lines, annexes)
        rows = TableRows(tree, self._given, roles_of_marks(body), own_parts=has_parts(self._head.issuer))
        for is_table, run in groupby(paragraphs(body), _table_of):
            if is_table:
                rows.table(list(run))
                continue
            for line in run:
                if line.text.strip():
                    tree.paragraph(line)
        root = tree.root
        lists, unsaid = settle_lists(root)
        for node in root.all_nodes():
            flatten_items(node)
        give_to_named(root)
        name_units(root)
        self._leave(without_closing(root), "behind")
        paragraphs_apart(root)
        self.doubts = [*tree.doubts, *lists, *name_as_above(root), *govern(root)]
        self.prose = [*tree.prose, *unsaid]
        self._document(root)
        own = list(self._own_parts())
        for task in self.tasks:
            _set_apart(task)
        if own:
            names = "、".join(dict.fromkeys(name for _line, name in own))
            self.doubts.append(Doubt(own[0][0], "own", names, self._head.issuer))
        if self.tasks:
            self.kept.update(line.number for line in (*rows.headings, *tree.repeated))
        else:
            self.left += [Left(line.number, "row", line.text.strip()) for line in rows.headings]
        self.left += rows.left
        self.columns = list(rows.columns)
        self._leave([Piece(line, line.text.strip()) for line in contacts], "contacts")
        self._leave([Piece(line, line.text.strip()) for line in footer], "footer")

    def _own_parts(self) -> Iterator[tuple[int, str]]:
        """In the plan of an office its sections (责任科室) become units, but beside the office itself; gives them back."""
        for task in self.tasks if has_parts(self._head.issuer) else ():
            stated = [*task.stated, *task.shared]
            if any(_is_of(name, self._head.issuer) for one in stated for name, _role in one.said.names):
                continue
            for one in stated:
                for at, (name, role) in enumerate(one.said.names):
                    if name.stands_in and name.part and name.part not in one.said.persons:
                        one.said.names[at] = (replace(name, part="", stands_in=False), role)
                        yield one.line, name.text

    def _document(self, root: Node) -> None:
        """What is before the first number is no task, but the line just above a statement may be one."""
        groups, tail = _groups(root.pieces)
        for group in groups:
            self._leave(group.texts[:-1], "preface")
            group.texts = group.texts[-1:]
            if root.children and _are_issuers(group):
                self._leave([*group.texts, *group.stated], "preface")
            elif group.texts:
                self._add(group, _Above())
            else:
                self._leave(group.stated, "preface")
        self._leave(tail, "behind" if groups else "preface")
        self._below(root, _Above())
        if self.tasks:
            self.doubts += [Doubt(node.line.number, "restart", _title(node)[0]) for node in restarts(root)]

    def _below(self, parent: Node, above: _Above) -> None:
        """The nodes below `parent`, in their order.

        A statement in a paragraph of its own behind the last of several tasks that have none governs them all, unless
        the document sets such a statement behind each task.
        """
        flat = not any(child.children or child.row for child in parent.children)
        waiting: list[Node] = []
        each_has_one = False
        for child in parent.children:
            if not child.is_assigned and not child.children and not child.row:
                waiting.append(child)
                continue
            closing = () if each_has_one or _is_governed(child) else _closing(child)
            closing = () if closing and _is_own(child) else closing
            if waiting and closing:
                self._without_own(waiting, above, closing, flat=flat)
                self._asked(closing, [*waiting, child])
            else:
                self._without_own(waiting, above, flat=flat)
                each_has_one = each_has_one or bool(closing)
            waiting = []
            if child.children:
                self._branch(child, above)
            else:
                self._leaf(child, above)
        self._without_own(waiting, above, flat=flat)

    def _without_own(
        self, nodes: Iterable[Node], above: _Above, closing: tuple[Stated, ...] = (), *, flat: bool
    ) -> None:
        """Tasks without a statement of their own: one that stands elsewhere governs them, or they are left out."""
        for node in nodes:
            inner = above.at(node)
            shared = (*inner.for_all, *(closing or inner.for_unassigned))
            title, pieces = _title(node)
            if _has_heading(node, title, pieces):
                inner = inner.under(node.level, HeadingDraft(title, node.line.number, node.number))
            else:
                pieces = node.pieces
            texts = [piece for piece in pieces if piece.stated is None]
            if shared and texts:
                stated = [piece for piece in node.pieces if piece.stated is not None]
                self._add(_Group(texts, stated), inner, _own_number(node), shared, note=node.note)
                self._keep([Piece(node.line)])
                continue
            if node.row:
                self._leave([piece for piece in node.pieces if piece.source] or node.pieces, "row")
            else:
                self._leave(node.pieces, "unassigned")
            if not shared and (node.level != "chapter" or flat):
                text = "".join(piece.text or piece.source for piece in node.pieces)
                self.doubts.append(Doubt(node.line.number, "unassigned", title_and_rest(text)[0]))

    def _asked(self, shared: Iterable[Stated], nodes: Sequence[Node]) -> None:
        """Whether a statement governs several tasks is asked once."""
        for one in shared:
            if not one.said.names:
                continue
            names = "、".join(name.text for name, _role in one.said.names)
            self.doubts.append(Doubt(one.line, "governs", names, lines_of(nodes)))

    def _branch(self, node: Node, above: _Above) -> None:
        """A node with others below it: its first sentence is a heading, its statements govern what is below."""
        first_task, first_doubt = len(self.tasks), len(self.doubts)
        title, pieces = _title(node)
        heading = HeadingDraft(title, node.line.number, node.number)
        inner = above.under(node.level, heading).at(node)
        groups, tail = _groups(pieces)
        for group in groups:
            stated = group.statements()
            if group.texts:
                self._add(group, inner, _own_number(node), inner.for_all)
                inner = replace(inner, for_unassigned=(*inner.for_unassigned, *stated))
            else:
                inner = replace(inner, for_all=(*inner.for_all, *stated))
                self._keep(group.stated)
        self._below(node, inner)
        if len(self.tasks) > first_task:
            if groups:
                said = [stated for group in groups for stated in group.statements()]
                self._asked(said, node.children)
            self._keep([Piece(node.line)])
            if node.level in {"chapter", "section"}:
                heading.notes += [piece.text for piece in tail]
                self._keep(tail)
            else:
                self._leave(tail, "unassigned")
            return
        self._leave([Piece(node.line, title), *tail], "unassigned")
        if node.level == "chapter":  # a chapter about something else is no lost task
            self.doubts[first_doubt:] = [one for one in self.doubts[first_doubt:] if one.kind != "unassigned"]

    def _leaf(self, node: Node, above: _Above) -> None:
        """A node with nothing below it but its text and its statements."""
        title, pieces = _title(node)
        outer, above = above, above.at(node)
        inner = above
        if _has_heading(node, title, pieces):
            inner = above.under(node.level, HeadingDraft(title, node.line.number, node.number))
        elif title:
            pieces = node.pieces
        groups, tail = _groups(pieces)
        if not groups:
            self._without_own([node], outer, flat=True)
            return
        if not groups[0].texts:
            if tail and len(groups) == 1:
                groups[0].texts, tail = tail, []  # the statement stands between the heading and its text
            else:
                nearest = above.section or above.chapter
                groups[0].texts = [Piece(node.line, title or (nearest.title if nearest is not None else ""))]
        shared = (*above.for_all, *above.for_assigned)
        lead = _lead(node, pieces)
        for at, group in enumerate(groups):
            if at and lead is not None and group.texts and _begins_as_part(group.texts[0]):
                group.texts.insert(0, lead)
            number = _own_number(node) if at == 0 else ""
            self._add(group, inner, number, shared, note=node.note if at == 0 else ())
            shared += tuple(Stated(one.line, other) for one in group.statements() for other in one.said.others)
        self._keep([Piece(node.line)])
        self._behind(groups[-1], tail)

    def _behind(self, group: _Group, tail: Sequence[Piece]) -> None:
        """What follows a statement in its paragraph, and numbered parts below it, belong to the text before it."""
        last = group.stated[-1].line
        for piece in tail:
            until = piece.text.strip("。（）() ")
            if piece.line is last and not piece.item and is_time_limit(until) and not _has_deadline(group):
                self.tasks[-1].stated.append(Stated(piece.line.number, Statement(deadline=until)))
                self._keep([piece])
            elif piece.item or piece.line is last:
                self.tasks[-1].text += piece.text
                self._keep([piece])
            else:
                self._leave([piece], "behind")

    def _add(
        self,
        group: _Group,
        above: _Above,
        number: str = "",
        shared: tuple[Stated, ...] = (),
        note: Sequence[str] = (),
    ) -> None:
        stated = group.statements()
        line = (group.stated or group.texts)[0].line.number
        if not any(one.said.deadline for one in stated) and (until := _until(group.text)):
            stated = (*stated, Stated(line, Statement(deadline=until)))
        task = TaskDraft(group.text, line, list(stated), above.chapter, above.section, number, shared, list(note))
        self.tasks.append(task)
        self._keep([*group.texts, *group.stated])
        self.kept.update(one.line for one in shared)

    def _keep(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self.kept.update(range(piece.line.number, piece.line.number + piece.line.joined + 1))

    def _leave(self, pieces: Iterable[Piece], kind: LeftKind) -> None:
        self.left += [Left(piece.line.number, kind, text) for piece in pieces if (text := piece.text or piece.source)]


def _set_apart(task: TaskDraft) -> None:
    """A part of an office (责任科室) and a leader (副县长李明) are no units where the task has others."""
    ranks = {_rank(name) for one in (*task.stated, *task.shared) for name, _role in one.said.names}
    if len(ranks) < 2:
        return
    least = min(ranks)
    task.stated = [_up_to(least, one) for one in task.stated]
    task.shared = tuple(_up_to(least, one) for one in task.shared)


def _rank(name: Name) -> int:
    """How likely a name is no unit: an office, what a label says is a part of one, a person."""
    return 0 if not name.stands_in else 1 if name.part else 2


def _is_of(name: Name, issuer: str) -> bool:
    return not name.stands_in and is_office(name.text) and issuer.endswith(name.text)


def _up_to(rank: int, stated: Stated) -> Stated:
    said = stated.said
    units = [(name, role) for name, role in said.names if _rank(name) <= rank]
    if len(units) == len(said.names):
        return stated
    parts = [name.part for name, _role in said.names if _rank(name) > rank and name.part not in {"", *said.persons}]
    parts = list(dict.fromkeys(parts))
    said = replace(said, names=units, persons=[*said.persons, *parts], parts=[*said.parts, *parts])
    return Stated(stated.line, said)


def _table_of(line: Line) -> int:
    """The table that a row is in, or an empty line between rows; 0 for text."""
    return line.table if line.cells or not line.text.strip() else 0


def flatten_items(parent: Node) -> None:
    """（1）…（2）… are parts of the task they stand below; of a section only where the last alone has a statement."""
    if parent.has_parts and all(child.is_labelled for child in parent.children):
        parent.pieces += [piece for child in parent.children for piece in child.as_parts()]
        parent.children = []
    items = [child for child in parent.children if child.level == "item"]
    if not items or parent.level == "document" or (not parent.is_assigned and names_of_heading(parent)):
        return
    if parent.level != "task":
        assigned = [item for item in items if item.is_assigned]
        if assigned != items[-1:] or len(items) < 2 or _closing(items[-1]):
            return
    for item in items:
        parent.pieces += item.as_parts()
    parent.children = [child for child in parent.children if child.level != "item"]


def _are_issuers(group: _Group) -> bool:
    """Whether names stand in brackets below a title: who issued the plan together."""
    named = [piece for piece in group.stated if piece.stated is not None and piece.stated.names]
    alone = all(piece.alone and piece.stated is not None and piece.stated.bare for piece in named)
    return alone and bool(group.texts) and group.text[-1:] not in _ENDS


def _groups(pieces: Sequence[Piece]) -> tuple[list[_Group], list[Piece]]:
    """The pieces as text with the statements behind it, and what follows the last statement."""
    groups: list[_Group] = []
    texts: list[Piece] = []
    stated: list[Piece] = []
    for piece in pieces:
        if piece.stated is not None:
            stated.append(piece)
            continue
        if any(one.stated is not None and one.stated.names for one in stated):
            groups.append(_Group(texts, stated))
            texts, stated = [], []
        texts.append(piece)
    if any(one.stated is not None and one.stated.names for one in stated):
        groups.append(_Group(texts, stated))
        texts, stated = [], []
    if groups:
        groups[-1].stated += stated  # a time limit behind what follows the statement
    return groups, texts if groups else [*texts, *stated]


def _title(node: Node) -> tuple[str, list[Piece]]:
    """The first sentence of a node's own line, and the pieces without it."""
    first = node.pieces[0] if node.pieces else None
    if first is None or first.stated is not None or first.line is not node.line:
        return "", list(node.pieces)
    title, rest = title_and_rest(first.text)
    return title, [*([replace(first, text=rest)] if rest else []), *node.pieces[1:]]


def _has_heading(node: Node, title: str, pieces: Sequence[Piece]) -> bool:
    """Whether the first sentence of a node with nothing below it is a heading: alone on its line, with text below it."""
    if node.level not in {"chapter", "section"} or not title or title[-1] in "：:":
        return False
    texts = [piece for piece in pieces if piece.stated is None]
    return bool(texts) and all(piece.line is not node.line for piece in texts)


def _lead(node: Node, pieces: Sequence[Piece]) -> Piece | None:
    """What the parts of a task that have statements of their own are parts of: the first sentence before the first part."""
    text = "".join(piece.text for piece in takewhile(lambda piece: not piece.item, pieces) if piece.stated is None)
    title = title_and_rest(text)[0]
    return (
        Piece(node.line, title)
        if 0 < len(title) <= _LEAD_LONGEST and not _begins_as_part(Piece(node.line, title))
        else None
    )


def _begins_as_part(piece: Piece) -> bool:
    """Whether a text is a numbered part of a task, on a line of its own or not."""
    mark = mark_of(piece.text)
    return piece.item or (mark is not None and mark.level == "item")


def _is_own(node: Node) -> bool:
    """Whether the statements in a node are of what stands in it alone: of the headings or paragraphs below its own heading."""
    groups, _tail = _groups(node.pieces)
    return bool(node.children) or len(groups) > 1 or _has_heading(node, *_title(node))


def _is_governed(node: Node) -> bool:
    """Whether a statement that stands elsewhere says who does it, not only who looks at it."""
    stated = [piece.stated for piece in node.shared if piece.stated is not None]
    return any(role != "guide" for one in stated for _name, role in one.names)


def _closing(node: Node) -> tuple[Stated, ...]:
    """The statements of a node in paragraphs of their own from the first that names somebody on, if that is in one."""
    stated = [piece for piece in node.pieces if piece.stated is not None]
    names = next(
        (at for at, piece in enumerate(stated) if piece.stated is not None and piece.stated.names), len(stated)
    )
    return _stated(takewhile(lambda piece: piece.alone, stated[names:]))


def _stated(pieces: Iterable[Piece]) -> tuple[Stated, ...]:
    return tuple(Stated(piece.line.number, piece.stated) for piece in pieces if piece.stated is not None)


def _until(text: str) -> str:
    """The time by which a task is to be done that its own last clause states: 建成专网，2027年底前完成。"""
    clause = _LAST_CLAUSE.search(text)
    return clause["until"] if clause is not None and is_time_limit(clause["until"]) else ""


def _has_deadline(group: _Group) -> bool:
    return any(one.said.deadline for one in group.statements())


def _own_number(node: Node) -> str:
    return node.number if node.level in {"task", "item"} else ""
