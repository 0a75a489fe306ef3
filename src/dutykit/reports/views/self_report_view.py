"""The self-report for the portal （自评报告，公示稿）: prose of limited length, its characters counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import ClassVar

from dutykit.model.unit import Unit
from dutykit.reports.views.dates import closing_dates
from dutykit.reports.views.problems import carried_problems, carried_words, status_words
from dutykit.reports.views.standing import Standing, cover
from dutykit.reports.views.subject import Subject, subject_of
from dutykit.reports.views.words import RATING, numbered, rounded, score_words
from dutykit.text.clean import clean, paragraphs
from dutykit.text.day import date_words
from dutykit.text.length import characters_in
from dutykit.text.numeral import chinese_numeral
from dutykit.text.typed_table import paragraphs_and_tables
from dutykit.typeset.report import Cover


@dataclass(frozen=True, slots=True)
class Passage:
    """What the unit says on one indicator."""

    paragraphs: tuple[str, ...]
    closing: str
    """指标、自评结论和得分，如（第9项，自评达到，4.5分）"""


@dataclass(frozen=True, slots=True)
class PassageGroup:
    """The passages under one second-level heading of the catalogue."""

    numeral: str
    """二级指标的序号，与指标体系一致，中间没有填报的也不重新编号"""
    title: str
    passages: tuple[Passage, ...]
    chapter: str
    """二级指标在每个一级指标下重新编号的，在一级指标开始处写其标题；其余为空"""


@dataclass(frozen=True, slots=True)
class SelfReportPart:
    """A part of the report: 一、二、…; either paragraphs or groups of passages."""

    numeral: str
    title: str
    paragraphs: tuple[str, ...]
    groups: tuple[PassageGroup, ...]


@dataclass(frozen=True, slots=True)
class SelfReport:
    """The self-report of one unit."""

    kind: ClassVar[str] = "self-report"

    cover: Cover
    notices: tuple[str, ...]
    parts: tuple[SelfReportPart, ...]
    characters: int
    """全文字数，含标题，不含空格"""
    limit: int
    """字数上限"""
    over: int
    """超出的字数；没有超出的为 0"""
    unanswered: tuple[str, ...]
    """单位未填报、报告中没有的指标编号"""


def self_report(standing: Standing, unit: Unit | None, _fonts: Mapping[str, str]) -> SelfReport:
    """The self-report of `unit`."""
    if unit is None:
        raise ValueError(unit)
    subject = subject_of(standing, unit)
    if standing.as_of is None and subject.submissions:
        # It is of the day it was handed in: what the office did later, as in its review, is not in it.
        standing = replace(standing, as_of=subject.submissions[0].submitted_on)
        subject = subject_of(standing, unit)
    submission = subject.submissions[0] if subject.submissions else None
    written = [
        ("自查自评工作情况", paragraphs_and_tables(submission.summary if submission else None), ()),
        ("以前年度问题整改情况", _carried(standing, unit.id), ()),
        ("履行教育职责情况", _total(subject), _groups(subject)),
        ("存在的问题与整改", _problems(subject), ()),
        ("下一步工作", paragraphs_and_tables(submission.next_steps if submission else None), ()),
    ]
    kept = [one for one in written if one[1] or one[2]]
    parts = tuple(
        SelfReportPart(chinese_numeral(number), title, texts, groups)
        for number, (title, texts, groups) in enumerate(kept, 1)
    )
    characters = sum(map(characters_in, _texts(parts)))
    limit = standing.workspace.settings.narratives.submission
    over = max(0, characters - limit)
    notices = list(subject.notices())
    if over:
        notices.append(f"全文共{characters}字，超过上限{rounded(limit)}字，须删减{over}字后再公示。")
    duties = standing.workspace.responsibilities.by_unit.get(unit.id, ())
    return SelfReport(
        cover=cover(
            standing,
            "情况自评报告（公示稿）",
            unit.id,
            subject.submissions,
            sample=subject.sample,
            shown=[*closing_dates(standing, subject.units), *filter(None, (standing.as_of,))],
        ),
        notices=tuple(notices),
        parts=parts,
        characters=characters,
        limit=limit,
        over=over,
        unanswered=tuple(duty.indicator for duty in duties if standing.answer(duty) is None),
    )


def _texts(parts: tuple[SelfReportPart, ...]) -> Iterator[str]:
    """Everything that is printed as the report's text."""
    for part in parts:
        yield f"{part.numeral}、{part.title}"
        yield from part.paragraphs
        for group in part.groups:
            if group.chapter:
                yield group.chapter
            yield f"（{group.numeral}）{group.title}"
            for passage in group.passages:
                yield from passage.paragraphs
                yield passage.closing


