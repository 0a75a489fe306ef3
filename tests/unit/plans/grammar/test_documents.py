"""Real documents, read as their truth says: every unit of every statement, and nothing else."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Plan
from dutykit.plans.proposal import propose
from dutykit.workspace.assemble import load_workspace

DATA = Path(__file__).resolve().parents[3] / "data"
PLANS = DATA / "plans"
ROLES = {"牵头单位": "lead", "配合单位": "support", "参与单位": "support", "指导单位": "guide"}
DOCUMENTS = sorted(path.name for path in PLANS.glob("*.txt"))


def plan_of(path: Path) -> Plan:
    return read_plan(lines_of_document(path.read_bytes(), path.suffix))


def truth() -> dict[str, dict[tuple[int, str], set[str]]]:
    found: dict[str, dict[tuple[int, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    with (PLANS / "truth.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for unit in row["units"].split("|"):
                found[row["document"]][int(row["line"]), unit].add(row["role"])
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_read_as_its_truth_says(name: str) -> None:
    want = truth().get(name, {})
    got: dict[tuple[int, str], set[str]] = defaultdict(set)
    for task in plan_of(PLANS / name).tasks:
        for party in task.parties:
            if not party.inherited:
                got[party.line, party.name].add(party.role)
    assert set(got) == set(want)
    for pair, words in want.items():
        for word in words & ROLES.keys():
            assert ROLES[word] in got[pair], pair


@pytest.mark.parametrize("name", DOCUMENTS)
def test_open_ends_are_those_of_the_truth(name: str) -> None:
    with (PLANS / "truth.tsv").open(encoding="utf-8", newline="") as file:
        want = {
            int(row["line"])
            for row in csv.DictReader(file, delimiter="\t")
            if row["document"] == name and row["open_ended"] == "1"
        }
    assert {task.line for task in plan_of(PLANS / name).tasks if task.open_ended} == want


def test_there_is_truth_for_all_but_those_without_statements() -> None:
    assert set(DOCUMENTS) - truth().keys() == {"29-neg-jiaxing.txt", "55-sc-vocational.txt"}
    assert len(truth()) == 21


def test_a_clause_for_all_that_follows_is_inherited() -> None:
    tasks = plan_of(PLANS / "24-sc-wufei.txt").tasks
    inherited = [party.name for task in tasks for party in task.parties if party.inherited]
    assert set(inherited) == {"试点城市政府"}
    assert len(inherited) == len(tasks) - 2


def test_the_first_leads_where_the_document_says_so() -> None:
    for name in ("04-ningbo.txt", "18-sc-zongbaoqu.txt"):
        for task in plan_of(PLANS / name).tasks:
            assert [party.role for party in task.parties].index("lead") == 0
            assert [party.role for party in task.parties].count("lead") == 1


def test_the_panjin_catalogue_comes_out_as_it_is_shipped() -> None:
    shipped = load_workspace(DATA.parent.parent).workspace
    assert shipped is not None
    plan = plan_of(DATA / "panjin-2019.txt")
    made = propose(plan, shipped.register, "x").catalogue
    assert made is not None
    assert made.title == shipped.catalogue.title
    assert made.source == shipped.catalogue.source.model_copy(update={"note": None})
    assert len(made.entries) == 62
    assert sum(len(task.parties) for task in plan.tasks) == 159
    facts = [
        [
            (chapter.title, section.title, one.id, one.text, one.responsible)
            for chapter in catalogue.chapters
            for section in chapter.sections
            for one in section.indicators
        ]
        for catalogue in (made, shipped.catalogue)
    ]
    assert [len(catalogue.chapters) for catalogue in (made, shipped.catalogue)] == [6, 6]
    assert facts[0] == facts[1]
    assert not any(party.inherited or party.role != "responsible" for task in plan.tasks for party in task.parties)
