"""A document as a tree: numbered nodes with what is written below each, text and statements in their order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dutykit.plans.grammar.lines.plain_heading import plain_headings, unit_headings
from dutykit.plans.grammar.record import Doubt, Line
from dutykit.plans.grammar.statements.assurance import assures
from dutykit.plans.grammar.statements.find import statements_in
from dutykit.plans.grammar.statements.names_alone import lists_in_a_sentence
from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.words.label import LABEL_WITH_COLON
from dutykit.plans.grammar.words.outline import DEPTH, Level, Mark, heading_levels, mark_of

_MEASURES = re.compile(r"\s*(?:整改|工作|具体|主要|重点|推进)?(?:措施|举措)[:：]\s*")
"""What announces measures, which may be numbered on lines of their own."""
_TABLE_TITLE = re.compile("[^，。；：:]{2,40}(?:表|清单|台账|一览|名录|分工)")
_ARTICLE = re.compile("第.{1,4}条")
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,10}[:：]")
_AGAIN = re.compile(r"\s*[（(]续[）)]\s*$")
ONLY_MARKS = re.compile(r"[\s。．.；;，,、：:—\-]*")
_END = '。！？；：…）」』”")'
_DEPTH = {"document": 0, **DEPTH}


@dataclass(slots=True)
class Piece:
    """Text, or a statement."""

    line: Line
    text: str = ""
    stated: Statement | None = None
    source: str = ""
    """A statement's own words."""
    alone: bool = False
    """Whether a statement's paragraph holds nothing else."""
    begins: bool = False
    """Whether a text begins a paragraph."""
    item: bool = False
    """Whether a text is a numbered part of the task above it."""
    stop: str = ""
    """The full stop behind a statement, which closes the text before it."""


@dataclass(slots=True, eq=False)
class Node:
    """What a number, a heading or a table's row begins."""

    level: str
    line: Line
    number: str = ""
    mark: str = ""
    """The number as it is written."""
    pieces: list[Piece] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    row: bool = False
    note: list[str] = field(default_factory=list)
    """What a table's row has besides."""
    shared: list[Piece] = field(default_factory=list)
    """Statements that stand elsewhere and govern it and all below it."""
    added: list[Piece] = field(default_factory=list)
    """The same, that only add to what is stated: what has no statement is none of their tasks."""

    def as_parts(self) -> list[Piece]:
        """Its pieces as a numbered part of the node above."""
        own = self.mark
        for piece in self.pieces:
            if piece.stated is None:
                piece.text, piece.item, own = own + piece.text, True, ""
        return self.pieces

    @property
    def is_labelled(self) -> bool:
        """Whether it is called something, as parts of a task are: 主要内容：…"""
        return bool(self.pieces) and _LABELLED.match(self.pieces[0].text) is not None

    @property
    def has_parts(self) -> bool:
        """Whether numbered parts stand among its own pieces."""
        return any(piece.item for piece in self.pieces)

    @property
    def is_assigned(self) -> bool:
        """Whether a statement that names somebody stands at it."""
        return any(piece.stated is not None and piece.stated.names for piece in self.pieces)

    @property
    def has_assigned(self) -> bool:
        """Whether such a statement stands at it or at a node below it."""
        return any(node.is_assigned for node in self.all_nodes())

    def all_nodes(self) -> list[Node]:
        """The node itself and all below it, in their order."""
        found: list[Node] = []
        stack = [self]
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(reversed(node.children))
        return found


