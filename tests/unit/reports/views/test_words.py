from __future__ import annotations

from decimal import Decimal

import pytest

from dutykit.model.catalogue import Target
from dutykit.model.scoring import Scoring
from dutykit.reports.views.words import counted, heading_words, percent, score_words, sentence, target_words
from dutykit.text.clean import clean, paragraphs, shortened


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("甲\u202e乙", "甲乙"),
        ("甲\u200b\ufeff乙", "甲乙"),
        ("甲\x00\x1b[31m乙", "甲[31m乙"),
        ("甲\t乙", "甲 乙"),
        ("甲\r\n乙\r丙\u2028丁\x85戊", "甲\n乙\n丙\n丁\n戊"),
        ("✔\ufe0f", "✔"),
        ("𠀀😀", "𠀀😀"),
    ],
)
def test_invisible_characters_are_left_out_and_everything_else_stays(given: str, cleaned: str) -> None:
    assert clean(given) == cleaned


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    assert paragraphs("　　甲。\n\n  乙。  \n\u200b\n") == ("甲。", "乙。")
    assert paragraphs(None) == ()


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "—"), (1, 1, "100%"), (2, 3, "66.6%"), (999, 1000, "99.9%"), (9999, 10000, "99.9%")],
)
def test_percent_is_never_rounded_up(part: int, whole: int, words: str) -> None:
    assert percent(part, whole) == words


def test_what_there_is_none_of_is_left_out_of_a_sentence() -> None:
    assert counted([("达到", 3), ("未达到", 0), ("不适用", 1)], "项") == "达到3项、不适用1项"
    assert counted([("达到", 0)], "项") == ""


@pytest.mark.parametrize(
    ("text", "words"), [("甲", "甲。"), ("甲。", "甲。"), ("甲？", "甲？"), ("甲；\n乙", "甲；乙。"), ("甲”", "甲”。")]
)
def test_a_sentence_ends_once(text: str, words: str) -> None:
    assert sentence(text) == words


def test_a_heading_has_no_full_stop() -> None:
    assert heading_words("落实政策。\n推进工程。") == "落实政策。推进工程"


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (None, "—"),
        (Target(min=1, because="原文"), "不低于1次"),
        (Target(max=Decimal("0.5"), because="原文"), "不高于0.5次"),
        (Target(min=1, max=3, because="原文"), "不低于1次，不高于3次"),
        (Target(min=2, max=2, because="原文"), "2次"),
    ],
)
def test_targets_in_words(target: Target | None, words: str) -> None:
    assert target_words(target, "次") == words


def test_shortened_ends_in_an_ellipsis_only_where_something_was_cut() -> None:
    assert shortened("甲乙丙", 3) == "甲乙丙"
    assert shortened("甲，乙丙丁", 3) == "甲…"
    assert shortened("甲\n乙", 9) == "甲乙"


def test_doubles_of_ideographs_become_the_ideographs() -> None:
    assert clean("⼀⼈⽂⼰\uf900 一〇") == "一人文己豈 一〇"


@pytest.mark.parametrize(
    ("score", "decimals", "words"),
    [
        ("8.0", 1, "8.0"),
        ("7", 1, "7.0"),
        ("9.5", 1, "9.5"),
        ("2.75", 1, "2.75"),
        ("8.0", 0, "8"),
        ("10", 2, "10.00"),
        ("0", 1, "0.0"),
        ("4.50", None, "4.5"),
        (None, 1, ""),
    ],
)
def test_all_scores_have_the_decimals_of_totals_and_none_loses_any(
    score: str | None, decimals: int | None, words: str
) -> None:
    scoring = None if decimals is None else Scoring(title="办法", basis="文件", decimals=decimals)
    assert score_words(None if score is None else Decimal(score), scoring) == words
