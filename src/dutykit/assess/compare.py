"""What changed from one catalogue to another, and which answers that makes suspect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dutykit.assess.matching import matched as matched_indicators
from dutykit.model.catalogue import Catalogue, Entry, Indicator
from dutykit.model.role import ROLES, Role
from dutykit.model.submission import Answer, Submission
from dutykit.model.unit import Register, Unit

Named = tuple[Role, str]
"""A unit or group, by its id today, and its role."""


@dataclass(frozen=True, slots=True)
class Side:
    """A catalogue with the units of its time."""

    catalogue: Catalogue
    register: Register


@dataclass(frozen=True)
class Matched:
    """An indicator that is in both catalogues."""

    old: Entry
    new: Entry
    taken_away: tuple[Named, ...]
    """Who was named and is no longer; units that were only renamed or merged do not count."""
    given: tuple[Named, ...]
    """Who is named and was not."""

    @property
    def is_reworded(self) -> bool:
        """Whether the text is another; blanks do not count."""
        return self.old.indicator.text_fingerprint != self.new.indicator.text_fingerprint

    @property
    def is_renumbered(self) -> bool:
        """Whether the id is another."""
        return self.old.indicator.id != self.new.indicator.id

    @property
    def is_reassigned(self) -> bool:
        """Whether others are responsible."""
        return bool(self.taken_away or self.given)

    @property
    def metrics_lost(self) -> tuple[str, ...]:
        """The metrics that were asked for and are no longer."""
        return _missing_metrics(self.old.indicator, self.new.indicator)

    @property
    def metrics_added(self) -> tuple[str, ...]:
        """The metrics that are asked for and were not."""
        return _missing_metrics(self.new.indicator, self.old.indicator)

    @property
    def is_remeasured(self) -> bool:
        """Whether other metrics are asked for."""
        return bool(self.metrics_lost or self.metrics_added)

    @property
    def is_changed(self) -> bool:
        """Whether anything of it is another than it was."""
        return any((self.is_reworded, self.is_renumbered, self.is_reassigned, self.is_moved, self.is_remeasured))

    @property
    def is_moved(self) -> bool:
        """Whether it is under another heading."""
        return (self.old.chapter.title, self.old.section.title) != (self.new.chapter.title, self.new.section.title)


@dataclass(frozen=True, slots=True)
class Succession:
    """Units that were renamed, merged or split: all of `old` went into all of `new`."""

    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def kind(self) -> Literal["renamed", "merged", "split"]:
        """Which of the three."""
        if len(self.new) > 1:
            return "split"
        return "merged" if len(self.old) > 1 else "renamed"


@dataclass(frozen=True)
class CatalogueChanges:
    """What changed from one catalogue to another. All in the order of the new one, the removed in that of the old."""

    matched: tuple[Matched, ...]
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    successions: tuple[Succession, ...]
    units_added: tuple[str, ...]
    """Units that are new and succeed none."""
    units_removed: tuple[str, ...]
    """Units that are gone without a successor."""
    members: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    """Groups in both with other members: the group, who left, who came."""

    @cached_property
    def by_old_id(self) -> dict[str, Matched]:
        """The matched indicators by their old id."""
        return {one.old.indicator.id: one for one in self.matched}

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        still = not any(one.is_changed for one in self.matched)
        units = self.successions or self.units_added or self.units_removed or self.members
        return still and not (self.added or self.removed or units)


def _missing_metrics(one: Indicator, other: Indicator) -> tuple[str, ...]:
    there = {metric.id for metric in other.metrics}
    return tuple(dict.fromkeys(metric.id for metric in one.metrics if metric.id not in there))


def compare_catalogues(old: Side, new: Side) -> CatalogueChanges:
    """Match the indicators by their texts, whatever their ids, and say what changed."""
    before_now = matched_indicators(_indicators(old.catalogue), _indicators(new.catalogue))
    former = {one.new.id: old.catalogue.by_id[one.old.id] for one in before_now}
    went_on = {before.indicator.id for before in former.values()}
    matched = []
    for entry in new.catalogue.by_id.values():
        before = former.get(entry.indicator.id)
        if before is not None:
            away, given = _reassigned(before.indicator, entry.indicator, old.register, new.register)
            matched.append(Matched(before, entry, away, given))
    successions = tuple(_successions(old.register, new.register))
    successors = {unit for one in successions for unit in one.new}
    return CatalogueChanges(
        tuple(matched),
        tuple(entry for entry in new.catalogue.by_id.values() if entry.indicator.id not in former),
        tuple(entry for key, entry in old.catalogue.by_id.items() if key not in went_on),
        successions,
        tuple(unit for unit in new.register.by_id if unit not in successors and not _was_there(unit, old, new)),
        tuple(unit for unit in old.register.by_id if not new.register.today(unit)),
        tuple(_members(old.register, new.register)),
    )


def _indicators(catalogue: Catalogue) -> list[Indicator]:
    return [entry.indicator for entry in catalogue.by_id.values()]


def _reassigned(
    old: Indicator, new: Indicator, old_register: Register, new_register: Register
) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    before: dict[Named, None] = {}
    for role in ROLES:
        for name in old.named(role):
            key = old_register.canonical.get(name, name)
            for now in _now(key, new_register):
                before[role, now] = None
    after = {(role, new_register.canonical.get(name, name)): None for role in ROLES for name in new.named(role)}
    return tuple(one for one in before if one not in after), tuple(one for one in after if one not in before)


def _now(key: str, register: Register) -> tuple[str, ...]:
    """What a unit or group of then is called now; its old name if it is gone."""
    if register.canonical.get(key) in register.group_by_id:
        return (register.canonical[key],)
    return register.today(key) or (key,)


def _was_there(unit: str, old: Side, new: Side) -> bool:
    names = (unit, *new.register.by_id[unit].aliases)
    return any(old.register.canonical.get(name) in old.register.by_id for name in names)


def _successions(old: Register, new: Register) -> Iterator[Succession]:
    seen: set[str] = set()
    for unit in new.units:
        former = tuple(name for name in dict.fromkeys(unit.succeeds) if name in old.canonical)
        if not former or unit.id in seen:
            continue
        # Who succeeds another and was there before has taken it in; who is still there has given something away.
        successors = {name: None for name in former if name in new.by_id}
        successors |= {successor: None for name in former for successor in new.successors[name]}
        seen.update(successors)
        stayed = (name for name in _former_names(unit, old) if name not in former)
        yield Succession((*stayed, *former), tuple(successors))
    silent: dict[str, list[str]] = {}
    for key in old.by_id:  # what is an alias now was renamed or taken in without saying so
        now = new.canonical.get(key)
        if now is not None and now != key and now in new.by_id and now not in seen:
            silent.setdefault(now, []).append(key)
    for now, keys in silent.items():
        yield Succession((*((now,) if now in old.by_id else ()), *keys), (now,))


def _former_names(unit: Unit, old: Register) -> tuple[str, ...]:
    """The units of the old register that `unit` was by its own names."""
    keys = (old.canonical.get(name) for name in (unit.id, *unit.aliases))
    return tuple(dict.fromkeys(key for key in keys if key in old.by_id))


def _members(old: Register, new: Register) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    for key, group in new.group_by_id.items():
        before = old.find(key)
        if before is None or before.id not in old.group_by_id:
            continue
        was = {
            now: None for name in old.group_by_id[before.id].members for now in _now(old.canonical.get(name, name), new)
        }
        is_now = {new.canonical.get(name, name): None for name in group.members}
        left = tuple(one for one in was if one not in is_now)
        came = tuple(one for one in is_now if one not in was)
        if left or came:
            yield key, left, came


SuspectReason = Literal["reworded", "removed", "renumbered", "reassigned", "stale"]


@dataclass(frozen=True, slots=True)
class Suspect:
    """An answer that may no longer answer what is asked."""

    unit: str
    answer: Answer
    reason: SuspectReason
    now: str | None
    """The indicator's id in the new catalogue; None if it is gone."""


