"""Statements that say of which tasks they are (以下均由…, 以上3项…, 本部分…), moved to these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dutykit.plans.grammar.record import Doubt
from dutykit.plans.grammar.tree.node import Node, Piece, last_of, lines_of
from dutykit.plans.grammar.words.convention import Scope


def restarts(root: Node) -> list[Node]:
    """The chapters that are counted from one again: a second document may begin there."""
    chapters = [node for node in root.children if node.level == "chapter" and not node.line.cells]
    return [node for before, node in pairwise(chapters) if node.number in {"一", "1"} and before.number]


def govern(root: Node) -> list[Doubt]:
    """Give each such statement to the nodes that it is of; each is a doubt, to be looked at once."""
    for node in root.all_nodes():
        if not (node.children or node.row):
            _lines_apart(node)
    places = _Places(root)
    doubts: list[Doubt] = []
    for node in root.all_nodes():
        for piece in list(node.pieces):
            if piece.stated is None:
                continue
            for other in piece.stated.others:
                meant = _of_own_statement(places, node, other.scope or Scope("all"))
                doubts += _give(replace(piece, stated=other), meant, node if _goes_on(node, piece) else None)
            if (scope := piece.stated.scope) is not None and not _is_of_itself(node, piece, scope):
                meant = _of_statement(places, node, scope)
                nodes = [*meant.governed, *meant.added]
                if nodes and len(nodes[0].shared) + len(nodes[0].added) < _MOST:
                    node.pieces = [one for one in node.pieces if one is not piece]
                    doubts += _give(piece, meant)
    return doubts


def _is_of_itself(node: Node, piece: Piece, scope: Scope) -> bool:
    """Whether a statement inside a task is of that task: 建立台账。以上工作由市教育局负责."""
    if piece.alone or node.children or node.level not in {"task", "item"}:
        return False
    return scope.reach == "all" or (scope.reach == "before" and not scope.listed)


_MOST = 50
"""Statements that one task may have from elsewhere."""


@dataclass(slots=True)
class _Meant:
    """The nodes that a statement is of."""

    governed: Sequence[Node] = ()
    added: list[Node] = field(default_factory=list)
    """Those it only adds to: text without a statement there is no task."""


class _Places:
    """Where each node stands: above it, and beside it in the same document."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self._parents: dict[int, Node] = {}
        self._beside: dict[int, tuple[list[Node], int]] = {}
        self._next: dict[int, list[Node]] = {}
        starts = {id(node) for node in restarts(root)}
        for parent in root.all_nodes():
            part: list[Node] = []
            for child in parent.children:
                if id(child) in starts:
                    self._next[id(part[-1])] = part = []
                self._parents[id(child)] = parent
                self._beside[id(child)] = (part, len(part))
                part.append(child)
        self._numbers: dict[int, dict[int, list[Node]]] = {}
        self.numbered = _by_number(one for one in root.all_nodes() if one.level == "task")
        """The tasks of the document by their numbers."""
        self._with_clause: set[int] = set()
        for node in root.all_nodes():
            one: Node | None = node
            if any(piece.stated is not None and piece.stated.others for piece in node.pieces):
                while one is not None and id(one) not in self._with_clause:
                    self._with_clause.add(id(one))
                    one = self.above(one)

    def above(self, node: Node) -> Node | None:
        """What `node` is below; None of the root."""
        return self._parents.get(id(node))

    def beside(self, node: Node) -> list[Node]:
        """The nodes side by side with `node`, itself among them."""
        return self._beside[id(node)][0]

    def numbered_beside(self, node: Node) -> dict[int, list[Node]]:
        """The same by their numbers."""
        nodes = self.beside(node)
        if id(nodes) not in self._numbers:
            self._numbers[id(nodes)] = _by_number(nodes)
        return self._numbers[id(nodes)]

    def before(self, node: Node) -> list[Node]:
        """Those of them that are before it."""
        nodes, at = self._beside[id(node)]
        return nodes[:at]

    def behind(self, node: Node) -> list[Node]:
        """Those of them that are behind it; behind the last one of a document the next document."""
        nodes, at = self._beside[id(node)]
        return nodes[at + 1 :] or self._next.get(id(node), [])

    def document(self, node: Node) -> list[Node]:
        """The uppermost nodes of the document that `node` is in."""
        if node is self.root:
            return self.beside(node.children[0]) if node.children else []
        while (parent := self.above(node)) is not None and parent is not self.root:
            node = parent
        return self.beside(node)

    def has_clause(self, node: Node) -> bool:
        """Whether in `node` or below it a statement says something of other tasks too."""
        return id(node) in self._with_clause


