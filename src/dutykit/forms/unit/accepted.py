"""What may still change in a submission that was submitted or accepted: how far problems are resolved."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.collect_words import about
from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.reading import Remark
from dutykit.forms.workbook.row import CellKey
from dutykit.language import _
from dutykit.model.fingerprint import OF_RECTIFICATION
from dutykit.model.office_words import state_word
from dutykit.model.submission import Submission


def goes_on(key: CellKey, submission: Submission) -> bool:
    """Whether a change of this cell leaves what was submitted as it was: what its fingerprint leaves out."""
    if key[-1] not in OF_RECTIFICATION:
        return False
    if key[0] == "problems":
        return key[1] in submission.by_indicator
    carried = {(str(one.from_cycle), one.problem) for one in submission.carried}
    return key[0] == "carried" and (key[1], key[2]) in carried


def left_out(merged: Merged, submission: Submission) -> Iterator[Remark]:
    """Takes out of `merged` what may not change any more, and says of each what it was and why."""
    done = state_word(submission.state)
    fix = _("确需修改的，请联系督导室退回后再修改")
    text = _("自评材料{done}，未导入：{what}")
    kept = [one for one in merged.changes if goes_on(one.key, submission)]
    places = [(one.place, one.key) for one in merged.changes if one not in kept]
    rows = [
        (one.place, (one.sheet, one.indicator, str(one.cells.get("id") or _("（新增）")), ""))
        for one in merged.new_rows
    ]
    for place, key in (*places, *rows):
        yield Remark(place, text.format(done=done, what=about(key)), fix)
    for lost in merged.lost_rows:
        gone = _("自评材料{done}，不能删除：{row}").format(done=done, row=about((*lost.key, "")))
        yield Remark(None, gone, fix)
    merged.changes, merged.new_rows, merged.lost_rows = kept, [], []
