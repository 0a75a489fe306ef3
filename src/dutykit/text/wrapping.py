"""Text that was wrapped to the width of a page of code, as one line again."""

from __future__ import annotations

import re

_WIDE = "[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—]"
_BREAK = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t]*(?={_WIDE})")


def unwrapped(text: str) -> str:
    """The lines of `text` as one: with a blank between them, but for Chinese, which is written without."""
    return " ".join(_BREAK.sub("", text).split())
