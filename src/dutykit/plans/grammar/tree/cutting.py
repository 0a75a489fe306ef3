"""The tree cut into tasks: text with the statements about it, under its headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dutykit.plans.grammar.record import Doubt, Left, LeftKind
from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.tree.governing import restarts
from dutykit.plans.grammar.tree.group import (
    Group,
    are_issuers,
    begins_as_part,
    closing_of,
    groups_of,
    has_deadline,
    has_heading,
    is_governed,
    is_own,
    lead_of,
    own_number,
    title_of,
    until_of,
)
from dutykit.plans.grammar.tree.node import Node, Piece, lines_of
from dutykit.plans.grammar.tree.task import HeadingDraft, Stated, TaskDraft, stated_of
from dutykit.plans.grammar.words.outline import title_and_rest
from dutykit.plans.grammar.words.vocabulary import is_time_limit


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
        for_all = (*self.for_all, *stated_of(node.shared))
        return replace(self, for_all=for_all, for_assigned=(*self.for_assigned, *stated_of(node.added)))


class Cutter:
    """Cuts a tree into tasks."""

    def __init__(self) -> None:
        self.tasks: list[TaskDraft] = []
        self.doubts: list[Doubt] = []
        self.left: list[Left] = []
        self.kept: set[int] = set()
        """The lines that are in the catalogue, at least in part."""

    def document(self, root: Node) -> None:
        """What is before the first number is no task, but the line just above a statement may be one."""
        groups, tail = groups_of(root.pieces)
        for group in groups:
            self.leave(group.texts[:-1], "preface")
            group.texts = group.texts[-1:]
            if root.children and are_issuers(group):
                self.leave([*group.texts, *group.stated], "preface")
            elif group.texts:
                self._add(group, _Above())
            else:
                self.leave(group.stated, "preface")
        self.leave(tail, "behind" if groups else "preface")
        self._below(root, _Above())
        if self.tasks:
            self.doubts += [Doubt(node.line.number, "restart", title_of(node)[0]) for node in restarts(root)]

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
            closing = () if each_has_one or is_governed(child) else closing_of(child)
            closing = () if closing and is_own(child) else closing
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
            title, pieces = title_of(node)
            if has_heading(node, title, pieces):
                inner = inner.under(node.level, HeadingDraft(title, node.line.number, node.number))
            else:
                pieces = node.pieces
            texts = [piece for piece in pieces if piece.stated is None]
            if shared and texts:
                stated = [piece for piece in node.pieces if piece.stated is not None]
                self._add(Group(texts, stated), inner, own_number(node), shared, note=node.note)
                self._keep([Piece(node.line)])
                continue
            if node.row:
                self.leave([piece for piece in node.pieces if piece.source] or node.pieces, "row")
            else:
                self.leave(node.pieces, "unassigned")
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
        title, pieces = title_of(node)
        heading = HeadingDraft(title, node.line.number, node.number)
        inner = above.under(node.level, heading).at(node)
        groups, tail = groups_of(pieces)
        for group in groups:
            stated = group.statements()
            if group.texts:
                self._add(group, inner, own_number(node), inner.for_all)
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
                self.leave(tail, "unassigned")
            return
        self.leave([Piece(node.line, title), *tail], "unassigned")
        if node.level == "chapter":  # a chapter about something else is no lost task
            self.doubts[first_doubt:] = [one for one in self.doubts[first_doubt:] if one.kind != "unassigned"]

    def _leaf(self, node: Node, above: _Above) -> None:
        """A node with nothing below it but its text and its statements."""
        title, pieces = title_of(node)
        outer, above = above, above.at(node)
        inner = above
        if has_heading(node, title, pieces):
            inner = above.under(node.level, HeadingDraft(title, node.line.number, node.number))
        elif title:
            pieces = node.pieces
        groups, tail = groups_of(pieces)
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
        lead = lead_of(node, pieces)
        for at, group in enumerate(groups):
            if at and lead is not None and group.texts and begins_as_part(group.texts[0]):
                group.texts.insert(0, lead)
            number = own_number(node) if at == 0 else ""
            self._add(group, inner, number, shared, note=node.note if at == 0 else ())
            shared += tuple(Stated(one.line, other) for one in group.statements() for other in one.said.others)
        self._keep([Piece(node.line)])
        self._behind(groups[-1], tail)

    def _behind(self, group: Group, tail: Sequence[Piece]) -> None:
        """What follows a statement in its paragraph, and numbered parts below it, belong to the text before it."""
        last = group.stated[-1].line
        for piece in tail:
            until = piece.text.strip("。（）() ")
            if piece.line is last and not piece.item and is_time_limit(until) and not has_deadline(group):
                self.tasks[-1].stated.append(Stated(piece.line.number, Statement(deadline=until)))
                self._keep([piece])
            elif piece.item or piece.line is last:
                self.tasks[-1].text += piece.text
                self._keep([piece])
            else:
                self.leave([piece], "behind")

    def _add(
        self,
        group: Group,
        above: _Above,
        number: str = "",
        shared: tuple[Stated, ...] = (),
        note: Sequence[str] = (),
    ) -> None:
        stated = group.statements()
        line = (group.stated or group.texts)[0].line.number
        if not any(one.said.deadline for one in stated) and (until := until_of(group.text)):
            stated = (*stated, Stated(line, Statement(deadline=until)))
        task = TaskDraft(group.text, line, list(stated), above.chapter, above.section, number, shared, list(note))
        self.tasks.append(task)
        self._keep([*group.texts, *group.stated])
        self.kept.update(one.line for one in shared)

    def _keep(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self.kept.update(range(piece.line.number, piece.line.number + piece.line.joined + 1))

    def leave(self, pieces: Iterable[Piece], kind: LeftKind) -> None:
        """Name what is in the catalogue nowhere."""
        self.left += [Left(piece.line.number, kind, text) for piece in pieces if (text := piece.text or piece.source)]
