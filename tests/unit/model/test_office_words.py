"""One word for each code: every code has one, and it is read back as that code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

import pytest

from dutykit.language import speaking
from dutykit.model import office_words as words
from dutykit.model.letter import Color
from dutykit.model.role import Role
from dutykit.model.submission import FoundBy, ProblemStatus, Rating, State
from dutykit.model.unit import UnitKind
from dutykit.workspace.value_guess import likely_value

TABLES: list[tuple[Mapping[Any, str], Any, Callable[[Any], str]]] = [
    (words.STATES, State, words.state_word),
    (words.ROLES, Role, words.role_word),
    (words.SHORT_ROLES, Role, words.short_role_word),
    (words.RATINGS, Rating, words.rating_word),
    (words.FOUND_BY, FoundBy, words.found_by_word),
    (words.PROBLEM_STATUSES, ProblemStatus, words.status_word),
    (words.KINDS, UnitKind, words.kind_word),
    (words.COLORS, Color, words.color_word),
]


@pytest.mark.parametrize(("table", "codes", "word"), TABLES)
def test_every_code_has_a_word_of_its_own_in_both_languages(
    table: Mapping[Any, str], codes: Any, word: Callable[[Any], str]
) -> None:
    assert set(table) == set(get_args(codes))
    assert [word(code) for code in table] == list(table.values())
    with speaking("en"):
        english = [word(code) for code in table]
    assert len(set(table.values())) == len(set(english)) == len(table)
    assert all(one.isascii() for one in english)


def test_the_states_are_called_as_the_office_calls_them() -> None:
    assert [*words.STATES.values(), words.state_word(None)] == ["草稿", "已报送", "已退回", "已通过", "未报送"]
    assert list(words.PROBLEM_STATUSES.values()) == ["未整改", "整改中", "已整改待销号", "已销号"]
    assert [words.filing_word(kept_by_unit=one) for one in (False, True)] == ["提交", "留存备查"]


@pytest.mark.parametrize("table", [one for one, codes, _word in TABLES if codes is not Role])
def test_a_word_where_a_code_belongs_is_understood(table: Mapping[str, str]) -> None:
    expected = " or ".join(f"'{code}'" for code in table)
    for code, word in table.items():
        assert likely_value({"type": "literal_error", "input": word, "ctx": {"expected": expected}}) == code
