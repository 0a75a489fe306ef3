"""What an unknown name was most likely meant to be: a known one, or several of them in one text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dutykit.language import _
from dutykit.text.likeness import closest

_COMMAS = frozenset("，,；;")
"""What no name has in it: 、 is in names such as 各县、区人民政府."""
_LONGEST = 100
"""Characters of a name that is still looked up; nobody mistypes a longer one."""
_COMPARISONS = 2_000_000
"""Of an unknown name with a known one, in all; whoever has mistyped so many names has taken the wrong list."""


class Guesses:
    """Guesses among known names; each unknown name is looked up once, however often it is."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """`known` holds every spelling and the name it stands for."""
        self._known = known
        self._made: dict[str, str | None] = {}
        self._left = _COMPARISONS

    def fix(self, name: str) -> str | None:
        """What to do about the unknown `name`: take apart what is several names, or whether the likeliest is meant.

        None if it is like none.
        """
        if name not in self._made:
            self._made[name] = self._split(name) or self._likely(name)
        return self._made[name]

    def _likely(self, name: str) -> str | None:
        if not self._known or len(name) > _LONGEST or self._left < len(self._known):
            return None
        self._left -= len(self._known)
        likely = closest(name, self._known)
        return None if likely is None else likely_fix(self._known[likely])

    def _split(self, name: str) -> str | None:
        """What to do where several names are in one text, as a Chinese comma in a list puts them there."""
        parts = apart(name) if self._known else []
        is_list = not _COMMAS.isdisjoint(name) and any(part in self._known for part in parts)
        return split_fix(parts) if len(parts) > 1 and (is_list or all(part in self._known for part in parts)) else None


def apart(text: str) -> list[str]:
    """The names that are in one text, separated by marks or blanks."""
    return [part for part in re.split(r"[\s、，,；;]+", text[: 10 * _LONGEST]) if part]


def split_fix(parts: list[str]) -> str:
    """That each name is an item of its own."""
    return _("列表各项之间用半角逗号分隔，每个名称单独为一项：[{names}]").format(names=", ".join(parts))


def likely_fix(name: str) -> str:
    """The question whether `name` was meant."""
    return _("请检查是否为“{name}”").format(name=name)
