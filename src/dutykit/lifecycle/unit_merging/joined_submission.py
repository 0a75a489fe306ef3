"""The submissions of two units that become one: put together, or refused where both answered the same otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.language import _
from dutykit.model.catalogue import Catalogue
from dutykit.model.refusal import Refusal
from dutykit.model.submission import Submission
from dutykit.workspace.edited_file import EditedFile
from dutykit.workspace.yaml.answers import fields_before, node_of
from dutykit.workspace.yaml.operations import PutItem, SetValue


def has_content(submission: Submission) -> bool:
    """Whether a unit has stated anything in it."""
    answered = any(not one.is_blank for one in submission.answers)
    carried = any(one.status is not None or one.progress for one in submission.carried)
    return answered or carried or bool(submission.retired or submission.summary or submission.next_steps)


def join_submission(kept: EditedFile, gone: EditedFile, catalogue: Catalogue) -> Iterator[str]:
    """Put what the one has into the other. Raises Refusal where both state something else."""
    mine, other = kept.record, gone.record
    assert isinstance(mine, Submission)  # noqa: S101 (for the type checker)
    assert isinstance(other, Submission)  # noqa: S101 (for the type checker)
    clashing = list(_clashes(mine, other))
    if clashing:
        message = _("{one} 和 {other} 填报的内容不同：{what}")
        names = {"one": mine.file, "other": other.file, "what": _("、").join(clashing)}
        raise Refusal(message.format(**names), _("先在其中一份填报文件中改为一致，或删去其中一份的该项内容，再合并"))
    order = catalogue.order
    there = [order.get(one.indicator, -1) for one in mine.answers]
    moved = []
    for answer in other.answers:
        if answer.is_blank:
            continue
        own = mine.by_indicator.get(answer.indicator)
        if own is not None and not own.is_blank:
            continue  # the same in both
        moved.append(answer.indicator)
        if own is not None:
            position = next(at for at, one in enumerate(mine.answers) if one is own)
            kept.add([SetValue(kept.root["answers"], position, node_of(answer))])
        elif mine.answers:
            place = order.get(answer.indicator, len(order))
            before = next((at for at, one in enumerate(there) if one > place), len(there))
            kept.add([PutItem(kept.root["answers"], before, node_of(answer))])
    if not mine.answers and moved:
        new = [node_of(one) for one in other.answers if one.indicator in moved]
        kept.add([SetValue(kept.root, "answers", new, fields_before(Submission, "answers"))])
    for name in ("summary", "next_steps"):
        if getattr(other, name) and not getattr(mine, name):
            kept.add([SetValue(kept.root, name, getattr(other, name), fields_before(Submission, name))])
            moved.append(name)
    yield from _lists(kept, mine, other)
    if moved:
        text = _("{other} 中填报的 {count} 项移入 {one}")
        yield text.format(other=other.file, one=mine.file, count=len(moved))


def _lists(kept: EditedFile, mine: Submission, other: Submission) -> Iterator[str]:
    """What was carried over and what is retired, of both."""
    known = {(one.from_cycle, one.problem) for one in mine.carried}
    new = {
        "carried": [node_of(one) for one in other.carried if (one.from_cycle, one.problem) not in known],
        "retired": [node_of(one) for one in other.retired],
    }
    for name, values in new.items():
        count = len(getattr(mine, name))
        if values and count:
            kept.add(PutItem(kept.root[name], count, value) for value in values)
        elif values:
            kept.add([SetValue(kept.root, name, values, fields_before(Submission, name))])
        if values:
            yield _("{other} 中的遗留问题和留存内容 {count} 项移入 {one}").format(
                other=other.file, one=mine.file, count=len(values)
            )


def _clashes(mine: Submission, other: Submission) -> Iterator[str]:
    """What both state, and not the same."""
    for answer in other.answers:
        own = mine.by_indicator.get(answer.indicator)
        if own is not None and own != answer and not own.is_blank and not answer.is_blank:
            yield _("指标 {id}").format(id=answer.indicator)
    for name, title in (("summary", _("自查自评工作概述")), ("next_steps", _("下一步工作"))):
        if getattr(mine, name) and getattr(other, name) and getattr(mine, name) != getattr(other, name):
            yield title
    known = {(one.from_cycle, one.problem): one for one in mine.carried}
    for one in other.carried:
        own_problem = known.get((one.from_cycle, one.problem))
        if own_problem is not None and own_problem != one:
            yield _("遗留问题 {id}").format(id=one.problem)
