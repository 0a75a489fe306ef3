"""The table of divisions."""

from __future__ import annotations

from dutykit.plans.grammar.words.divisions import begins_with_place, is_place, place_end


def test_names_that_follow_one_another_are_taken_together() -> None:
    text = "江西省赣州市于都县教育局"
    assert text[place_end(text) :] == "教育局"
    assert place_end("市教育局") == 0
    assert place_end("（和县）", 1) == 3


def test_a_name_cut_short_is_no_place() -> None:
    assert place_end("于都") == 0
    assert not is_place("于都")
    assert all(map(is_place, ("北京市", "黔南布依族苗族自治州", "会同县", "陈巴尔虎旗")))


def test_a_name_may_begin_with_a_place_without_its_level() -> None:
    assert begins_with_place("太原铁路局")
    assert begins_with_place("太原市教育局")
    assert not begins_with_place("和铁路局")  # of 和县 the level is needed
    assert not begins_with_place("教育局")
