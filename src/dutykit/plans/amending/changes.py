"""The amendments that lead from a workspace to a new catalogue and new units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from dutykit.assess.compare import Side, compare_catalogues
from dutykit.language import _
from dutykit.model.amendment import Amendment, AmendmentKind
from dutykit.model.catalogue import Catalogue, Indicator
from dutykit.model.refusal import Refusal
from dutykit.model.responsibility import Responsibilities
from dutykit.model.submission import Submission
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace
from dutykit.plans.amending.target import Target


def changes(
    workspace: Workspace,
    target: Target,
    owed: Responsibilities,
    given: Mapping[str, Submission],
    wording: Collection[str],
) -> tuple[Amendment, ...]:
    """Every change in the new catalogue's order, then what is gone in that of the old one.

    `owed` are the responsibilities of the target, `given` the submissions of the cycle by unit, `wording` the ids of
    indicators of which only the wording changed. Answers that were left over by an earlier edit are changes, too.
    """
    old, new = workspace.catalogue.by_id, target.catalogue.by_id
    before = _owners(workspace.responsibilities, target.register)
    after = _owners(owed, target.register)
    stale = _stale(target.catalogue, owed, given)
    beyond = _beyond(owed, given)
    found: list[Amendment] = []
    for key, entry in new.items():
        one, was = entry.indicator, old[key].indicator if key in old else None
        owners = after.get(key, ())
        if was is None:
            found.append(_note(one, "added", owners, None, one))
        else:
            if was.text_fingerprint != one.text_fingerprint or key in stale:
                kind: AmendmentKind = "wording" if key in wording else "reworded"
                found.append(_note(one, kind, owners, was if was.text != one.text else None, one))
            came = [unit for unit in owners if unit not in before.get(key, ())]
            left = [unit for unit in before.get(key, ()) if unit not in owners]
            if came:
                found.append(_note(one, "assigned", came, None, one))
            if left or key in beyond:
                found.append(_note(one, "released", dict.fromkeys((*left, *beyond.get(key, ()))), None, one))
    gone = dict.fromkeys((*(key for key in old if key not in new), *(key for key in beyond if key not in new)))
    for key in gone:
        was = old[key].indicator if key in old else None
        former = dict.fromkeys((*before.get(key, ()), *beyond.get(key, ())))
        text = None if was is None else was.text
        old_print = None if was is None else was.text_fingerprint
        found.append(Amendment(indicator=key, change="removed", units=tuple(former), before=text, old=old_print))
    return tuple(found)


def refuse_renumbered(workspace: Workspace, target: Target) -> None:
    """Refuse indicators that would have another number: answers, reviews and problems know them by it."""
    compared = compare_catalogues(
        _side(workspace.catalogue, workspace.register), _side(target.catalogue, target.register)
    )
    moved = [
        f"{one.old.indicator.id}→{one.new.indicator.id}"
        for one in compared.matched
        if one.is_renumbered and not one.is_reworded
    ]
    if moved:
        message = _("年度中间不能改指标编号：{ids}").format(ids=_("、").join(moved))
        raise Refusal(message, _("保留原编号，新增的指标使用新的编号；编号在转入新年度时再改（carry-forward）"))


def others(workspace: Workspace, target: Target, told: Iterable[Amendment]) -> Iterator[str]:
    """The ids of indicators of which something changes that `told` does not state: metrics, headings, notes."""
    known = {one.indicator for one in told}
    for key, entry in target.catalogue.by_id.items():
        was = workspace.catalogue.by_id.get(key)
        if was is None or key in known:
            continue
        titles = [(one.chapter.title, one.section.title) for one in (was, entry)]
        if was.indicator != entry.indicator or titles[0] != titles[1]:
            yield key


def _side(catalogue: Catalogue, register: Register) -> Side:
    return Side(catalogue, register)


def _note(
    one: Indicator, kind: AmendmentKind, units: Iterable[str], was: Indicator | None, now: Indicator | None
) -> Amendment:
    return Amendment(
        indicator=one.id,
        change=kind,
        units=tuple(units),
        before=None if was is None else was.text,
        after=None if now is None else now.text,
        old=None if was is None else was.text_fingerprint,
        new=None if now is None else now.text_fingerprint,
    )


def _owners(responsibilities: Responsibilities, register: Register) -> dict[str, tuple[str, ...]]:
    """The units responsible for each indicator, by what they are called in `register`, or were."""
    found: dict[str, dict[str, None]] = {}
    for duty in responsibilities.duties:
        for unit in register.today(duty.unit) or (duty.unit,):
            found.setdefault(duty.indicator, {})[unit] = None
    return {key: tuple(units) for key, units in found.items()}


def _stale(catalogue: Catalogue, owed: Responsibilities, given: Mapping[str, Submission]) -> frozenset[str]:
    """The indicators that some answer was written for in another wording."""
    return frozenset(
        answer.indicator
        for unit, submission in given.items()
        for answer in submission.answers
        if owed.duty(unit, answer.indicator) is not None
        and answer.text_fingerprint not in {None, catalogue.by_id[answer.indicator].indicator.text_fingerprint}
    )


def _beyond(owed: Responsibilities, given: Mapping[str, Submission]) -> dict[str, tuple[str, ...]]:
    """The units that have answered an indicator they will not be responsible for, by the indicator."""
    found: dict[str, dict[str, None]] = {}
    for unit, submission in given.items():
        for answer in submission.answers:
            if owed.duty(unit, answer.indicator) is None:
                found.setdefault(answer.indicator, {})[unit] = None
    return {key: tuple(units) for key, units in found.items()}
