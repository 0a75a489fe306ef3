"""What the uses of table columns are called, on the screen and after --columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from dutykit.language import _
from dutykit.model.office_words import role_word
from dutykit.model.refusal import Refusal
from dutykit.plans.grammar.column_use import USES, ColumnUse

_Use = TypeVar("_Use", bound=str)


def use_word(use: ColumnUse) -> str:
    """What a use is called."""
    if use in {"lead", "responsible", "support", "guide"}:
        return role_word(use)
    return {
        "number": _("序号"),
        "chapter": _("一级指标"),
        "section": _("二级指标"),
        "text": _("指标内容"),
        "deadline": _("完成时限"),
        "person": _("责任人（写入说明）"),
        "note": _("说明"),
        "none": _("不采用"),
    }[use]


def given_columns(texts: Iterable[str]) -> dict[str, ColumnUse]:
    """What --columns 列名=用途 says; a use by its word or its code. Raises Refusal."""
    return given_uses(texts, {use: use_word(use) for use in USES})


def given_uses(texts: Iterable[str], uses: Mapping[_Use, str]) -> dict[str, _Use]:
    """What --columns 列名=用途 says, of the uses with their words. Raises Refusal."""
    words: dict[str, _Use] = {}
    for use, word in uses.items():
        words[use] = words[word] = words[word.split("（", maxsplit=1)[0]] = use
    found: dict[str, _Use] = {}
    for text in texts:
        title, equals, word = text.partition("=")
        wanted = words.get(word.strip())
        if not equals or not title.strip() or wanted is None:
            raise Refusal(
                _("--columns 写法有误：{text}").format(text=text),
                _("写成 列名=用途，用途为其中之一：{words}").format(words=_("、").join(uses.values())),
            )
        found["".join(title.split())] = wanted
    return found
