"""Runs the checks over a workspace and stamps what they yield."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from dutykit.check.declare import Check
from dutykit.check.plugin import PluginStoppedError, guarded, plugin_rules, stopped
from dutykit.check.register import CHECKS
from dutykit.check.rules.plugin_unusable import plugin_unusable
from dutykit.model.finding import Finding, Flaw
from dutykit.model.layout import REVIEWS_FOLDER, SUBMISSIONS_FOLDER
from dutykit.model.place import Place
from dutykit.model.review import Review
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace

_OF_A_CYCLE = (SUBMISSIONS_FOLDER + "/", REVIEWS_FOLDER + "/")
"""Where the files stand that belong to one cycle."""


def run_checks(workspace: Workspace, checks: Iterable[Check] | None = None) -> list[Finding]:
    """The findings of `checks` on `workspace`, unsorted; by default of all, those of the workspace's plug-ins too.

    The submissions and reviews of a cycle whose catalogue and units were kept are held against those; the catalogue
    and units themselves are not checked again.
    """
    present, past = _views(workspace) if workspace.past else (workspace, [])
    found = []
    for one in CHECKS if checks is None else checks:
        found += [_finding(one, flaw) for flaw in one.flaws(workspace if one.whole else present)]
        for then in () if one.whole else past:
            flaws = one.flaws(then)
            found += [_finding(one, flaw) for flaw in flaws if flaw.place.file.startswith(_OF_A_CYCLE)]
    return found if checks is not None else [*found, *_of_plugins(workspace)]


def _of_plugins(workspace: Workspace) -> Iterator[Finding]:
    """What the rules of plug-ins find; one that stops is a finding itself, and the others go on."""
    names = workspace.settings.plugins
    for number, name in enumerate(names):
        for one in () if name in names[:number] else plugin_rules(name):
            try:
                yield from guarded(partial(_findings_of, workspace, one))
            except PluginStoppedError as error:
                place = workspace.settings.item_place("plugins", number)
                yield _finding(plugin_unusable, Flaw(place, *stopped(one.name, error)))


def _findings_of(workspace: Workspace, rule: Check) -> list[Finding]:
    """What a plug-in's rule finds. Raises TypeError if a flaw is not made of places and texts."""
    found = run_checks(workspace, [rule])
    for one in found:
        for place, message in ((one.place, one.message), *((other.place, other.message) for other in one.related)):
            _require(place, Place, "place")
            _require(message, str, "message")
            for part, kind in zip(place, (str, int, int, int), strict=True):
                _require(part, kind, "place")
            if not place.file or min(place[1:]) < 1:
                raise ValueError(f"Flaw.place: {place!r}")
        if one.fix is not None:
            _require(one.fix, str, "fix")
    return found


def _require(value: object, kind: type, name: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"Flaw.{name}: {value!r}")


def _views(workspace: Workspace) -> tuple[Workspace, list[Workspace]]:
    """The workspace with what the present catalogue and units are for, and one for each cycle that has its own."""
    sources = workspace.sources
    over: tuple[Submission | Review, ...] = (*workspace.submissions, *workspace.all_reviews)
    files = {one.file for one in over if one.cycle in workspace.past}
    present = replace(
        workspace,
        submissions=tuple(one for one in workspace.submissions if one.cycle not in workspace.past),
        reviews=tuple(one for one in workspace.reviews if one.cycle not in workspace.past),
        individual_reviews=tuple(one for one in workspace.individual_reviews if one.cycle not in workspace.past),
        doubles=tuple(one for one in workspace.doubles if one.cycle not in workspace.past),
        sources={name: source for name, source in sources.items() if name not in files},
    )
    past = []
    for cycle in sorted(workspace.past):
        submissions = tuple(one for one in workspace.submissions if one.cycle == cycle)
        reviews = tuple(one for one in workspace.reviews if one.cycle == cycle)
        individual = tuple(one for one in workspace.individual_reviews if one.cycle == cycle)
        of_cycle: tuple[Submission | Review, ...] = (*submissions, *reviews, *individual)
        names = [one.file for one in of_cycle]
        texts = {name: sources[name] for name in names if name in sources}
        then = replace(workspace.at(cycle), submissions=submissions, reviews=reviews, individual_reviews=individual)
        doubles = tuple(one for one in workspace.doubles if one.cycle == cycle)
        past.append(replace(then, doubles=doubles, sources=texts))
    return present, past


def _finding(one: Check, flaw: Flaw) -> Finding:
    return Finding(one.name, one.severity, flaw.place, flaw.message, flaw.fix, flaw.related)
