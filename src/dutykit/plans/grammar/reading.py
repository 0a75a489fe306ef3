"""Lines of a document to a plan: the one way in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dutykit.model.role import Role
from dutykit.plans.grammar.column_use import ColumnUse
from dutykit.plans.grammar.draft import Draft, draft_of
from dutykit.plans.grammar.lines.head import read_head
from dutykit.plans.grammar.lines.printed_page import set_apart, text_of
from dutykit.plans.grammar.lines.source_characters import in_simplified, in_source_characters
from dutykit.plans.grammar.record import Doubt, Head, Heading, Left, LeftKind, Line, Party, Plan, Task
from dutykit.plans.grammar.statements.find import statements_in
from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.tree.task import HeadingDraft, TaskDraft
from dutykit.plans.grammar.words.body import looks_like_body
from dutykit.plans.grammar.words.bracket import brackets
from dutykit.plans.grammar.words.convention import LeadRule, lead_rule
from dutykit.plans.grammar.words.elision import Elisions
from dutykit.plans.grammar.words.name import Name
from dutykit.plans.grammar.words.names import names_of
from dutykit.plans.grammar.words.run_together import parts_of
from dutykit.text.simplified import is_traditional, simplified

_ALIAS = re.compile(
    r"[（(](?:以下)?(?:统一)?(?:简称|称)(?:为)?[：:]?[“\"‘「]?(?P<short>[^”\"’」，,。；;（）()]{2,16})[”\"’」]?(?:[，,]?下同)?[）)]"
)
_CLAUSE_START = re.compile("[，,。；;：:、“”《》]|(?:成立|设立|建立|组建|由|和|与|及|对|向|经|请|报)")
_SENTENCE = re.compile("[。；;\n]")
_PROSE_DUTY = re.compile(r"由(?P<names>[^，。；：（）()由]{3,60}?)(?:牵头|负责|具体负责|会同)")


def read_plan(lines: Sequence[Line], columns: Mapping[str, ColumnUse] | None = None) -> Plan:
    """The plan that `lines` hold; one without tasks if they name nobody for anything.

    `columns` says of titles of table columns what they are for.
    """
    if not is_traditional(line.text for line in lines):
        return _plan(lines, columns)
    given = {simplified(title): use for title, use in (columns or {}).items()}
    plan = in_source_characters(_plan([in_simplified(line) for line in lines], given), lines)
    told = (Doubt(0, "traditional", certain=True),) if plan.tasks else ()
    return replace(plan, doubts=(*told, *plan.doubts))


def _plan(lines: Sequence[Line], columns: Mapping[str, ColumnUse] | None) -> Plan:
    lines = [_read(line) for line in set_apart(lines)]
    body = text_of(lines)
    head = read_head(body)
    return _Finisher(lines, draft_of(body, columns, head), head).plan()


def _read(line: Line) -> Line:
    """A footnote that says who is responsible is read where it stands, as a paragraph below the one it belongs to."""
    is_statement = (
        line.aside == "footnote" and not line.table and any(one.stated.names for one in statements_in(line.text))
    )
    return replace(line, aside=None) if is_statement else line


@dataclass(slots=True)
class _Named:
    """A name of a statement on its way to a party."""

    name: Name
    role: Role


class _Finisher:
    """Applies what a document states about itself, and completes names, once all of it was read."""

    def __init__(self, lines: Sequence[Line], draft: Draft, head: Head) -> None:
        self._lines = [line for line in lines if line.aside is None]
        self._asides = [line for line in lines if line.aside is not None]
        self._head = head
        self._draft = draft
        self._doubts = list(draft.doubts)
        self._comments: dict[str, str] = {}
        self._headings: dict[int, Heading] = {}
        self._aliases: dict[str, str] = {}
        self._labels: set[str] = set()
        """Labels that were asked about."""
        self._ruling: set[int] = set()
        """Lines that state how statements are to be read."""
        lists = [[name.text for name, _role in stated.names] for _line, stated in self._statements()]
        self._elisions = Elisions(lists)

    def plan(self) -> Plan:
        tasks = self._draft.tasks
        if tasks:
            self._aliases = dict(_aliases(self._lines))
        rules = self._rules()
        done = [self._task(task, rules) for task in tasks]
        if tasks:
            self._doubts += [*self._prose(), *self._cut()]
        doubts = sorted(dict.fromkeys(self._doubts), key=lambda one: (one.line, one.kind, one.subject))
        written = [line for line in reversed(self._lines) if line.text.strip()]
        texts = {line.number: line.text for line in (*self._lines, *self._asides, *written)}
        beside = {line.number for line in self._asides} - {line.number for line in self._lines}
        kept = frozenset(self._draft.kept - beside)
        return Plan(
            self._head,
            tuple(done),
            tuple(doubts),
            texts,
            self._aliases,
            self._comments,
            tuple(self._left(self._head, kept)),
            kept,
            tuple(self._draft.columns),
        )

    def _left(self, head: Head, kept: frozenset[int]) -> list[Left]:
        """What is not in the catalogue and not in the head; a line that states how to read the others is named as such."""
        found = [
            replace(one, kind="rule" if one.line in self._ruling else one.kind, whole=one.line not in kept)
            for one in self._draft.left
            if one.line in kept or one.line not in head.lines
        ]
        named = kept | head.lines | {one.line for one in found}
        found += [
            Left(line.number, "unassigned", line.text.strip())
            for line in self._lines
            if line.text.strip() and line.number not in named
        ]
        inside = {line.number for line in self._lines if line.text.strip()}
        found += [
            Left(line.number, self._aside_kind(line), line.text.strip(), whole=line.number not in inside)
            for line in self._asides
        ]
        return sorted(found, key=lambda one: one.line)

    def _aside_kind(self, line: Line) -> LeftKind:
        if line.aside is None or (line.aside == "footnote" and line.number in self._ruling):
            return "rule"
        return line.aside

    def _statements(self) -> list[tuple[int, Statement]]:
        """All statements, once each, by line."""
        found = {
            id(one.said): (one.line, one.said) for task in self._draft.tasks for one in (*task.stated, *task.shared)
        }
        return sorted(found.values(), key=lambda one: one[0])

    def _rules(self) -> dict[int, LeadRule]:
        """The rule of leads that holds at each statement, by its identity."""
        statements = self._statements()
        first = statements[0][0] if statements else 0
        noted: list[tuple[int, LeadRule]] = []
        for line in (*self._draft.prose, *(one for one in self._asides if one.aside == "footnote")):
            if "牵头" not in line.text and "主办" not in line.text and "主责" not in line.text:
                continue
            for sentence in _SENTENCE.split(line.text):
                if len(sentence) <= 70 and re.search("单位|部门|[*＊★☆▲△]", sentence):
                    rule = lead_rule(sentence)
                    if rule is not None:
                        everywhere = line.number <= first or re.match(r"\s*[（(]?(?:备?注|说明)", line.text)
                        noted.append((0 if everywhere else line.number, rule))
                        self._ruling.add(line.number)
                        self._doubts.append(Doubt(line.number, "convention", sentence.strip(), rule.by, certain=True))
        noted.sort(key=lambda one: one[0])
        found: dict[int, LeadRule] = {}
        current: LeadRule | None = None
        for line_number, stated in statements:
            while noted and noted[0][0] <= line_number:
                current = noted.pop(0)[1]
            if stated.rule is not None:
                found[id(stated)] = stated.rule
                if stated.rule.below:
                    current = stated.rule
                self._doubts.append(Doubt(line_number, "convention", detail=stated.rule.by, certain=True))
            elif current is not None:
                found[id(stated)] = current
        return found

    def _task(self, draft: TaskDraft, rules: dict[int, LeadRule]) -> Task:
        parties: list[Party] = []
        for one in draft.stated:
            self._notes(one.line, one.said)
            parties.extend(self._parties(one.line, one.said, rules.get(id(one.said))))
        have = {party.name for party in parties}
        for one in draft.shared:
            self._notes(one.line, one.said)
            for party in self._parties(one.line, one.said, rules.get(id(one.said))):
                if party.name not in have:
                    have.add(party.name)
                    parties.append(replace(party, inherited=True))
        stated = [one.said for one in (*draft.stated, *draft.shared)]
        deadline = next((one.deadline for one in stated if one.deadline), None)
        persons = [person for one in stated for person in one.persons]
        return Task(
            draft.text,
            draft.line,
            tuple(parties),
            self._heading(draft.chapter),
            self._heading(draft.section),
            draft.number,
            any(one.open_ended for one in stated),
            deadline,
            "；".join(
                dict.fromkeys([*persons, *(note for one in stated for note in (*one.duties, *one.notes)), *draft.note])
            ),
        )

    def _parties(self, line: int, stated: Statement, rule: LeadRule | None) -> Iterator[Party]:
        names = [name for name, _role in stated.names]
        restored = self._elisions.restored([name.text for name in names])
        leads = _leads(stated, rule)
        if any(name.star for name in names) and (rule is None or rule.by != "star"):
            self._doubts.append(Doubt(line, "star", next(name.text for name in names if name.star)))
        seen: set[tuple[str, Role]] = set()
        for position, ((name, role), whole) in enumerate(zip(stated.names, restored, strict=True)):
            others: Role = rule.others if leads and rule is not None and role == "responsible" else role
            given: Role = "lead" if position in leads else others
            if whole != name.text:
                self._doubts.append(Doubt(line, "restored", name.text, whole))
            elif name.completed:
                self._doubts.append(Doubt(line, "restored", name.completed, name.text))
            if name.comment:
                self._comments.setdefault(whole, name.comment)
                self._doubts.append(Doubt(line, "comment", whole, name.comment, certain=True))
            if not looks_like_body(whole) and whole not in self._aliases:
                self._doubts.append(Doubt(line, "alone" if name.stands_in else "name", whole))
            if (whole, given) in seen:
                self._doubts.append(Doubt(line, "twice", whole))
                continue
            seen.add((whole, given))
            yield Party(whole, given, line)

    def _notes(self, line: int, stated: Statement) -> None:
        if stated.bare:
            self._doubts.append(Doubt(line, "bare", "、".join(name.text for name, _role in stated.names)))
        if stated.asked:
            self._doubts.append(Doubt(line, "clauses", stated.asked))
        if stated.open_ended:
            self._doubts.append(Doubt(line, "open"))
        taken_off = {words for name, _role in stated.names for words in (name.person, name.part)}
        for person in stated.persons:
            if person in stated.parts:
                self._doubts.append(Doubt(line, "part", person))
            else:
                self._doubts.append(Doubt(line, "person", person, certain=person not in taken_off))
        for name, _role in stated.names:
            if name.together_as:
                self._doubts.append(Doubt(line, "apart", name.together_as, "、".join(parts_of(name.together_as))))
        for label, role in stated.labels:
            if label not in self._labels:
                self._labels.add(label)
                self._doubts.append(Doubt(line, "label", label, role))
        for left in stated.left:
            self._doubts.append(Doubt(line, "loose", left))

    def _heading(self, draft: HeadingDraft | None) -> Heading | None:
        if draft is None:
            return None
        if id(draft) not in self._headings:
            self._headings[id(draft)] = Heading(draft.title, draft.line, draft.number, "".join(draft.notes))
        return self._headings[id(draft)]

    def _cut(self) -> Iterator[Doubt]:
        """A document whose last line ends inside a bracket or a sentence is half a document."""
        last = next((line for line in reversed(self._lines) if line.text.strip()), None)
        if last is not None and (
            last.text.rstrip().endswith(("，", "、")) or any(not one.closed for one in brackets(last.text))
        ):
            yield Doubt(last.number, "cut")

    def _prose(self) -> Iterator[Doubt]:
        """Sentences that name an office for something without being a statement: reported, never taken."""
        for line in self._draft.prose:
            if "由" not in line.text or line.number in self._ruling:
                continue
            for match in _PROSE_DUTY.finditer(line.text):
                names = names_of(match["names"])
                if names and all(looks_like_body(name.text) for name in names):
                    yield Doubt(line.number, "prose", match.group())


_LEAD_MARKS = "*＊★☆▲△"
"""What marks a lead where the document does not say."""


def _leads(stated: Statement, rule: LeadRule | None) -> set[int]:
    """The positions of the names that lead by a mark or by the document's rule."""
    names = [name for name, _role in stated.names]
    marks = rule.star if rule is not None and rule.by == "star" and len(rule.star) == 1 else _LEAD_MARKS
    starred = {at for at, name in enumerate(names) if name.star and name.star in marks}
    if starred or rule is None or not stated.plain or not names:
        return starred
    if rule.by == "first":
        return {0}
    if rule.by == "comma":
        comma = next((at for at, name in enumerate(names) if at and name.before in {"，", ",", "；", ";"}), len(names))
        return set(range(comma))
    return starred


def _aliases(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Short names that the document defines (以下简称…), with the name in front of the bracket."""
    for line in lines:
        if "称" not in line.text:
            continue
        for match in _ALIAS.finditer(line.text):
            before = line.text[: match.start()]
            starts = [one.end() for one in _CLAUSE_START.finditer(before)]
            full = before[starts[-1] if starts else 0 :].strip()
            for start in reversed(starts):  # the longest piece that still is a name
                longer = before[start:].strip()
                if looks_like_body(longer):
                    full = longer
                    break
            if looks_like_body(full) and full != match["short"]:
                yield match["short"], full
