"""Brackets of every kind and width, nested, mixed and unclosed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dutykit.plans.grammar.words.remembered import remembered

_CLASS = {
    **dict.fromkeys("（(﹙⦅︵", "round"),
    **dict.fromkeys("[［【〔〖﹝⟦︹", "square"),
    **dict.fromkeys("{｛﹛", "curly"),
    **dict.fromkeys("〈＜<⟨", "angle"),
    **dict.fromkeys("「『", "corner"),
    "《": "title",
}
_CLOSING = {
    **dict.fromkeys("）)﹚⦆︶", "round"),
    **dict.fromkeys("]］】〕〗﹞⟧︺", "square"),
    **dict.fromkeys("}｝﹜", "curly"),
    **dict.fromkeys("〉＞>⟩", "angle"),
    **dict.fromkeys("」』", "corner"),
    "》": "title",
}
_SIGNS = "<>「『"
"""Less and more are brackets around Chinese characters; corners around a statement, and quotation marks anywhere else."""
_SIGN = re.compile(f"[{_SIGNS}]")
_POSSIBLE = re.compile("[" + "".join(map(re.escape, (*_CLASS, *_CLOSING))) + "]")
_PLAIN = re.compile("[" + "".join(re.escape(one) for one in (*_CLASS, *_CLOSING) if one not in _SIGNS) + "]")
_ANY = re.compile(
    _PLAIN.pattern + r"|<(?=[\u4e00-\u9fff][^<>]{0,300}>)|(?<=[\u4e00-\u9fff）)])>"
    r"|[「『](?=[\u4e00-\u9fff]{2,12}[:：]|[^「」『』]{2,300}[」』][。；;]?\s*$)(?=[^」』]*(?:[：:、，；局]|政府|负责|牵头))"
)


class Bracket(NamedTuple):
    """A pair of brackets: where it opens and closes."""

    start: int
    end: int
    """Of the closing bracket; the length of the text if there is none."""
    closed: bool
    depth: int

    def content(self, text: str) -> str:
        """What is between them."""
        return text[self.start + 1 : self.end]


@remembered(longest=500)
def brackets(text: str) -> Sequence[Bracket]:
    """All pairs in `text`, by where they open. Half and full width close each other; a stray closing one is text.

    One of another kind closes a bracket that nothing else closes: 【市教育局）.
    """
    if _POSSIBLE.search(text) is None:
        return ()
    stack: list[tuple[int, str]] = []
    found: list[Bracket] = []
    marks = list((_PLAIN if _SIGN.search(text) is None else _ANY).finditer(text))
    last = {_CLOSING[one]: match.start() for match in marks if (one := match.group()) in _CLOSING}
    for match in marks:
        one = match.group()
        if one in _CLASS:
            stack.append((match.start(), _CLASS[one]))
            continue
        kind = _CLOSING[one]
        if all(kind != opened for _at, opened in stack):
            if not stack or "title" in {kind, stack[-1][1]} or last.get(stack[-1][1], -1) > stack[-1][0]:
                continue
            kind = stack[-1][1]
        while True:
            start, opened = stack.pop()
            if opened == kind:
                found.append(Bracket(start, match.start(), closed=True, depth=len(stack)))
                break
            found.append(Bracket(start, match.start(), closed=False, depth=len(stack)))
    found.extend(Bracket(start, len(text), closed=False, depth=depth) for depth, (start, _kind) in enumerate(stack))
    return tuple(sorted(found))


def split_outside(text: str, separators: re.Pattern[str]) -> list[tuple[str, str]]:
    """`text` cut at the separators that are in no bracket: each piece with the separator before it."""
    pieces: list[tuple[str, str]] = []
    inside = [(one.start, one.end) for one in brackets(text) if one.depth == 0 and one.closed]
    done, before, at = 0, "", 0
    for match in separators.finditer(text):
        while at < len(inside) and inside[at][1] < match.start():
            at += 1
        if at < len(inside) and inside[at][0] < match.start():
            continue
        pieces.append((before, text[done : match.start()]))
        done, before = match.end(), match.group()
    pieces.append((before, text[done:]))
    return pieces
