"""The document numbers （发文字号） of reports: each is for one report, and for its year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutykit.language import _
from dutykit.model.office_words import LETTER_KINDS
from dutykit.model.refusal import Refusal
from dutykit.model.settings import WHOLE_CITY, numbered, year_of
from dutykit.model.workspace import Workspace
from dutykit.reports.kinds import KINDS, ReportKind
from dutykit.reports.kinds_of_workspace import kinds_of
from dutykit.reports.press.order import EVALUATION, LETTER, Order


def number_of(workspace: Workspace, cycle: int, unit: str | None, kind: ReportKind) -> str:
    """The number of the report of `kind` on `unit`, for None on all units; empty for none.

    One that is of a year before `cycle` is that of an earlier report, and none.
    """
    found = _written(workspace, unit, kind)
    return "" if found is None or year_of(found[1]) < cycle else found[1]


def number_notes(workspace: Workspace, cycle: int, orders: Iterable[Order]) -> Iterator[str]:
    """What the user must know of numbers that are not printed on the reports of `orders`."""
    if not workspace.settings.report.numbers:
        return
    kinds = _kinds(workspace)
    notes: dict[str, str] = {}
    has_letters = False
    for order in orders:
        has_letters = has_letters or order.reminder is not None
        kind = kinds.get(order.kind or EVALUATION[order.scope])
        found = None if kind is None else _written(workspace, order.unit, kind)
        if found is not None and year_of(found[1]) < cycle:
            notes[found[0]] = found[1]
    for key, number in notes.items():
        yield _(
            "“{key}”的发文字号 {number} 属于 {cycle} 年度以前，未印入报告；请在 dutykit.yaml 的 report.numbers "
            "中改为新的字号"
        ).format(key=key, number=number, cycle=cycle)
    letters = {LETTER.name, *LETTER_KINDS.values()}
    known = letters | {name for one in kinds.values() for name in (one.name, one.title)}
    for key in workspace.settings.report.numbers:
        _name, written = numbered(key, workspace.register.canonical)
        if has_letters and written in letters:
            yield _("催办函、督查单按年自动编号，report.numbers 中的“{key}”不起作用").format(key=key)
        if written and written not in known:
            yield _(
                "dutykit.yaml 的 report.numbers 中“{key}”：没有名为 {name} 的报告种类，请用 dutykit report --kind "
                "list 查看全部种类"
            ).format(key=key, name=written)


def issuer_notes(workspace: Workspace, orders: Iterable[Order]) -> Iterator[str]:
    """What the user must know where the office issues a report of `orders` and nobody has said who the office is."""
    if workspace.settings.report.issuer:
        return
    if any(order.kind in {"tasks", "letter"} if order.unit else order.kind != "overview" for order in orders):
        yield _("注意：dutykit.yaml 没有填写 report.issuer，报告没有发文机关署名，印章无处加盖；请填写后再生成正式报告")


def _written(workspace: Workspace, unit: str | None, kind: ReportKind) -> tuple[str, str] | None:
    """The entry that is for the report, its kind named before its kind left out."""
    canonical = workspace.register.canonical
    subject = WHOLE_CITY if unit is None else unit
    plain = None
    for key, number in workspace.settings.report.numbers.items():
        name, written = numbered(key, canonical)
        if canonical.get(name, name) != subject:
            continue
        if written and written in {kind.name, kind.title}:
            return key, number
        if not written and kind.name in EVALUATION.values():
            plain = plain or (key, number)
    return plain


def _kinds(workspace: Workspace) -> dict[str, ReportKind]:
    """The kinds of report; only dutykit's own where the workspace's cannot be read: making one of them says so."""
    try:
        return kinds_of(workspace.root)
    except Refusal:
        return {kind.name: kind for kind in KINDS}
