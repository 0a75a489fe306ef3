"""Brackets of every kind around a statement. Every text here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.statements.find import statements_in
from dutykit.plans.grammar.words.bracket import brackets

PAIRS = [
    "（|）",
    "（|)",
    "(|）",
    "「|」",
    "『|』",
    "【|】",
    "〔|〕",
    "[|]",
    "﹝|﹞",
    "⟦|⟧",
    "﹙|﹚",
    "︵|︶",
    "〈|〉",
    "<|>",
    "＜|＞",
]
MIXED = ["【|)", "[|】", "（|】", "（（|））", "((|)）"]
STATEMENTS = ["责任单位：市教育局、市财政局，各县区政府", "市教育局牵头，市财政局、各县区政府配合"]


@pytest.mark.parametrize("said", STATEMENTS)
@pytest.mark.parametrize("pair", [*PAIRS, *MIXED])
def test_a_statement_in_brackets(pair: str, said: str) -> None:
    opening, closing = pair.split("|")
    text = f"新建幼儿园，提升质量{opening}{said}{closing}"
    found = statements_in(text)
    assert [[name.text for name, _role in one.stated.names] for one in found] == [
        ["市教育局", "市财政局", "各县区政府"]
    ]
    assert (text[: found[0].start], text[found[0].end :], found[0].closed) == ("新建幼儿园，提升质量", "", True)


@pytest.mark.parametrize("text", ["落实「双减」政策，做到「四个一」。", "占比<60%的学校，>5所。", "1）新建。2）改建。"])
def test_quotation_marks_less_and_more_and_a_stray_bracket_are_none(text: str) -> None:
    assert not brackets(text)
