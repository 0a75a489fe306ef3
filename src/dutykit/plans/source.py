"""What a catalogue says of its document, brought up to the plan that is merged into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from dutykit.assess.matching import plain
from dutykit.language import _
from dutykit.model.catalogue import Catalogue
from dutykit.model.settings import Limits
from dutykit.plans.proposal import Proposal
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Operation, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document

Fact = str | dt.date


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What changes of a catalogue's title and source, and what may be out of date."""

    title: str | None = None
    """The catalogue's new title; None where it stays."""
    changed: Mapping[str, Fact] = field(default_factory=dict)
    """The new facts of the source by their keys."""
    kept: tuple[str, ...] = ()
    """Keys of what stays of another document: the plan does not say it, or it is written so that it cannot be set."""

    def update(self, catalogue: Catalogue) -> dict[str, object]:
        """What changes of the catalogue's record."""
        found: dict[str, object] = {"source": catalogue.source.model_copy(update=dict(self.changed))}
        return found if self.title is None else {**found, "title": self.title}


NO_FACTS = SourceFacts()


def fact_word(key: str) -> str:
    """What a fact of a source is called."""
    return {
        "title": _("标题"),
        "issuer": _("发文机关"),
        "number": _("发文字号"),
        "dated": _("成文日期"),
        "published": _("发布日期"),
    }[key]


def merge_source(document: Document, catalogue: Catalogue, proposal: Proposal) -> tuple[SourceFacts, list[Operation]]:
    """What the plan says of itself, to be set in the catalogue's file `document`; what it does not say stays."""
    head, old, node = proposal.plan.head, catalogue.source, document.value["source"]
    stated: dict[str, Fact | None] = {
        "title": head.title or None,
        "issuer": head.issuer or None,
        "number": head.number or None,
        "dated": head.dated,
        "published": head.published,
    }
    changed: dict[str, Fact] = {}
    kept: list[str] = []
    operations: list[Operation] = []
    for key, new in stated.items():
        there = getattr(old, key)
        if new is None or plain(str(new)) == plain(str(there)):
            kept += [key] if new is None and there is not None else []
            continue
        operation = SetValue(node, key, new, tuple(stated)[: [*stated].index(key)])
        if _is_possible(document, operation):
            operations.append(operation)
            changed[key] = new
        else:
            kept.append(key)
    title = head.plan_title or head.title
    # A title of the office's own is not in the document's.
    if (
        not title
        or plain(title) == plain(catalogue.title)
        or catalogue.title not in old.title
        or "title" not in changed
    ):
        return SourceFacts(None, changed, tuple(kept) if changed else ()), operations
    retitle = SetValue(document.value, "title", title)
    if not _is_possible(document, retitle):
        return SourceFacts(None, changed, tuple(kept)), operations
    return SourceFacts(title, changed, tuple(kept)), [*operations, retitle]


def _is_possible(document: Document, operation: Operation) -> bool:
    try:
        edited(document, [operation], Limits())
    except UnsafeEditError:
        return False
    return True
