"""The self-report for the portal （自评报告，公示稿）: prose of limited length, its characters counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import ClassVar

from dutykit.model.rectification import UNFINISHED
from dutykit.model.responsibility import Duty
from dutykit.model.submission import Answer, Rating
from dutykit.model.unit import Unit
from dutykit.reports.views.dates import closing_dates
from dutykit.reports.views.problems import carried_problems, carried_words, status_words
from dutykit.reports.views.standing import Standing, cover, own_points
from dutykit.reports.views.subject import Subject, subject_of
from dutykit.reports.views.verdicts import scores_of
from dutykit.reports.views.words import RATING, counted, heading_words, numbered, score_words, sentence
from dutykit.text.book_title import inside_book_marks
from dutykit.text.clean import paragraphs
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
    """指标、自评结论和得分，如（第9项：自评达到，得4.5分，满分5分）"""


@dataclass(frozen=True, slots=True)
class PassageGroup:
    """The passages under one second-level heading of the catalogue."""

    numeral: str
    """在本报告中的序号，依次编排"""
    title: str
    passages: tuple[Passage, ...]


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
    duties = standing.workspace.responsibilities.by_unit.get(unit.id, ())
    return SelfReport(
        cover=cover(
            standing,
            "情况自评报告（公示稿）",
            unit.id,
            subject.submissions,
            sample=subject.sample,
            shown=closing_dates(standing, subject.units),
        ),
        notices=subject.notices(),
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
            yield f"（{group.numeral}）{group.title}"
            for passage in group.passages:
                yield from passage.paragraphs
                yield passage.closing


def _groups(subject: Subject) -> tuple[PassageGroup, ...]:
    entries = subject.standing.workspace.catalogue.by_id
    duties = subject.standing.workspace.responsibilities.by_unit.get(subject.name, ())
    given = ((duty, subject.standing.answer(duty)) for duty in duties)
    pairs = [(entries[duty.indicator], duty, answer) for duty, answer in given if answer is not None]
    groups: list[PassageGroup] = []
    for _number, members in groupby(pairs, key=lambda one: one[0].section_number):
        chosen = list(members)
        passages = []
        for _entry, duty, answer in chosen:
            texts = paragraphs_and_tables(answer.narrative) or paragraphs(answer.reason)
            if not texts:
                continue
            texts = (*texts[:-1], texts[-1] if "\t" in texts[-1] else sentence(texts[-1]))  # a table is no sentence
            passages.append(
                Passage(texts, f"（第{answer.indicator}项：{_verdict(subject.standing, duty, answer.rating)}）")
            )
        if passages:
            title = heading_words(chosen[0][0].section.title)
            groups.append(PassageGroup(chinese_numeral(len(groups) + 1), title, tuple(passages)))
    return tuple(groups)


def _verdict(standing: Standing, duty: Duty, rating: Rating | None) -> str:
    """What the unit says of itself on one indicator."""
    words = [f"自评{RATING[rating]}" if rating else "未作自评结论"]
    score, points = (
        score_words(one, standing.workspace.scoring)
        for one in (scores_of(standing, duty)[0], own_points(standing, duty.indicator))
    )
    if score:
        words.append(f"得{score}分")
        words += [f"满分{points}分"] if points else []
    return "，".join(words)


def _total(subject: Subject) -> tuple[str, ...]:
    answers = subject.answers(subject.name)
    if not answers:
        return ()
    owed = len(subject.standing.workspace.responsibilities.by_unit.get(subject.name, ()))
    counts = counted(((words, sum(one.rating == rating for one in answers)) for rating, words in RATING.items()), "项")
    rated = f"，自评{counts}" if counts else ""
    source = inside_book_marks(subject.standing.workspace.catalogue.title)
    sentences = (
        f"本单位承担指标{owed}项{rated}",
        _total_words(subject, answers),
        f"以下“第×项”为《{source}》中的指标编号",
    )
    return ("".join(f"{one}。" for one in sentences if one),)


def _total_words(subject: Subject, answers: Sequence[Answer]) -> str:
    """The total by the scoring rules; without rules the sum of the scores as written; empty while one is lacking."""
    workspace = subject.standing.workspace
    scoring, score = workspace.scoring, subject.standing.scores.get(subject.name)
    if scoring is None:
        scores = [answer.score for answer in answers if answer.score is not None]
        return f"自评得分合计{score_words(sum(scores, Decimal(0)), scoring)}分" if scores else ""
    if score is None or score.own is None:
        return ""
    total = f"自评总分{score.own:f}分（满分{score.own_full:f}分）"
    if scoring.method == "sum":
        return total
    parts = f"各项自评得分合计{score.own_sum:f}分（满分{score.own_points:f}分）"
    return f"{parts}，按《{inside_book_marks(scoring.title)}》折算，{total}"


def _problems(subject: Subject) -> tuple[str, ...]:
    texts = []
    for number, problem in enumerate(subject.problems(), 1):
        words = [numbered(number, sentence(problem.text))]
        if problem.measure:
            words.append(f"整改措施：{sentence(problem.measure)}")
        due = f"，完成时限{date_words(problem.due)}" if problem.due and problem.status() in UNFINISHED else ""
        words.append(f"整改状态：{status_words(problem)}{due}。")
        texts.append("".join(words))
    return tuple(texts)


def _carried(standing: Standing, unit: str) -> tuple[str, ...]:
    return tuple(
        numbered(number, f"{sentence(one.text)}整改情况：{sentence(carried_words(one, standing.cycle))}")
        for number, one in enumerate(carried_problems(standing, unit), 1)
    )
