"""Paragraphs without numbers that are tasks of their own below a heading that says who is responsible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dutykit.plans.grammar.tree.node import Node, Piece

_GOES_ON = re.compile("同时|此外|另外|其中|并|上述|以上|该")
_STOPS = ("。", "；", ";")
_LEAST = 2
"""Paragraphs of a section from which on it shows that each is a task."""


def paragraphs_apart(root: Node) -> None:
    """Make such paragraphs nodes below their heading, where the other sections of the plan show one task in each.

    They show it if each of their paragraphs says who does it: then no task of this plan has several paragraphs.
    """
    sections = [
        one for one in root.all_nodes() if one.level in {"chapter", "section"} and not (one.children or one.row)
    ]
    divided = [(node, *_divided(node)) for node in sections]
    stated = [
        paragraphs for _node, head, paragraphs in divided if not _has_names(head) and any(map(_has_names, paragraphs))
    ]
    if not any(len(one) >= _LEAST for one in stated) or not all(_has_names(one) for each in stated for one in each):
        return
    for node, head, paragraphs in divided:
        if _has_names(head) and _is_heading(head) and len(paragraphs) >= _LEAST and all(map(_is_whole, paragraphs)):
            node.pieces = head
            node.children = [Node("item", one[0].line, pieces=one) for one in paragraphs]


def _divided(node: Node) -> tuple[list[Piece], list[list[Piece]]]:
    """What stands at the heading itself, and the paragraphs below it with their statements."""
    head: list[Piece] = []
    paragraphs: list[list[Piece]] = []
    for piece in node.pieces:
        if piece.begins and piece.stated is None and piece.line is not node.line:
            paragraphs.append([])
        (paragraphs[-1] if paragraphs else head).append(piece)
    return head, paragraphs


def _has_names(pieces: Iterable[Piece]) -> bool:
    return any(piece.stated is not None and piece.stated.names for piece in pieces)


def _is_heading(head: Iterable[Piece]) -> bool:
    """Whether the text beside the number is a title, not the first sentence of a task."""
    return not any(one in piece.text.rstrip("".join(_STOPS)) for piece in head for one in _STOPS)


def _is_whole(paragraph: Sequence[Piece]) -> bool:
    texts = [piece for piece in paragraph if piece.stated is None]
    return not _has_names(paragraph) and texts[-1].text.endswith(_STOPS) and not _GOES_ON.match(texts[0].text)