def suspect_answers(
    changes: CatalogueChanges, given: Iterable[Submission], old: Register, new: Register
) -> tuple[Suspect, ...]:
    """The answers in `given`, submissions by the old catalogue, that the changes touch."""
    found = []
    for submission in given:
        unit = old.canonical.get(submission.unit, submission.unit)
        for answer in submission.answers:
            one = changes.by_old_id.get(answer.indicator)
            if one is None:
                if any(entry.indicator.id == answer.indicator for entry in changes.removed):
                    found.append(Suspect(unit, answer, "removed", None))
                continue
            now = one.new.indicator.id
            if one.is_reworded:
                found.append(Suspect(unit, answer, "reworded", now))
            elif _lost(one, unit, new):
                found.append(Suspect(unit, answer, "reassigned", now))
            elif one.is_renumbered:
                found.append(Suspect(unit, answer, "renumbered", now))
    return tuple(found)


def stale_answers(changes: CatalogueChanges, given: Iterable[Submission], register: Register) -> tuple[Suspect, ...]:
    """The answers in `given`, submissions by the new catalogue, that were written for the old text."""
    by_new_id = {one.new.indicator.id: one for one in changes.matched}
    found = []
    for submission in given:
        for answer in submission.answers:
            one = by_new_id.get(answer.indicator)
            if one is not None and one.is_reworded and answer.text_fingerprint == one.old.indicator.text_fingerprint:
                unit = register.canonical.get(submission.unit, submission.unit)
                found.append(Suspect(unit, answer, "stale", answer.indicator))
    return tuple(found)


def _lost(one: Matched, unit: str, register: Register) -> bool:
    now = register.today(unit)
    away = {key for _role, key in one.taken_away}
    given = {key for _role, key in one.given}
    return bool(now) and bool(away & set(now)) and not given & set(now)
