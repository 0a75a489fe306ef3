"""The rows of a rectification plan's tables: each is a problem, a part of the one above, or a heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dutykit.plans.grammar.lines.side_by_side import side_by_side
from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.words.outline import DEPTH, mark_of, number_alone
from dutykit.plans.grammar.words.vocabulary import AS_ABOVE, NO_VALUE, SUM
from dutykit.plans.rectification.draft import Draft
from dutykit.plans.rectification.field import ColumnField, Labelled, column_of, field_of, labelled, role_of
from dutykit.plans.rectification.paragraphs import Paragraphs
from dutykit.plans.rectification.record import UsedColumn

_NOTHING = re.compile(r"(?:无|暂无|/|／|\\|[-－—–]+|N/?A)[。.]?|" + NO_VALUE, re.IGNORECASE)
_MIDNIGHT = re.compile(r"(?<=\d) 00:00:00$")
"""What a cell of a workbook that holds a day ends with."""
_PLAIN = re.compile(r"[\d\s.．、（()）一二三四五六七八九十㈠-㈩①-⒛]*")
_NOTE_LONGER = 60
_TITLE_LONGEST = 20
_NEEDED: frozenset[ColumnField] = frozenset({"problem", "measure", "goal", "units"})
"""One of these a table of problems has."""
_IN_WORDS = re.compile("(?:[（(]?[一二三四五六七八九十]{1,3}[）)]?|[㈠-㈩])[、．.]?")
_STAGE = re.compile("时限|期限")


@dataclass(frozen=True, slots=True)
class _Columns:
    titles: tuple[str, ...]
    uses: tuple[ColumnField, ...]

    def at(self, use: ColumnField) -> list[int]:
        return [at for at, one in enumerate(self.uses) if one == use]


@dataclass(frozen=True, slots=True)
class _Row:
    cells: list[str]
    draft: Draft


class Rows:
    """Takes tables one by one."""

    def __init__(self, paragraphs: Paragraphs, given: Mapping[str, ColumnField]) -> None:
        self._paragraphs = paragraphs
        self._given = given
        self._last: _Columns | None = None
        self.columns: dict[UsedColumn, None] = {}

    def take(self, lines: Sequence[Line]) -> None:
        """Take the rows of one table, or of several side by side."""
        for part in side_by_side(lines, lambda cells: self._heading(cells) is not None):
            self._take(part)

    def _take(self, lines: Sequence[Line]) -> None:
        self._paragraphs.close()
        columns: _Columns | None = None
        is_form = len(lines) > 1 and all(field_of(line.cells[0].strip().rstrip("：:")) for line in lines)
        before: _Row | None = None
        deepest = 0
        """How deep the numbers of problems are: 一 is that of a heading above 1."""
        for line in lines:
            cells = [_MIDNIGHT.sub("", cell.strip()) for cell in line.cells]
            if not is_form and (found := self._heading(cells)) is not None:
                columns = self._last = found
                before, deepest = None, max(_depth(one.cells, found) for one in lines)
                self._name(line, found)
                continue
            if (
                columns is None
                and self._last is not None
                and len(self._last.uses) == len(cells)
                and len(set(cells)) > 2
            ):
                columns = self._last
            written = list(dict.fromkeys(filter(None, cells)))
            if columns is None:
                self._frame(line, cells)
            elif written and SUM.fullmatch(written[0]):
                self._paragraphs.why[line.number] = "note"
            elif len(written) == 1 and len(columns.uses) > 1:
                self._across(line, written[0])
            elif _depth(cells, columns) < deepest and (title := _section(cells, columns)) is not None:
                before = None
                self._across(line, title)
            elif written:
                before = self._row(line, cells, columns, before)
        self._paragraphs.close()

    def _heading(self, cells: Sequence[str]) -> _Columns | None:
        """What the columns are for, if this row names them."""
        titles = tuple("".join(cell.split()) for cell in cells)
        uses = [self._given.get(title) or _use(title) for title in titles]
        known = set(uses) - {None, "other"}
        if len(known) < 2 or not known & _NEEDED or max(map(len, titles)) > _TITLE_LONGEST:
            return None
        return _Columns(titles, tuple(_settled([use or "other" for use in uses], titles)))

    def _name(self, line: Line, columns: _Columns) -> None:
        self._paragraphs.why[line.number] = "heading"
        self._paragraphs.labels += columns.titles
        for title, use in zip(columns.titles, columns.uses, strict=True):
            one = UsedColumn(line.table, title, use)
            if title:
                self.columns.setdefault(one)

    def _frame(self, line: Line, cells: Sequence[str]) -> None:
        """A table without titles: a form of labels with what they are about beside them, or a frame around paragraphs."""
        parts: list[str] = []
        label = ""
        for cell in dict.fromkeys(filter(None, cells)):
            if not label and field_of(cell.rstrip("：:")) is not None:
                label = cell.rstrip("：:")
            else:
                parts += [
                    f"{label}：{one}" if label and at == 0 else one
                    for at, one in enumerate(filter(None, cell.split("\n")))
                ]
                label = ""
        self._paragraphs.take([replace(line, text=part, cells=(), joined=0) for part in parts if part.strip()])

    def _across(self, line: Line, text: str) -> None:
        mark = mark_of(text)
        if text.startswith(("注", "备注", "说明")) or (mark is None and len(text) > _NOTE_LONGER):
            self._paragraphs.why[line.number] = "note"
            return
        depth = {"chapter": 1, "section": 2}.get(mark.level, 2) if mark is not None else 2
        self._paragraphs.head(
            depth,
            text[mark.end :] if mark is not None else text,
            mark.number if mark is not None else "",
            {line.number},
        )
        self._paragraphs.close()

    def _row(self, line: Line, cells: list[str], columns: _Columns, before: _Row | None) -> _Row:
        cells = _filled(cells, before.cells if before is not None else (), len(columns.uses))
        said = _said(cells, columns, line.number)
        problem = columns.at("problem")
        same = [*columns.at("category"), *columns.at("number"), *(problem if any(cells[at] for at in problem) else ())]
        goes_on = before is not None and all(
            cells[at] == before.cells[at] or not (cells[at] or at in problem) for at in same
        )
        if before is not None and goes_on:
            cells = [cell or over for cell, over in zip(cells, before.cells, strict=False)]
            if all(one in before.draft.parts.get(one.field, []) for one in said if one.field in {"units", "deadline"}):
                _add(before.draft, said, line)
                return _Row(cells, before.draft)
        number = next((cells[at] for at in columns.at("number") if cells[at]), "")
        first = next((one for one in said if one.field == "problem"), None)
        if (
            not number and first is not None and (mark := mark_of(first.value)) is not None
        ):  # a number in the cell itself
            number = mark.number
            said[said.index(first)] = replace(first, value=first.value[mark.end :])
        alone = number_alone(number)
        number = alone.number if alone is not None else "".join(number.rstrip(".、．").split())
        draft = Draft(line.number, number=number, is_part=goes_on)
        self._paragraphs.under(draft, self._paragraphs.above)
        category = next((cells[at] for at in reversed(columns.at("category")) if cells[at]), "")
        if category:
            draft.heading = "：".join(filter(None, [draft.heading, "".join(category.split())]))
            draft.above = [category, *draft.above]
        _add(draft, [*(before.draft.parts.get("problem", []) if before is not None and goes_on else ()), *said], line)
        return _Row(cells, draft)


def _depth(cells: Sequence[str], columns: _Columns) -> int:
    """How deep the number of a row is; 0 if it has none."""
    marks = (number_alone(cells[at]) for at in columns.at("number") if at < len(cells))
    return max((DEPTH[mark.level] for mark in marks if mark is not None), default=0)


def _section(cells: Sequence[str], columns: _Columns) -> str | None:
    """A row of a number in words and one text, once or over all columns: the number and the text of a heading."""
    numbers = columns.at("number")
    number = next((cells[at] for at in numbers if cells[at]), "")
    rest = {cell for at, cell in enumerate(cells) if cell and at not in numbers}
    if not _IN_WORDS.fullmatch(number) or len(rest) != 1:
        return None
    return f"{number if number[-1] in '）)、．.' else f'{number}、'}{rest.pop()}"


def _add(draft: Draft, said: Sequence[Labelled], line: Line) -> None:
    """What a row states, each thing once."""
    for one in said:
        if one not in draft.parts.setdefault(one.field, []):
            draft.parts[one.field].append(one)
    draft.lines.add(line.number)


def _use(title: str) -> ColumnField | None:
    return column_of(title) or column_of(re.sub(r"[（(][^（）()]*[）)]$", "", title))


def _settled(uses: list[ColumnField], titles: Sequence[str]) -> list[ColumnField]:
    """Of what several columns seem to be: a table without problems has its tasks for them, the second time is that of the end."""
    if "problem" not in uses:
        named: tuple[ColumnField, ...] = ("measure", "category", "other")
        stand_in = next(
            (
                at
                for use in named
                if use != "measure" or uses.count("measure") > 1
                for at, one in enumerate(uses)
                if one == use
            ),
            None,
        )
        if stand_in is None:
            stand_in = next((at for at, one in enumerate(uses) if one == "measure"), None)
        if stand_in is not None:
            uses[stand_in] = "problem"
    deadlines = [at for at, use in enumerate(uses) if use == "deadline"]
    if any(_STAGE.search(titles[at]) for at in deadlines):
        for at in deadlines:
            if not _STAGE.search(titles[at]):
                uses[at] = "state" if "完成" in titles[at] else "other"
    return uses


def _filled(cells: Sequence[str], above: Sequence[str], width: int) -> list[str]:
    """The cells with 同上 as what is above, and 无 as nothing; as many as there are columns."""
    found = []
    for at, cell in enumerate(cells):
        if AS_ABOVE.fullmatch(cell):
            found.append(above[at] if at < len(above) else "")
        else:
            found.append("" if _NOTHING.fullmatch(cell) else cell)
    return [*found, *[""] * width][: max(width, len(found))]


def _said(cells: Sequence[str], columns: _Columns, line: int) -> list[Labelled]:
    """What a row states, by its columns; a number that is a text, and a cell beyond the columns, are kept too."""
    said: list[Labelled] = []
    categories = columns.at("category")
    for at, cell in enumerate(cells):
        use: ColumnField = columns.uses[at] if at < len(columns.uses) else "other"
        title = (columns.titles[at] if at < len(columns.titles) else "") or "其他"
        value = cell
        if use == "support":
            use, title = "units", title if role_of(title) is not None else "配合单位"
        if use == "units":
            value, parts = labelled(cell, line)
            said += parts
        if (use == "number" and not _PLAIN.fullmatch(cell) and number_alone(cell) is None) or (
            use == "category" and at != categories[-1]
        ):
            use = "other"
        if value and use not in {"number", "category", "none"}:
            said.append(Labelled(use, title, value, line=line))  # type: ignore[arg-type]
    return said
