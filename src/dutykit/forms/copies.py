"""Several workbooks of one unit in one run: copies are taken once, versions in the order in which they were saved."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.forms.candidate import ReadForm
from dutykit.forms.collection import Collected, Rejection
from dutykit.forms.workbook.contents import contents_digest
from dutykit.language import _
from dutykit.model.finding import Severity


def to_take(read: Iterable[ReadForm]) -> list[ReadForm]:
    """Those whose contents are to be merged, in the order in which they were saved; the others are told why not.

    What a file does not say itself, the order given says: it is taken as the last.
    """
    seen: dict[tuple[str, int | None, str], ReadForm] = {}
    for one in read:
        digest = contents_digest(one.reading)
        first = seen.setdefault((one.form.unit, one.form.cycle, digest), one)
        if one.reading.annotated == digest:
            _passed_over(one.form, _("为带批注的副本，内容未再修改，已跳过"))
            if first is one:
                del seen[one.form.unit, one.form.cycle, digest]
        elif first is not one:
            _passed_over(one.form, _("与 {file} 内容相同，只导入一次").format(file=first.form.path.name))
    return sorted(seen.values(), key=lambda one: one.saved or "9999")


def _passed_over(form: Collected, why: str) -> None:
    form.rejections.append(Rejection(Severity.NOTE, why))
    form.outcome = "passed_over"
