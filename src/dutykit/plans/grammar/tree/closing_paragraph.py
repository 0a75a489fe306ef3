"""Paragraphs behind the last task that are none of it: 请各单位于…前报送…, 联系人：…, 附件：…, who signs and when, 抄送：…."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from dutykit.plans.grammar.lines.annex import ANNEX
from dutykit.plans.grammar.lines.signature import is_signed
from dutykit.plans.grammar.tree.governing import restarts
from dutykit.plans.grammar.tree.node import Node, Piece, last_of

_ASKS = re.compile(r"请(?:各|有关|相关|你|认真|遵照|按|于|将|及时|结合)|附[件表录]?\s*\d{0,2}\s*[:：]")
_REPORTS = re.compile(
    r"各[^。，；]{1,20}(?:\d{1,2}月|\d{1,2}日|每[年季月周])[^。；]{0,100}(?:报送|上报|报至|报[省市县区州]|反馈)"
)
_IN_FORCE = re.compile(
    r"(?:本|以上|上述)[^，。；]{0,12}自[^，。；]{1,16}(?:之日|日|年)起(?:施行|实施|执行|生效)|[^。]{1,60}负责解释"
)
_SENT = re.compile("(?:抄送|抄报|主送|分送)[:：]|[^，。；：]{4,30}[年月]\\d{1,2}日印发$|[（(]此件[^（）()]{2,12}[）)]$")
_CONTACT = re.compile("(?:联系人|联系电话|联系方式|咨询电话|电子邮箱|邮箱|传真)[^:：。；]{0,10}[:：]")


def without_closing(root: Node) -> list[Piece]:
    """Take what such a paragraph and all behind it hold off the last task of each document, and give it back."""
    starts = {id(node) for node in (*restarts(root), *filter(_is_annex, root.children))}
    last = [before for before, node in pairwise(root.children) if id(node) in starts] + root.children[-1:]
    ends = [last_of(node) for node in last]
    nodes = root.all_nodes()
    each_has_one = _contacts(ends) > 0 and _contacts(nodes) > 1
    own = {id(node) for node in ends}
    said_behind = any(_text_behind(node) for node in nodes if id(node) not in own)
    signed = [piece for node in ends for piece in _signature(node)]
    closing = [_closing(node, each_has_one=each_has_one) or ([] if said_behind else _behind(node)) for node in ends]
    return [*(piece for pieces in closing for piece in pieces), *signed]


def _behind(node: Node) -> list[Piece]:
    """Take off the paragraphs behind the statement of a task whose text stands before it, in the same paragraph."""
    at = _text_behind(node)
    return _cut_off(node, at) if at and node.pieces[0].text.endswith("。") else []


def _text_behind(node: Node) -> int:
    """Where text in a paragraph of its own begins behind the statement in the node's own line; 0 if there is none."""
    own = [piece for piece in node.pieces if piece.line is node.line]
    if len(own) < 2 or own[-1].stated is None or len(own) == len(node.pieces):
        return 0
    behind = node.pieces[len(own) :]
    return len(own) if all(piece.stated is None and not piece.item for piece in behind) else 0


def _closing(node: Node, *, each_has_one: bool) -> list[Piece]:
    stated = node.is_assigned
    for at, text in _lines_behind(node):
        contact = not each_has_one and _CONTACT.match(text)
        reports = stated and _REPORTS.match(text)
        if contact or reports or _ASKS.match(text) or _IN_FORCE.match(text):
            return _cut_off(node, at)
    return []


def _signature(node: Node) -> list[Piece]:
    """Take off who signs and when, and to whom it is sent."""
    for at, text in _lines_behind(node):
        if is_signed(node.pieces[below].line.text for below in range(at, len(node.pieces))) or _SENT.match(text):
            return _cut_off(node, at)
    return []


def _lines_behind(node: Node) -> Iterator[tuple[int, str]]:
    """The lines below a node's own and behind its last statement, each with where it begins among the pieces."""
    if node.row:
        return
    stated = [at for at, piece in enumerate(node.pieces) if piece.stated is not None and piece.stated.names]
    for at in range(stated[-1] + 1 if stated else 1, len(node.pieces)):
        line = node.pieces[at].line
        if line is not node.line and line is not node.pieces[at - 1].line:
            yield at, line.text.strip()


def _cut_off(node: Node, at: int) -> list[Piece]:
    """Take the pieces from `at` on, and give them back."""
    taken = node.pieces[at:]
    del node.pieces[at:]
    return taken


def _is_annex(node: Node) -> bool:
    return not node.number and ANNEX.match(node.line.text) is not None


def _contacts(nodes: Iterable[Node]) -> int:
    lines = {id(piece.line): piece.line.text for node in nodes for piece in node.pieces}
    return sum(_CONTACT.match(text.strip()) is not None for text in lines.values())
