"""同上 in the place of units: those of the task above."""

from __future__ import annotations

from dutykit.model.role import Role
from dutykit.plans.grammar.record import Doubt
from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.tree.node import Node
from dutykit.plans.grammar.words.name import Name
from dutykit.plans.grammar.words.vocabulary import AS_ABOVE

_Names = list[tuple[Name, Role]]


def name_as_above(root: Node) -> list[Doubt]:
    """Put the units of the task above where 同上 stands, of its role if it has any; what was done is told."""
    doubts: list[Doubt] = []
    above = Statement()
    here = Statement()
    for node in root.all_nodes():
        if here.names:
            above, here = here, Statement()
        behind = False
        for piece in node.pieces:
            if piece.stated is None:
                behind = bool(here.names)
                continue
            if behind and any(_is_above(name) for name, _role in piece.stated.names):
                above, here = here, Statement()  # another task in the same paragraph
            doubts += _named(piece.stated, above, piece.line.number)
            here.names += piece.stated.names
            here.deadline = here.deadline or piece.stated.deadline
            here.plain = here.plain and piece.stated.plain
    return doubts


def _named(said: Statement, above: Statement, line: int) -> list[Doubt]:
    if said.deadline is not None and AS_ABOVE.fullmatch(said.deadline):
        said.deadline = above.deadline
    if not any(_is_above(name) for name, _role in said.names):
        return []
    found: _Names = []
    for name, role in said.names:
        if _is_above(name):
            found += [one for one in above.names if one[1] == role] or above.names
        else:
            found.append((name, role))
    said.names[:] = dict.fromkeys(found)
    if not above.names:
        said.left.append("同上")
        return [Doubt(line, "loose", "同上")]
    said.plain = said.plain and above.plain
    return [Doubt(line, "above", "、".join(name.text for name, _role in said.names), certain=True)]


def _is_above(name: Name) -> bool:
    return AS_ABOVE.fullmatch(name.text) is not None
