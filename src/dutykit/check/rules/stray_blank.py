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

    为什么：看起来相同的两个名称实际不同，与单位、指标或数值无法对应，且肉眼无法分辨。

    处理建议：删去前后的空白；dutykit validate --fix 可自动删去。
    """
    for one in chain(ids(workspace), names(workspace)):
        text = without_stray_blanks(one.text)
        if text and text != one.text:
            yield Flaw(one.place, _("“{name}”前后有多余的空白").format(name=shortened(text)))
