"""Make review workbooks: the office's own, or one for each reviewer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dutykit.forms.new_books import NewBook, write_books
from dutykit.language import _
from dutykit.model.gap import REVIEWING
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.workspace.as_of import made_at
from dutykit.workspace.asked_names import cycle_to_fill, units_meant
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.review_file import ReviewSubject
from dutykit.workspace.unreached_words import refuse_unreached

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """Whose review workbooks are asked for."""

    units: tuple[str, ...]
    """Units or groups; none for all units that submitted anything."""
    folder: Path
    cycle: int | None = None
    reviewers: tuple[str, ...] = ()
    """A workbook for each of them; none: the office's own."""
    limit: Decimal | None = None
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class MadeReviews:
    """The workbooks that are on disk."""

    paths: tuple[Path, ...]
    left_out: tuple[str, ...]
    """The units that have not submitted anything, where all were asked for."""


def make_reviews(workspace: Workspace, request: ReviewRequest) -> MadeReviews:
    """Write the workbooks. Raises Refusal; then nothing was written, unless the disk refused."""
    from dutykit.forms.review.book import review_book
    from dutykit.forms.review.writer import review_bytes

    cycle = cycle_to_fill(workspace, request.cycle)
    then = workspace.at(cycle)
    units, left_out = _units(then, cycle, request.units)
    books = []
    for reviewer in _reviewers(request.reviewers):
        for unit in units:
            subject = ReviewSubject(unit, cycle, reviewer)
            gaps = then.gaps.of(REVIEWING, cycle=cycle, units=(unit,), earlier=True)
            refuse_gaps(gaps, _("{unit}的复核表").format(unit=unit))
            path = request.folder / _name(subject)
            book = review_book(then, subject, folder=path.parent, limit=request.limit)
            books.append(NewBook(path, review_bytes(book, created=made_at())))
    write_books(books, _("其中可能有复核人填写的内容"), overwrite=request.overwrite)
    return MadeReviews(tuple(one.path for one in books), tuple(left_out))


def _name(subject: ReviewSubject) -> str:
    name = _("{unit}-{cycle}-复核").format(unit=file_stem(subject.unit), cycle=subject.cycle)
    return f"{name}-{file_stem(subject.reviewer)}.xlsx" if subject.reviewer else f"{name}.xlsx"


def _reviewers(names: tuple[str, ...]) -> list[str]:
    """The reviewers, each once; the office itself where there are none."""
    found = list(dict.fromkeys(" ".join(one.split()) for one in names))
    for one in found:
        if not one or len(one) > _LONGEST_NAME or not one.isprintable():
            raise Refusal(_("“{name}”不是可用的复核人姓名").format(name=one), _("写明复核人姓名，不超过 40 个字"))
    return found or [""]


def _units(then: Workspace, cycle: int, names: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The units to review, and those that nobody can review as they submitted nothing."""
    if names:
        asked: dict[str, None] = {}
        for name in names:
            members = units_meant(then, name)
            for unit in members:
                if len(members) == 1 and then.submission(unit, cycle) is None:
                    message = _("{unit}没有 {cycle} 年度的自评材料，无法复核").format(unit=unit, cycle=cycle)
                    raise Refusal(message, _("先导入该单位的填报表"))
                asked[unit] = None
        wanted = list(asked)
    else:
        refuse_unreached(then)
        wanted = [unit for unit in then.register.by_id if unit in then.responsibilities.by_unit]
    units = [unit for unit in wanted if then.submission(unit, cycle) is not None]
    if not units:
        raise Refusal(_("没有单位报送 {cycle} 年度的自评材料，无法复核").format(cycle=cycle), _("先导入各单位的填报表"))
    return units, [unit for unit in wanted if unit not in units]
