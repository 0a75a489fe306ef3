"""The kinds of workbooks that `collect` takes, each known by its mark. A new kind is a line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dutykit.forms.office.taking import take_office_tables
from dutykit.forms.review.incoming import looks_like_review
from dutykit.forms.review.schema import REVIEW_MARK
from dutykit.forms.review.taking import take_reviews
from dutykit.forms.run import OpenedBook, Run
from dutykit.forms.unit.taking import take_unit_forms
from dutykit.forms.workbook.file import RawWorkbook
from dutykit.forms.workbook.mark import FORM_MARK, OFFICE_MARK, mark_of
from dutykit.language import _

Take = Callable[[Run, Sequence[OpenedBook]], None]
"""States in each `Collected` what came of it, and adds to the run what is to be written."""


class WorkbookKind(NamedTuple):
    """A kind of workbook."""

    mark: str
    """In the first cell of its hidden sheet."""
    word: str
    """What the office calls it."""
    take: Take


def workbook_kinds() -> tuple[WorkbookKind, ...]:
    """All kinds, in the order in which a run takes them, named in the language in use."""
    return (
        WorkbookKind(FORM_MARK, _("单位填报表"), take_unit_forms),
        WorkbookKind(REVIEW_MARK, _("复核表"), take_reviews),
        WorkbookKind(OFFICE_MARK, _("督导室基础数据表"), take_office_tables),
    )


def kind_of_mark(mark: str | None) -> WorkbookKind | None:
    """The kind with this mark; a workbook without a mark may be a unit's form whose hidden sheet is gone."""
    wanted = FORM_MARK if mark is None else mark
    return next((one for one in workbook_kinds() if one.mark == wanted), None)


def kind_of_book(book: RawWorkbook) -> WorkbookKind | None:
    """The kind of a workbook: by its mark, and where it has none, by its headings."""
    mark = mark_of(book)
    return kind_of_mark(REVIEW_MARK if mark is None and looks_like_review(book) else mark)


def why_not(mark: str) -> tuple[str, str]:
    """What is wrong with a workbook whose mark is of no kind, and what to do."""
    stem = mark.rpartition("-")[0]
    kind = next((one for one in workbook_kinds() if one.mark.rpartition("-")[0] == stem), None)
    if kind is None:
        return _("本表是 dutykit 生成的其他工作簿（{mark}），本版本不能导入").format(mark=mark), _(
            "更新 dutykit 后再导入"
        )
    message = _("此表是由另一版本的 dutykit 生成的{kind}（格式 {mark}，本版本为 {known}），未导入")
    fix = _("更新 dutykit 后再导入，或用本版本重新生成后填写")
    return message.format(kind=kind.word, mark=mark, known=kind.mark), fix
