"""The shipped catalogue is the source document, character for character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dutykit.model.catalogue import Catalogue, Indicator, Metric
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace

REPOSITORY = Path(__file__).resolve().parents[3]
DOCUMENT = (REPOSITORY / "tests" / "data" / "panjin-2019.txt").read_text(encoding="utf-8")
ANNEX_TITLE = "市级人民政府履行教育职责任务分解方案"
NUMERALS = "一二三四五六七八九十"
METRIC_INDICATORS = {"3", "11", "19", "20", "21", "23", "28", "30", "38", "39"}


@dataclass
class Item:
    """One numbered indicator of the document."""

    number: int
    text: str
    units: list[str] = field(default_factory=list)


@dataclass
class Heading:
    """A chapter or a section of the document and what stands below it."""

    numeral: str
    title: str
    sections: list[Heading] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def numeral(number: int) -> str:
    """Chinese numerals to 99, on this test's own account."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens - 1]) + ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")


def parse(document: str) -> list[Heading]:
    """The chapters in the annex. A line that is none of the four kinds is an error."""
    chapters: list[Heading] = []
    lines = [line.strip() for line in document.splitlines()]
    start = max(index for index, line in enumerate(lines) if line == ANNEX_TITLE)
    for line in filter(None, lines[start + 1 :]):
        if match := re.fullmatch(rf"([{NUMERALS}]+)、(.+)", line):
            chapters.append(Heading(match[1], match[2]))
        elif match := re.fullmatch(rf"\(([{NUMERALS}]+)\)(.+)", line):
            chapters[-1].sections.append(Heading(match[1], match[2]))
        elif match := re.fullmatch(r"([0-9]+)\.(.+)", line):
            chapters[-1].sections[-1].items.append(Item(int(match[1]), match[2]))
        elif match := re.fullmatch(r"责任单位:(.+)", line):
            item = chapters[-1].sections[-1].items[-1]
            assert not item.units, f"indicator {item.number} names its units twice"
            item.units = re.split("[、,]", match[1])
        else:
            pytest.fail(f"unexpected line: {line}")
    return chapters


CHAPTERS = parse(DOCUMENT)
SECTIONS = [section for chapter in CHAPTERS for section in chapter.sections]
ITEMS = [item for section in SECTIONS for item in section.items]


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    loaded = load_workspace(REPOSITORY)
    assert loaded.workspace is not None
    assert not [finding for finding in loaded.findings if finding.place.file.startswith("data/")]
    return loaded.workspace


@pytest.fixture(scope="module")
def catalogue(workspace: Workspace) -> Catalogue:
    return workspace.catalogue


def test_the_document_is_what_it_is_known_to_be() -> None:
    assert (len(CHAPTERS), len(SECTIONS), len(ITEMS)) == (6, 26, 62)
    assert [chapter.numeral for chapter in CHAPTERS] == [numeral(number) for number in range(1, 7)]
    assert [section.numeral for section in SECTIONS] == [numeral(number) for number in range(1, 27)]
    assert [item.number for item in ITEMS] == list(range(1, 63))
    counts = Counter(unit for item in ITEMS for unit in item.units)
    assert counts.total() == 159
    assert len(counts) == 18
    assert counts["市教育局"] == 62
    assert counts["各县区政府"] == 43
    assert counts["市财政局"] == 15
    assert counts["市委政法委"] == 1


def test_titles_texts_and_units_are_the_document_s(catalogue: Catalogue) -> None:
    written = [
        (
            chapter.title,
            [
                (section.title, [(one.id, one.text, list(one.responsible)) for one in section.indicators])
                for section in chapter.sections
            ],
        )
        for chapter in catalogue.chapters
    ]
    stands = [
        (
            chapter.title,
            [
                (section.title, [(str(item.number), item.text, item.units) for item in section.items])
                for section in chapter.sections
            ],
        )
        for chapter in CHAPTERS
    ]
    assert written == stands


def test_header_facts_are_the_document_s(catalogue: Catalogue) -> None:
    lines = [line.strip() for line in DOCUMENT.splitlines() if line.strip()]
    source = catalogue.source
    assert catalogue.title == ANNEX_TITLE
    assert source.title == lines[0]
    assert source.published is not None
    assert lines[1].startswith(f"发布时间:{source.published.isoformat()} ")
    assert source.number == lines[2]
    assert ",".join(source.addressees) + ":" == lines[3]
    assert source.dated is not None
    day = f"{source.dated.year}年{source.dated.month}月{source.dated.day}日"
    assert lines[lines.index(day) - 1] == source.issuer


def test_the_slips_stay_and_are_noted(catalogue: Catalogue) -> None:
    sections = [section for chapter in catalogue.chapters for section in chapter.sections]
    assert sections[24].title == sections[25].title
    assert "（二十六）" in (sections[24].note or "")
    assert "（二十五）" in (sections[25].note or "")
    assert [section.note for section in sections[:24]] == [None] * 24
    assert "(详见附近)" in DOCUMENT
    assert "附近" in (catalogue.source.note or "")


