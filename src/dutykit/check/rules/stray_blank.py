"""Blanks stand at the end of an id or a name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from dutykit.check.declare import check
from dutykit.check.fixes.named import ids, names
from dutykit.check.fixes.spelling import without_stray_blanks
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def stray_blank(workspace: Workspace) -> Iterable[Flaw]:
    """编号或名称的前后有多余的空白（空格、不换行空格、零宽字符）。

    为什么：看上去一样的两个名称其实不同，对不上单位、指标或数值，而且肉眼看不出来。

    怎么改：删去前后的空白；dutykit validate --fix 会代为删去。
    """
    for one in chain(ids(workspace), names(workspace)):
        text = without_stray_blanks(one.text)
        if text and text != one.text:
            yield Flaw(one.place, _("“{name}”前后有多余的空白").format(name=shortened(text)))
