"""A plan while it is being read: pieces of text with the statements about them, under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dutykit.plans.grammar.body import looks_like_body
from dutykit.plans.grammar.bracket import brackets
from dutykit.plans.grammar.find import Found, joined_label, label_alone, statements_in
from dutykit.plans.grammar.outline import Mark, mark_of, title_and_rest
from dutykit.plans.grammar.record import Doubt, Line
from dutykit.plans.grammar.statement import Statement, with_labels
from dutykit.plans.grammar.table_columns import Columns, columns_of

_ONLY_MARKS = re.compile(r"[\s。．.；;，,、：:—\-]*")
_HAS_LABEL = re.compile("责任|牵头|配合|单位|部门|负责|指导|参与")
_END = '。！？；：…）」』”")'


@dataclass(slots=True)
class HeadingDraft:
    """A heading while what is below it is being read."""

    title: str
    line: int
    number: str
    level: str
    notes: list[str] = field(default_factory=list)
    used: bool = False
    """Whether a task is below it."""


@dataclass(slots=True)
class TaskDraft:
    """A piece of text with its statements."""

    text: str
    line: int
    stated: list[tuple[int, Statement]]
    """Each with its line."""
    chapter: HeadingDraft | None
    section: HeadingDraft | None
    number: str = ""


class Drafter:
    """Walks over the lines once and cuts them into tasks."""

    def __init__(self) -> None:
        self.tasks: list[TaskDraft] = []
        self.headings: list[HeadingDraft] = []
        self.doubts: list[Doubt] = []
        self.prose: list[Line] = []
        """Lines in which no statement was found."""
        self._chapter: HeadingDraft | None = None
        self._section: HeadingDraft | None = None
        self._task: HeadingDraft | None = None
        self._buffer: list[str] = []
        self._fresh = False
        """Whether the last thing read was a statement with nothing behind it."""
        self._columns: dict[int, Columns | None] = {}
        self._above: dict[tuple[int, int], str] = {}

    def read(self, lines: Sequence[Line]) -> None:
        """Read all lines."""
        for line in _whole(lines):
            if line.cells:
                self._row(line)
            elif line.text.strip():
                self._line(line)
        self._leave()

    def _line(self, line: Line) -> None:
        text = line.text
        mark = mark_of(text)
        if mark is not None:
            self._enter(mark, line)
        body = text[mark.end :] if mark is not None else text
        shift = len(text) - len(body)
        found = [one for one in statements_in(text) if one.start >= shift or one.end > shift]
        if mark is not None and mark.level in {"chapter", "section"}:
            body = self._heading(body, mark, line, found[0].start - shift if found else None)
            shift = len(text) - len(body)
        if not found:
            self.prose.append(line)
            if body.strip():
                self._hold(body.strip(), mark)
            return
        done = shift
        for one in found:
            self._statement(text[done : max(one.start, done)], one, line)
            done = max(one.end, done)
        rest = text[done:]
        if _ONLY_MARKS.fullmatch(rest):
            self._close(rest)
        else:
            self._buffer = [rest.strip().lstrip("。；;，,")]
            self._fresh = False

    def _enter(self, mark: Mark, line: Line) -> None:
        """A numbered line begins: what was held belongs to what stood above it."""
        self._leave()
        if mark.level == "item" and self._task is not None:
            return
        if mark.level in {"task", "item"}:
            self._task = HeadingDraft("", line.number, mark.number, "task")
            self.headings.append(self._task)

    def _heading(self, body: str, mark: Mark, line: Line, before: int | None) -> str:
        """Take the title off a chapter's or a section's line; what follows it in the line is text."""
        title, rest = title_and_rest(body if before is None else body[: max(before, 0)])
        if before is not None and not rest and "。" not in title:
            rest = ""
        heading = HeadingDraft(title.strip(), line.number, mark.number, mark.level)
        self.headings.append(heading)
        self._task = None
        if mark.level == "chapter":
            self._chapter, self._section = heading, None
        else:
            self._section = heading
        taken = body.find(title) + len(title) if title else 0
        return body[taken:]

    def _hold(self, text: str, mark: Mark | None) -> None:
        self._fresh = False
        if mark is not None and mark.level == "item":
            text = mark.text + text
        if self._chapter is None and self._section is None and self._task is None:
            self._buffer = []  # before the first heading is no task, but the line just above a statement may be one
        self._buffer.append(text)

    def _leave(self) -> None:
        """The text held so far got no statement."""
        if self._buffer and any(one.strip() for one in self._buffer):
            text = "".join(self._buffer)
            if self._task is not None and not self._task.used:
                self._task.title = title_and_rest(text)[0]
            elif self._task is None:
                heading = self._section or self._chapter
                if heading is not None:
                    heading.notes.append(text)
        self._buffer = []
        self._fresh = False

    def _statement(self, before: str, found: Found, line: Line) -> None:
        if not found.closed:
            self.doubts.append(Doubt(line.number, "unclosed"))
        text = "".join((*self._buffer, before)).strip().lstrip("。；;，,、 ") if before or self._buffer else ""
        if _ONLY_MARKS.fullmatch(text):
            if self._fresh and self.tasks:
                self.tasks[-1].stated.append((line.number, found.stated))
                return
            heading = self._task or self._section or self._chapter
            text = heading.title if heading is not None else ""
        self._add(text, line.number, found.stated)

    def _add(self, text: str, number: int, stated: Statement) -> None:
        own = self._task.number if self._task is not None and not self._task.used else ""
        for heading in (self._chapter, self._section, self._task):
            if heading is not None:
                heading.used = True
        self.tasks.append(TaskDraft(text.strip(), number, [(number, stated)], self._chapter, self._section, own))
        self._buffer = []
        self._fresh = True

    def _close(self, rest: str) -> None:
        """The full stop behind a statement is the sentence's."""
        stop = rest.strip()[:1]
        if stop in {"。", "；", ";"} and self.tasks and self.tasks[-1].text and self.tasks[-1].text[-1] not in _END:
            self.tasks[-1].text += stop

    def _row(self, line: Line) -> None:
        """A table's row: its heading says what the columns are for."""
        self._leave()
        columns = columns_of(line.cells)
        if columns is not None:
            self._columns[line.table] = columns
            self._above = {}
            self._task = None
            return
        columns = self._columns.get(line.table)
        filled = [cell.strip() for cell in line.cells if cell.strip()]
        if columns is None:
            self.prose.append(line)
            for cell in dict.fromkeys(filled):  # a table that only lays out: its cells are paragraphs
                for part in cell.split("\n"):
                    self._line(Line(line.number, part))
            return
        if len(set(filled)) == 1 and len(line.cells) > 1:
            self._spanning(filled[0], line)
            return
        self._task_row(line, columns)

    def _spanning(self, text: str, line: Line) -> None:
        """A row of one cell is a heading, or a note below the table."""
        mark = mark_of(text)
        if mark is not None and mark.level in {"chapter", "section"}:
            self._heading(text[mark.end :], mark, line, None)
        elif text.startswith(("注", "备注", "说明")) or len(text) > 60:
            self.prose.append(Line(line.number, text))
        else:
            self._chapter, self._section = HeadingDraft(text, line.number, "", "chapter"), None
            self.headings.append(self._chapter)

    def _task_row(self, line: Line, columns: Columns) -> None:
        cells = list(line.cells)
        for at in (columns.chapter, columns.section):
            if at is not None and at < len(cells) and cells[at].strip():
                self._above_heading(cells[at].strip(), line, "chapter" if at == columns.chapter else "section")
        text = columns.text_of(cells)
        stated = Statement()
        for at, role in columns.roles.items():
            if at < len(cells) and cells[at].strip():
                one = with_labels(_in_a_row(cells[at]), role)
                if one is not None:
                    stated.names += one.names
                    stated.plain = stated.plain and one.plain and role == "responsible"
                    stated.open_ended = stated.open_ended or one.open_ended
                    stated.rule, stated.everyone = stated.rule or one.rule, stated.everyone or one.everyone
                    stated.left += one.left
        if columns.deadline is not None and columns.deadline < len(cells):
            stated.deadline = " ".join(cells[columns.deadline].split()) or None
        stated.persons += [cells[at].strip() for at in columns.persons if at < len(cells) and cells[at].strip()]
        number = cells[columns.number].strip().rstrip(".、．") if columns.number is not None else ""
        if not stated.names:
            if text:
                self.headings.append(HeadingDraft(text, line.number, number, "task"))
            return
        mark = mark_of(text)
        if mark is not None and mark.level in {"task", "item"}:
            number, text = number or mark.number, text[mark.end :]
        self._task = HeadingDraft(text, line.number, number, "task")
        self.headings.append(self._task)
        self._buffer = ["".join(text.split("\n"))]
        self._add(self._buffer[0], line.number, stated)

    def _above_heading(self, text: str, line: Line, level: str) -> None:
        mark = mark_of(text)
        title = text[mark.end :] if mark is not None else text
        current = self._chapter if level == "chapter" else self._section
        title = "".join(title.split())
        if current is not None and current.title == title:
            return
        heading = HeadingDraft(title, line.number, mark.number if mark else "", level)
        self.headings.append(heading)
        if level == "chapter":
            self._chapter, self._section = heading, None
        else:
            self._section = heading


