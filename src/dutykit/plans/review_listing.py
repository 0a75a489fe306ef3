"""The review of an import as a file: every question, what was left out and what is to be known of each unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutykit.language import _
from dutykit.output.listing import Listing
from dutykit.output.table.record import Cell, Column, Group, Table
from dutykit.plans.json_document import import_document
from dutykit.plans.proposal import Proposal
from dutykit.plans.review import ABOUT_NAMES, all_tables, doubt_text, left_reason, names_to_check


class ReviewListing(Listing):
    """One table of all there is to look at, then the tables of the screen, whole."""

    def __init__(self, proposal: Proposal) -> None:
        self._proposal = proposal

    def sheets(self) -> Iterable[tuple[str, Table]]:
        """The one table, then the others."""
        yield _("核对"), self._points()
        for table in all_tables(self._proposal):
            yield table.title, table

    def document(self) -> Mapping[str, object]:
        """As dutykit.plans.json_document says."""
        return import_document(self._proposal)

    def _points(self) -> Table:
        plan = self._proposal.plan
        places = [one for one in self._proposal.doubts if one.kind not in ABOUT_NAMES]
        rows: list[tuple[Cell, ...]] = [
            (
                _("已按原文处理") if one.certain else _("需要核对"),
                one.line or None,
                doubt_text(one),
                plan.lines.get(one.line, ""),
            )
            for one in sorted(places, key=lambda one: one.certain)
        ]
        rows += [(_("未列入"), one.line, left_reason(one.kind), one.text) for one in plan.left]
        rows += [(_("单位"), None, _("；").join(texts), name) for name, texts in names_to_check(self._proposal).items()]
        columns = (
            Column(_("类别")),
            Column(_("行"), "number"),
            Column(_("事项"), wide=True),
            Column(_("原文"), wide=True),
        )
        return Table(_("导入核对表"), columns, (Group(tuple(rows)),))
