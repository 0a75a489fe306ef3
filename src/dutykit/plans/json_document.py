"""What was read from a plan as a JSON document, version 1."""

from __future__ import annotations

from dutykit.plans.grammar.record import Head, Task
from dutykit.plans.proposal import Proposal
from dutykit.plans.review import doubt_text

VERSION = 1


def import_document(proposal: Proposal) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `document`: `title`, `plan_title`, `issuer`, `number`, `dated`, `published`, `addressees`
      (texts and ISO dates; null where the document does not say)
    - `assignments`: `line` (of the responsibility statement, from 1; for forms without lines the paragraph or row),
      `unit` (the name as written, elided words restored), `id` (of the unit it means), `role` ("lead", "responsible",
      "support" or "guide"), `inherited` (true where a clause elsewhere gave it) and `indicator`
    - `indicators`: `id`, `line`, `chapter`, `section` (titles or null), `text`, `open_ended`, `deadline` (or null)
    - `units`: `id`, `kind` ("department", "office", "county", "zone", or "group") and `new`
    - `review`: `line` (null for the document as a whole), `kind`, `message`, `certain` (true where the document
      itself decides and the entry only tells) and `source`, the line's text
    """
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
            *({"id": one.id, "kind": one.kind, "new": one.id in proposal.new} for one in proposal.register.units),
            *({"id": one.id, "kind": "group", "new": one.id in proposal.new} for one in proposal.register.groups),
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
    }