def _in_a_row(cell: str) -> str:
    """A cell's lines as one list: a line is a name of its own unless it only is the rest of the one above."""
    row = ""
    for part in filter(None, (one.strip() for one in cell.split("\n"))):
        last = re.split("[、，,；;]", row)[-1]
        whole = not last or looks_like_body(last) or (not looks_like_body(last + part) and looks_like_body(part))
        row += part if not row or row[-1] in "、，,；;：:" or not whole else f"、{part}"
    return row


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with statements that were broken over several lines put together."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        text = line.text if line.cells else joined_label(line.text)
        if line.cells or not _HAS_LABEL.search(text):
            yield line
            continue
        taken = 0
        while at < len(lines) and taken < 4 and not lines[at].cells and _goes_on(text, lines[at].text):
            text = text.rstrip() + lines[at].text.strip()
            at += 1
            taken += 1
        if taken == 0 and (label := label_alone(text)) is not None:
            following = next((n for n in range(at, min(at + 3, len(lines))) if lines[n].text.strip()), None)
            if following is not None and not lines[following].cells and mark_of(lines[following].text) is None:
                text = f"{label}：{lines[following].text.strip()}"
                at = following + 1
        yield Line(line.number, text)


def _goes_on(text: str, following: str) -> bool:
    """Whether a statement at the end of `text` is finished on the line `following`."""
    if not following.strip() or mark_of(following) is not None:
        return False
    opened = [one for one in brackets(text) if not one.closed and one.depth == 0]
    if opened:
        tail = text[opened[-1].start :]
        return len(tail) < 300 and bool(_HAS_LABEL.search(tail)) and any(one in following for one in "）)】]〕")
    return (
        text.rstrip().endswith(("、", "，", ","))
        and any(found.end >= len(text.rstrip()) for found in statements_in(text))
        and not _HAS_LABEL.match(following.strip())
    )
