"""A list of duties by unit: headings and labels name the units, and no statement stands anywhere (区教育局：负责…)."""

from __future__ import annotations

import re

from dutykit.plans.grammar.body import GROUP_WORD, is_office, looks_like_body
from dutykit.plans.grammar.names import Name, names_of
from dutykit.plans.grammar.statement import Statement
from dutykit.plans.grammar.tree import Node, Piece

_LEAST = 3
"""Headings or labels that name units, from which on the document is such a list."""
_LONGEST = 40
_NAMED = re.compile(r"(?P<names>[^：:。；;]+?)(?:的?(?:主要|工作|部门)?(?:职责|任务)(?:分工)?)?[：:。]?")
_LABELLED = re.compile(r"(?P<names>[^：:。；;，]{2,40})[：:。](?P<rest>.+)", re.DOTALL)


def name_units(root: Node) -> None:
    """Give what is below such a heading, or behind such a label, to the units that it names."""
    nodes = [node for node in root.all_nodes() if not node.row]
    if any(node.is_assigned for node in root.all_nodes()):
        return
    headings = [(node, names) for node in nodes if (names := _names_of_heading(node))]
    labels = [(node, piece) for node in nodes for piece in node.pieces if _label(piece) is not None]
    if len(headings) + len(labels) < _LEAST:
        return
    for node, names in headings:
        said = Piece(node.line, stated=_stated(names), source=node.pieces[0].text)
        if node.children:
            node.pieces.insert(1, said)
        else:
            node.pieces = [*node.pieces[1:], said]
    for node, piece in labels:
        if (found := _label(piece)) is None:
            continue
        said = Piece(piece.line, stated=_stated(names_of(found["names"])), source=found["names"])
        piece.text = found["rest"]
        node.pieces.insert(node.pieces.index(piece) + 1, said)


def _stated(names: tuple[Name, ...]) -> Statement:
    return Statement([(name, "responsible") for name in names], bare=True)


def _names_of_heading(node: Node) -> tuple[Name, ...]:
    """The units that a numbered line consists of, if something is below it."""
    first = node.pieces[0] if node.pieces else None
    if first is None or not node.number or first.line is not node.line or not (node.children or node.pieces[1:]):
        return ()
    match = _NAMED.fullmatch(first.text)
    return _units(match["names"]) if match is not None else ()


def _label(piece: Piece) -> re.Match[str] | None:
    match = _LABELLED.fullmatch(piece.text) if piece.begins else None
    return match if match is not None and _units(match["names"]) else None


def _units(text: str) -> tuple[Name, ...]:
    names = names_of(text) if len(text) <= _LONGEST else ()
    sure = all(looks_like_body(one.text) and (is_office(one.text) or GROUP_WORD.match(one.text)) for one in names)
    return names if sure else ()
