"""One responsibility statement: what its words say about who does what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dutykit.model.catalogue import Role
from dutykit.plans.grammar.body import begins_as_body, could_be_body, looks_like_body, reads_as_sentence
from dutykit.plans.grammar.bracket import brackets, split_outside
from dutykit.plans.grammar.convention import Everyone, LeadRule, everyone, is_convention, lead_rule
from dutykit.plans.grammar.divisions import place_end
from dutykit.plans.grammar.names import Name, is_open_alone, names_of
from dutykit.plans.grammar.vocabulary import (
    ANY_LABEL,
    COLON,
    LABEL,
    TIME_LIMIT,
    VERB,
    WITH,
    is_deadline_label,
    is_time_limit,
    label_role,
    verb_role,
)

_CLAUSE = re.compile("[，,；;。\n]")
_SENTENCE = re.compile("[；;。\n]")
_AT = re.compile(rf"^(?:应|须|要|需)?(?:于|在|确保|力争)(?={TIME_LIMIT.pattern})")
_THESE = re.compile("^(?:以上|上述|以下|下列|前述)[^，,。；;由、]{0,10}由(?=..)")
"""以上3项由市教育局负责: where it stands says which tasks are meant."""


@dataclass(slots=True)
class Statement:
    """What one statement states, before names are completed and the document's own rules are applied."""

    names: list[tuple[Name, Role]] = field(default_factory=list)
    plain: bool = True
    """Whether no word of it tells leads from others: only then a rule of the document may."""
    open_ended: bool = False
    deadline: str | None = None
    rule: LeadRule | None = None
    everyone: Everyone | None = None
    persons: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Clauses nothing could be made of."""
    other: bool = False
    """Whether it has a label of something else than units."""
    unknown: bool = False
    """Whether names that nothing is known of count."""
    bare: bool = False
    """Whether it is names alone, without a word of what they do."""


@dataclass(frozen=True, slots=True)
class _Part:
    label: str
    value: str
    note: str = ""
    """A bracket between the label and its colon."""


_BEFORE = r"(?:^|(?<=[。；;，,、）)\]】〕\s:：—\-（(\[【〔●■◆•·▪▶➤→*＊★☆]))"
LABEL_WITH_COLON = re.compile(
    rf"{_BEFORE}(?:[\[【〔（(]?(?P<whole>{ANY_LABEL})[\]】〕）)]?(?P<note>[（(][^（）()]{{2,30}}[）)])?{COLON}"
    rf"|[\[【〔](?P<boxed>{ANY_LABEL})[\]】〕]|(?P<said>{ANY_LABEL})(?:为|是)(?=[\u4e00-\u9fff*]))"
)
"""A label that announces what follows it; never inside a sentence (各责任单位：)."""


def with_labels(text: str, role: Role | None = None) -> Statement | None:
    """What a text with labels states (责任单位：…；完成时限：…); None if there is no label of units or times in it.

    With `role`, what is before the first label has this role.
    """
    parts = list(_parts(text, role))
    if not parts:
        return None
    said = Statement()
    useful = False
    for part in parts:
        kind = role if not part.label else label_role(part.label)
        if kind is not None:
            useful = True
            if kind != "responsible":
                said.plain = False
            said.rule = said.rule or (lead_rule(part.note) if part.note else None)
            _read_clauses(said, part.value, kind)
        elif is_deadline_label(part.label):
            useful = True
            said.deadline = said.deadline or part.value.strip(" 　，,；;。.") or None
        elif (found := LABEL.fullmatch(part.label)) is not None and found["person"]:
            useful = True
            said.persons.append(f"{part.label}：{part.value.strip(' 　，,；;。.')}")
        elif part.label:
            said.other = True
    return said if useful else None


def label_of(mark: re.Match[str]) -> str:
    """The label that LABEL_WITH_COLON found, without blanks."""
    return "".join((mark["whole"] or mark["boxed"] or mark["said"]).split())


def _parts(text: str, role: Role | None) -> Iterator[_Part]:
    marks = list(LABEL_WITH_COLON.finditer(text))
    if role is not None and (not marks or marks[0].start() > 0):
        yield _Part("", text[: marks[0].start()] if marks else text)
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):  # without a mark there is nothing that could end
        yield _Part(label_of(mark), text[mark.end() : end], mark["note"] or "")


def with_verbs(text: str, *, unknown: bool = False) -> Statement | None:
    """What a text states by verbs alone (市教育局牵头，市财政局配合); None unless all of it is offices and what they do.

    With `unknown`, names that nothing is known of count as offices beside others that are.
    """
    if VERB.search(text) is None and WITH.search(text) is None:
        return None
    if everyone(text) is None:
        text = _THESE.sub("由", text)
    said = Statement(unknown=unknown)
    _read_clauses(said, text, None)
    if said.left or not said.names:
        return None
    sure = sum(looks_like_body(name.text) for name, _role in said.names)
    if sure == len(said.names):
        return said
    known = (
        unknown and sure and all(looks_like_body(name.text) or could_be_body(name.text) for name, _role in said.names)
    )
    return said if known else None


def _read_clauses(said: Statement, text: str, default: Role | None) -> None:
    """Read one value clause by clause; names without a verb wait for the next one, then for `default`."""
    pending: list[Name] = []
    text = _without_rules(said, text)
    for _before, sentence in split_outside(text, _SENTENCE):
        if (named := everyone(sentence)) is not None:
            said.everyone = said.everyone or named
        stated = False
        for before, clause in split_outside(sentence, _CLAUSE):
            stripped = _AT.sub("", clause.strip(" \t\u3000\xa0。."))
            if not stripped or (stated and not all(looks_like_body(name.text) for name in names_of(stripped))):
                continue  # what follows a rule in its sentence explains the rule
            if is_convention(stripped):
                stated = True
                rule = lead_rule(stripped)
                if rule is not None:
                    said.rule = rule
                if said.rule is not None and "下同" in sentence:
                    said.rule = replace(said.rule, below=True)
                continue
            if is_time_limit(stripped):
                said.deadline = f"{said.deadline}；{stripped}" if said.deadline else stripped
                continue
            if default is not None:  # a label says what those without a verb of their own do
                pending = _settled(said, pending, default)
            pending = _read_clause(said, stripped, before, pending)
    if default is None:
        said.left.extend(name.text for name in pending)
    else:
        _settled(said, pending, default)
    if any(name.star or name.role for name, _role in said.names):
        said.plain = said.plain and not any(name.role for name, _role in said.names)


def _without_rules(said: Statement, text: str) -> str:
    """`text` without the brackets that state a rule of leads: （排名第一的为牵头单位）."""
    if "牵头" not in text and "主办" not in text:
        return text
    for one in reversed(brackets(text)):
        if one.closed and (rule := lead_rule(one.content(text))) is not None:
            said.rule = said.rule or rule
            text = text[: one.start] + text[one.end + 1 :]
    return text


def _settled(said: Statement, pending: list[Name], role: Role) -> list[Name]:
    """Give `role` to the names that wait; gives back that none does."""
    said.left.extend(name.text for name in pending if reads_as_sentence(name.text))
    said.names.extend((name, name.role or role) for name in pending if not reads_as_sentence(name.text))
    return []


def _read_clause(said: Statement, clause: str, before: str, pending: list[Name]) -> list[Name]:
    """One clause; gives back the names that still wait for a verb."""
    for text, role in _by_verbs(clause, unknown=said.unknown):
        names, leads = _with_partners(said, text)
        names = [replace(name, before=name.before or before) for name in names]
        if leads:
            said.plain = False
            said.names.extend((name, name.role or "lead") for name in pending)
            said.names.extend((name, name.role or ("lead" if name.text in leads else "support")) for name in names)
            pending = []
        elif role is not None:
            if role != "responsible":
                said.plain = False
            said.names.extend((name, name.role or role) for name in (*pending, *names))
            pending = []
        else:
            pending = [*pending, *names]
        before = ""
    return pending


def _with_partners(said: Statement, text: str) -> tuple[list[Name], set[str]]:
    """The names of `text`, and of them those that lead others (甲会同乙)."""
    match = next(
        (
            one
            for one in WITH.finditer(text)
            if one.start()
            and place_end(text, one.start()) == one.start()  # 会同县
            and _ends_as_body(text[: one.start()])
            and _goes_on(text[one.end() :])
        ),
        None,
    )
    if match is None:
        names = names_of(text)
        said.open_ended = said.open_ended or any(name.open_after for name in names)
        return list(names), set()
    first, others = names_of(text[: match.start()]), text[match.end() :]
    partners = [] if is_open_alone(others) else list(names_of(others))
    if is_open_alone(others) or any(name.open_after for name in (*first, *partners)):
        said.open_ended = True
    partners = [name for name in partners if not is_open_alone(name.text)]
    return [*first, *partners], {name.text for name in first}


def _by_verbs(clause: str, *, unknown: bool) -> Iterator[tuple[str, Role | None]]:
    """A clause cut behind each verb: what is before it with its role; a rest without a verb has none."""
    start = 0
    for match in VERB.finditer(clause):
        left, right = clause[start : match.start()], clause[match.end() :]
        if match.start() < start or not left.strip("、和及与 ") or not _ends_here(right):
            continue
        if not _ends_as_body(left) and not (unknown and not right.strip() and could_be_body(_last_name(left))):
            continue
        yield left.lstrip("、和及与 "), verb_role(match["verb"])
        start = match.end()
    if rest := clause[start:].strip("、 "):
        yield rest, None


def _last_name(text: str) -> str:
    return re.split("[、，,]|和|及|与|会同", text)[-1].strip()


def _ends_as_body(text: str) -> bool:
    text = text.rstrip(" \u3000*＊")
    last = re.split("[、，,]|和|及|与|会同", text)[-1]
    whole = re.split("[、，,]", text)[-1]
    if looks_like_body(last) or looks_like_body(whole) or text.endswith(("）", ")", "〕", "]", "］", "〉", "】")):
        return True
    names = names_of(whole)
    return bool(names) and (names[-1].open_after or looks_like_body(names[-1].text))


def _ends_here(right: str) -> bool:
    right = right.lstrip()
    return not right or right[0] in "、，,；;。/（(" or begins_as_body(right) or VERB.match(right) is not None


def _goes_on(right: str) -> bool:
    return begins_as_body(right) or looks_like_body(re.split("[、，,]", right)[0]) or VERB.search(right) is not None
