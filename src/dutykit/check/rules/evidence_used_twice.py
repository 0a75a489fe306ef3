"""One file is handed in under different titles."""

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
    """同一份佐证材料用了不同的名称，或在同一项指标里列了两次。

    为什么：一份文件换个名称充作两份材料，查证时会当作凑数；也可能是放错了文件。同一名称的材料用于几项指标是正常的，不作此检查。

    怎么改：放错了文件的，换成对的；确是同一份材料的，用同一个名称，同一项指标里只列一次。
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
