"""A table as text for a terminal, in widths that count East Asian characters right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from dutykit.output.table.record import Cell, Share, StatusLight, Table, cell_text, share_text

_BAR = 10
"""Cells of a bar."""
_ROOMY = 24
"""Cells of text a row needs beside a grid of three cells a column; with less, columns take two."""
_GAP = 3
"""Cells between two columns of rows."""
_NARROW_GAP = 2
"""Cells between two columns of rows that do not fit otherwise."""
_NARROW = 8
"""Cells that a text column of rows keeps at the least, if it has a use for them."""
_LEAST = 16
"""Cells of text a row needs at the least; with less, the columns go on in a second grid below."""
_PHRASES = 24
"""Cells of the longest words of a light that are not broken."""
_MOST = 90
"""Cells of text a row gets at the most, so that the eye finds its way to the marks."""
_TALLEST = 12
"""Characters of an upright heading; a longer one is cut."""

_PHRASE = re.compile(r"[^，,]+[，,]?\s*")

_PIECE = re.compile(r"(?:[!-~]+|[“‘（《〔「【]*[^!-~])[，。、；：？！”’）》〕」】…—]*\s*")
"""A word or one character, with the marks that may not begin a line behind it."""

Paint = Callable[[str, str], str]


def terminal_text(table: Table, *, width: int, color: bool) -> str:
    """The table in `width` cells a line: a grid with upright headings if it has marks, else rows."""
    paint: Paint = (lambda text, code: f"\033[{code}m{text}\033[0m") if color else (lambda text, _code: text)
    lines = [paint(cell_text(table.title), "1")]
    if table.source:
        lines += [paint(line, "2") for line in wrapped(cell_text(table.source), width)]
    lines.append("")
    if any(column.kind == "mark" for column in table.columns):
        lines += _Grid(table, width, paint).lines()
    else:
        lines += _rows(table, width, color=color)
    lines.append("")
    if table.legend:
        lines += wrapped("  ".join(f"{cell_text(mark)} {cell_text(meaning)}" for mark, meaning in table.legend), width)
    for note in table.notes:
        lines += wrapped(cell_text(note), width)
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def wrapped(text: str, width: int, indent: int = 4) -> list[str]:
    """`text` in lines of at most `width` cells, all but the first indented.

    A line breaks between any two Chinese characters, never before a closing mark or inside a word that fits a line.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, max(width - indent, 2)):
        if line.strip() and cell_len(line) + cell_len(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = " " * indent + piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str, longest: int) -> Iterator[str]:
    """The parts of `text` between which a line may break, none longer than `longest` cells."""
    for match in _PIECE.finditer(text):
        piece = match.group()
        if cell_len(piece) <= longest:
            yield piece
            continue
        begin = used = 0
        for at, letter in enumerate(piece):
            cells = cell_len(letter)
            if used + cells > longest and at > begin:
                yield piece[begin:at]
                begin, used = at, 0
            used += cells
        yield piece[begin:]


def _rows(table: Table, width: int, *, color: bool) -> list[str]:
    """A row a line, long texts wrapped or cut; wider than `width` rather than crippled.

    Laid out here and not by rich, which takes half a millisecond a row.
    """
    paint: Paint = (
        (lambda text, code: f"\033[{code}m{text}\033[0m" if code and text.strip() else text) if color else _plain
    )
    rows = [row for group in table.groups for row in group.rows]
    totals = [table.total] if table.total else []
    heading = [cell_text(column.title) for column in table.columns]
    for bars in (True, False):
        texts = [[_shown(cell, bars=bars) for cell in row] for row in (*rows, *totals)]
        widths, space = _widths(table, heading, texts, width)
        if space == _GAP:
            break
    rights = [column.kind in {"number", "share"} for column in table.columns]
    lights = _lights(table)

    def lines_of(cells: Sequence[str], codes: Sequence[str]) -> Iterator[str]:
        """One row, as many lines as its tallest cell has."""
        parts = [
            [text]
            if cell_len(text) <= room
            else [_cut(text, room)]
            if column.cut
            else (_in_phrases if at in lights else _in_words)(text, room)
            for at, (text, room, column) in enumerate(zip(cells, widths, table.columns, strict=True))
        ]
        for number in range(max(map(len, parts))):
            line = []
            for part, room, right, code in zip(parts, widths, rights, codes, strict=True):
                text = part[number].rstrip() if number < len(part) else ""
                gap = " " * (room - cell_len(text))
                line.append(gap + paint(text, code) if right else paint(text, code) + gap)
            yield (" " * space).join(line)

    rule = "─" * (sum(widths) + space * (len(widths) - 1))
    lines = [*lines_of(heading, ["1"] * len(widths)), rule]
    for row, cells in zip(rows, texts, strict=False):
        lines += lines_of(cells, [_cell_code(cell) for cell in row])
    if totals:
        lines += [rule, *lines_of(texts[-1], ["1"] * len(widths))]
    return lines


