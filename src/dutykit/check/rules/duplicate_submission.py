"""A unit has two submissions for one cycle."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.doubles import second_files
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True, firm=True)
def duplicate_submission(workspace: Workspace) -> Iterable[Flaw]:
    """同一单位在同一年度有两份自评材料。

    为什么：无法确定以哪一份为准。以单位名称命名的一份为准，另一份（多为复制、备份或同步产生的副本）不予采用；
    移走之前，该单位不能报送，也不能生成填报表和报告。

    处理建议：将不采用的一份移出 submissions/；其中有需要的内容，先并入采用的一份。
    """
    message = _("{unit}在 {cycle} 年度有两份自评材料")
    return second_files(workspace, Submission, message)
