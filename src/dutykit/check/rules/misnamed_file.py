"""A file is not read because of its name."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.place import Place
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True, firm=True)
def misnamed_file(workspace: Workspace) -> Iterable[Flaw]:
    """文件因扩展名或大小写不对而未读取，如 data/scoring.yml、submissions/2019/市财政局.yaml.txt。

    为什么：文件的内容未被采用，校验、统计和报告都会缺少这部分数据，且容易误以为已经采用。

    处理建议：按校验结果改名；已有同名文件的，核对后移走不用的一份。
    """
    for stray in workspace.strays:
        if stray.what != "misnamed":
            continue
        place = Place(stray.name, 1, 1)
        if stray.of in workspace.sources:
            message = _("未读取：以 {file} 为准").format(file=stray.of)
            yield Flaw(place, message, _("核对后将 {file} 移走").format(file=stray.name))
        else:
            fix = _("将 {file} 改名为 {name}").format(file=stray.name, name=stray.of)
            yield Flaw(place, _("未读取：文件名应为 {file}").format(file=stray.of), fix)
