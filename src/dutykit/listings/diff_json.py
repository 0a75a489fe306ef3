"""What changed as a JSON document, version 1."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.assess.compare import CatalogueChanges, Matched, Suspect
from dutykit.assess.wording import word_changes
from dutykit.assess.year_on_year import CycleChanges
from dutykit.model.catalogue import Entry

VERSION = 1


def diff_document(
    old: str, new: str, changes: CatalogueChanges, cycles: CycleChanges | None, suspects: Sequence[Suspect]
) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `old`, `new`: the years or files compared
    - `added`, `removed`: indicators: `id`, `text`, `chapter`, `section` (titles)
    - `changed`: indicators that are in both with `old_id`, `new_id`, `reworded`, `renumbered`, `moved`, `reassigned`
      (each true or false), `words`: pieces of `kind` "same", "removed" or "added" with their `text` (empty if not
      reworded), `taken_away` and `given`: `role` and `name`, `metrics_lost` and `metrics_added` (names)
    - `units`: `successions` (`kind`: "renamed", "merged" or "split"; `old`, `new`: names), `added`, `removed`, and
      `members`: groups whose members changed: `group`, `left`, `came`
    - `suspects`: answers to be looked at again: `unit`, `indicator`, `now` (its id in the new catalogue, or null),
      `reason` ("reworded", "removed", "renumbered", "reassigned", "stale"), `file`, `line`, `column`
    - `metrics`: `unit`, `indicator`, `name`, `measure` (or null), `old`, `new` (numbers as text), `arrow` and `better`
      (null without a target); `ratings`: `unit`, `indicator`, `old`, `new` (or null), `better`; both null where
      catalogues alone are compared
    """
    return {
        "version": VERSION,
        "old": old,
        "new": new,
        "added": [_entry(one) for one in changes.added],
        "removed": [_entry(one) for one in changes.removed],
        "changed": [_matched(one) for one in changes.matched if one.is_changed],
        "units": {
            "successions": [
                {"kind": one.kind, "old": list(one.old), "new": list(one.new)} for one in changes.successions
            ],
            "added": list(changes.units_added),
            "removed": list(changes.units_removed),
            "members": [
                {"group": group, "left": list(left), "came": list(came)} for group, left, came in changes.members
            ],
        },
        "suspects": [_suspect(one) for one in suspects],
        "metrics": None
        if cycles is None
        else [
            {
                "unit": one.unit,
                "indicator": one.indicator,
                "name": one.name,
                "measure": one.measure,
                "old": f"{one.old:f}",
                "new": f"{one.new:f}",
                "arrow": one.arrow,
                "better": one.better,
            }
            for one in cycles.metrics
        ],
        "ratings": None
        if cycles is None
        else [
            {"unit": one.unit, "indicator": one.indicator, "old": one.old, "new": one.new, "better": one.better}
            for one in cycles.ratings
        ],
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.indicator.id,
        "text": entry.indicator.text,
        "chapter": entry.chapter.title,
        "section": entry.section.title,
    }


def _matched(one: Matched) -> dict[str, object]:
    pieces = word_changes(one.old.indicator.text, one.new.indicator.text) if one.is_reworded else ()
    return {
        "old_id": one.old.indicator.id,
        "new_id": one.new.indicator.id,
        "reworded": one.is_reworded,
        "renumbered": one.is_renumbered,
        "moved": one.is_moved,
        "reassigned": one.is_reassigned,
        "words": [{"kind": piece.kind, "text": piece.text} for piece in pieces],
        "taken_away": [{"role": role, "name": name} for role, name in one.taken_away],
        "given": [{"role": role, "name": name} for role, name in one.given],
        "metrics_lost": list(one.metrics_lost),
        "metrics_added": list(one.metrics_added),
    }


def _suspect(one: Suspect) -> dict[str, object]:
    place = one.answer.place_of("indicator")
    return {
        "unit": one.unit,
        "indicator": one.answer.indicator,
        "now": one.now,
        "reason": one.reason,
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }
