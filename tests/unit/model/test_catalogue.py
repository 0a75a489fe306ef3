"""How sections are numbered: through the whole catalogue, or anew in each chapter."""

from __future__ import annotations

import pytest

from dutykit.model.catalogue import Catalogue
from dutykit.model.scoring import Points, Scoring, points_items


def catalogue(**more: object) -> Catalogue:
    def section(title: str, key: str) -> dict[str, object]:
        return {"title": title, "indicators": [{"id": key, "text": "事"}]}

    return Catalogue.model_validate(
        {
            "title": "体系",
            "source": {"title": "文件", "issuer": "机关"},
            "chapters": [
                {"title": "党的领导", "sections": [section("党建", "1"), section("育人", "2")]},
                {"title": "事业发展", "sections": [section("学前", "3"), section("义务", "4")]},
            ],
            **more,
        }
    )


@pytest.mark.parametrize(
    ("more", "numerals", "references"),
    [
        ({}, ["一", "二", "三", "四"], ("（一）", "（二）", "（三）", "（四）")),
        ({"section_numbers": "continuous"}, ["一", "二", "三", "四"], ("（一）", "（二）", "（三）", "（四）")),
        (
            {"section_numbers": "by_chapter"},
            ["一", "二", "一", "二"],
            ("一、（一）", "一、（二）", "二、（一）", "二、（二）"),
        ),
    ],
)
def test_sections_are_numbered_as_the_document_does(
    more: dict[str, object], numerals: list[str], references: tuple[str, ...]
) -> None:
    made = catalogue(**more)
    assert [entry.section_numeral for entry in made.entries] == numerals
    assert made.section_references == references
    # What tells a section from the others stays: neighbours of two chapters are never one section.
    assert [entry.section_number for entry in made.entries] == [1, 2, 3, 4]


def test_points_of_a_section_go_by_its_place_and_are_called_by_its_number() -> None:
    scoring = Scoring(title="办法", basis="文件", points=Points(sections={"4": 10}, chapters={"1": 5}))
    found = points_items(catalogue(section_numbers="by_chapter"), scoring)
    assert {key: (item.level, item.key, item.reference) for key, item in found.items()} == {
        "1": ("chapters", "1", "一"),
        "2": ("chapters", "1", "一"),
        "4": ("sections", "4", "二、（二）"),
    }
    assert points_items(catalogue(), scoring)["4"].reference == "（四）"
