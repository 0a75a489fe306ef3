"""Paragraphs behind the last task that ask its readers for something: 请各单位于…前报送…, 联系人：…, 附件：…."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from dutykit.plans.grammar.annex import ANNEX
from dutykit.plans.grammar.governing import restarts
from dutykit.plans.grammar.tree import Node, Piece, last_of

_ASKS = re.compile(r"请(?:各|有关|相关|你|认真|遵照|按|于|将|及时|结合)|附[件表录]?\s*\d{0,2}\s*[:：]")
_REPORTS = re.compile(
    r"各[^。，；]{1,20}(?:\d{1,2}月|\d{1,2}日|每[年季月周])[^。；]{0,100}(?:报送|上报|报至|报[省市县区州]|反馈)"
)
_CONTACT = re.compile("(?:联系人|联系电话|联系方式|咨询电话|电子邮箱|邮箱|传真)[^:：。；]{0,10}[:：]")


def without_closing(root: Node) -> list[Piece]:
    """Take what such a paragraph and all behind it hold off the last task of each document, and give it back."""
    starts = {id(node) for node in (*restarts(root), *filter(_is_annex, root.children))}
    last = [before for before, node in pairwise(root.children) if id(node) in starts] + root.children[-1:]
    ends = [last_of(node) for node in last]
    each_has_one = _contacts(ends) > 0 and _contacts(root.all_nodes()) > 1
    return [piece for node in ends for piece in _closing(node, each_has_one=each_has_one)]


def _closing(node: Node, *, each_has_one: bool) -> list[Piece]:
    if node.row:
        return []
    stated = [at for at, piece in enumerate(node.pieces) if piece.stated is not None and piece.stated.names]
    first = stated[-1] + 1 if stated else 1
    for at in range(first, len(node.pieces)):
        line = node.pieces[at].line
        text = line.text.strip()
        if line is node.line or line is node.pieces[at - 1].line:
            continue
        contact = not each_has_one and _CONTACT.match(text)
        if contact or _ASKS.match(text) or (stated and _REPORTS.match(text)):
            closing = node.pieces[at:]
            del node.pieces[at:]
            return closing
    return []


def _is_annex(node: Node) -> bool:
    return not node.number and ANNEX.match(node.line.text) is not None


def _contacts(nodes: Iterable[Node]) -> int:
    lines = {id(piece.line): piece.line.text for node in nodes for piece in node.pieces}
    return sum(_CONTACT.match(text.strip()) is not None for text in lines.values())