def _by_number(nodes: Iterable[Node]) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = {}
    for one in nodes:
        if one.number.isdecimal():
            found.setdefault(int(one.number), []).append(one)
    return found


def _give(piece: Piece, meant: _Meant, here: Node | None = None) -> Iterator[Doubt]:
    """Give the statement to the nodes that are meant; `here` it is of what is behind it too."""
    for node in meant.governed:
        node.shared.append(piece)
    for node in meant.added:
        node.added.append(piece)
    nodes = [*meant.governed, *meant.added] or ([] if here is None else [here])
    if piece.stated is None or piece.stated.scope is None or not nodes:
        return
    names = "、".join(name.text for name, _role in piece.stated.names)
    not_listed = piece.stated.scope.not_listed
    lines = lines_of(sorted(nodes, key=lambda one: one.line.number))
    yield Doubt(piece.line.number, "inherited" if not_listed else "governs", names, lines, certain=not_listed)


def _goes_on(node: Node, piece: Piece) -> bool:
    """Whether another task stands behind `piece` in the same node."""
    at = next(at for at, one in enumerate(node.pieces) if one is piece)
    return not node.children and any(one.stated is not None and one.stated.names for one in node.pieces[at + 1 :])


def _of_own_statement(places: _Places, node: Node, scope: Scope) -> _Meant:
    """What a clause inside the statement of a heading or of another task is of; a later one takes its place."""
    if node.children or node is places.root:
        return _Meant(node.children)
    before = places.before(node)
    before = before[next((at for at in range(len(before), 0, -1) if places.has_clause(before[at - 1])), 1) - 1 :]
    if scope.reach == "before":
        return _Meant(before)
    behind = _until(places.behind(node), places.has_clause)
    if scope.reach != "after":
        return _Meant([*before, *behind])
    later: list[Node] = []
    last = behind[-1:]
    while scope.not_listed and not any(map(places.has_clause, last)) and (parent := places.above(node)) is not None:
        if parent is not places.root and places.beside(parent)[-1] is not parent:
            later += (last := _until(places.behind(parent), places.has_clause))
            last = last[-1:]
        node = parent
    return _Meant(behind, later)


def _of_numbers(places: _Places, node: Node, numbers: Sequence[int]) -> _Meant:
    """The tasks of these numbers beside `node`, or in the whole document if none is there twice."""
    wanted = sorted(set(numbers))
    for numbered in ({} if node is places.root else places.numbered_beside(node), places.numbered):
        meant = [numbered.get(number, []) for number in wanted]
        if all(len(nodes) == 1 for nodes in meant):
            return _Meant([node for nodes in meant for node in nodes])
    return _Meant()


def _of_statement(places: _Places, node: Node, scope: Scope) -> _Meant:
    meant = _of_all(places, node, scope)
    if not scope.unless_own:
        return meant
    return _Meant([one for one in meant.governed if not one.is_assigned])


def _of_all(places: _Places, node: Node, scope: Scope) -> _Meant:
    if scope.reach == "numbers":
        return _of_numbers(places, node, scope.numbers)
    if scope.reach == "before":
        return _Meant() if node.children or node is places.root else _before(places, node, scope)
    if node is places.root or (scope.reach == "all" and not node.children):
        return _of_document(
            _until(places.document(node), _ends_a_list) if node is places.root else places.document(node)
        )
    if scope.reach == "after":
        nodes = _after(places, node)
        return _Meant(nodes[: scope.count] if scope.count else nodes)
    part = node if node.children else places.above(node) or places.root
    while scope.reach == "chapter" and part.level != "chapter" and (parent := places.above(part)) is not None:
        part = parent
    return _Meant(part.children if part is not places.root else places.beside(node))


