"""What a catalogue says of its document, brought up to the plan that is merged into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from dutykit.language import _
from dutykit.model.catalogue import Catalogue
from dutykit.model.place import MarkedMapping
from dutykit.plans.proposal import Proposal
from dutykit.workspace.catalogue_writer import flow_scalar, scalar
from dutykit.workspace.yaml.editor import UnsafeEditError
from dutykit.workspace.yaml.insertion import Insertion

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


def merge_source(insertion: Insertion, root: MarkedMapping, catalogue: Catalogue, proposal: Proposal) -> SourceFacts:
    """Set what the plan says of itself in the catalogue whose file's value is `root`; what it does not say stays."""
    head, old, node = proposal.plan.head, catalogue.source, root["source"]
    said: dict[str, Fact | None] = {
        "title": head.title or None,
        "issuer": head.issuer or None,
        "number": head.number or None,
        "dated": head.dated,
        "published": head.published,
    }
    changed: dict[str, Fact] = {}
    kept: list[str] = []
    last = "title"
    for key, new in said.items():
        there = getattr(old, key)
        if new is None or new == there:
            kept += [key] if new is None and there is not None else []
        elif _set(insertion, node, key, new, last):
            changed[key] = new
        else:
            kept.append(key)
        last = key if key in node else last
    title = head.plan_title or head.title
    # A title of the office's own does not stand in the document's.
    if not title or title == catalogue.title or catalogue.title not in old.title or "title" not in changed:
        return SourceFacts(None, changed, tuple(kept) if changed else ())
    retitled = _set(insertion, root, "title", title, "title")
    return SourceFacts(title if retitled else None, changed, tuple(kept))


def _set(insertion: Insertion, node: MarkedMapping, key: str, new: Fact, last: str) -> bool:
    """Whether a fact could be set, or added behind the key `last`."""
    try:
        if key not in node:
            flow = node.start.flow_style  # type: ignore[attr-defined] # an event
            text = new.isoformat() if isinstance(new, dt.date) else flow_scalar(new) if flow else scalar(new)
            insertion.add_key(node, last, f"{key}: {text}")
        elif isinstance(new, dt.date):
            insertion.set_date(node, key, new)
        else:
            insertion.set_text(node, key, new)
    except UnsafeEditError:
        return False
    return True
