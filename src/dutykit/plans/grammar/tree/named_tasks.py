"""Statements that name their tasks, by title or by number, in a part of the document that divides the work (任务分工)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from dutykit.model.role import Role
from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.statements.wording import stated_in, with_verbs
from dutykit.plans.grammar.tree.node import Node, Piece
from dutykit.plans.grammar.words.body import is_office
from dutykit.plans.grammar.words.name import Name
from dutykit.plans.grammar.words.names import names_of
from dutykit.plans.grammar.words.outline import text_begins, title_and_rest
from dutykit.text.numeral import numeral_value

_SENTENCE = re.compile("[。；;\n]")
_QUOTES = re.compile("[“”《》「」‘’]")
_BETWEEN = re.compile("[、，,和及与]+")
_BEHIND = re.compile(
    r"(?:等)?(?:[一二三四五六七八九十\d]{1,3}项)?(?:重点)?(?:工作|任务|事项)?[，,]?(?:均|都)?\s*(?=[由：:（(])"
)
_WHOLE = re.compile(r"(?:等)?(?:[一二三四五六七八九十\d]{1,3}项)?(?:重点)?(?:工作|任务|事项)?")
_HAN = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"(?P<before>任务|第?[（(]|第|(?=[{_HAN}\d]))(?P<n>\d{{1,3}}|[{_HAN}]{{1,3}})[）)]?"
    rf"(?:[至到—–~～\-－]+(?:任务|第)?[（(]?(?P<last>\d{{1,3}}|[{_HAN}]{{1,3}})[）)]?)?"
    rf"(?P<behind>项|条|章|部分|(?=[、，,和及与由：:（(]|$))"
)
_BY_UNIT = re.compile(
    r"(?:由?(?P<names>[^：:]{2,40}?)[：:]?)?(?P<verb>牵头|负责|主办|配合|参与|协办|指导)(?:落实|推进|做好|完成|的?任务[:：])?"
)
_ROLES: dict[str, Role] = {"牵头": "lead", "主办": "lead", "负责": "responsible", "指导": "guide"}
_SHORTEST = 4
_END = "。，,；;：: "


def give_to_named(root: Node) -> None:
    """Move statements that name tasks without one to these: 控辍保学、资助工作由市教育局牵头; 市教育局负责任务1—3.

    The title of a task that is written again with a statement names it too.
    """
    tasks = _Tasks(root)
    for node in root.all_nodes():
        if (other := tasks.written_again(node)) is not None:
            other.shared += [piece for piece in node.pieces if piece.stated is not None]
            node.pieces = []
            continue
        for line in dict.fromkeys(piece.line for piece in node.pieces if not piece.line.cells):
            text = line.text[text_begins(line.text) if line is node.line else 0 :]
            if meant := list(tasks.in_sentences(text, node)):
                node.pieces = [piece for piece in node.pieces if piece.line is not line]
                for nodes, said in meant:
                    for other in nodes:
                        other.shared.append(Piece(line, stated=said, source=text))
    for node in root.all_nodes():
        node.children = [one for one in node.children if one.pieces or one.children or one.row]


class _Tasks:
    """The nodes that may be named, by their titles and numbers."""

    def __init__(self, root: Node) -> None:
        self._titled: defaultdict[str, list[tuple[str, Node]]] = defaultdict(list)
        self._numbered: defaultdict[tuple[str, int], list[Node]] = defaultdict(list)
        for node in root.all_nodes():
            if node.level == "document" or node.row or not node.pieces or node.has_assigned:
                continue
            title = _title(node)
            if len(title) >= _SHORTEST:
                self._titled[title[:2]].append((title, node))
            if node.number and (value := _value(node.number)):
                self._numbered[_form(node), value].append(node)

    def written_again(self, node: Node) -> Node | None:
        """The task above whose title is all the text of `node`, which has a statement."""
        texts = [piece.text for piece in node.pieces if piece.stated is None]
        if node.row or node.children or not node.is_assigned or len(texts) != 1:
            return None
        title = texts[0].rstrip(_END)
        return next((one for known, one in self._titled.get(title[:2], ()) if known == title and one is not node), None)

    def in_sentences(self, text: str, own: Node) -> Iterator[tuple[list[Node], Statement]]:
        """What the sentences of a paragraph state of tasks that they name."""
        named: list[Node] = []
        units: tuple[Name, ...] = ()
        for sentence in filter(None, (one.strip() for one in _SENTENCE.split(_QUOTES.sub("", text)))):
            nodes, at = self._listed(sentence, 0, own)
            if nodes:
                behind = _BEHIND.match(sentence, at)
                said = None if behind is None else _said(sentence[behind.end() :])
                if said is not None:
                    yield nodes, said
                named = nodes if _WHOLE.fullmatch(sentence, at) else []
            elif named and (said := with_verbs(sentence)) is not None:
                yield named, said
                named = []
            elif (by := _BY_UNIT.match(sentence)) is not None:
                units = names_of(by["names"]) if by["names"] else units
                nodes, at = self._listed(sentence, by.end(), own)
                if nodes and _WHOLE.fullmatch(sentence, at) and units and all(is_office(one.text) for one in units):
                    role = _ROLES.get(by["verb"], "support")
                    yield nodes, Statement([(name, role) for name in units], plain=False)

    def _listed(self, text: str, at: int, own: Node) -> tuple[list[Node], int]:
        """The nodes that are named from this place on, and where their list ends."""
        nodes: list[Node] = []
        start = at
        while (found := self._at(text, start, own, listed=bool(nodes))) is not None:
            nodes += found[0]
            at = found[1]
            between = _BETWEEN.match(text, at)
            if between is None:
                break
            start = between.end()
        return nodes, at

    def _at(self, text: str, at: int, own: Node, *, listed: bool) -> tuple[list[Node], int] | None:
        """The nodes named at this place, and where their name ends."""
        titles = [
            (title, node)
            for title, node in self._titled.get(text[at : at + 2], ())
            if node is not own and text.startswith(title, at)
        ]
        if titles:
            title, node = max(titles, key=lambda one: len(one[0]))
            return [node], at + len(title)
        number = _NUMBER.match(text, at)
        if number is None or (first := _value(number["n"])) is None:
            return None
        last = _value(number["last"] or number["n"]) or first
        form = _form_of(number) or ("task" if listed else "")
        nodes = []
        for value in range(first, last + 1):
            found = [node for node in self._numbered.get((form, value), ()) if node is not own]
            if len(found) != 1:
                return None
            nodes += found
        return nodes, number.end()


def _title(node: Node) -> str:
    return title_and_rest(node.pieces[0].text)[0].rstrip(_END)


def _form(node: Node) -> str:
    """In which row of numbers one stands: （一） is in another than 任务1, 1. than 一、."""
    return "任务" if "任务" in node.mark else node.level


def _form_of(number: re.Match[str]) -> str:
    if number["before"] == "任务":
        return "任务"
    if number["behind"] in {"章", "部分"}:
        return "chapter"
    if number["before"].endswith(("（", "(")):
        return "item" if number["n"].isdecimal() else "section"
    return "task" if (number["before"] or number["behind"]) and number["n"].isdecimal() else ""


def _value(number: str) -> int | None:
    return int(number) if number.isdecimal() else numeral_value(number)


def _said(text: str) -> Statement | None:
    if text.startswith("由"):
        said = with_verbs(text)
    elif text[0] in "：:":
        said = stated_in(text[1:].strip())
    else:
        said = stated_in(text[1:-1]) if text[-1] in "）)" else None
    return said if said is not None and said.names else None