def _lines_apart(node: Node) -> None:
    """The lines without numbers below a heading, where such a statement is of them, become nodes below it."""
    scoped = ((at, one.stated.scope) for at, one in enumerate(node.pieces) if one.stated is not None)
    at, scope = next(((at, scope) for at, scope in scoped if scope is not None), (0, None))
    if scope is None or node.level in {"task", "item"}:
        return
    after = scope.reach == "after"
    begins = [
        number
        for number, one in enumerate(node.pieces)
        if one.begins
        and (number > at if after else number < at)
        and (one.line is not node.line or node.level == "document")
    ]
    while not after and node.level == "document" and begins and node.pieces[begins[0]].text[-1:] not in _ENDS:
        begins.pop(0)  # the title, and what is about the whole document
    if scope.reach not in {"after", "before"} or len(begins) < (1 if after else 2):
        return
    for one in node.pieces[begins[0] :]:
        if one.begins:
            node.children.append(Node("item", one.line))
        node.children[-1].pieces.append(one)
    del node.pieces[begins[0] :]


_ENDS = frozenset("。；;")


def _of_document(nodes: Sequence[Node]) -> _Meant:
    """The tasks of a whole document; the text of a chapter is none where other chapters have tasks below them."""
    if not any(one.children for one in nodes):
        return _Meant(nodes)
    return _Meant([one for one in nodes if one.children], [one for one in nodes if not one.children])


def _after(places: _Places, node: Node) -> Sequence[Node]:
    """The list that follows: what is below a heading, else what is beside the task; up to the next such statement."""
    if node.children:
        return _until(node.children, _ends_a_list)
    while (parent := places.above(node)) is not None:
        if following := places.behind(node):
            return _until(following, _ends_a_list)
        node = parent
    return []


def _before(places: _Places, node: Node, scope: Scope) -> _Meant:
    """The list that ends at `node`, back to the statement before; without 均 those that have none of their own."""
    nodes, parent = [*places.before(node), node], places.above(node)
    while parent is not None and parent.level in {"section", "task"} and not 0 < scope.count <= len(nodes):
        earlier = places.before(parent)
        if not earlier or any(one.is_assigned or one.shared for uncle in earlier for one in uncle.all_nodes()):
            break
        nodes, parent = [*earlier, parent], places.above(parent)
    nodes = nodes[next((at for at in range(len(nodes) - 1, 0, -1) if _ended_a_list(nodes[at - 1])), 0) :]
    if scope.count:
        return _Meant(nodes[-scope.count :])
    if scope.not_listed and all(one.is_assigned for one in nodes):
        document = places.document(node)
        if last_of(document[-1]) is node:  # nothing follows: it is about the whole document
            return _Meant(nodes, [one for one in document if nodes[0] not in {one, *one.children}])
    if scope.listed and (whole := _whole_document(places, node, each=scope.each)):
        return _Meant(whole)
    if not scope.each:
        own = [at for at, one in enumerate(nodes[:-1]) if one.is_assigned]
        nodes = nodes[own[-1] + 1 :] if own and len(own) < len(nodes) - 1 else nodes
    return _Meant(nodes)


_LEAST_CHAPTERS = 2


def _whole_document(places: _Places, node: Node, *, each: bool) -> list[Node]:
    """The chapters of a document that ends at `node` and names nobody before, where its tasks are counted through all of them.

    Where nothing is counted as tasks are, all of them are meant if `each` is.
    """
    document = places.document(node)
    if last_of(document[-1]) is not node:  # as most often: looked at first
        return []
    chapters = [one for one in document if one.children]
    tasks = [one for chapter in chapters for one in chapter.all_nodes() if one.level == "task"]
    numbers = [one.number for one in tasks]
    through = tasks[-1] is node and numbers == [str(at) for at in range(1, len(tasks) + 1)] if tasks else each
    if len(chapters) < _LEAST_CHAPTERS or not through:
        return []
    return (
        []
        if any(one.is_assigned or one.shared for chapter in chapters for one in chapter.all_nodes() if one is not node)
        else chapters
    )


def _ended_a_list(node: Node) -> bool:
    """Whether a statement about what is before it was given to `node`."""
    scopes = [piece.stated.scope for piece in node.shared if piece.stated is not None]
    return any(scope is not None and scope.reach == "before" for scope in scopes)


def _until(nodes: Sequence[Node], is_last: Callable[[Node], bool]) -> Sequence[Node]:
    """The nodes up to the first that is the last of a list."""
    return nodes[: next((at for at, one in enumerate(nodes, 1) if is_last(one)), len(nodes))]


def _ends_a_list(node: Node) -> bool:
    """Whether a statement about what follows stands behind the last text of `node`."""
    scopes = [piece.stated.scope for piece in last_of(node).pieces if piece.stated is not None]
    return any(scope is not None and scope.reach == "after" for scope in scopes)