def test_nothing_the_document_does_not_say(catalogue: Catalogue) -> None:
    for indicator in indicators(catalogue):
        assert not indicator.lead
        assert not indicator.support
        assert indicator.points is None
        assert not indicator.evidence_required


def test_metrics_stand_only_where_the_document_names_a_quantity(catalogue: Catalogue) -> None:
    assert {indicator.id for indicator, _metric in metrics(catalogue)} == METRIC_INDICATORS


def test_every_reason_is_a_quotation(catalogue: Catalogue) -> None:
    for indicator, metric in metrics(catalogue):
        assert metric.because is not None, metric.id
        assert metric.because in indicator.text, metric.id
        if metric.target is not None:
            assert metric.target.because in indicator.text, metric.id


def test_the_targets_are_those_the_document_gives(catalogue: Catalogue) -> None:
    targets = {
        (indicator.id, metric.id): (metric.target.min, metric.target.max)
        for indicator, metric in metrics(catalogue)
        if metric.target is not None
    }
    assert targets == {
        ("3", "听取中小学校党建工作汇报次数"): (1, None),
        ("3", "中小学校党组织书记集中培训次数"): (1, None),
        ("19", "义务教育阶段学校56人及以上大班额班级数"): (None, 0),
        ("21", "普通高中56人及以上大班额班级数"): (None, 0),
    }


def test_units_of_measure_follow_from_the_document_s_words(catalogue: Catalogue) -> None:
    for indicator, metric in metrics(catalogue):
        if metric.unit == "%":
            assert f"{metric.id}" in indicator.text
            assert metric.id.endswith("率")
        elif metric.unit is not None:
            assert metric.target is not None
            assert f"{metric.target.min}{metric.unit}" in metric.target.because
        assert [element.unit for element in metric.elements] == [None] * len(metric.elements)


def test_the_formula_is_the_document_s_ratio(catalogue: Catalogue) -> None:
    formulas = {indicator.id: metric for indicator, metric in metrics(catalogue) if metric.formula or metric.elements}
    assert set(formulas) == {"11"}
    metric = formulas["11"]
    assert metric.formula == "(公办幼儿园在园幼儿数 + 普惠性民办幼儿园在园幼儿数) / 在园幼儿总数 * 100"
    assert set(re.findall(r"[^\s()+*/\d-]+", metric.formula)) == {element.id for element in metric.elements}
    public, private, total = (element.id for element in metric.elements)
    # 公办幼儿园和普惠性民办幼儿园在园幼儿数: both kinds share the last words.
    counted = "在园幼儿数"
    assert public.endswith(counted)
    phrase = f"{public.removesuffix(counted)}和{private}占{total}的比例"
    assert f"{metric.id}({phrase})" in ITEMS[10].text


def test_the_register_holds_the_document_s_names(workspace: Workspace) -> None:
    named = {unit for item in ITEMS for unit in item.units}
    register = workspace.register
    assert set(register.group_by_id) == {"各县区政府"}
    group = register.group_by_id["各县区政府"]
    assert group.members == ("双台子区政府", "兴隆台区政府", "大洼区政府", "盘山县政府")
    assert [unit.id for unit in register.units if unit.kind == "county"] == list(group.members)
    cities = [unit.id for unit in register.units if unit.kind in ("department", "office")]
    assert len(cities) == 17
    assert set(cities) | {group.id} == named
    first = list(dict.fromkeys(unit for item in ITEMS for unit in item.units))
    first.remove(group.id)
    assert cities == first
    assert [unit.id for unit in register.units if unit.kind == "zone"] == ["辽东湾新区管委会"]
    assert "辽东湾新区管委会" not in named
    assert "辽东湾新区管委会" in workspace.catalogue.source.addressees
    assert group.note
    assert all(unit.note for unit in register.units if unit.kind == "zone")


def test_no_name_or_alias_means_two_things(workspace: Workspace) -> None:
    bodies: list[Unit | Group] = [*workspace.register.units, *workspace.register.groups]
    names = Counter(name for body in bodies for name in (body.id, *body.aliases))
    assert [name for name, count in names.items() if count > 1] == []


def test_159_assignments_become_288_duties(workspace: Workspace) -> None:
    responsibilities = workspace.responsibilities
    assert len(responsibilities.assignments) == 159
    groups = [one for one in responsibilities.assignments if isinstance(one.target, Group)]
    assert len(groups) == 43
    assert all(one.target is not None for one in responsibilities.assignments)
    assert len(list(responsibilities.duties)) == 159 - 43 + 43 * 4


def indicators(catalogue: Catalogue) -> Iterator[Indicator]:
    return (entry.indicator for entry in catalogue.entries)


def metrics(catalogue: Catalogue) -> Iterator[tuple[Indicator, Metric]]:
    return ((indicator, metric) for indicator in indicators(catalogue) for metric in indicator.metrics)
