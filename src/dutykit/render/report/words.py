"""The Chinese words of a report; a report is an official document and is Chinese in every interface language."""

from __future__ import annotations

import datetime as dt
import unicodedata

from dutykit.model.catalogue import Role, Target
from dutykit.model.submission import FoundBy, MetricValue, ProblemStatus, Rating, State

ROLE: dict[Role, str] = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位", "guide": "指导单位"}
ROLE_SHORT: dict[Role, str] = {"lead": "牵", "responsible": "责", "support": "配", "guide": "指"}
RATING: dict[Rating, str] = {"met": "达到", "partly": "部分达到", "unmet": "未达到", "not_applicable": "不适用"}
STATE: dict[State, str] = {"draft": "草稿（未报送）", "submitted": "已报送", "returned": "已退回", "accepted": "已通过"}
FOUND_BY: dict[FoundBy, str] = {"self_check": "自查", "monitoring": "监测", "inspection": "实地检查"}
STATUS: dict[ProblemStatus, str] = {"open": "未整改", "in_progress": "整改中", "done": "已整改", "closed": "已销号"}

# Characters that draw nothing but move, hide or reorder what stands beside them: pasted along from
# other programs, or put there to mislead. They are left out; the text around them stays as it is.
_INVISIBLE = frozenset(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xAD, 0x61C, 0xFEFF, 0xFE0E, 0xFE0F]
)
# Doubles of ideographs: the radicals of 康熙字典 and compatibility ideographs, mostly pasted along from a PDF. A font draws
# one with the glyph of the other, and what is copied out of a report is then the double wherever the other stands.
_DOUBLES = frozenset(map(chr, [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)]))
_PRINTABLE_BUT_CHANGED = _DOUBLES | frozenset("\ufe0e\ufe0f")
_LINE_BREAKS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


def clean(text: str) -> str:
    """`text` with tabs as blanks, every line break as one kind, and control and invisible characters left out.

    An ideograph's double becomes the ideograph.
    """
    if text.isprintable() and not _PRINTABLE_BUT_CHANGED.intersection(text):
        return text  # all else that is left out or changed counts as not printable
    return "".join(_kept(character) for character in text.replace("\r\n", "\n"))


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a plain text: its lines, without indentation and without empty ones."""
    lines = clean(text or "").split("\n")
    return tuple(line.strip() for line in lines if line.strip())


def date_words(date: dt.date | None) -> str:
    """2019年1月31日, without padding; empty for no date."""
    return "" if date is None else f"{date.year}年{date.month}月{date.day}日"


def number_words(value: MetricValue) -> str:
    """A number as written in the file."""
    return "" if value is None else str(value)


def target_words(target: Target | None, unit: str | None) -> str:
    """不低于、不高于、等于 with the number and its unit; a dash for no target."""
    if target is None:
        return "—"
    suffix = unit or ""
    if target.min is not None and target.min == target.max:
        return f"{target.min}{suffix}"
    words = []
    if target.min is not None:
        words.append(f"不低于{target.min}{suffix}")
    if target.max is not None:
        words.append(f"不高于{target.max}{suffix}")
    return "，".join(words) or "—"


def percent(part: int, whole: int) -> str:
    """`part` of `whole` with one decimal, never rounded up to 100; a dash where nothing is owed."""
    if not whole:
        return "—"
    thousandths = part * 1000 // whole
    return f"{thousandths // 10}%" if thousandths % 10 == 0 else f"{thousandths // 10}.{thousandths % 10}%"


def shortened(text: str, length: int) -> str:
    """At most `length` characters of `text` on one line, with an ellipsis where something was cut."""
    line = "".join(paragraphs(text))
    return line if len(line) <= length else line[: length - 1].rstrip("，、；：。,;") + "…"


def _kept(character: str) -> str:
    if character in _LINE_BREAKS:
        return "\n"
    if character == "\t":
        return " "
    if character == "\n":
        return character
    if character in _DOUBLES:
        return unicodedata.normalize("NFKC", character)
    if ord(character) in _INVISIBLE or unicodedata.category(character) in {"Cc", "Cs"}:
        return ""
    return character
