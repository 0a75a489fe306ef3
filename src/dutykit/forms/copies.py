"""Several workbooks of one unit in one run: copies are taken once, different versions not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dutykit.forms.collection import Collected, Rejection
from dutykit.forms.workbook.contents import contents_digest
from dutykit.forms.workbook.reading import Reading
from dutykit.language import _
from dutykit.model.finding import Severity


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A workbook that was read, and whose it is."""

    form: Collected
    reading: Reading


def to_take(read: Iterable[ReadForm]) -> list[ReadForm]:
    """Those whose contents are to be merged; each of the others is given its outcome and a word why."""
    by_unit: dict[tuple[str, int | None], dict[str, list[ReadForm]]] = {}
    for one in read:
        digest = contents_digest(one.reading)
        if one.reading.annotated == digest:
            _passed_over(one.form, _("为带批注的副本，内容未再修改，已跳过"))
            continue
        by_unit.setdefault((one.form.unit, one.form.cycle), {}).setdefault(digest, []).append(one)
    taken = []
    for versions in by_unit.values():
        first, *_others = ones = [alike[0] for alike in versions.values()]
        if len(ones) > 1:
            _refuse([one for alike in versions.values() for one in alike])
            continue
        for same in versions[contents_digest(first.reading)][1:]:
            _passed_over(same.form, _("与 {file} 内容相同，只导入一次").format(file=first.form.path.name))
        taken.append(first)
    return taken


def _passed_over(form: Collected, why: str) -> None:
    form.rejections.append(Rejection(Severity.NOTE, why))
    form.outcome = "passed_over"


def _refuse(ones: list[ReadForm]) -> None:
    """Nobody can know which of several versions is the one that counts, and files have no order."""
    files = _("、").join(str(one.form.path) for one in ones)
    text = _("{unit}报送了多份内容不同的填报表，无法确定以哪一份为准，均未导入：{files}")
    for one in ones:
        message = text.format(unit=one.form.unit, files=files)
        one.form.rejections.append(Rejection(Severity.ERROR, message, fix=_("与单位核对后，只保留一份再导入")))
