"""A plan to a catalogue and a register of units that a workspace can take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dutykit.language import _
from dutykit.model.catalogue import Catalogue, Chapter, Indicator, Section, SectionNumbers, Source
from dutykit.model.refusal import Refusal
from dutykit.model.role import ROLES, Role
from dutykit.model.unit import Group, Register, Unit, UnitKind
from dutykit.plans.grammar.record import Doubt, Heading, Party, Plan, Task
from dutykit.plans.grammar.words.body import is_group
from dutykit.plans.grammar.words.run_together import run_together
from dutykit.text.numeral import chinese_numeral, numeral_value
from dutykit.text.simplified import simplified
from dutykit.text.unit_names import likely_doubles

_Tree = dict[Heading, dict[Heading, list[Indicator]]]
"""The indicators under their sections, and those under their chapters."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a plan would put into a workspace."""

    plan: Plan
    catalogue: Catalogue | None
    """None if the plan names nobody for anything."""
    register: Register
    """Every unit and group the plan names; those a workspace knows already as they are there."""
    meant: Mapping[str, str]
    """Each name as written with the id it means."""
    new: frozenset[str]
    """Ids of units and groups the workspace does not know."""
    doubts: tuple[Doubt, ...]
    ids: tuple[str, ...] = field(default=())
    """The indicator each task of the plan became, in their order."""
    known: Register | None = None
    """The units that the workspace knew."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Of its indicators that somebody said which one of the workspace they are, the id there, or that they are new."""

    def hold_to(self, known: Register) -> None:
        """Raise Refusal unless it was made for a workspace that knows just these units."""
        if self.known is None:
            raise Refusal(_("无法读取指标体系或单位名录"), _("先运行 dutykit validate，改正所列错误"))
        if self.known != known:
            raise Refusal(_("工作区在显示变更之后又被修改，变更的内容已不同"), _("重新运行命令，核对后再写入"))


def propose(plan: Plan, known: Register | None, fallback_title: str) -> Proposal:
    """What `plan` makes of a workspace that knows the units `known`."""
    first: dict[str, int] = {}
    for task in plan.tasks:
        for party in task.parties:
            first.setdefault(party.name, party.line)
    register, meant, new = _register(plan, list(first), known)
    doubts = [
        *plan.doubts,
        *_near(first, meant, known),
        *_joined(first, known),
        *_groups(first, register, new),
        *_renumbered(plan.tasks),
        *_head(plan),
    ]
    doubts.sort(key=lambda one: (one.line, one.kind, one.subject))
    if not plan.tasks:
        return Proposal(plan, None, register, meant, new, tuple(doubts), known=known)
    ids = _ids(plan.tasks, keeps_numbers=plan.keeps_numbers)
    tree = _tree(plan, ids, meant, fallback_title)
    numbers = _section_numbers(tree)
    catalogue = Catalogue(
        title=plan.head.plan_title or plan.head.title or fallback_title,
        source=_source(plan, fallback_title),
        section_numbers=numbers,
        chapters=tuple(_chapters(tree, numbers, plan.head.plan_title or plan.head.title or fallback_title)),
    )
    return Proposal(plan, catalogue, register, meant, new, tuple(doubts), ids, known)


def _source(plan: Plan, fallback_title: str) -> Source:
    head = plan.head
    return Source(
        title=head.title or fallback_title,
        issuer=head.issuer or "（原文未写明）",
        number=head.number or None,
        dated=head.dated,
        published=head.published,
        addressees=head.addressees,
    )


def _ids(tasks: Sequence[Task], *, keeps_numbers: bool) -> tuple[str, ...]:
    """The tasks' own numbers where each has one and no two the same; else they are counted."""
    own = [unicodedata.normalize("NFKC", task.number) for task in tasks]
    if keeps_numbers and all(own) and len(set(own)) == len(own):
        return tuple(own)
    if all(one.isascii() and one.isdecimal() for one in own) and len(set(own)) == len(own):
        return tuple(str(int(one)) for one in own)
    return tuple(str(number) for number in range(1, len(tasks) + 1))


