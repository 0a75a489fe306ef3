"""A review is in a file named for another cycle or unit."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.doubles import reviews_there
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REVIEWS_FOLDER
from dutykit.model.workspace import Workspace
from dutykit.workspace.file_stem import file_stem


@check(Severity.WARNING)
def review_in_wrong_file(workspace: Workspace) -> Iterable[Flaw]:
    """复核所在的文件与其年度、单位或复核人不一致。

    为什么：可能是从别处复制后未修改；这样统计时，复核将计入其他年度或其他单位。

    处理建议：改正 cycle 和 unit，或把文件移到 reviews/年度/单位.yaml（复核人的复核为 reviews/年度/单位/复核人.yaml）。
    """
    for review in reviews_there(workspace):
        unit = workspace.register.by_id.get(workspace.register.canonical.get(review.unit, ""))
        parts = review.file.removeprefix(REVIEWS_FOLDER + "/").split("/")
        stem = parts[-1].rpartition(".")[0]
        named = stem
        if review.is_of_one_reviewer:
            stem, named = file_stem(review.reviewer or ""), parts[-2]
        wanted = f"{REVIEWS_FOLDER}/{review.cycle}/{named if unit is None else file_stem(unit.id)}"
        wanted += f"/{stem}.yaml" if review.is_of_one_reviewer else ".yaml"
        fix = _("改正该字段，或将文件移到 {file}").format(file=wanted)
        if len(parts) < 2 or parts[0] != str(review.cycle):
            message = _("年度是 {cycle}，但文件在 {file}").format(cycle=review.cycle, file=review.file)
            yield Flaw(review.place_of("cycle"), message, fix)
        elif unit is not None and named not in {file_stem(one) for one in (unit.id, *unit.aliases)}:
            message = _("单位是“{unit}”，但文件名是“{stem}”")
            if review.is_of_one_reviewer:
                message = _("单位是“{unit}”，但所在文件夹是“{stem}”")
            yield Flaw(review.place_of("unit"), message.format(unit=review.unit, stem=named), fix)
        elif stem != parts[-1].rpartition(".")[0]:
            message = _("复核人是“{reviewer}”，但文件名是“{stem}”")
            found = message.format(reviewer=review.reviewer, stem=parts[-1].rpartition(".")[0])
            yield Flaw(review.place_of("reviewer"), found, fix)
