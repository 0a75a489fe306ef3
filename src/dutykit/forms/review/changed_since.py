"""What was changed in the workspace after a review workbook was made, where that touches what was filled in in it."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.review.book import ReviewBook
from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.match import same
from dutykit.forms.workbook.reading import Remark
from dutykit.language import _
from dutykit.model.submission import Submission


def changed_since(merged: Merged, made: Base, book: ReviewBook) -> Iterator[Remark]:
    """Refuse scores that count against other points now; note answers and texts that read otherwise now."""
    rows = {row.key: row.cells for row in book.rows["verdicts"]}
    touched: dict[tuple[str, ...], None] = {}
    for change in merged.changes:
        if change.key[0] != "verdicts":
            continue
        row = change.key[:-1]
        touched.setdefault(row)
        before, now = made.value((*row, "points")), rows[row].get("points")
        if change.key[-1] == "score" and change.after is not None and not same(before, now):
            text = _("指标 {id} 的分值在生成复核表后由 {before} 改为 {now}，复核得分须按现行分值重新确定")
            message = text.format(id=row[1], before=_shown(before), now=_shown(now))
            yield Remark(change.place, message, _("重新生成复核表，按现行分值填写"))
    for row in touched:
        place = next(one.place for one in merged.changes if one.key[:-1] == row)
        if not same(made.value((*row, "text")), rows[row].get("text")):
            text = _("指标 {id} 的内容在生成复核表后有修改，请核对复核结论")
            merged.notes.append(Remark(place, text.format(id=row[1])))
        elif any(
            not same(made.value((*row, name)), rows[row].get(name)) for name in ("rating", "own_score", "narrative")
        ):
            text = _("单位在生成复核表后修改了指标 {id} 的填报内容，请核对复核结论")
            merged.notes.append(Remark(place, text.format(id=row[1])))


def answered_and_gone(merged: Merged, submission: Submission | None) -> Iterator[Remark]:
    """Refuse to delete a problem that the unit has answered: it would go on in the unit's submission."""
    answered = {problem.id for answer in submission.answers for problem in answer.problems} if submission else set()
    for row in merged.lost_rows:
        if row.key[0] == "findings" and row.key[2] in answered:
            text = _("问题 {id} 已由单位填写整改情况，不能删除").format(id=row.key[2])
            yield Remark(None, text, _("补回该行；问题不成立的，在“销号”表中填写销号日期和意见"))


def _shown(value: object) -> str:
    return _("（无）") if value is None else str(value)
