"""How long the texts are whose length is limited, for whoever has them made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dutykit.reports.kinds import KINDS
from dutykit.reports.kinds_of_workspace import kind_named
from dutykit.reports.press.batch import Batch
from dutykit.reports.press.press import Press
from dutykit.reports.views.self_report_view import SelfReport
from dutykit.typeset.html import Medium

_COUNTED = next(kind for kind in KINDS if kind.name == SelfReport.kind)


@dataclass(frozen=True, slots=True)
class Count:
    """The length of one text."""

    name: str
    """Whose it is."""
    characters: int
    limit: int


def counts(batches: Iterable[Batch], medium: Medium, cycle: int | None, as_of: dt.date) -> Iterator[Count]:
    """The lengths of the self-reports among what is made; none for other kinds. Raises Refusal."""
    for batch in batches:
        orders = [
            order for order in batch.orders if order.kind and kind_named(batch.root, order.kind).views == _COUNTED.views
        ]
        if not orders:
            continue
        press = Press(batch.root, medium, cycle, batch.workspace, as_of=as_of)
        for order in orders:
            _kind, report = press.view(order)
            if isinstance(report, SelfReport):
                yield Count(order.name, report.characters, report.limit)