def _lights(table: Table) -> frozenset[int]:
    """The columns of lights: their words are not broken, as long as there is room."""
    return frozenset(
        at
        for group in table.groups
        for row in group.rows
        for at, cell in enumerate(row)
        if isinstance(cell, StatusLight)
    )


def _in_words(text: str, room: int) -> list[str]:
    return wrapped(text, room, 0)


def _in_phrases(text: str, room: int) -> list[str]:
    """`text` in lines that break behind commas only; a phrase that is too long by itself breaks as any text does."""
    lines = [""]
    for phrase in _PHRASE.findall(text):
        if lines[-1] and cell_len(lines[-1] + phrase.rstrip()) > room:
            lines.append("")
        lines[-1] += phrase
    return [part for line in lines for part in _in_words(line.rstrip(), room)]


def _plain(text: str, _code: str) -> str:
    return text


def _widths(table: Table, heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> tuple[list[int], int]:
    """The cells of each column and between two: what it needs, but for the wide ones, which share what is left.

    Where that is too much, the columns move together, then headings fold over narrow columns, then the widest texts do.
    """
    widths = [max(map(cell_len, texts)) for texts in zip(heading, *rows, strict=True)]
    wide = [at for at, column in enumerate(table.columns) if column.wide]
    taken = sum(room for at, room in enumerate(widths) if at not in wide) + _GAP * (len(widths) - 1)
    for at in wide:
        widths[at] = min(widths[at], max((width - taken) // len(wide), _LEAST))
    if sum(widths) + _GAP * (len(widths) - 1) <= width:
        return widths, _GAP
    over = sum(widths) + _NARROW_GAP * (len(widths) - 1) - width
    bodies = [max((cell_len(row[at]) for row in rows), default=0) for at in range(len(widths))]
    words = [_longest_word(text) for text in heading]
    folded = [min(room, max(pair)) for room, *pair in zip(widths, bodies, words, strict=True)]
    over = _narrow(widths, folded, over)
    texts = [column.kind == "text" for column in table.columns]
    lights = _lights(table)
    longest = [_longest_phrase if at in lights else _longest_word for at in range(len(widths))]
    least = [
        min(room, max(_NARROW, word, *(longest[at](row[at]) for row in rows))) if texts[at] else room
        for at, (room, word) in enumerate(zip(folded, words, strict=True))
    ]
    _narrow(widths, least, over)
    return widths, _NARROW_GAP


def _narrow(widths: list[int], least: Sequence[int], over: int) -> int:
    """Take `over` cells from `widths`, the widest first, none below `least`; how many are still over."""
    while over > 0:
        room, at = max((widths[at] if widths[at] > least[at] else 0, at) for at in range(len(widths)))
        if not room:
            break
        widths[at] -= 1
        over -= 1
    return over


def _longest_word(text: str) -> int:
    """The cells of what may not be broken, so far as it is not longer than a column's least."""
    return max((cell_len(piece.rstrip()) for piece in _pieces(text, _LEAST)), default=0)


def _longest_phrase(text: str) -> int:
    """The cells of the longest part between commas that a column may be held open for."""
    longest = max((cell_len(phrase.rstrip()) for phrase in _PHRASE.findall(text)), default=0)
    return longest if longest <= _PHRASES else _longest_word(text)


def _shown(cell: Cell, *, bars: bool) -> str:
    return f"{_bar(cell)} {share_text(cell):>6}" if bars and isinstance(cell, Share) else cell_text(cell)


def _bar(share: Share) -> str:
    full = share.part * _BAR // share.whole if share.whole else 0
    return "█" * full + "░" * (_BAR - full)


_CODES = {"red": "31", "yellow": "33", "green": "32", "none": "90"}


def _cell_code(cell: Cell) -> str:
    """The terminal's code of the colour a cell has; empty for none."""
    if isinstance(cell, StatusLight):
        return _CODES[cell.light]
    if not isinstance(cell, Share) or not cell.whole:
        return ""
    return _CODES["green" if cell.part == cell.whole else "yellow" if cell.part else "red"]


class _Grid:
    """Lays out a table with marks: texts and numbers at the sides, a narrow column for each mark between them.

    The columns before the first mark are texts: all but the last of them as wide as they need, the last one cut to
    what is left. Those after the last mark are numbers.
    """

    def __init__(self, table: Table, width: int, paint: Paint) -> None:
        self.table, self.paint = table, paint
        marks = [at for at, column in enumerate(table.columns) if column.kind == "mark"]
        self.before, self.marks, self.after = marks[0], marks, marks[-1] + 1
        rows = [row for group in table.groups for row in group.rows]
        everything = [*rows, *(group.subtotal for group in table.groups if group.subtotal)]
        everything += [table.total] if table.total else []
        self.widths = [
            max(cell_len(cell_text(cell)) for cell in (column.title, *(row[at] for row in everything)))
            for at, column in enumerate(table.columns)
        ]
        sides = sum(self.widths[at] + 1 for at in (*range(self.before - 1), *range(self.after, len(table.columns))))
        room = width - sides - 1
        self.pitch = 3 if room - 3 * len(marks) >= _ROOMY else 2
        self.band = min(max((room - _LEAST) // self.pitch, 1), len(marks))
        text = room - self.pitch * self.band
        self.widths[self.before - 1] = max(min(self.widths[self.before - 1], text, _MOST), 4)

    def lines(self) -> Iterator[str]:
        """All lines; where the columns do not fit beside each other, a grid for each part of them."""
        for start in range(0, len(self.marks), self.band):
            if start:
                yield ""
            yield from self._part(self.marks[start : start + self.band])

    def _part(self, marks: list[int]) -> Iterator[str]:
        for position, group in enumerate(self.table.groups):
            if position:
                yield ""
            if group.title:
                yield self.paint(cell_text(group.title), "1")
            yield from self._heading(marks)
            for row in group.rows:
                yield from self._row(row, marks)
            if group.subtotal:
                yield from self._row(group.subtotal, marks, "1")
        if self.table.total:
            if len(self.table.groups) > 1:
                yield ""
                yield from self._heading(marks)
            else:
                yield self._rule(marks)
            yield from self._row(self.table.total, marks, "1")

    def _heading(self, marks: list[int]) -> Iterator[str]:
        columns = self.table.columns
        upright = [_upright(columns[at].title) for at in marks]
        height = max(len(name) for name in upright)
        names = [[" "] * (height - len(name)) + name for name in upright]
        for level in range(height):
            last = level == height - 1
            cells = [
                self._heading_look(set_cell_size(name[level], self.pitch), at)
                for name, at in zip(names, marks, strict=True)
            ]
            left = self._left([column.title if last else "" for column in columns])
            right = self._right([column.title if last else "" for column in columns])
            yield left + "".join(cells) + right
        yield self._rule(marks)

    def _row(self, row: tuple[Cell, ...], marks: list[int], code: str = "") -> Iterator[str]:
        texts = [cell_text(cell) for cell in row]
        numbers = [at for at in marks if isinstance(row[at], int)]
        # Numbers as wide as their column would run into each other: those are read downwards, as the headings are.
        digits = max((len(texts[at]) for at in numbers), default=0)
        stacked = digits >= self.pitch
        for level in range(digits if stacked else 1):
            last = not stacked or level == digits - 1
            cells = []
            for at in marks:
                text = texts[at].rjust(digits)[level] if stacked else texts[at]
                if not text.strip() and last:
                    cells.append(self.paint(set_cell_size("·", self.pitch), "2"))
                else:
                    shown = set_cell_size(text, self.pitch)
                    cells.append(self.paint(shown, code) if code else self._look(shown, at))
            shown_texts = texts if last else [""] * len(texts)
            left, right = self._left(shown_texts), self._right(shown_texts)
            yield (
                (self.paint(left, code) if code else left)
                + "".join(cells)
                + (self.paint(right, code) if code else right)
            )

    def _heading_look(self, text: str, at: int) -> str:
        # Where headings touch, every second one is coloured, so that the eye keeps them apart.
        touching = self.pitch == 2 and (at - self.before) % 2 and not self.table.columns[at].strong
        return self.paint(text, "36") if touching else self._look(text, at)

    def _look(self, text: str, at: int) -> str:
        return self.paint(text, "1;33") if self.table.columns[at].strong else text

    def _left(self, texts: Sequence[str]) -> str:
        parts = []
        for at in range(self.before - 1):
            number = texts[at].isdigit()
            parts.append((" " * (self.widths[at] - cell_len(texts[at])) if number else "") + texts[at])
            if not number:
                parts[-1] += " " * (self.widths[at] - cell_len(texts[at]))
        at = self.before - 1
        return " ".join([*parts, _cut(texts[at], self.widths[at])]) + " "

    def _right(self, texts: Sequence[str]) -> str:
        numbers = range(self.after, len(self.table.columns))
        return "".join(" " * (1 + self.widths[at] - cell_len(texts[at])) + texts[at] for at in numbers)

    def _rule(self, marks: list[int]) -> str:
        sides = (*range(self.before), *range(self.after, len(self.table.columns)))
        return self.paint("─" * (sum(self.widths[at] + 1 for at in sides) + self.pitch * len(marks)), "2")


def _upright(title: str) -> list[str]:
    characters: list[str] = []
    for character in cell_text(title):
        if characters and _joins(character, characters[-1]):
            characters[-1] += character
        else:
            characters.append(character)
    return characters if len(characters) <= _TALLEST else [*characters[: _TALLEST - 1], "⋮"]


def _joins(character: str, before: str) -> bool:
    """Whether a character is one with what is before it: a mark on a letter, a shade of skin, half of a flag."""
    if unicodedata.category(character) in {"Mn", "Me", "Mc"} or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    is_flag = all("\U0001f1e6" <= one <= "\U0001f1ff" for one in before + character)
    return is_flag and len(before) == 1


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    taken = 0
    for at, character in enumerate(text):
        room = cell_len(character)
        if taken + room > width - 1:
            return text[:at] + "…" + " " * (width - 1 - taken)
        taken += room
    return text
