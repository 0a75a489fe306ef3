"""Text in traditional characters as it would be in simplified ones: as long, so that each place is the same in both."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

_TELLING = "責負單關辦機"
"""Characters of which no official text in traditional characters has none."""
_LEAST = 0.08
"""Parts of a text's different characters that are traditional ones where it is written in them: a third, and hardly any else."""
_LOOKED_AT = 100_000


def simplified(text: str) -> str:
    """`text` with the simplified character at the place of each traditional one, and the quotes used with these."""
    return text if text.isascii() else text.translate(_table())


def is_traditional(texts: Iterable[str]) -> bool:
    """Whether these texts are written in traditional characters."""
    whole = "\n".join(texts)
    if not any(one in whole for one in _TELLING):
        return False
    different = set(whole[:_LOOKED_AT])
    return len(different & set(map(chr, _table()))) > _LEAST * len(different)


@cache
def _table() -> dict[int, str]:
    from dutykit.text.simplified_characters import SIMPLIFIED, TRADITIONAL

    return {
        **dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True)),
        **dict(zip(map(ord, "「」『』"), "“”“”", strict=True)),
    }
