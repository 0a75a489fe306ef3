"""The Chinese words of a report; a report is an official document and is Chinese in every interface language."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dutykit.model import office_words
from dutykit.model.catalogue import Target
from dutykit.model.record import Number
from dutykit.model.role import Role
from dutykit.model.scoring import Scoring
from dutykit.model.submission import MetricValue
from dutykit.text.clean import paragraphs

ROLE, RATING, STATE, STATUS = (
    office_words.ROLES,
    office_words.RATINGS,
    office_words.STATES,
    office_words.PROBLEM_STATUSES,
)
FOUND_BY = office_words.FOUND_BY
ROLE_SHORT: dict[Role, str] = {role: word[0] for role, word in office_words.SHORT_ROLES.items()}


def number_words(value: MetricValue) -> str:
    """A number as written in the file."""
    return "" if value is None else str(value)


def numbered(number: int | str, text: str) -> str:
    """An item of a list: 1. and the text, set apart where that begins with a figure, as “1.3所” reads as one number."""
    return f"{number}.{'　' if text[:1].isdecimal() else ''}{text}"


def heading_words(title: str) -> str:
    """A title of the catalogue as a heading: on one line, without the full stop that it has where the text runs on."""
    return "".join(paragraphs(title)).rstrip("。")


def sentence(text: str) -> str:
    """`text` on one line, with a full stop at its end."""
    line = "".join(paragraphs(text))
    return line if line.endswith(("。", "！", "？", "；")) else f"{line}。"


def counted(pairs: Iterable[tuple[str, int]], measure: str) -> str:
    """Words with their numbers in a sentence, as 上升3项、下降1项; what there is none of is left out."""
    return "、".join(f"{words}{number}{measure}" for words, number in pairs if number)


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
    """`part` of `whole` with one decimal, never rounded up to 100; a dash where nothing is assigned."""
    if not whole:
        return "—"
    thousandths = part * 1000 // whole
    return f"{thousandths // 10}%" if thousandths % 10 == 0 else f"{thousandths // 10}.{thousandths % 10}%"


def score_words(score: Number | None, scoring: Scoring | None) -> str:
    """A score as all are printed: with the decimals of totals, with more where it has more; empty for none."""
    if score is None:
        return ""
    decimals = 0 if scoring is None else scoring.decimals
    exponent = Decimal(score).normalize().as_tuple().exponent
    needed = -exponent if isinstance(exponent, int) else 0
    return f"{Decimal(score):.{max(decimals, needed)}f}"
