"""Sentences that say of which tasks they are: 以下均由市教育局负责."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dutykit.plans.grammar.statements.statement import Found
from dutykit.plans.grammar.statements.wording import governing
from dutykit.plans.grammar.words.convention import NUMBERED, POINTING, is_not_listed
from dutykit.plans.grammar.words.outline import text_begins

_POINTS = re.compile(POINTING)
_POINTED = re.compile(rf"(?<=[。！？：:；;\s])(?={POINTING})|(?<=[，,])(?={NUMBERED})")
_STOP = re.compile("[。\n]")
_NOTE = re.compile(r"\s*(?:备?注|说明)\s*[:：]\s*")
_NEXT_NUMBERED = re.compile(rf"[，,；;](?={NUMBERED})")
_LONGEST_SENTENCE = 400


def pointing_sentences(text: str, taken: list[Found]) -> Iterator[Found]:
    """Sentences that say of which tasks they are: 以下均由市教育局负责."""
    done = text_begins(text)
    for start, end in _sentences_that_may_point(text, done):
        if start < done or any(one.start < end and start < one.end for one in taken):
            continue
        sentence = text[start:end]
        if re.match(NUMBERED, sentence):
            sentence = _NEXT_NUMBERED.split(sentence, maxsplit=1)[0]
        for part in dict.fromkeys((sentence, re.split("[；;]", sentence, maxsplit=1)[0])):
            if (said := governing(part.strip())) is not None:
                done = start + len(part) + (text[start + len(part) :][:1] == "。")
                yield Found(0 if _NOTE.fullmatch(text, 0, start) else start, done, said)
                break


def _sentences_that_may_point(text: str, first: int) -> list[tuple[int, int]]:
    if _POINTS.search(text) is None:
        return []
    starts = {first, *(match.start() for match in _POINTED.finditer(text, first))}
    if is_not_listed(text):
        starts.update(match.end() for match in _STOP.finditer(text, first))
    found = []
    for start in sorted(starts):
        stop = _STOP.search(text, start, start + _LONGEST_SENTENCE)
        if stop is not None or len(text) - start <= _LONGEST_SENTENCE:
            found.append((start, stop.start() if stop is not None else len(text)))
    return found
