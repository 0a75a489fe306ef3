"""Formulas: what they give, and what is wrong with those that give nothing."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.model.formula import LONGEST, FormulaError, ZeroDivisorError, parse_formula, printed

VALUES: dict[str, Decimal | int] = {
    "甲": 6,
    "乙": Decimal("1.5"),
    "总数(公办)": 4,
    "在园 总数": 8,
    "总数": 2,
    "56人以上班级": 3,
    "零": 0,
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("甲", 6),
        ("甲 + 乙 * 2", 9),
        ("(甲+乙)*2", 15),
        ("甲 - 乙 - 1", "3.5"),
        ("甲 / 总数 / 3", 1),
        ("-甲 * -乙", 9),
        ("2 - -甲", 8),
        ("--甲", 6),
        ("总数(公办) / 在园 总数 * 100", 50),
        ("总数 (甲 - 5)", None),
        ("56人以上班级 * 0.5", "1.5"),
        ("\n甲\u3000+\n1 ", 7),
    ],
)
def test_value(text: str, value: int | str | None) -> None:
    if value is None:
        with pytest.raises(FormulaError):
            parse_formula(text, VALUES)
    else:
        assert parse_formula(text, VALUES).value(VALUES) == Decimal(value)


def test_a_third_is_exact_to_sixty_digits() -> None:
    assert str(parse_formula("1 / 3", ()).value({})) == "0." + "3" * 60


@pytest.mark.parametrize(
    ("text", "fault", "words", "offset"),
    [
        ("", "value_expected", "", 0),
        ("甲 +", "value_expected", "", 2),
        ("+甲", "value_expected", "+", 0),
        ("()", "value_expected", ")", 1),
        ("甲 乙", "operator_expected", "乙", 2),
        ("甲(乙)", "operator_expected", "(", 1),
        ("(甲", "bracket", "(", 0),
        ("甲)", "bracket", ")", 1),
        ("甲 × 乙", "bad_character", "×", 2),
        ("甲 / 丙数", "unknown_name", "丙数", 4),
        ("__import__('os')", "unknown_name", "__import__", 0),
        ("1.2.3", "unknown_name", "1.2.3", 0),
        ("1" * 41, "unknown_name", "1" * 41, 0),
        ("1" * (LONGEST + 1), "too_long", "1" * 20, 0),
    ],
)
def test_faults(text: str, fault: str, words: str, offset: int) -> None:
    with pytest.raises(FormulaError) as raised:
        parse_formula(text, VALUES)
    assert (raised.value.fault, raised.value.words, raised.value.offset) == (fault, words, offset)


@pytest.mark.parametrize(
    ("text", "name"), [("甲 / 零", "零"), ("甲 / (零 * 2)", None), ("甲 / 0", None), ("甲 / -零", None)]
)
def test_division_by_zero(text: str, name: str | None) -> None:
    with pytest.raises(ZeroDivisorError) as raised:
        parse_formula(text, VALUES).value(VALUES)
    assert raised.value.name == name


def test_names() -> None:
    assert parse_formula("(甲 + 总数) / 甲 * 100", VALUES).names == {"甲", "总数"}


def test_depth_costs_no_stack() -> None:
    brackets = LONGEST // 2 - 1
    assert parse_formula("(" * brackets + "1" + ")" * brackets, ()).value({}) == 1


@given(st.text(st.sampled_from("甲乙零 +-*/().123×"), max_size=30))
def test_any_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    refused = None
    try:
        formula = parse_formula(text, VALUES)
    except FormulaError as error:
        refused = error
    if refused is not None:
        assert text.startswith(refused.words, refused.offset)
        return
    with contextlib.suppress(ZeroDivisorError):
        assert formula.value(VALUES).is_finite()


def test_a_formula_is_printed_with_the_signs_of_an_office() -> None:
    names = {"师/生", "在园数"}
    assert printed("师/生 / (在园数 - 1) * 100", names) == "师/生 ÷ (在园数 - 1) × 100"
