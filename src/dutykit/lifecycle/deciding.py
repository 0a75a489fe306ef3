"""The office takes over what its reviewers agree on; where they do not, it decides for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dutykit.assess.reviewers import compared
from dutykit.language import _
from dutykit.model.gap import REVIEWING
from dutykit.model.refusal import Refusal
from dutykit.output.gap_note import refuse_gaps
from dutykit.schemas.installation import modeline
from dutykit.workspace.asked_names import asked_units, cycle_meant
from dutykit.workspace.file_before import bytes_after, bytes_before
from dutykit.workspace.review_file import ReviewSubject, review_document, verdict_edits
from dutykit.workspace.writing.transaction import OnRecovery, OpenWorkspace, Write, changing, ignore_recovery
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import UnsafeEditError


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of one unit."""

    unit: str
    file: str
    taken: tuple[str, ...]
    """The indicators that the reviewers agree on and that the office had not decided."""
    left: tuple[str, ...]
    """Those on which they disagree and that the office has not decided."""
    kept: int
    """How many the office had decided before."""


@dataclass(frozen=True, slots=True)
class DecideRequest:
    """Whose reviews to decide."""

    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all that have reviewers."""
    cycle: int | None = None
    limit: Decimal | None = None
    dry_run: bool = False


def decide(root: Path, request: DecideRequest, on_recovery: OnRecovery = ignore_recovery) -> list[Decided]:
    """Write what the reviewers of each unit agree on into the office's reviews, all files or none.

    What the office decided stays. Raises Refusal, WorkspaceLockedError and OSError.
    """
    with changing(root, "review", on_recovery, dry_run=request.dry_run) as opened:
        cycle = cycle_meant(opened.workspace, request.cycle)
        then = opened.workspace.at(cycle)
        units = asked_units(then, request.units) or tuple(then.register.by_id)
        reviewed = [unit for unit in units if then.reviewers(unit, cycle)]
        if not reviewed:
            text = _("没有复核人的复核，无从采纳")
            raise Refusal(text, _("用 dutykit form --review --unit 单位 --reviewer 姓名 生成复核表，填写后导入"))
        gaps = then.gaps.of(REVIEWING, cycle=cycle, units=reviewed)
        refuse_gaps(gaps, _("复核"))
        found = [_decided(opened, ReviewSubject(unit, cycle), request.limit) for unit in reviewed]
        opened.write([write for _one, write in found if write is not None])
        return [one for one, _write in found]


def _decided(opened: OpenWorkspace, subject: ReviewSubject, limit: Decimal | None) -> tuple[Decided, Write | None]:
    workspace = opened.workspace
    then = workspace.at(subject.cycle)
    present = subject.present(then)
    stated = {} if present is None else present.by_indicator
    before = {key for key, one in stated.items() if not one.is_empty}
    rows = compared(then, subject.unit, subject.cycle, limit)
    fields = {row.indicator: row.agreed() for row in rows if row.indicator not in before and not row.disagrees}
    fields = {key: value for key, value in fields.items() if any(one is not None for one in value.values())}
    left = tuple(row.indicator for row in rows if row.disagrees and row.indicator not in before)
    name = subject.file(then)
    one = Decided(subject.unit, name, tuple(fields), left, len(before))
    if not fields:
        return one, None
    head = modeline(workspace.root, name)
    sample = any(review.sample for review in then.reviewers(subject.unit, subject.cycle))
    try:
        document, review = review_document(workspace, subject, head, sample=sample)
        after = edited(document, list(verdict_edits(then, review, fields)), workspace.settings.limits)
    except UnsafeEditError:
        text = _("{file} 的写法特殊（如使用了 YAML 引用），自动修改可能影响其他内容").format(file=name)
        raise Refusal(text, _("直接修改该文件")) from None
    now = bytes_before(workspace, name, opened.bytes_of(name))
    return one, Write(name, now, bytes_after(now, after))


def undecided(found: Sequence[Decided]) -> bool:
    """Whether anything is left for the office."""
    return any(one.left for one in found)
