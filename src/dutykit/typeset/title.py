"""Breaks a title into centred lines: balanced, never inside a word or a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from dutykit.text.chinese_words import chinese_words
from dutykit.text.clean import clean
from dutykit.text.length import printed_width

ROOM = 20
"""Characters of 2号 (22 pt) in the 156 mm of a line."""
COVER_ROOM = 16
"""A cover has the height: its title may be on more and shorter lines."""
SIGNATURE_ROOM = 24
"""Of 3号: a line of 28, less the four that a date stands from the edge."""
_MOST_LINES = 4
"""A longer title is no title any more; its lines are filled one after the other."""
_PHRASES = (
    *(
        "履行教育职责情况",
        "履行教育职责",
        "自评报告",
        "（公示稿）",
        "评价报告",
        "评价问题整改报告",
        "整改报告",
        "问题整改台账",
        "评价佐证材料目录",
        "佐证材料目录",
        "任务通知单",
        "评价催办函",
        "评价督查单",
        "自评填报表",
        "填报表",
    ),
)
"""What dutykit's own titles are made of; with them no dictionary is needed."""
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〕”’％%…·的之等")
_NEVER_LAST = frozenset("（《「『【〔“‘对和与及在为向")
_JOINED = re.compile(r"[0-9０-９A-Za-z.]+(?:年度|年|月|日|号|项|个)?")


def title_lines(title: str, names: Iterable[str] = (), room: float = ROOM) -> tuple[str, ...]:
    """`title` on as few lines of `room` characters as hold it, shaped as a trapezium or a diamond.

    A line never breaks inside a word, a number or one of `names`, unless that alone is longer than a line.
    """
    text = "".join(clean(title).split())
    if printed_width(text) <= room:
        return (text,)
    words = _words(text, names, room)
    fewest = int(-(-printed_width(text) // room))
    for count in range(fewest, min(_MOST_LINES, len(words)) + 1):
        lines = _shaped(words, count, room)
        if lines:
            return lines
    return tuple(_filled(words, room))


def packed_lines(pieces: Iterable[str], room: float) -> tuple[str, ...]:
    """`pieces`, each of at most `room` characters, on as few lines as hold them in their order, two blanks apart."""
    lines: list[str] = []
    for piece in pieces:
        if lines and printed_width(lines[-1]) + 2 + printed_width(piece) <= room:
            lines[-1] += f"　　{piece}"
        else:
            lines.append(piece)
    return tuple(lines)


def _words(title: str, names: Iterable[str], room: float) -> list[str]:
    """The pieces of `title` that stay whole."""
    words: list[str] = []
    for word in _split(title, names):
        # What may not begin a line goes with the word before it, what may not end one with the word after it.
        if words and (word[0] in _NEVER_FIRST or words[-1][-1] in _NEVER_LAST):
            words[-1] += word
        else:
            words.append(word)
    return [part for word in words for part in _cut(word, room)]


def _split(title: str, names: Iterable[str]) -> Iterator[str]:
    kept = sorted({name for name in (*names, *_PHRASES) if len(name) > 1 and name in title}, key=lambda one: -len(one))
    pattern = "|".join([*(re.escape(name) for name in kept), _JOINED.pattern])
    end = 0
    for match in re.finditer(pattern, title):
        yield from _segmented(title[end : match.start()])
        yield match[0]
        end = match.end()
    yield from _segmented(title[end:])


def _segmented(text: str) -> Iterable[str]:
    """The words of a text without numbers; a dictionary is read only where there is something to look up."""
    return chinese_words(text) if len(text) > 1 else [*text]


def _cut(word: str, room: float) -> Iterator[str]:
    """`word` in pieces that fit on a line; one look at each character, for a title may be anything."""
    piece, used = "", 0.0
    for character in word:
        step = printed_width(character)
        if piece and used + step > room:
            yield piece
            piece, used = "", 0.0
        piece += character
        used += step
    yield piece


def _shaped(words: Sequence[str], count: int, room: float) -> tuple[str, ...]:
    """The best way to put `words` on `count` lines; empty if there is none."""
    if len(words) > 24:
        return ()
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(words)), count - 1):
        bounds = (0, *cuts, len(words))
        lines = tuple("".join(words[start:end]) for start, end in pairwise(bounds))
        widths = [printed_width(line) for line in lines]
        if max(widths) <= room and (best is None or _cost(widths) < best[0]):
            best = (_cost(widths), lines)
    return best[1] if best else ()


def _cost(widths: Sequence[float]) -> float:
    """How far lines are from a balanced trapezium or diamond: unequal, all of one length, or narrow in the middle."""
    mean = sum(widths) / len(widths)
    cost = sum((one - mean) ** 2 for one in widths)
    if len(widths) > 1 and max(widths) - min(widths) < 1:
        cost += 8
    waists = (min(left, right) - one for left, one, right in zip(widths, widths[1:], widths[2:], strict=False))
    return cost + sum(20 * waist for waist in waists if waist > 0)


def _filled(words: Iterable[str], room: float) -> Iterator[str]:
    line = ""
    for word in words:
        if line and printed_width(line + word) > room:
            yield line
            line = ""
        line += word
    if line:
        yield line
