"""Which tasks of a plan are indicators of a catalogue: what is the same is, what is alike is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dutykit.assess.matching import Match, matched
from dutykit.language import _
from dutykit.model.catalogue import Catalogue, Indicator
from dutykit.model.refusal import Refusal
from dutykit.plans.grammar.record import Doubt, DoubtKind
from dutykit.plans.proposal import Proposal

NEW = "new"
"""The answer that a task is an indicator of its own."""
_CHANGED = 0.8
"""How alike a task must be to an indicator to be taken for it, changed, until somebody answers."""


def pairs_of(catalogue: Catalogue, proposal: Proposal) -> dict[str, str]:
    """The indicators of the plan that are in the catalogue already, each with its id there."""
    return {one.new.id: one.old.id for one in _matches(catalogue, proposal) if _is_taken(one, proposal)}


def with_answers(proposal: Proposal, catalogue: Catalogue, given: Sequence[str]) -> Proposal:
    """The proposal with what was answered of its tasks (3=12, 4=new), and with what is left to ask. Raises Refusal."""
    if proposal.catalogue is None:
        return proposal
    answered = replace(proposal, answers=dict(_answers(given, catalogue, proposal.catalogue)))
    doubts = sorted(
        (*proposal.doubts, *_doubts(catalogue, answered)), key=lambda one: (one.line, one.kind, one.subject)
    )
    return replace(answered, doubts=tuple(doubts))


def _answers(given: Sequence[str], old: Catalogue, new: Catalogue) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for text in given:
        number, _equals, answer = (one.strip() for one in text.partition("="))
        if not number or not answer:
            fix = _("写成 3=12（第 3 项是对指标 12 的修改），或写成 3={new}（第 3 项是新增的指标）").format(new=NEW)
            raise Refusal(_("{option} 写法有误：{text}").format(option="--indicator", text=text), fix)
        if number not in new.by_id:
            raise Refusal(_("方案中没有编号为“{number}”的任务").format(number=number), _("写核对结果中的任务编号"))
        if answer != NEW and answer not in old.by_id:
            raise Refusal(_("没有编号为“{name}”的指标").format(name=answer), _("核对 --indicator 等号后的指标编号"))
        if number in seen or (answer != NEW and answer in seen.values()):
            name = number if number in seen else answer
            raise Refusal(_("--indicator 指定了两次：{name}").format(name=name), _("一项任务对应一项指标，只写一次"))
        seen[number] = answer
        yield number, answer


def _matches(catalogue: Catalogue, proposal: Proposal) -> list[Match]:
    if proposal.catalogue is None:
        return []
    new, answers = proposal.catalogue.by_id, proposal.answers
    old = {key: entry.indicator for key, entry in catalogue.by_id.items()}
    fixed = [
        Match(old.pop(answer), new[number].indicator, 1.0)
        for number, answer in answers.items()
        if answer != NEW and answer in old
    ]
    return [*fixed, *matched(old.values(), [one.indicator for key, one in new.items() if key not in answers])]


def _is_taken(one: Match, proposal: Proposal) -> bool:
    return one.likeness >= _CHANGED or one.new.id in proposal.answers


def _doubts(catalogue: Catalogue, proposal: Proposal) -> Iterator[Doubt]:
    lines = dict(zip(proposal.ids, (task.line for task in proposal.plan.tasks), strict=True))
    moved: list[Match] = []
    for one in _matches(catalogue, proposal):
        if one.new.id in proposal.answers:
            continue
        if one.likeness < 1:
            kind: DoubtKind = "reworded" if _is_taken(one, proposal) else "alike"
            yield Doubt(lines.get(one.new.id, 0), kind, one.new.id, f"{one.old.id}={int(one.likeness * 100)}%")
        elif _is_number(one.old) and _is_number(one.new) and one.old.id != one.new.id:
            moved.append(one)
    if moved:
        line = min(lines.get(one.new.id, 0) for one in moved)
        yield Doubt(line, "moved", "、".join(f"{one.new.id}→{one.old.id}" for one in moved), certain=True)


def _is_number(one: Indicator) -> bool:
    return one.id.isascii() and one.id.isdecimal()
