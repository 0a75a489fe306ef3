"""What the words of a responsibility statement say about who does what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dutykit.model.role import Role
from dutykit.plans.grammar.statements.clause import (
    by_verbs,
    called_in,
    has_others,
    partners_at,
    with_its_duty,
    without_until,
)
from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.words.body import (
    begins_as_body,
    could_be_body,
    is_office,
    looks_like_body,
    reads_as_sentence,
)
from dutykit.plans.grammar.words.bracket import brackets, split_outside
from dutykit.plans.grammar.words.convention import (
    POINTING,
    everyone,
    is_convention,
    is_not_listed,
    lead_rule,
    scope_of,
)
from dutykit.plans.grammar.words.label import LabelledPart, labelled_parts, labels_in, with_members
from dutykit.plans.grammar.words.name import Name, is_known, is_open_alone
from dutykit.plans.grammar.words.names import names_of
from dutykit.plans.grammar.words.person import is_person
from dutykit.plans.grammar.words.remembered import remembered
from dutykit.plans.grammar.words.vocabulary import (
    ADVERB,
    COLON,
    DEADLINE_LABEL,
    INNER_OFFICE,
    LABEL,
    LABEL_OF_UNITS,
    NOTHING,
    TIME_LIMIT,
    VERB,
    WITH,
    is_asked_label,
    is_deadline_label,
    is_joint,
    is_time_limit,
    label_role,
    names_who_does,
    role_of,
)

_CLAUSE = re.compile("[，,；;。\n]")
_SENTENCE = re.compile("[；;。\n]")
_AT = re.compile(rf"^并?(?:应|须|要|需)?(?:于|在|确保|力争)?(?={TIME_LIMIT.pattern})")
_POINTS = re.compile(POINTING)
_HOW_ALONE = re.compile(f"(?:{ADVERB})++")
"""按职责分工，市教育局负责: a clause that names nobody."""
_MOST_CLAUSES = 6
_LEAST_WITH_DUTIES = 2
"""Units from which on each may have a part of the task: one that does something is a sentence."""
_CONSEQUENCE = re.compile("并?对|凡|未|如")
_LEFT_OPEN = " ，,；;"
_AROUND = " 　，,；;。."
_UNKNOWN_LABEL = re.compile(
    r"(?:^|(?<=[，,\s]))[\u4e00-\u9fff]{2,8}(?:单位|部门|机构|主体|责任)[:：](?=\s*[\u4e00-\u9fff])"
    r"|^\s*[\u4e00-\u9fff]{0,6}(?:来源|依据|电话|邮箱|地点|地址|业主|法人|进度|进展|成果|形式|指标|目标|规模|金额|投资|资金|经费|内容|范围|方式|渠道|"
    r"类[别型]|性质|状态|情况)[:：](?=\s*\S)"
)
"""建设单位：… and 资金来源：… behind a label that is known: what those do is not known, or it is about something else."""
_OFTEN_THE_SAME = remembered(longest=120, most=4096)
"""Statements that may be written at many tasks."""


def with_labels(text: str, role: Role | None = None) -> Statement | None:
    """What a text with labels states (责任单位：…；完成时限：…); None if there is no label of units or times in it.

    With `role`, what is before the first label has this role.
    """
    said = _with_labels(text, role)
    return None if said is None else said.copied()


@_OFTEN_THE_SAME
def _with_labels(text: str, role: Role | None) -> Statement | None:
    parts = list(labelled_parts(with_members(text), role))
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
            said.nothing = said.nothing or bool(NOTHING.fullmatch(part.value.strip(_AROUND)))
            before = len(said.names)
            value = _without_persons(said, part)
            if kind in {"lead", "support"}:
                value = _without_plain_verb(value)
            _read_clauses(said, value, kind, waits=part.label.endswith("分工"))
            said.names[before:] = under_label(part.label, part.value.strip(_AROUND), said.names[before:])
            if is_asked_label(part.label):
                said.labels.append((part.label, kind))
                if kind == "guide":
                    said.notes.append(f"{part.label}：{part.value.strip(_AROUND)}")
        elif is_deadline_label(part.label):
            useful = True
            said.deadline = said.deadline or part.value.strip(_AROUND) or None
        elif (found := LABEL.fullmatch(part.label)) is not None and found["person"]:
            useful = True
            said.persons.append(f"{part.label}：{part.value.strip(_AROUND)}")
            said.names += _offices_of_persons(part)
        elif part.label:
            said.other = True
            said.notes.append(f"{part.label}：{part.value.strip(_AROUND)}")
    return said if useful else None


def _without_plain_verb(value: str) -> str:
    """甲、乙负责 behind 牵头单位 without its verb: the label says more of what they do."""
    verbs = list(VERB.finditer(value))
    is_plain = len(verbs) == 1 and verbs[0].group() == "负责" and not value[verbs[0].end() :].strip(_AROUND)
    return value[: verbs[0].start()] if is_plain else value


def under_label(label: str, value: str, names: list[tuple[Name, Role]]) -> list[tuple[Name, Role]]:
    """The names that a label announces; one of parts of an office (责任科室) makes them parts."""
    if INNER_OFFICE.search(label) is None:
        return names
    return [(replace(name, part=f"{label}：{value}", stands_in=True), role) for name, role in names]


def _offices_of_persons(part: LabelledPart) -> list[tuple[Name, Role]]:
    """Whom a label of persons names, for a task that names no other: their offices (责任人：市教育局局长张某某), or themselves."""
    value = part.value.strip(_AROUND)
    if not names_who_does(part.label):
        return []
    names = names_of(value)
    offices = [replace(name, part=f"{part.label}：{value}") for name in names if name.person and is_office(name.text)]
    persons = names if all(is_person(name.text) for name in names) else ()
    role: Role = "lead" if part.label.startswith("牵头") else "responsible"
    return [(replace(name, person="", stands_in=True), role) for name in offices or persons]


_PERSON_BESIDE = re.compile(
    r"(?:[ \t\u3000\xa0]+|[（(])(?P<person>[\u4e00-\u9fff·]{2,4})(?:[）)]|(?=[、，,；;。\s]|$))"
)


def _without_persons(said: Statement, part: LabelledPart) -> str:
    """The value of a label of units and persons (责任单位及责任人) without the persons, who are noted with their units."""
    found = LABEL.fullmatch(part.label)
    if found is None or not found["beside"] or is_deadline_label(label := found["beside"].strip("及和与、/（(）)兼")):
        return part.value
    persons: list[str] = []

    def taken(match: re.Match[str]) -> str:
        if looks_like_body(match["person"]):
            return match.group()
        persons.append(match["person"])
        return ""

    units = _PERSON_BESIDE.sub(taken, part.value)
    if persons:
        said.persons.append(f"{label}：{part.value.strip(_AROUND)}")
    return units


_HOW_IN_A_BRACKET = re.compile(rf"[（(](?P<how>(?:{ADVERB})++负责)[）)]$")
"""甲、乙（按职责分工负责）: of all, so that the bracket says no more than the words without it."""


def with_verbs(text: str, *, unknown: bool = False) -> Statement | None:
    """What a text states by verbs alone (市教育局牵头，市财政局配合); None unless all of it is offices and what they do.

    With `unknown`, names that nothing is known of count as offices beside others that are.
    """
    said = _with_verbs(text, unknown=unknown)
    return None if said is None else said.copied()


@_OFTEN_THE_SAME
def _with_verbs(text: str, *, unknown: bool) -> Statement | None:
    if VERB.search(text) is None and WITH.search(text) is None:
        return None
    text = _HOW_IN_A_BRACKET.sub(r"\g<how>", text)
    said = Statement(unknown=unknown)
    _read_clauses(said, text, None)
    if not said.names or (said.left and not (unknown and not any(map(looks_like_body, said.left)))):
        return None
    if said.duties and len(said.names) < _LEAST_WITH_DUTIES:
        return None
    if any(name.text.startswith("负责") for name, _role in said.names):
        return None  # 负责学校消防监督检查 has nobody who does it
    if not unknown and all(name.stands_in for name, _role in said.names):
        return None  # of leaders alone, only what is set apart from the text is a statement
    sure = sum(is_known(name) for name, _role in said.names)
    if sure == len(said.names):
        return said
    known = unknown and sure and all(is_known(name) or could_be_body(name.text) for name, _role in said.names)
    return said if known else None


_RULE_BEFORE = re.compile(rf"([^，,。；;：:]{{4,20}}){COLON}")
"""排名第一的为牵头单位：…, where the rule is written in place of a label."""


def stated_in(text: str) -> Statement | None:
    """What a text states by labels, by verbs, or by verbs before its first label."""
    text = with_members(text)
    first = next(iter(labels_in(text)), None)
    if first is None and (ruled := _RULE_BEFORE.match(text)) is not None and (rule := lead_rule(ruled[1])) is not None:
        said = with_labels(text[ruled.end() :], "responsible")
        return said if said is None or said.left else replace(said, rule=rule)
    if first is None:
        said = with_verbs(text, unknown=True)
        if said is None and text.startswith("由") and (beginning := beginning_with_verbs(text)) is not None:
            said = beginning[0]
            said.left.append(text[beginning[1] :].strip(_LEFT_OPEN))
        return said
    stated = with_labels(text)
    if stated is not None and (head := text[: first.start()].strip(_LEFT_OPEN)):
        before = with_verbs(head, unknown=True) or _before_label(head)
        stated.names = before.names + stated.names
        stated.persons = before.persons + stated.persons
        stated.notes = before.notes + stated.notes
        stated.deadline = stated.deadline or before.deadline
    return stated if stated is None or stated.says_something else None


def _before_label(text: str) -> Statement:
    """What is before the first label without a verb: by when, who, or words that are only noted."""
    said = Statement()
    _read_clauses(said, text, "responsible")
    sure = not said.left and all(is_known(name) for name, _role in said.names)
    return said if sure else Statement(notes=[text])


def _with_duties(text: str) -> Statement | None:
    """The same where offices each do a part (市财政局负责资金保障) behind those that are said to do all."""
    said = with_verbs(text, unknown=True)
    if said is None or said.left or not said.duties:
        return None
    return said if said.names_offices(or_groups=True) else None


def beginning_with_verbs(text: str, *, behind_title: bool = False) -> tuple[Statement, int] | None:
    """What the first clauses of `text` state, and where what follows from it begins (由甲牵头，乙配合，对…问责).

    Only where they share the work among several, or what follows is about others, or those who do not do theirs, or `text`
    is a sentence behind a title that begins with 由 and offices.
    """
    found: tuple[Statement, int] | None = None
    end = 0
    for before, clause in split_outside(text, _CLAUSE)[:_MOST_CLAUSES]:
        end += len(before) + len(clause)
        said = with_verbs(text[:end]) or (_with_duties(text[:end]) if found is not None else None)
        if said is not None:
            found = said, end
        elif not all(is_known(name) for name in names_of(clause)):
            break  # names alone may wait for the verb of the next clause
    if found is None or (end == found[1] and not found[0].duties):
        return None
    roles = {role for _name, role in found[0].names}
    rest = text[found[1] :].lstrip(_LEFT_OPEN)
    if called_in(rest, found[0].names[0][0].text) is not None:
        return None  # more who take part, in words that are not understood
    by_offices = behind_title and text.startswith("由") and found[0].names_offices()
    goes_on = _CONSEQUENCE.match(rest) or begins_as_body(rest)
    return found if len(roles) > 1 or found[0].duties or by_offices or goes_on else None


def governing(text: str) -> Statement | None:
    """What a text states of the tasks that it points to (以下均由市教育局负责); None if it points to none or names nobody."""
    found = scope_of(text)
    if found is not None:
        scope, rest = found
        said = stated_in(rest) or _names_alone(rest)
    elif (meant := everyone(text)) is not None:
        scope, names, role = meant
        said = Statement([(name, role) for name in names_of(names)])
    else:
        return None
    if said is None or not said.names:
        return None
    said.scope = scope if scope.reach != "own" else None
    return said


_NO_COLON = re.compile(
    rf"(?:^|(?<=[，,；;。、\s]))(?P<label>{LABEL_OF_UNITS}(?<=..[位门构体方关]))[\s、，,；;→=＝|｜\-－—–]*(?=[\u4e00-\u9fff])"
)
_TIME_WITHOUT_COLON = re.compile(rf"(?<=[，,；;。、\s])(?P<label>{DEADLINE_LABEL})(?={TIME_LIMIT.pattern})")


def without_colons(text: str) -> Statement | None:
    """What a text states whose labels lack their colons (责任单位市教育局、市财政局); None unless the rest is offices."""
    if _NO_COLON.match(text) is None:
        return None
    said = with_labels(_TIME_WITHOUT_COLON.sub(r"\g<label>：", _NO_COLON.sub(r"\g<label>：", text)))
    if said is None or said.left or said.other or not said.names:
        return None
    return said if said.names_offices(or_groups=True) else None


def _names_alone(text: str) -> Statement | None:
    """Names without a verb, up to the first comma: 以下均涉及各县区，不再列出."""
    names = names_of(_CLAUSE.split(text, maxsplit=1)[0])
    sure = names and all(looks_like_body(one.text) for one in names)
    return Statement([(name, "responsible") for name in names]) if sure else None


def _of_others(clauses: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], Statement | None, list[tuple[str, str]]]:
    """The clauses of a sentence before those that point to other tasks, what those state, and the clauses behind."""
    not_listed = any(is_not_listed(clause) for _before, clause in clauses)
    starts = [
        at
        for at, (_before, clause) in enumerate(clauses)
        if _POINTS.match(clause.strip()) or (not_listed and not is_not_listed(clause))
    ]
    for start, end in zip(starts, [*starts[1:], len(clauses)], strict=False):
        text = "".join(before * (at > 0) + clause for at, (before, clause) in enumerate(clauses[start:end]))
        if (said := governing(text.strip())) is not None:
            return clauses[:start], said, clauses[end:]
    return clauses, None, []


def _read_clauses(said: Statement, text: str, default: Role | None, *, waits: bool = False) -> None:
    """Read one value clause by clause; names without a verb wait for the next one, then for `default`.

    A label of units gives its role to each clause without a verb; one that only announces who does what (部门分工) leaves
    those that follow a verb to the next (甲牵头，乙，丙配合), as it is where there is none: it `waits`.
    """
    pending: list[Name] = []
    known = len(said.names)
    text = _without_times(said, _without_rules(said, _with_others_behind(text)))
    for _before, sentence in split_outside(text, _SENTENCE):
        clauses = split_outside(_before_unknown_label(said, sentence), _CLAUSE)
        while (found := _of_others(clauses))[1] is not None:
            said.others.append(replace(found[1], plain=False))
            clauses = found[0] + found[2]
        stated = False
        for before, clause in clauses:
            stripped = _AT.sub("", clause.strip(" \t\u3000\xa0。."))
            if (
                not stripped
                or _HOW_ALONE.fullmatch(stripped)
                or (stated and not all(is_known(name) for name in names_of(stripped)))
            ):
                continue  # what follows a rule in its sentence explains the rule
            if is_convention(stripped):
                stated = True
                if lead_rule(stripped) is not None:
                    said.rule = lead_rule(sentence)
                if said.rule is not None and "下同" in sentence:
                    said.rule = replace(said.rule, below=True)
                continue
            if is_time_limit(stripped):
                said.deadline = f"{said.deadline}；{stripped}" if said.deadline else stripped
                continue
            if default is not None and not (waits and said.names):
                pending = _settled(said, pending, default)
            pending = _read_clause(said, stripped, before, pending)
    if default is None and not (said.unknown and said.names and all(map(is_known, pending))):
        said.left.extend(name.text for name in pending)
    else:
        _settled(said, pending, default or "responsible")
    new = [name for name, _role in said.names[known:]]
    parts = [name.part for name in new if name.part and not name.stands_in]
    said.parts += [one for one in dict.fromkeys(parts) if one not in said.parts]
    persons = [*(name.person for name in new if name.person), *parts]
    said.persons += [one for one in dict.fromkeys(persons) if one not in said.persons]
    said.plain = said.plain and not any(name.role for name in new)


def _before_unknown_label(said: Statement, sentence: str) -> str:
    """What of a sentence is before a label that nothing is known of; what it announces is noted."""
    found = _UNKNOWN_LABEL.search(sentence)
    if found is None:
        return sentence
    said.left.append(sentence[found.start() :].strip(_LEFT_OPEN))
    said.notes.append(said.left[-1])
    return sentence[: found.start()]


def _with_others_behind(text: str) -> str:
    """`text` with who is named with a verb in a bracket behind a name (市教育局（市财政局配合）) as a clause behind it."""
    for one in reversed(brackets(text)):
        if not one.closed or one.depth or not one.start or VERB.search(text, one.start, one.end) is None:
            continue
        inner = with_verbs(one.content(text))
        if inner is not None and inner.names and {role for _name, role in inner.names} == {"support"}:
            text = f"{text[: one.start]}，{one.content(text)}{text[one.end + 1 :]}"
    return text


def _without_rules(said: Statement, text: str) -> str:
    """`text` without the brackets that state a rule of leads: （排名第一的为牵头单位）."""
    if "牵头" not in text and "主办" not in text:
        return text
    for one in reversed(brackets(text)):
        if one.closed and (rule := lead_rule(one.content(text))) is not None:
            said.rule = said.rule or rule
            text = text[: one.start] + text[one.end + 1 :]
    return text


def _without_times(said: Statement, text: str) -> str:
    """`text` without the brackets that state by when: 市教育局（2027年6月底前完成）; several say each for its unit."""
    found = [one for one in brackets(text) if one.closed and is_time_limit(one.content(text))]
    ends = [0, *(one.end + 1 for one in found)]
    times = [one.content(text).strip() for one in found]
    names = [text[end : one.start].strip(" 、，,；;。及和与") for end, one in zip(ends, found, strict=False)]
    if len(set(times)) > 1:
        times = [name + time for name, time in zip(names, times, strict=True)]
    if times:
        said.deadline = "；".join(dict.fromkeys(filter(None, [said.deadline, *times])))
    for one in reversed(found):
        text = text[: one.start] + text[one.end + 1 :]
    return text


def _settled(said: Statement, pending: list[Name], role: Role) -> list[Name]:
    """Give `role` to the names that wait; gives back that none does."""
    said.left.extend(name.text for name in pending if reads_as_sentence(name.text))
    said.names.extend((name, name.role or role) for name in pending if not reads_as_sentence(name.text))
    return []


def _read_clause(said: Statement, clause: str, before: str, pending: list[Name]) -> list[Name]:
    """One clause; gives back the names that still wait for a verb."""
    clause, until = without_until(clause)
    if until:
        said.deadline = f"{said.deadline}；{until}" if said.deadline else until
    if (verb := VERB.fullmatch(clause)) is not None:  # …，按职责分工负责
        return _done(said, pending, verb)
    parts = list(by_verbs(has_others(clause), unknown=said.unknown))
    if said.unknown and parts == [(clause, None)] and (found := with_its_duty(clause)) is not None:
        said.duties.append(clause)
        return _done(said, [*pending, *names_of(found[0])], found[1])
    for text, verb in parts:
        first = said.names[0][0].text if said.names else pending[0].text if pending else ""
        if (called := called_in(text, first)) is not None:
            pending = _take_in(said, pending, called)
            continue
        names, leads = _with_partners(said, text)
        if times := [name.text for name in names if is_time_limit(name.text)]:
            said.deadline = "；".join(filter(None, [said.deadline, *times]))
            names = [name for name in names if name.text not in times]
        names = [replace(name, before=before) if before and not name.before else name for name in names]
        if leads:
            said.plain = False
            said.names.extend((name, name.role or "lead") for name in pending)
            said.names.extend((name, name.role or ("lead" if name.text in leads else "support")) for name in names)
            pending = []
        elif verb is not None:
            pending = _done(said, [*pending, *names], verb)
        else:
            pending = [*pending, *names]
        before = ""
    return pending


def _done(said: Statement, names: Sequence[Name], verb: re.Match[str] | None) -> list[Name]:
    """Give these names the role of what they do; gives back that none waits."""
    role = "responsible" if verb is None else role_of(verb)
    if role == "support" and verb is not None and is_joint(verb) and not said.names:
        role = "responsible"
    if names and role != "responsible":
        said.plain = False
    said.names.extend((name, name.role or role) for name in names)
    return []


def _take_in(said: Statement, pending: Sequence[Name], others: str) -> list[Name]:
    """Who is called in takes part, and who calls them in leads unless a verb has said what they do."""
    said.plain = False
    said.names.extend((name, name.role or "lead") for name in pending)
    names = names_of(others)
    said.open_ended = said.open_ended or any(name.open_after or is_open_alone(name.text) for name in names)
    said.names.extend((name, name.role or "support") for name in names if not is_open_alone(name.text))
    return []


def _with_partners(said: Statement, text: str) -> tuple[list[Name], set[str]]:
    """The names of `text`, and of them those that lead others (甲会同乙)."""
    match = partners_at(text)
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
