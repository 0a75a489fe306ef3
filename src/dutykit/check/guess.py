"""Did you mean: what an unknown name was most likely meant to be."""

from __future__ import annotations

from collections.abc import Mapping

from dutykit.language import _
from dutykit.text.likeness import closest

_LONGEST = 100
"""Characters of a name that is still looked up; nobody mistypes a longer one."""


class Guesses:
    """Guesses among known names; each unknown name is looked up once, however often it is."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """`known` holds every spelling and the name it stands for."""
        self._known = known
        self._made: dict[str, str | None] = {}

    def fix(self, name: str) -> str | None:
        """A question whether `name` is the likeliest of the known names; None if it is like none."""
        if name not in self._made:
            likely = closest(name, self._known) if self._known and len(name) <= _LONGEST else None
            self._made[name] = None if likely is None else likely_fix(self._known[likely])
        return self._made[name]


def likely_fix(name: str) -> str:
    """The question whether `name` was meant."""
    return _("请检查是否为“{name}”").format(name=name)