def _groups(subject: Subject) -> tuple[PassageGroup, ...]:
    catalogue = subject.standing.workspace.catalogue
    entries = catalogue.by_id
    pairs = [(entries[answer.indicator], answer) for answer in subject.answers(subject.name)]
    groups: list[PassageGroup] = []
    begun = 0
    for _number, members in groupby(pairs, key=lambda pair: pair[0].section_number):
        chosen = list(members)
        passages = []
        for _entry, answer in chosen:
            texts = paragraphs_and_tables(answer.narrative) or paragraphs(answer.reason)
            if not texts:
                continue
            verdict = f"自评{RATING[answer.rating]}" if answer.rating else "未作自评结论"
            words = score_words(answer.score, subject.standing.workspace.scoring)
            score = f"，{words}分" if words else ""
            passages.append(Passage(texts, f"（第{answer.indicator}项，{verdict}{score}）"))
        if passages:
            first = chosen[0][0]
            above = catalogue.section_numbers == "by_chapter" and first.chapter_number != begun
            begun = first.chapter_number
            groups.append(
                PassageGroup(
                    first.section_numeral,
                    clean(first.section.title).rstrip("。"),
                    tuple(passages),
                    f"指标体系第{chinese_numeral(begun)}部分：{clean(first.chapter.title).rstrip('。')}"
                    if above
                    else "",
                )
            )
    return tuple(groups)


def _total(subject: Subject) -> tuple[str, ...]:
    answers = subject.answers(subject.name)
    if not answers:
        return ()
    owed = len(subject.standing.workspace.responsibilities.by_unit.get(subject.name, ()))
    counts = "、".join(
        f"{words}{number}项"
        for rating, words in RATING.items()
        if (number := sum(one.rating == rating for one in answers))
    )
    scores = [answer.score for answer in answers if answer.score is not None]
    total = (
        f"，自评得分合计{score_words(sum(scores, Decimal(0)), subject.standing.workspace.scoring)}分" if scores else ""
    )
    return (f"本单位承担指标{owed}项" + (f"，自评{counts}" if counts else "") + f"{total}。",)


def _problems(subject: Subject) -> tuple[str, ...]:
    texts = []
    for number, problem in enumerate(subject.problems(), 1):
        words = [numbered(number, _sentence(problem.text))]
        if problem.measure:
            words.append(f"整改措施：{_sentence(problem.measure)}")
        due = f"，完成时限{date_words(problem.due)}" if problem.due else ""
        words.append(f"目前{status_words(problem)}{due}。")
        texts.append("".join(words))
    return tuple(texts)


def _carried(standing: Standing, unit: str) -> tuple[str, ...]:
    return tuple(
        numbered(number, f"{_sentence(one.text)}{_sentence(carried_words(one, standing.cycle))}")
        for number, one in enumerate(carried_problems(standing, unit), 1)
    )


def _sentence(text: str) -> str:
    """`text` on one line, with a full stop at its end."""
    line = "".join(paragraphs(text))
    return line if line.endswith(("。", "！", "？", "；")) else f"{line}。"
