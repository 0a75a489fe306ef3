"""A list of duties by unit: headings and labels name the units, and no statement stands anywhere (区教育局：负责…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dutykit.model.role import Role
from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.tree.governing import restarts
from dutykit.plans.grammar.tree.node import Node, Piece
from dutykit.plans.grammar.words.body import GROUP_WORD, is_office, looks_like_body
from dutykit.plans.grammar.words.name import Name
from dutykit.plans.grammar.words.names import names_of
from dutykit.plans.grammar.words.outline import text_begins

_LEAST = 3
"""Headings or labels that name units, from which on the document is such a list."""
_LONGEST = 40
_DIVIDES = re.compile("职责|分工|责任")
"""What a chapter is called that says who does what, beside tasks with statements of their own."""
_NAMED = re.compile(
    r"[【\[［〔]?(?P<names>[^：:。；;【】]+?)(?:的?(?:主要|工作|部门|监管|主体)?(?:职责|任务|责任)(?:分工|清单|事项)?|(?:工作|问题|任务)清单)?(?:[（(]共?\d{1,3}[项条个][）)])?[】\]］〕]?[：:。]?"
)
_SPOKEN = re.compile(
    r"由?(?P<names>[^：:。；;，]{2,40}?)(?P<rest>(?:主要|具体|统筹|全面)*(?:负责|牵头|承担)[^，。；、].{3,})", re.DOTALL
)
"""市公安局主要负责校园周边治安巡逻: a unit and its duty in one sentence."""
_KIND = re.compile("(?!责任|牵头|配合|参与|主办|主管|相关)[\u4e00-\u9fff]{2,}部门")
"""教育部门, where no office is named."""
_SENTENCE_END = re.compile("(?<=[。；;])")
_LEADS = re.compile("(?:主要|具体|统筹|全面|负责)*牵头")
_LABELLED = re.compile(r"(?P<names>[^：:。；;，]{2,40})[：:。](?P<rest>.+)", re.DOTALL)


def name_units(root: Node) -> None:
    """Give what is below such a heading, or behind such a label, to the units that it names."""
    _take_back(root)
    if not root.has_assigned:
        _name_units(root)
        return
    for document in _documents(root):
        if not document.has_assigned:
            _name_units(document)
    for chapter in root.children:
        if chapter.pieces and _DIVIDES.search(chapter.pieces[0].text):
            _take_back(chapter)
            if not chapter.has_assigned:
                _name_units(chapter)


def _documents(root: Node) -> Iterator[Node]:
    """The documents that stand one behind the other in the file."""
    starts = {id(node) for node in restarts(root)}
    document = Node("document", root.line)
    for node in root.children:
        if document.children and (id(node) in starts or not node.number):
            yield document
            document = Node("document", node.line)
        document.children.append(node)
    if document.children and document.children != root.children:
        yield document


def _take_back(part: Node) -> None:
    """What was read as statements in lines that begin with a unit (市教育局：负责统筹推进) is text, if all of them are such lines."""
    nodes = [node for node in part.all_nodes() if not node.row]
    stated = {piece.line for node in nodes for piece in node.pieces if piece.stated is not None and piece.stated.names}
    if not stated or not all(map(_begins_with_unit, stated)):
        return
    lines = [line for node in nodes for line in dict.fromkeys(one.line for one in node.pieces)]
    if sum(map(_begins_with_unit, lines)) < _LEAST:
        return
    for node in nodes:
        for line in dict.fromkeys(piece.line for piece in node.pieces if piece.line in stated):
            at = next(at for at, piece in enumerate(node.pieces) if piece.line is line)
            node.pieces = [piece for piece in node.pieces if piece.line is not line]
            node.pieces.insert(at, Piece(line, _text(line), begins=True))


def _begins_with_unit(line: Line) -> bool:
    return not line.cells and _label(Piece(line, _text(line), begins=True)) is not None


def _text(line: Line) -> str:
    return line.text[text_begins(line.text) :].strip()


def _name_units(root: Node) -> None:
    nodes = [node for node in root.all_nodes() if not node.row]
    for node in nodes:
        node.pieces = [part for piece in node.pieces for part in _sentences_apart(piece)]
    headings = [(node, names) for node in nodes if (names := names_of_heading(node))]
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
        role: Role = "lead" if _LEADS.match(found["rest"]) else "responsible"
        said = Piece(piece.line, stated=_stated(names_of(found["names"]), role), source=found["names"])
        piece.text = found["rest"]
        node.pieces.insert(node.pieces.index(piece) + 1, said)


def _stated(names: tuple[Name, ...], role: Role = "responsible") -> Statement:
    return Statement([(name, role) for name in names], bare=True)


def names_of_heading(node: Node) -> tuple[Name, ...]:
    """The units that a numbered line consists of, if something is below it."""
    first = node.pieces[0] if node.pieces else None
    if (
        first is None
        or node.level == "document"
        or first.line is not node.line
        or not (node.children or node.pieces[1:])
    ):
        return ()
    match = _NAMED.fullmatch(first.text)
    return _units(match["names"]) if match is not None else ()


def _sentences_apart(piece: Piece) -> list[Piece]:
    """The sentences of a paragraph each of which begins with a unit: 市教育局负责课程；市卫生健康委负责筛查."""
    sentences = [one for one in _SENTENCE_END.split(piece.text) if one.strip()] if piece.begins else []
    parts = [replace(piece, text=one) for one in sentences]
    return parts if len(parts) > 1 and all(_SPOKEN.fullmatch(one.text) and _label(one) for one in parts) else [piece]


def _label(piece: Piece) -> re.Match[str] | None:
    found = (form.fullmatch(piece.text) for form in (_LABELLED, _SPOKEN) if piece.begins)
    return next((one for one in found if one is not None and _units(one["names"])), None)


def _units(text: str) -> tuple[Name, ...]:
    names = names_of(text) if len(text) <= _LONGEST else ()
    sure = all(
        looks_like_body(one.text) and (is_office(one.text) or GROUP_WORD.match(one.text) or _KIND.fullmatch(one.text))
        for one in names
    )
    return names if sure else ()
