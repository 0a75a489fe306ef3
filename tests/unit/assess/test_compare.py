"""What changed from one catalogue, and from one cycle, to another."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dutykit.assess.compare import (
    CatalogueChanges,
    Side,
    compare_catalogues,
    stale_answers,
    suspect_answers,
)
from dutykit.assess.year_on_year import compare_cycles
from dutykit.model.catalogue import Catalogue
from dutykit.model.submission import Submission
from dutykit.model.unit import Register
from dutykit.model.workspace import Past, Workspace

from .made import SOURCE

TEXTS = ["落实生均公用经费标准,按时足额拨付。", "消除义务教育学校大班额。", "体育场馆向学生免费开放。"]


def side(indicators: list[dict[str, Any]], units: list[dict[str, Any]] | None = None, *groups: dict[str, Any]) -> Side:
    sections = [{"title": "节", "indicators": indicators}]
    data = {"title": "体系", "source": SOURCE, "chapters": [{"title": "章", "sections": sections}]}
    known = units or [{"id": "甲局", "kind": "department"}, {"id": "乙局", "kind": "department"}]
    return Side(Catalogue.model_validate(data), Register.model_validate({"units": known, "groups": list(groups)}))


def indicator(key: int, text: str, *units: str) -> dict[str, Any]:
    return {"id": str(key), "text": text, "responsible": list(units) or ["甲局"]}


def old() -> Side:
    return side([indicator(number, text) for number, text in enumerate(TEXTS, 1)])


def changed(new: Side, before: Side | None = None) -> CatalogueChanges:
    return compare_catalogues(before or old(), new)


def test_nothing_changed() -> None:
    assert changed(old()).is_empty


def test_numbers_that_moved_are_matched_by_their_text() -> None:
    new = side([indicator(1, "新的一项内容。"), *(indicator(number, text) for number, text in enumerate(TEXTS, 2))])
    found = changed(new)
    assert [entry.indicator.id for entry in found.added] == ["1"]
    assert found.removed == ()
    assert [(one.old.indicator.id, one.new.indicator.id) for one in found.matched] == [
        ("1", "2"),
        ("2", "3"),
        ("3", "4"),
    ]
    assert all(one.is_renumbered and not one.is_reworded for one in found.matched)


def test_a_reworded_one_is_not_gone_and_new() -> None:
    found = changed(
        side([indicator(7, TEXTS[0].replace("标准", "基准定额标准")), *(indicator(n, TEXTS[n - 1]) for n in (2, 3))])
    )
    assert (found.added, found.removed) == ((), ())
    assert [(one.is_reworded, one.is_renumbered) for one in found.matched] == [
        (True, True),
        (False, False),
        (False, False),
    ]


def test_another_text_under_an_old_number_is_another_indicator() -> None:
    found = changed(side([indicator(1, "加强校园食品安全管理。"), *(indicator(n, TEXTS[n - 1]) for n in (2, 3))]))
    assert [entry.indicator.id for entry in found.added] == ["1"]
    assert [entry.indicator.id for entry in found.removed] == ["1"]


def test_who_is_responsible() -> None:
    found = changed(side([indicator(1, TEXTS[0], "乙局"), *(indicator(n, TEXTS[n - 1]) for n in (2, 3))]))
    assert [(one.taken_away, one.given) for one in found.matched if one.is_reassigned] == [
        ((("responsible", "甲局"),), (("responsible", "乙局"),))
    ]


def test_a_merger_reassigns_nothing() -> None:
    before = side([indicator(1, TEXTS[0], "甲局", "乙局")])
    merged = [{"id": "丙局", "kind": "department", "succeeds": ["甲局", "乙局"]}]
    found = changed(side([indicator(1, TEXTS[0], "丙局")], merged), before)
    assert not found.matched[0].is_reassigned
    assert [(one.kind, one.old, one.new) for one in found.successions] == [("merged", ("甲局", "乙局"), ("丙局",))]
    assert (found.units_added, found.units_removed) == ((), ())


def test_a_split_a_renaming_a_new_unit_and_one_that_is_gone() -> None:
    new = side(
        [indicator(1, TEXTS[0])],
        [
            {"id": "甲一局", "kind": "department", "succeeds": ["甲局"]},
            {"id": "甲二局", "kind": "department", "succeeds": ["甲局"]},
            {"id": "丁局", "kind": "department"},
        ],
    )
    found = changed(new)
    assert [(one.kind, one.new) for one in found.successions] == [("split", ("甲一局", "甲二局"))]
    assert (found.units_added, found.units_removed) == (("丁局",), ("乙局",))
    renamed = changed(side([indicator(1, TEXTS[0])], [{"id": "甲委", "kind": "department", "aliases": ["甲局"]}]))
    assert [(one.kind, one.old, one.new) for one in renamed.successions] == [("renamed", ("甲局",), ("甲委",))]


def test_who_takes_in_another_is_merged_not_renamed() -> None:
    ways: tuple[dict[str, Any], ...] = (
        {"id": "甲局", "succeeds": ["乙局"]},
        {"id": "甲局", "aliases": ["乙局"]},
        {"id": "甲委", "aliases": ["甲局"], "succeeds": ["乙局"]},
        {"id": "甲委", "aliases": ["甲局", "乙局"]},
    )
    for now in ways:
        (one,) = changed(side([indicator(1, TEXTS[0])], [{**now, "kind": "department"}])).successions
        assert (one.kind, set(one.old), one.new) == ("merged", {"甲局", "乙局"}, (now["id"],))


def test_who_stays_and_gives_away_a_part_is_split() -> None:
    now: list[dict[str, Any]] = [{"id": name, "kind": "department"} for name in ("甲局", "乙局")]
    new = [*now, {"id": "丙局", "kind": "department", "succeeds": ["甲局"]}]
    found = changed(side([indicator(1, TEXTS[0])], new))
    assert [(one.kind, one.old, one.new) for one in found.successions] == [("split", ("甲局",), ("甲局", "丙局"))]


def test_metrics_that_are_no_longer_asked_for_are_told() -> None:
    then, now = ([{"id": name} for name in names] for names in (("班额", "师生比"), ("师生比", "经费")))
    before = side([{**indicator(1, TEXTS[0]), "metrics": then}])
    found = changed(side([{**indicator(1, TEXTS[0]), "metrics": now}]), before)
    assert [(one.metrics_lost, one.metrics_added) for one in found.matched] == [(("班额",), ("经费",))]
    assert found.matched[0].is_changed
    assert not found.is_empty
    assert changed(before, before).is_empty


def test_a_group_with_other_members() -> None:
    group = {"id": "各局", "members": ["甲局", "乙局"]}
    found = changed(side([], None, {**group, "members": ["甲局"]}), side([], None, group))
    assert found.members == (("各局", ("乙局",), ()),)


def submission(unit: str, cycle: int, *answers: dict[str, Any]) -> Submission:
    return Submission.model_validate({"unit": unit, "cycle": cycle, "state": "submitted", "answers": list(answers)})


def test_which_answers_become_suspect() -> None:
    before = side([indicator(n, text, "甲局") for n, text in enumerate([*TEXTS, "开展家庭教育宣传。"], 1)])
    now = [indicator(1, TEXTS[0] + "并公开。"), indicator(2, TEXTS[1], "乙局"), indicator(9, TEXTS[2])]
    after = side(now)
    found = changed(after, before)
    given = submission("甲局", 2018, *({"indicator": str(n), "rating": "met"} for n in (1, 2, 3, 4, 5)))
    suspects = suspect_answers(found, [given], before.register, after.register)
    assert [(one.answer.indicator, one.reason, one.now) for one in suspects] == [
        ("1", "reworded", "1"),
        ("2", "reassigned", "2"),
        ("3", "renumbered", "9"),
        ("4", "removed", None),
    ]
    fingerprint = before.catalogue.by_id["1"].indicator.text_fingerprint
    copied = submission("甲局", 2019, {"indicator": "1", "rating": "met", "text_fingerprint": fingerprint})
    assert [one.reason for one in stale_answers(found, [copied], after.register)] == ["stale"]


def test_numbers_from_year_to_year() -> None:
    metrics = [
        {"id": "班数", "unit": "个", "target": {"max": 0, "because": "消除"}},
        {"id": "比例", "target": {"min": 80, "because": "达到"}},
        {"id": "人数"},
    ]
    before = side([{**indicator(1, TEXTS[1]), "metrics": metrics}])
    renamed: list[dict[str, Any]] = [
        {"id": "甲委", "kind": "department", "succeeds": ["甲局"]},
        {"id": "乙局", "kind": "department"},
    ]
    after = side([{**indicator(4, TEXTS[1], "甲委"), "metrics": metrics}], renamed)
    workspace = Workspace(
        Path("w"),
        after.catalogue,
        after.register,
        (
            submission(
                "甲局",
                2018,
                {"indicator": "1", "rating": "partly", "metrics": {"班数": 4, "比例": Decimal("79.5"), "人数": 7}},
            ),
            submission(
                "甲委",
                2019,
                {"indicator": "4", "rating": "met", "metrics": {"班数": 1, "比例": Decimal("79.1"), "人数": 7}},
            ),
        ),
        past={2018: Past(before.catalogue, before.register)},
    )
    found = compare_cycles(workspace, 2018, 2019, compare_catalogues(before, after))
    assert [(one.unit, one.indicator, one.name, one.arrow, one.better) for one in found.metrics] == [
        ("甲委", "4", "班数", "↓", True),
        ("甲委", "4", "比例", "↓", False),
        ("甲委", "4", "人数", "→", None),
    ]
    assert [(one.unit, one.old, one.new, one.better) for one in found.ratings] == [("甲委", "partly", "met", True)]


@given(
    st.lists(st.sampled_from([*TEXTS, "甲", "甲乙", "乙"]), max_size=6),
    st.lists(st.sampled_from([*TEXTS, "甲", "甲乙", "乙"]), max_size=6),
)
def test_every_indicator_is_told_of_once(before: list[str], after: list[str]) -> None:
    first, second = (side([indicator(n, text) for n, text in enumerate(texts)]) for texts in (before, after))
    found = compare_catalogues(first, second)
    assert sorted([*(one.old.indicator.id for one in found.matched), *(one.indicator.id for one in found.removed)]) == [
        str(n) for n in range(len(before))
    ]
    assert sorted([*(one.new.indicator.id for one in found.matched), *(one.indicator.id for one in found.added)]) == [
        str(n) for n in range(len(after))
    ]
