"""Units that get a form each and are most likely one, in words: before the forms are sent out."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.language import _
from dutykit.model.workspace import Workspace


def doubled_lines(workspace: Workspace) -> Iterator[str]:
    """A sentence for each pair of units that both have something to fill in."""
    owing = workspace.responsibilities.by_unit
    for one, other, _names in workspace.register.likely_doubles:
        if one.id in owing and other.id in owing:
            text = _(
                "“{one}”与“{other}”疑似同一单位，各有一份填报表；是同一单位的，先运行 dutykit unit merge {one} {other}"
            )
            yield text.format(one=one.id, other=other.id)