def _renumbered(tasks: Sequence[Task]) -> Iterator[Doubt]:
    """Numbers that the document gives to several tasks: by a slip, if these stand below one heading."""
    lines: dict[str, list[Task]] = {}
    for task in tasks:
        if task.number:
            lines.setdefault(unicodedata.normalize("NFKC", task.number), []).append(task)
    repeated = {number: same for number, same in lines.items() if len(same) > 1}
    slips = {
        number: same
        for number, same in repeated.items()
        if len({(task.chapter, task.section) for task in same}) < len(same)
    }
    for numbers, certain in ((slips, False), (repeated.keys() - slips.keys(), True)):
        if numbers:
            line = min(repeated[number][1].line for number in numbers)
            yield Doubt(
                line, "renumbered", "、".join(sorted(numbers, key=lambda one: (len(one), one))), certain=certain
            )


def _tree(plan: Plan, ids: Sequence[str], meant: Mapping[str, str], fallback: str) -> _Tree:
    """Chapters and sections as the document sets them; where it has one level only, that is the sections'."""
    whole = Heading(plan.head.plan_title or plan.head.title or fallback, 0)
    sectioned = any(task.section is not None for task in plan.tasks)
    tree: _Tree = {}
    for task, key in zip(plan.tasks, ids, strict=True):
        chapter, section = task.chapter, task.section
        if chapter is not None and not sectioned:
            chapter, section = None, chapter
        chapter = chapter or whole
        section = section or chapter
        tree.setdefault(chapter, {}).setdefault(section, []).append(_indicator(task, key, meant))
    return tree


def _section_numbers(tree: _Tree) -> SectionNumbers:
    """How the document numbers its sections: the way that more of the numbers it gives them agree with."""
    count = running = anew = 0
    for chapter, sections in tree.items():
        for position, section in enumerate(sections, 1):
            count += 1
            if section is not chapter and section.number:
                running += _is_number(section.number, count)
                anew += _is_number(section.number, position)
    return "by_chapter" if anew > running else "continuous"


def _chapters(tree: _Tree, numbers: SectionNumbers, title: str) -> Iterator[Chapter]:
    count = 0
    for number, (chapter, sections) in enumerate(tree.items(), 1):
        made: list[Section] = []
        for position, (section, indicators) in enumerate(sections.items(), 1):
            count += 1
            note = _note(section, position if numbers == "by_chapter" else count) if section is not chapter else ""
            made.append(Section(title=section.title or title, note=note or None, indicators=tuple(indicators)))
        yield Chapter(title=chapter.title or title, note=_note(chapter, number) or None, sections=tuple(made))


def _note(heading: Heading, number: int) -> str:
    """What the document has beside a heading's title: another number than its place here, and words below it."""
    parts = []
    if heading.number and not _is_number(heading.number, number):
        parts.append(f"原文序号：{heading.number}。")
    if heading.note:
        parts.append(f"原文：{heading.note}")
    return "".join(parts)


def _is_number(written: str, number: int) -> bool:
    """Whether a heading's number, in whatever numerals, is `number`."""
    if written.isascii():
        return written == str(number)
    return numeral_value(written) == number or ("百" in written and written == chinese_numeral(number))


def _indicator(task: Task, key: str, meant: Mapping[str, str]) -> Indicator:
    named: dict[Role, list[str]] = {role: [] for role in ROLES}
    taken: set[str] = set()
    for party in _weightiest(task.parties):
        name = meant[party.name]
        if name not in taken:
            taken.add(name)
            named[party.role].append(name)
    return Indicator(
        id=key,
        text=task.text or "（原文未写明）",
        lead=tuple(named["lead"]),
        responsible=tuple(named["responsible"]),
        support=tuple(named["support"]),
        guide=tuple(named["guide"]),
        inherited=tuple(dict.fromkeys(meant[party.name] for party in task.parties if party.inherited)),
        open_ended=task.open_ended,
        deadline=task.deadline,
        note=task.note or None,
        points=task.stated.points,
        metrics=task.stated.metrics,
        evidence_required=task.stated.evidence_required,
    )


def _weightiest(parties: Sequence[Party]) -> list[Party]:
    """The parties in their order, of one named twice the weightier role."""
    best: dict[str, Party] = {}
    for party in parties:
        have = best.get(party.name)
        if have is None or ROLES.index(party.role) < ROLES.index(have.role):
            best[party.name] = party
    return [party for party in parties if best[party.name] is party]


