"""Two sections have one title."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.catalogue import Section
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.NOTE)
def duplicate_section_title(workspace: Workspace) -> Iterable[Flaw]:
    """两个二级指标的标题相同。

    为什么：标题相同的两个二级指标容易看错、填错，可能是录入时复制后未修改。

    处理建议：对照来源文件的原文改正；原文如此的，照录原文，并在后一处的 note 中说明，之后不再报告。
    """
    seen: dict[str, Section] = {}
    for chapter in workspace.catalogue.chapters:
        for section in chapter.sections:
            first = seen.setdefault("".join(section.title.split()), section)
            if first is section or section.note:
                continue
            message = _("二级指标的标题与前面的相同：{title}").format(title=shortened(section.title))
            related = Related(first.place_of("title"), _("第一次用在这里"))
            yield Flaw(section.place_of("title"), message, related=(related,))
