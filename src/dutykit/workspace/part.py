"""Parts of a tree that was read: all but some places, or only its beginning; what is kept keeps its places.

Where something was left out, the mapping or sequence that had it says so (`lost`).
"""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.model.place import MarkedMapping, MarkedSequence, Path


def without(data: object, paths: Iterable[Path]) -> object | None:
    """A copy of `data` without what is at `paths`; None if nothing is left."""
    doomed = _Doomed()
    for path in paths:
        doomed.add(path)
    return None if doomed.whole else _pruned(data, doomed)


class _Doomed:
    """What is to go: a part whole, or parts of it."""

    __slots__ = ("parts", "whole")

    def __init__(self) -> None:
        self.whole = False
        self.parts: dict[str | int, _Doomed] = {}

    def add(self, path: Path) -> None:
        """Let what is at `path` go."""
        here = self
        for step in path:
            here = here.parts.setdefault(step, _Doomed())
        here.whole = True


def _pruned(data: object, doomed: _Doomed) -> object:
    if isinstance(data, MarkedMapping):
        mapping = _empty_mapping(data)
        for position, (key, value) in enumerate(data.items()):
            fate = doomed.parts.get(key)
            if fate is not None and fate.whole:
                mapping.lose(key)
            else:
                mapping[key] = value if fate is None else _pruned(value, fate)
                mapping.events += data.events[2 * position : 2 * position + 2]
        return mapping
    if isinstance(data, MarkedSequence):
        sequence = _empty_sequence(data)
        for position, value in enumerate(data):
            fate = doomed.parts.get(position)
            if fate is not None and fate.whole:
                sequence.lose(position)
            else:
                sequence.append(value if fate is None else _pruned(value, fate))
                sequence.events.append(data.events[position])
        return sequence
    return data


def count_nodes(data: object) -> int:
    """How many nodes `data` has, keys not counted."""
    if isinstance(data, MarkedMapping):
        return 1 + sum(map(count_nodes, data.values()))
    return 1 + sum(map(count_nodes, data)) if isinstance(data, MarkedSequence) else 1


class Beginning:
    """The first nodes of a tree, in the order of the file."""

    def __init__(self, data: object, nodes: int) -> None:
        self._left = nodes
        self.cut: set[int] = set()
        """The `id` of the start of every mapping that is not there to its end: what it lacks need not be missing."""
        self.data = self._copied(data)
        """The tree, with at most `nodes` nodes."""

    def _copied(self, data: object) -> object:
        self._left -= 1
        if isinstance(data, MarkedMapping):
            mapping = _empty_mapping(data)
            for position, (key, value) in enumerate(data.items()):
                if self._left <= 0:
                    break
                mapping[key] = self._copied(value)
                mapping.events += data.events[2 * position : 2 * position + 2]
            if self._left <= 0:
                self.cut.add(id(data.start))
            return mapping
        if isinstance(data, MarkedSequence):
            sequence = _empty_sequence(data)
            for position, value in enumerate(data):
                if self._left <= 0:
                    break
                sequence.append(self._copied(value))
                sequence.events.append(data.events[position])
            return sequence
        return data


def _empty_mapping(like: MarkedMapping) -> MarkedMapping:
    mapping = MarkedMapping()
    mapping.source, mapping.start, mapping.events = like.source, like.start, []
    if like.lost:
        mapping.lose(*like.lost)
    return mapping


def _empty_sequence(like: MarkedSequence) -> MarkedSequence:
    sequence = MarkedSequence()
    sequence.source, sequence.start, sequence.events = like.source, like.start, []
    if like.lost:
        sequence.lose(*like.lost)
    return sequence
