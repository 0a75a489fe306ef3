"""Lines of a document to the problems of a rectification plan: the one way in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from dutykit.plans.grammar.lines.contact_list import without_contacts
from dutykit.plans.grammar.lines.head import read_head
from dutykit.plans.grammar.lines.paragraphs import paragraphs, without_footer
from dutykit.plans.grammar.lines.printed_page import set_apart, text_of
from dutykit.plans.grammar.lines.source_characters import in_simplified, in_source_characters
from dutykit.plans.grammar.record import Line, Plan
from dutykit.plans.rectification.draft import Finisher
from dutykit.plans.rectification.field import CERTAIN, ColumnField, labelled
from dutykit.plans.rectification.paragraphs import Paragraphs
from dutykit.plans.rectification.record import OtherLine, Question, Rectification
from dutykit.plans.rectification.rows import Rows
from dutykit.text.simplified import is_traditional, simplified

_TITLED = re.compile("整改|问题清单|问题台账|反馈意见|反馈问题|问题汇总|督导意见|意见书")
_RECTIFIES = re.compile("整改.{0,6}(?:方案|清单|台账|任务|表)")


def rectifies(plan: Plan) -> bool:
    """Whether a plan that was read for its tasks is most likely a rectification plan."""
    if _RECTIFIES.search(simplified(plan.head.plan_title or plan.head.title)):
        return True
    labels = (
        label.label
        for text in plan.lines.values()
        if "整" in text and "改" in text  # the letters of a label may be set wide apart
        for label in labelled(simplified(text))[1]
    )
    titles = (simplified(column.title) for column in plan.columns)
    return any("整改" in one and CERTAIN.search(one) for one in (*labels, *titles))


def read_rectification(lines: Sequence[Line], columns: Mapping[str, ColumnField] | None = None) -> Rectification:
    """The problems that `lines` hold. `columns` says of titles of table columns what they are for."""
    if not is_traditional(line.text for line in lines):
        return _read(lines, columns or {})
    given = {simplified(title): use for title, use in (columns or {}).items()}
    return in_source_characters(_read([in_simplified(line) for line in lines], given), lines)


def _read(lines: Sequence[Line], columns: Mapping[str, ColumnField]) -> Rectification:
    lines = set_apart(lines)
    beside = [line for line in lines if line.aside is not None]
    body, footer = without_footer(text_of(lines))
    lines = [line for line in lines if line.aside is None]
    body, contacts = without_contacts(body)
    head = read_head(lines)
    title = head.plan_title or head.title
    stands = {line.number for line in lines if line.number in head.lines and not labelled(line.text)[1]}
    prose = Paragraphs(body, title)
    rows = Rows(prose, columns)
    for table, run in groupby(
        (line for line in paragraphs(body) if line.number not in stands), lambda one: one.table if one.cells else 0
    ):
        if table:
            rows.take(list(run))
        else:
            prose.take(list(run))
    prose.finish()
    written = {line.number: line.text.strip() for line in lines if line.text.strip()}
    preface = "\n".join(text for number, text in written.items() if prose.why.get(number) == "preface")
    finisher = Finisher(prose.drafts, head.dated, preface)
    problems = tuple(finisher.problems())
    kept = frozenset(number for draft in prose.drafts for number in draft.lines) & written.keys()
    about = frozenset(stands & written.keys()) - kept
    why = {line.number: "footer" for line in footer} | {line.number: "contacts" for line in contacts} | prose.why
    left = tuple(
        OtherLine(number, why.get(number, "unlabelled"), text)  # type: ignore[arg-type]
        for number, text in sorted(written.items())
        if number not in kept and number not in about
    )
    left += tuple(OtherLine(line.number, line.aside, line.text.strip()) for line in beside if line.aside is not None)
    left = tuple(sorted(left, key=lambda one: one.line))
    restarts = [Question(line.number, "restart", subject=line.text.strip()) for line in prose.restarts]
    return Rectification(
        title,
        problems,
        tuple(sorted([*finisher.questions, *restarts], key=lambda one: one.line)),
        {line.number: line.text for line in (*beside, *lines)},
        kept,
        about,
        left,
        tuple(rows.columns),
        bool(_TITLED.search(title)) or any(CERTAIN.search(label) for label in prose.labels),
    )
