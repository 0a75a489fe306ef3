"""What was found in a short text, kept: a plan is looked at more than once, and says many things again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

_How = ParamSpec("_How")
_Found = TypeVar("_Found")
_Reads = Callable[Concatenate[str, _How], _Found]


def remembered(*, longest: int, most: int = 1024) -> Callable[[_Reads[_How, _Found]], _Reads[_How, _Found]]:
    """A function of a text that reads each of at most `longest` characters once, and keeps the last `most` it found.

    A longer one is read each time: to look up one that grows by a piece with each call would cost the square of it.
    """

    def remember(reads: _Reads[_How, _Found]) -> _Reads[_How, _Found]:
        known = cast("_Reads[_How, _Found]", lru_cache(most)(reads))

        @wraps(reads)
        def read(text: str, /, *given: _How.args, **how: _How.kwargs) -> _Found:
            return (known if len(text) <= longest else reads)(text, *given, **how)

        return read

    return remember
