"""A character that no font draws stops every report that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from dutykit.check.declare import check
from dutykit.check.written import named_character, written_places
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.place import Place
from dutykit.model.record import Record
from dutykit.model.workspace import Workspace
from dutykit.text.drawn import undrawn

_MOST_PLACES = 4
"""Places that a finding names."""


@check(Severity.ERROR, whole=True)
def character_without_glyph(workspace: Workspace) -> Iterable[Flaw]:
    """有随附的字体均不含的字符，报告中无法印出。

    为什么：该字印出后为空白或方框，正式文件不能如此印发，含有该字的报告（PDF）不予生成。

    处理建议：改用字体中有的字；人名、地名中的生僻字，可在 dutykit.yaml 的 font_folders 和 fonts 中指定含有该字的字体。
    """
    settings = workspace.settings
    if settings.font_folders or settings.fonts.families:
        return  # which characters the office's own fonts draw is known when a report is made
    missing = {name: found for name, source in workspace.sources.items() if (found := undrawn(source.text))}
    for record in _printed(workspace) if missing else ():
        places: dict[str, list[Place]] = {}
        for place, character in written_places(missing.get(record.place.file, ()), [record]):
            places.setdefault(character, []).append(place)
        for character, (first, *others) in sorted(places.items()):
            related = tuple(Related(one, _("这里也有")) for one in islice(others, _MOST_PLACES - 1))
            text = _("随附的字体均不含{character}").format(character=named_character(character))
            yield Flaw(first, text, None, related)


def _printed(workspace: Workspace) -> Iterator[Record]:
    """The records that reports take their words from."""
    office = (workspace.catalogue, workspace.register, workspace.settings, workspace.timetable, workspace.scoring)
    yield from (one for one in office if one is not None)
    yield from workspace.submissions
    yield from workspace.reviews
    yield from workspace.evaluations.values()
