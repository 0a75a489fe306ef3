"""How long texts may be."""

from __future__ import annotations

from dutykit.language import _
from dutykit.model.finding import Related
from dutykit.model.settings import Narratives


def limit_set_in(narratives: Narratives, field: str) -> tuple[Related, ...]:
    """Where the workspace sets the limit `field` itself; nothing where the default holds."""
    if narratives.node is None or not narratives.has_key(field):
        return ()
    return (Related(narratives.place_of(field), _("上限在这里设置")),)