class Tree:
    """Walks over the paragraphs once and puts each where it belongs."""

    def __init__(
        self, lines: Sequence[Line], head: Collection[int] = (), annexes: Mapping[int, bool] | None = None
    ) -> None:
        self.root = Node("document", lines[0] if lines else Line(0, ""))
        self.doubts: list[Doubt] = []
        self.prose: list[Line] = []
        """Lines in which no statement was found."""
        self.repeated: list[Line] = []
        """Headings that are written again where they are open."""
        self._path = [self.root]
        self._styles = heading_levels(lines)
        self._plain = plain_headings(lines, head)
        self._units = unit_headings(lines)
        self._annexes = annexes or {}
        """The lines that begin annexes, and whether each is a part of the plan, not the plan itself."""
        self._listing: Node | None = None
        """The node whose measures are being listed: 整改措施：, with 1. 2. below it."""

    @property
    def current(self) -> Node:
        """The node that is open."""
        return self._path[-1]

    def paragraph(self, line: Line) -> None:
        """Take one paragraph."""
        text = line.text
        mark = self._mark(line)
        if mark is not None and self._is_part_that_states(mark, text[mark.end :]):
            text, mark = text[mark.end :], None
            line = replace(line, text=text)
        shift = mark.end if mark is not None else 0
        found = [one for one in statements_in(text) if one.start >= shift or one.end > shift]
        found = [one for one in found if not assures(self._titles(mark, text[shift:]), text, one)]
        if mark is not None and not found and self._is_repeated(mark, text):
            self.repeated.append(line)
            return
        listed = mark is not None and not found and self._is_listed(mark)
        if mark is not None and not listed:
            self.enter(mark.level, line, mark)
        node = self.current
        if not listed:
            measures = _MEASURES.match(text) if mark is None else None
            listing = measures is not None and (measures.end() == len(text) or mark_of(text[measures.end() :]))
            self._listing = node if listing else None
        if not found:
            self.prose.append(line)
            self.doubts += [Doubt(line.number, "list", names) for names in lists_in_a_sentence(text)]
        done = 0 if listed else shift
        for one in found:
            before = text[done : max(one.start, done)]
            if one.start < len(text):
                before = before.rstrip("，,、 \u3000")
            self._text(node, before, line, begins=done == shift)
            if not one.closed:
                self.doubts.append(Doubt(line.number, "unclosed"))
            alone = mark is None and all(ONLY_MARKS.fullmatch(part) for part in (before, text[one.end :]))
            node.pieces.append(Piece(line, stated=one.stated, source=text[one.start : one.end], alone=alone))
            done = max(one.end, done)
        rest = text[done:]
        if found and ONLY_MARKS.fullmatch(rest):
            _close(node, rest)
        else:
            self._text(node, rest, line, begins=not found)

    def _titles(self, mark: Mark | None, text: str) -> Iterator[str]:
        """What the open headings above a paragraph with this number begin with, and its own `text`."""
        for node in self._path[1:]:
            if node.pieces and (mark is None or _DEPTH[node.level] < _DEPTH[mark.level]):
                yield node.pieces[0].text
        yield text

    def _is_listed(self, mark: Mark) -> bool:
        """Whether a number is that of a measure, part of what the open node states."""
        node = self._listing
        return node is not None and node is self.current and _DEPTH[mark.level] > _DEPTH[node.level]

    def _is_repeated(self, mark: Mark, text: str) -> bool:
        """Whether a heading is that of the open chapter or section, written again on the next page; it is open then."""
        node = self.open_at(mark.level)
        if node is None or not node.children or node.number != mark.number or not node.pieces:
            return False
        if _AGAIN.sub("", text[mark.end :]).strip() != node.pieces[0].text:
            return False
        del self._path[self._path.index(node) + 1 :]
        return True

    def enter(self, level: str, line: Line, mark: Mark | None = None) -> Node:
        """Open a node of this level below the one it belongs to."""
        while len(self._path) > 1 and _DEPTH[self._path[-1].level] >= _DEPTH[level]:
            self._path.pop()
        node = Node(level, line, mark.number if mark else "", mark.text if mark else "")
        self.current.children.append(node)
        self._path.append(node)
        return node

    def open_at(self, level: str) -> Node | None:
        """The open node of this level."""
        return next((node for node in self._path if node.level == level), None)

    def leave_tasks(self) -> None:
        """A table follows that belongs to no task: its title stands beside the task that it stands in."""
        while _DEPTH[self._path[-1].level] >= _DEPTH["task"]:
            self._path.pop()
        node = self.current
        last = node.pieces[-1] if node.pieces else None
        is_task = node.is_assigned and not node.children and node.pieces[0].text.endswith(("。", "；"))
        if is_task and last is not None and last.begins and _TABLE_TITLE.fullmatch(last.text):
            del node.pieces[-1]
            self.enter(node.level, last.line).pieces.append(last)

    def _text(self, node: Node, text: str, line: Line, *, begins: bool) -> None:
        if not ONLY_MARKS.fullmatch(text):
            node.pieces.append(
                Piece(line, text.strip().lstrip("。；;，,、 ●■▪•□▶➢—" if begins else "。；;，,、 "), begins=begins)
            )

    def _mark(self, line: Line) -> Mark | None:
        """The number of a paragraph; （一） below 第一条 is that of a part."""
        mark = mark_of(line.text) or self._annex_mark(line) or self._style_mark(line)
        task = self.open_at("task")
        if mark is None or mark.level != "section" or mark.text.startswith("第"):
            return mark
        if task is not None and _ARTICLE.fullmatch(task.mark):
            return replace(mark, level="item")
        return mark

    def _is_part_that_states(self, mark: Mark, text: str) -> bool:
        """Whether a number is that of 责任单位：… in a list of parts (1.主要内容：…); what is above the list is the task then."""
        node = next(node for node in reversed(self._path) if _DEPTH[node.level] < _DEPTH[mark.level])
        if LABEL_WITH_COLON.match(text) is None or node is self.root:
            return False
        found = statements_in(text)
        if len(found) != 1 or found[0].start or not ONLY_MARKS.fullmatch(text[found[0].end :]):
            return False
        in_parts = all(child.is_labelled for child in node.children)
        is_part = in_parts and (node.children or node.is_assigned)
        if not (found[0].stated.names or (found[0].stated.deadline and is_part)):
            return False
        del self._path[self._path.index(node) + 1 :]
        if in_parts:
            node.pieces += [piece for child in node.children for piece in child.as_parts()]
            node.children = []
        return True

    def _annex_mark(self, line: Line) -> Mark | None:
        """What an annex begins with is a heading beside the chapters; one that is the plan itself is below none of them."""
        if line.number not in self._annexes or (self.current is self.root and len(self._annexes) == 1):
            return None
        if not self._annexes[line.number]:
            del self._path[1:]
            return None
        return Mark("chapter", "", 0, "")

    def _style_mark(self, line: Line) -> Mark | None:
        if line.number in self._units:
            return Mark("section", "", 0, "")
        level: Level | None = "chapter" if line.number in self._plain else self._styles.get(line.heading)
        return None if level is None or not line.text.strip() else Mark(level, "", 0, "")


def lines_of(nodes: Sequence[Node]) -> str:
    """From which line to which line these nodes go that follow one another: 4–9."""
    first, last = nodes[0].line.number, last_of(nodes[-1]).line.number
    return f"{first}–{last}" if first < last else str(first)


def last_of(node: Node) -> Node:
    """The last node in `node`."""
    while node.children:
        node = node.children[-1]
    return node


def _close(node: Node, rest: str) -> None:
    """The full stop behind a statement is the sentence's."""
    stop = rest.strip()[:1]
    if stop not in {"。", "；", ";"}:
        return
    for piece in reversed(node.pieces):
        if piece.stated is None:
            if piece.text[-1] not in _END:
                piece.text += stop
                node.pieces[-1].stop = stop
            return