def _register(
    plan: Plan, names: Sequence[str], known: Register | None
) -> tuple[Register, dict[str, str], frozenset[str]]:
    meant: dict[str, str] = {}
    units: dict[str, Unit] = {}
    groups: dict[str, Group] = {}
    new: set[str] = set()
    full_names = {name: short for short, name in plan.aliases.items()}
    canonical = {} if known is None else {simplified(name): name for name in known.canonical}
    for name in names:
        found = _known(name, known, canonical)
        if isinstance(found, Unit):
            units[found.id] = found
            meant[name] = found.id
            continue
        if found is not None:
            groups[found.id] = found
            meant[name] = found.id
            continue
        other = plan.aliases.get(name) or full_names.get(name)
        if other is not None and other in meant:
            meant[name] = meant[other]
            continue
        meant[name] = name
        new.add(name)
        aliases = (other,) if other is not None else ()
        comment = plan.comments.get(name)
        if is_group(simplified(name)):
            note = "原文没有列出成员。" + (f"原文注：{comment}。" if comment else "")
            groups[name] = Group(id=name, members=(), aliases=aliases, note=note)
        else:
            units[name] = Unit(
                id=name, kind=kind_of(name), aliases=aliases, note=f"原文注：{comment}。" if comment else None
            )
    return Register(units=tuple(units.values()), groups=tuple(groups.values())), meant, frozenset(new)


def _known(name: str, known: Register | None, canonical: Mapping[str, str]) -> Unit | Group | None:
    """What a name means to a workspace, which may write it in other characters."""
    if known is None:
        return None
    return known.find(name) or known.find(canonical.get(simplified(name), name))


def kind_of(name: str) -> UnitKind:
    """What kind of unit a name most likely means."""
    core = re.sub(r"[（(〔\[].*$", "", simplified(name))
    if re.search("(?:管委会|管理委员会|开发区|园区|新区|高新区)$", core):
        return "zone"
    if re.search(
        "(?:(?:省|市|县|区|州|旗|镇|乡)(?:人民)?政府|街道办事处|街道|镇|乡|[县州旗市]|(?<![社校景片小灌矿营辖学])区)$",
        core,
    ):
        return "county"
    if re.search("(?:办|办公室|中心|室|处|科|股|专班|小组)$", core):
        return "office"
    return "department"


def _near(names: Mapping[str, int], meant: Mapping[str, str], known: Register | None) -> Iterator[Doubt]:
    """New names, each with the line of its first, that most likely mean what another name means."""
    others = set(known.canonical) if known is not None else set()
    new = {name for name in names if name not in others}
    notes: set[tuple[str, str]] = set()
    written = {simplified(name): name for name in (*others, *names)}
    for first_name, second_name, _why in likely_doubles(set(written)):
        one, other = written[first_name], written[second_name]
        here = other if other in new else one
        there = one if here == other else other
        target = meant.get(there) or (known.canonical.get(there, there) if known is not None else there)
        if here in new and meant[here] != target and (here, target) not in notes:
            notes.add((here, target))
            yield Doubt(names.get(here, 0), "near", here, target)


def _joined(names: Mapping[str, int], known: Register | None) -> Iterator[Doubt]:
    """New names that are most likely two, run together."""
    there = set(known.canonical) if known is not None else set()
    others = {simplified(name) for name in (*names, *there)}
    for name, line in names.items():
        pair = None if name in there else run_together(simplified(name), others)
        if pair is not None:
            yield Doubt(line, "joined", name, _("、").join(pair))


def _groups(names: Mapping[str, int], register: Register, new: frozenset[str]) -> Iterator[Doubt]:
    for group in register.groups:
        if group.id in new:
            yield Doubt(names.get(group.id, 0), "group", group.id)


def _head(plan: Plan) -> Iterator[Doubt]:
    if not plan.tasks:
        return
    for value, word in (
        (plan.head.title, _("标题")),
        (plan.head.issuer, _("发文机关")),
        (plan.head.dated, _("成文日期")),
    ):
        if not value:
            yield Doubt(0, "head", word)
