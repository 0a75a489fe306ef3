"""The note on characters that the machine of who reads a file has to draw."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.cli.screen import Screen
from dutykit.language import _

_MOST_NAMED = 20
"""Characters that a note names."""


def show_undrawn(screen: Screen, characters: Iterable[str]) -> None:
    """Say on stderr that no font of dutykit's draws `characters`; nothing where there are none."""
    from dutykit.check.written import named_character

    named = _("、").join(map(named_character, sorted(characters)[:_MOST_NAMED]))
    if named:
        text = _("dutykit 随附的字体均不含文件中的{characters}，使用的计算机须有含该字的字体才能显示、打印")
        screen.warn(_("注意：{text}").format(text=text.format(characters=named)))
