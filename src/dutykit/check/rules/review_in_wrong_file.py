"""A review stands in a file named for another cycle or unit."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REVIEWS_FOLDER
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def review_in_wrong_file(workspace: Workspace) -> Iterable[Flaw]:
    """复核所在的文件与它的年度或单位不一致。

    为什么：多半是从别处复制来、忘了改；照此统计，复核会记到别的年度或别的单位。

    怎么改：改正 cycle 和 unit，或把文件移到 reviews/年度/单位.yaml。
    """
    for review in workspace.reviews:
        unit = workspace.register.by_id.get(workspace.register.canonical.get(review.unit, ""))
        parts = review.file.removeprefix(REVIEWS_FOLDER + "/").split("/")
        stem = parts[-1].rpartition(".")[0]
        wanted = f"{REVIEWS_FOLDER}/{review.cycle}/{stem if unit is None else unit.id}.yaml"
        fix = _("改正它，或把文件移到 {file}").format(file=wanted)
        if len(parts) < 2 or parts[0] != str(review.cycle):
            message = _("年度是 {cycle}，文件却在 {file}").format(cycle=review.cycle, file=review.file)
            yield Flaw(review.place_of("cycle"), message, fix)
        elif unit is not None and stem not in {unit.id, *unit.aliases}:
            message = _("单位是“{unit}”，文件名却是“{stem}”").format(unit=review.unit, stem=stem)
            yield Flaw(review.place_of("unit"), message, fix)
