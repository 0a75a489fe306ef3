"""What was read from a plan as a JSON document, version 1."""

from __future__ import annotations

from decimal import Decimal

from dutykit.plans.grammar.record import Head, Task
from dutykit.plans.proposal import Proposal
from dutykit.plans.quantities import Quantity, quantities
from dutykit.plans.review import doubt_text, left_reason, names_to_check

VERSION = 1


def import_document(proposal: Proposal) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `document`: `title`, `plan_title`, `issuer`, `number`, `dated`, `published`, `addressees`
      (texts and ISO dates; null where the document does not say)
    - `assignments`: `line` (of the responsibility statement, from 1; for forms without lines the paragraph or row),
      `unit` (the name as written, elided words restored), `id` (of the unit it means), `role` ("lead", "responsible",
      "support" or "guide"), `inherited` (true where a clause elsewhere gave it) and `indicator`
    - `indicators`: `id`, `line`, `chapter`, `section` (titles or null), `text`, `open_ended`, `deadline` and `note`
      (or null)
    - `units`: `id`, `kind` ("department", "office", "county", "zone", or "group"), `new`, and `about`: what the name was
      made of and what is to be asked of it, each thing once
    - `columns`: `table` (which of the document, from 1), `title` and `use` of each column of its tables
    - `metrics`: quantities in the texts, as metrics to be confirmed: `number` (for --metrics), `indicator`, `line`, `id`,
      `unit`, `min` and `max` (or null) and `because`, the words they stand in
    - `lines`: how many lines that are not blank are in the `catalogue`, in the `head`, and `left` out
    - `left`: `line`, `kind`, `reason`, `text`, and `whole`: false where other words of the line are in the catalogue
    - `review`: `line` (null for the document as a whole), `kind`, `message`, `certain` (true where the document
      itself decides and the entry only tells) and `source`, the line's text
    """
    about = names_to_check(proposal)
    tasks = list(zip(proposal.plan.tasks, proposal.ids, strict=True))
    return {
        "version": VERSION,
        "document": _head(proposal.plan.head),
        "assignments": [
            {
                "line": party.line,
                "unit": party.name,
                "id": proposal.meant[party.name],
                "role": party.role,
                "inherited": party.inherited,
                "indicator": key,
            }
            for task, key in tasks
            for party in task.parties
        ],
        "indicators": [_indicator(task, key) for task, key in tasks],
        "units": [
            {"id": key, "kind": kind, "new": key in proposal.new, "about": about.get(key, [])}
            for key, kind in (
                *((unit.id, str(unit.kind)) for unit in proposal.register.units),
                *((group.id, "group") for group in proposal.register.groups),
            )
        ],
        "columns": [{"table": one.table, "title": one.title, "use": one.use} for one in proposal.plan.columns],
        "metrics": [_quantity(number, one) for number, one in enumerate(quantities(proposal), 1)],
        "lines": proposal.plan.counts._asdict(),
        "left": [
            {
                "line": one.line,
                "kind": one.kind,
                "reason": left_reason(one.kind),
                "text": one.text,
                "whole": one.whole,
            }
            for one in proposal.plan.left
        ],
        "review": [
            {
                "line": one.line or None,
                "kind": one.kind,
                "message": doubt_text(one),
                "certain": one.certain,
                "source": proposal.plan.lines.get(one.line, ""),
            }
            for one in proposal.doubts
        ],
    }


def _quantity(number: int, one: Quantity) -> dict[str, object]:
    target = one.metric.target
    return {
        "number": number,
        "indicator": one.indicator,
        "line": one.line or None,
        "id": one.metric.id,
        "unit": one.metric.unit,
        "min": _number(target.min) if target else None,
        "max": _number(target.max) if target else None,
        "because": one.metric.because,
    }


def _number(value: int | Decimal | None) -> int | float | None:
    """A number as JSON has it: the shortest that reads as the same."""
    return float(value) if isinstance(value, Decimal) else value


def _head(head: Head) -> dict[str, object]:
    return {
        "title": head.title or None,
        "plan_title": head.plan_title or None,
        "issuer": head.issuer or None,
        "number": head.number or None,
        "dated": head.dated.isoformat() if head.dated else None,
        "published": head.published.isoformat() if head.published else None,
        "addressees": list(head.addressees),
    }


def _indicator(task: Task, key: str) -> dict[str, object]:
    return {
        "id": key,
        "line": task.line,
        "chapter": task.chapter.title if task.chapter else None,
        "section": task.section.title if task.section else None,
        "text": task.text,
        "open_ended": task.open_ended,
        "deadline": task.deadline,
        "note": task.note or None,
    }
