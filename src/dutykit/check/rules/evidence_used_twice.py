"""One file is submitted under different titles."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import evidences, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.submission import Answer, Evidence
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def evidence_used_twice(workspace: Workspace) -> Iterable[Flaw]:
    """同一份佐证材料使用了不同的资料名称，或在同一项指标中列了两次。

    为什么：一份文件以不同名称充作两份佐证材料，核查时会被认定为重复佐证材料；也可能是放错了文件。
    同一名称的佐证材料用于几项指标属正常情况，不作此项校验。

    处理建议：放错文件的，换成正确的文件；确为同一份佐证材料的，使用同一资料名称，同一项指标中只列一次。
    """
    seen: dict[str, tuple[Answer, Evidence]] = {}
    for _submission, answer, evidence in evidences(workspace):
        if evidence.file is None:
            continue
        found = workspace.evidence.get(evidence.file)
        content = None if found is None else found.sha256
        first_answer, first = seen.setdefault(content or evidence.file, (answer, evidence))
        if first is evidence:
            continue
        if first_answer is answer:
            message = _("佐证材料“{title}”与同一项指标的“{first}”是同一个文件")
        elif _plain(first.title) != _plain(evidence.title):
            message = _("佐证材料“{title}”与别处的“{first}”是同一个文件")
        else:
            continue
        text = message.format(title=shortened(evidence.title), first=shortened(first.title))
        related = Related(first.place_of("file"), _("第一次用在这里"))
        yield Flaw(evidence.place_of("file"), text, related=(related,))


def _plain(title: str) -> str:
    """`title` without what people write now one way, now another: blanks, marks and width."""
    return "".join(one for one in unicodedata.normalize("NFKC", title).casefold() if one.isalnum())
