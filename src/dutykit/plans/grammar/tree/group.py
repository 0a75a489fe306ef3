"""The pieces of a node: its heading, and text with the statements that close it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from dutykit.plans.grammar.tree.node import Node, Piece
from dutykit.plans.grammar.tree.task import Stated, stated_of
from dutykit.plans.grammar.words.outline import mark_of, title_and_rest
from dutykit.plans.grammar.words.vocabulary import is_time_limit

_ENDS = ("。", "；", ";", "！")
_LEAD_LONGEST = 150
"""Characters of a sentence that is written again before each part of its task."""
_LAST_CLAUSE = re.compile(
    r"[，,](?P<until>(?:\d{4}年|\d{1,2}月)[^，,。；;、]{1,14}前(?:全部|全面)?(?:完成|建成|到位)?|长期坚持|持续推进)[。；]?$"
)


@dataclass(slots=True)
class Group:
    """Text and the statements that close it."""

    texts: list[Piece]
    stated: list[Piece]

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(piece.text for piece in self.texts).strip()

    def statements(self) -> tuple[Stated, ...]:
        """Its statements with their lines."""
        return stated_of(self.stated)


def groups_of(pieces: Sequence[Piece]) -> tuple[list[Group], list[Piece]]:
    """The pieces as text with the statements behind it, and what follows the last statement."""
    groups: list[Group] = []
    texts: list[Piece] = []
    stated: list[Piece] = []
    for piece in pieces:
        if piece.stated is not None:
            stated.append(piece)
            continue
        if any(one.stated is not None and one.stated.names for one in stated):
            groups.append(Group(texts, stated))
            texts, stated = [], []
        texts.append(piece)
    if any(one.stated is not None and one.stated.names for one in stated):
        groups.append(Group(texts, stated))
        texts, stated = [], []
    if groups:
        groups[-1].stated += stated  # a time limit behind what follows the statement
    return groups, texts if groups else [*texts, *stated]


def are_issuers(group: Group) -> bool:
    """Whether names stand in brackets below a title: who issued the plan together."""
    named = [piece for piece in group.stated if piece.stated is not None and piece.stated.names]
    alone = all(piece.alone and piece.stated is not None and piece.stated.bare for piece in named)
    return alone and bool(group.texts) and group.text[-1:] not in _ENDS


def has_deadline(group: Group) -> bool:
    """Whether a statement of it has a time limit."""
    return any(one.said.deadline for one in group.statements())


def until_of(text: str) -> str:
    """The time by which a task is to be done that its own last clause states: 建成专网，2027年底前完成。"""
    clause = _LAST_CLAUSE.search(text)
    return clause["until"] if clause is not None and is_time_limit(clause["until"]) else ""


def title_of(node: Node) -> tuple[str, list[Piece]]:
    """The first sentence of a node's own line, and the pieces without it."""
    first = node.pieces[0] if node.pieces else None
    if first is None or first.stated is not None or first.line is not node.line:
        return "", list(node.pieces)
    title, rest = title_and_rest(first.text)
    return title, [*([replace(first, text=rest)] if rest else []), *node.pieces[1:]]


def has_heading(node: Node, title: str, pieces: Sequence[Piece]) -> bool:
    """Whether the first sentence of a node with nothing below it is a heading: alone on its line, with text below it."""
    if node.level not in {"chapter", "section"} or not title or title[-1] in "：:":
        return False
    texts = [piece for piece in pieces if piece.stated is None]
    return bool(texts) and all(piece.line is not node.line for piece in texts)


def own_number(node: Node) -> str:
    """The number of a task or an item; none of a heading."""
    return node.number if node.level in {"task", "item"} else ""


def lead_of(node: Node, pieces: Sequence[Piece]) -> Piece | None:
    """What the parts of a task that have statements of their own are parts of: the first sentence before the first part."""
    text = "".join(piece.text for piece in takewhile(lambda piece: not piece.item, pieces) if piece.stated is None)
    title = title_and_rest(text)[0]
    return (
        Piece(node.line, title)
        if 0 < len(title) <= _LEAD_LONGEST and not begins_as_part(Piece(node.line, title))
        else None
    )


def begins_as_part(piece: Piece) -> bool:
    """Whether a text is a numbered part of a task, on a line of its own or not."""
    mark = mark_of(piece.text)
    return piece.item or (mark is not None and mark.level == "item")


def is_own(node: Node) -> bool:
    """Whether the statements in a node are of what stands in it alone: of the headings or paragraphs below its own heading."""
    groups, _tail = groups_of(node.pieces)
    return bool(node.children) or len(groups) > 1 or has_heading(node, *title_of(node))


def is_governed(node: Node) -> bool:
    """Whether a statement that stands elsewhere says who does it, not only who looks at it."""
    stated = [piece.stated for piece in node.shared if piece.stated is not None]
    return any(role != "guide" for one in stated for _name, role in one.names)


def closing_of(node: Node) -> tuple[Stated, ...]:
    """The statements of a node in paragraphs of their own from the first that names somebody on, if that is in one."""
    stated = [piece for piece in node.pieces if piece.stated is not None]
    names = next(
        (at for at, piece in enumerate(stated) if piece.stated is not None and piece.stated.names), len(stated)
    )
    return stated_of(takewhile(lambda piece: piece.alone, stated[names:]))
