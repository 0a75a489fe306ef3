"""Puts a submission's answers in the catalogue's order."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.check.fixes.fix import Fix, Subject
from dutykit.language import _
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.submission import Submission
from dutykit.workspace.yaml.operations import Reorder


def answers_out_of_order(subject: Subject) -> Iterator[Fix]:
    """Fixes answers-out-of-order, where every answer is to a different indicator of the catalogue."""
    answers = subject.root.get("answers") if isinstance(subject.root, MarkedMapping) else None
    if subject.kind is not Submission or not isinstance(answers, MarkedSequence):
        return
    if CATALOGUE_FILE in subject.workspace.incomplete:
        return  # the order is not known
    order = subject.workspace.catalogue.order
    ids = [str(one.get("indicator")) if isinstance(one, MarkedMapping) else "" for one in answers]
    if len(set(ids)) != len(ids) or any(one not in order for one in ids):
        return
    wanted = tuple(sorted(range(len(ids)), key=lambda position: order[ids[position]]))
    if wanted != tuple(range(len(ids))):
        yield Fix("answers-out-of-order", ("answers",), _("填报内容改按指标体系的顺序排列"), Reorder(answers, wanted))
