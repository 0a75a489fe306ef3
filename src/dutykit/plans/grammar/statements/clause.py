"""One clause of a statement: which names do what in it, with whom, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dutykit.plans.grammar.words.body import begins_as_body, could_be_body, looks_like_body, reads_as_sentence
from dutykit.plans.grammar.words.divisions import is_place, place_end
from dutykit.plans.grammar.words.name import is_known, is_open_alone
from dutykit.plans.grammar.words.names import names_of
from dutykit.plans.grammar.words.vocabulary import OBJECT, VERB, WITH, is_time_limit

_UNTIL = re.compile(r"(?:应|须|要|需)?(?:于|在|确保|力争)*+(?:(?:\d{2})?\d{2}年|\d{1,2}月|年底前|年内)")
_CALLS_IN = re.compile("(?:并|再|并?请)?(?:会同|商同|商请|会商|协同|联合|商(?=[省市县区州]))(?=..)")
_HAS_OTHERS = re.compile("(?:并|再)?(?:组织|指导|督促|督导|带动|引导)(?=..)")
_BETWEEN_NAMES = re.compile("[、，,]")
_BETWEEN = re.compile("[、，,]|和|及|与|会同")
_LONGEST_DUTY = 60


def by_verbs(clause: str, *, unknown: bool) -> Iterator[tuple[str, re.Match[str] | None]]:
    """A clause cut behind each verb: what is before it with the match of VERB; a rest without a verb has none."""
    start = 0
    for match in VERB.finditer(clause):
        left, right = clause[start : match.start()], clause[match.end() :]
        if match.start() < start:
            continue
        if not left.strip("、和及与 "):
            start = match.end() if start else start  # 各司其职、各负其责
            continue
        if not _ends_here(right):
            continue
        if not _ends_as_body(left) and not (unknown and not right.strip() and could_be_body(_last_name(left))):
            continue
        yield left.lstrip("、和及与 "), match
        start = match.end()
    if rest := clause[start:].strip("、 "):
        yield rest, None


def with_its_duty(clause: str) -> tuple[str, re.Match[str] | None] | None:
    """The names of a clause that says which part of the task they do (市财政局负责资金保障), and the verb."""
    if len(clause) > _LONGEST_DUTY or looks_like_body(clause):
        return None
    at = 3
    last = None
    while (match := OBJECT.search(clause, at)) is not None:
        left = clause[: match.start()]
        if match.end() == len(clause) and not reads_as_sentence(match["object"]) and _ends_as_body(left):
            last = (left, VERB.match(match.group()))  # behind the verb in a name: 市城市管理局负责道路
        at = match.start() + 1
    return last if last is not None and all(map(looks_like_body, _texts(last[0]))) else None


def without_until(clause: str) -> tuple[str, str]:
    """A clause and the time limit behind its names (市教育局于6月底前完成); the second is empty if there is none."""
    match = _UNTIL.search(clause, 2)
    if match is None:
        return clause, ""
    left = clause[: match.start()]
    if not _ends_as_body(left) and all(verb.end() < len(left) for verb in VERB.finditer(left)):
        return clause, ""
    until = clause[match.start() :].lstrip("应须要需于在")
    return (left, until) if is_time_limit(until) else (clause, "")


def called_in(clause: str, first: str) -> str | None:
    """The names that a clause begins to call in (会同市财政局、市人社局) behind others, the first of which is `first`; else None."""
    match = _CALLS_IN.match(clause)
    if match is None or not first:
        return None
    county = place_end(clause)
    if county and is_place(clause[:county]) and place_end(first) and "会同县" in first:
        return None  # 会同县教育局，会同县财政局
    rest = clause[match.end() :]
    return rest if begins_as_body(rest) or is_open_alone(rest) or looks_like_body(_first_name(rest)) else None


def has_others(clause: str) -> str:
    """A clause without the verb by which the subject has others do something (督促各乡镇落实 gives 各乡镇落实)."""
    match = _HAS_OTHERS.match(clause)
    rest = clause[match.end() :] if match is not None else ""
    return rest if rest and begins_as_body(rest) and VERB.search(rest) is not None else clause


def partners_at(text: str) -> re.Match[str] | None:
    """The word by which the names before it take others in: 甲会同乙."""
    return next(
        (
            one
            for one in WITH.finditer(text)
            if one.start()
            and _is_no_county(text, one.start())
            and _ends_as_body(text[: one.start()])
            and _goes_on(text[one.end() :])
        ),
        None,
    )


def _is_no_county(text: str, at: int) -> bool:
    """会同县 is a county at the beginning of a name and behind the prefecture it is in, not behind an office."""
    before = _last_name(text[:at]).removeprefix("由")
    return place_end(text, at) == at or not (before == "" or place_end(before) == len(before))


def _texts(text: str) -> list[str]:
    return [name.text for name in names_of(text)]


def _first_name(text: str) -> str:
    return _BETWEEN_NAMES.split(text, maxsplit=1)[0]


def _last_name(text: str) -> str:
    return _BETWEEN.split(text)[-1].strip()


def _ends_as_body(text: str) -> bool:
    text = text.rstrip(" \u3000*＊")
    last = _BETWEEN.split(text)[-1]
    whole = _BETWEEN_NAMES.split(text)[-1]
    if looks_like_body(last) or looks_like_body(whole) or text.endswith(("）", ")", "〕", "]", "］", "〉", "】")):
        return True
    names = names_of(whole)
    return bool(names) and (names[-1].open_after or is_known(names[-1]))


def _ends_here(right: str) -> bool:
    right = right.lstrip()
    if not right or right[0] in "、，,；;。/（(" or begins_as_body(right):
        return True
    return bool(VERB.match(right) or WITH.match(right)) or is_time_limit(right)  # 市教育局负责2027年6月底前完成


def _goes_on(right: str) -> bool:
    return begins_as_body(right) or looks_like_body(_first_name(right)) or VERB.search(right) is not None
