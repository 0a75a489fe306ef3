"""The kinds of report, as text for a terminal."""

from __future__ import annotations

from collections.abc import Container, Iterable

from rich.cells import cell_len

from dutykit.language import _
from dutykit.reports.kinds import ReportKind
from dutykit.text.visible import visible
from dutykit.text.widths import padded


def kind_list(kinds: Iterable[ReportKind], changed: Container[str]) -> str:
    """One line a kind of report: name, title, whom it is made for, what it is; `changed` are kinds with a new look."""
    rows = [
        (
            kind.name,
            visible(_(kind.title)),
            _("、").join(scope_words()[scope] for scope in kind.views),
            _(kind.purpose) + (_("（使用工作区的模板）") if kind.name in changed else ""),
        )
        for kind in kinds
    ]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join((*(padded(text, width) for text, width in zip(row, widths, strict=False)), row[3])) for row in rows
    )


def scope_words() -> dict[str, str]:
    """What each scope of a report is called, in the language in use."""
    return {"unit": _("单位"), "city": _("全市")}
