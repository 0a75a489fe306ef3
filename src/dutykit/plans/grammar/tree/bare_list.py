"""Names alone in brackets: whether they are who is responsible, by what the rest of the plan says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from dutykit.plans.grammar.record import Doubt, Line
from dutykit.plans.grammar.tree.node import Node, Piece
from dutykit.plans.grammar.words.body import is_group, is_office

_LEAST = 2


def settle_lists(root: Node) -> tuple[list[Doubt], list[Line]]:
    """Turn those that state nothing back into text; gives their doubts, and their lines.

    A name is known if it surely is an office's, or stands in a statement elsewhere. A list behind a task is taken if half
    of its names are known; one name alone is such a list where a time limit stands beside it. A list on a line of its own,
    any other name alone, and a list of which fewer are known are taken if all their names stand in statements elsewhere,
    or if the plan mostly assigns so: if more than half of its statements are lists behind tasks, or if it has no other
    statements and most of its tasks end with one.
    """
    stated = [(node, piece) for node in root.all_nodes() for piece in node.pieces if piece.stated is not None]
    lists = [(node, piece) for node, piece in stated if piece.stated is not None and piece.stated.bare]
    if not lists:
        return [], []
    elsewhere = {name for _node, piece in stated for name in _names(piece) if not (piece.stated and piece.stated.bare)}
    usual = 2 * sum(_is_clear(piece, elsewhere) for _node, piece in lists) > sum(
        piece.stated.scope is None for _node, piece in stated if piece.stated is not None
    )
    usual = usual or (not elsewhere and _are_behind_most(root, lists))
    doubts: list[Doubt] = []
    lines: list[Line] = []
    unsaid: dict[int, tuple[Node, set[int]]] = {}
    for node, piece in lists:
        names = _names(piece)
        known = sum(is_office(name) or name in elsewhere for name in names)
        if _is_clear(piece, elsewhere) or (known and (usual or elsewhere.issuperset(names))):
            continue
        if known:
            doubts.append(Doubt(piece.line.number, "list", "、".join(names)))
        lines.append(piece.line)
        unsaid.setdefault(id(node), (node, set()))[1].add(id(piece))
    for node, pieces in unsaid.values():
        node.pieces = list(_as_text(node.pieces, pieces))
    return doubts, lines


def _are_behind_most(root: Node, lists: Sequence[tuple[Node, Piece]]) -> bool:
    """Whether most tasks of a plan, and two at least, end with such a list, and each names offices only."""
    if len(lists) < _LEAST or not all(not piece.alone and all(map(is_office, _names(piece))) for _node, piece in lists):
        return False
    tasks = [one for one in root.all_nodes() if one.number and not one.children]
    return len(tasks) < 2 * len({id(node) for node, _piece in lists if node.number})


def _names(piece: Piece) -> list[str]:
    return [name.text for name, _role in piece.stated.names] if piece.stated is not None else []


def _is_clear(piece: Piece, elsewhere: set[str]) -> bool:
    """Whether a list behind a task is of two names at least, or has a time limit beside it, and half of them are known."""
    names = _names(piece)
    has_limit = piece.stated is not None and piece.stated.deadline is not None
    known = sum(is_office(name) or name in elsewhere or (has_limit and is_group(name)) for name in names)
    return (len(names) > 1 or has_limit) and 2 * known >= len(names) and not piece.alone


def _as_text(pieces: Iterable[Piece], unsaid: Collection[int]) -> Iterator[Piece]:
    """The pieces of a node, those `unsaid` as text: of the text before them on their line, else pieces of their own."""
    before: Piece | None = None
    for piece in pieces:
        if id(piece) in unsaid:
            if before is not None and before.stated is None and before.line is piece.line:
                before.text = before.text.removesuffix(piece.stop) + piece.source + piece.stop
                continue
            piece.text, piece.stated, piece.begins = piece.source + piece.stop, None, True
        before = piece
        yield piece
