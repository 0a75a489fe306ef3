"""How the checks are run: what each is given, and what becomes of what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from dutykit.check.declare import Check
from dutykit.check.run import run_checks
from dutykit.model.finding import Finding, Flaw, Related, Severity
from dutykit.model.place import Place
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace

CATALOGUE = """\
title: 指标体系{year}
source: {{title: 办法, issuer: 示例市人民政府}}
chapters:
  - {{title: 一, sections: [{{title: 一, indicators: [{{id: 1, text: 甲。, responsible: [甲局]}}]}}]}}
"""
UNITS = "units:\n  - {id: 甲局, kind: department}\n  - {id: 乙局, kind: department}\n"
SUBMISSION = "unit: {unit}\ncycle: {year}\nstate: draft\nanswers: []\n"
REVIEW = "unit: {unit}\ncycle: {year}\n"
PLACE = Place("submissions/2019/甲局.yaml", 1, 7, 2)
RELATED = Related(Place("data/units.yaml", 2, 3), "这里")


def made(root: Path, *over: int) -> Workspace:
    """Submissions and reviews of two units in three years; the years in `over` have their own catalogue and units."""
    files = {"data/indicators.yaml": CATALOGUE.format(year=""), "data/units.yaml": UNITS}
    for year in over:
        files[f"data/past/{year}/indicators.yaml"] = CATALOGUE.format(year=year)
        files[f"data/past/{year}/units.yaml"] = UNITS
    for year in (2017, 2018, 2019):
        for unit in ("甲局", "乙局"):
            files[f"submissions/{year}/{unit}.yaml"] = SUBMISSION.format(unit=unit, year=year)
            files[f"reviews/{year}/{unit}.yaml"] = REVIEW.format(unit=unit, year=year)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load_workspace(root)
    assert loaded.workspace is not None
    assert loaded.findings == ()
    return loaded.workspace


def watching(given: list[Workspace], *flaws: Flaw, whole: bool = False) -> Check:
    """A check that notes what it is given and yields `flaws` each time."""

    def flaws_of(workspace: Workspace) -> Iterable[Flaw]:
        given.append(workspace)
        return flaws

    return Check("watching", Severity.NOTE, flaws_of, whole)


def years(workspace: Workspace) -> tuple[set[int], set[int]]:
    return {one.cycle for one in workspace.submissions}, {one.cycle for one in workspace.reviews}


def files(*cycles: int) -> set[str]:
    return {
        f"{kind}/{year}/{unit}.yaml"
        for kind in ("submissions", "reviews")
        for year in cycles
        for unit in ("甲局", "乙局")
    }


def test_a_flaw_is_stamped_with_the_name_and_severity_of_its_check(tmp_path: Path) -> None:
    flaw = Flaw(PLACE, "错了", "改正", (RELATED,))
    found = run_checks(made(tmp_path), [Check("some-rule", Severity.WARNING, lambda _workspace: [flaw])])
    assert found == [Finding("some-rule", Severity.WARNING, PLACE, "错了", "改正", (RELATED,))]


def test_without_past_cycles_a_check_is_given_the_workspace_itself_once(tmp_path: Path) -> None:
    workspace = made(tmp_path)
    for whole in (False, True):
        given: list[Workspace] = []
        assert len(run_checks(workspace, [watching(given, Flaw(PLACE, "错了"), whole=whole)])) == 1
        assert given == [workspace]


def test_every_check_runs_and_findings_come_in_their_order(tmp_path: Path) -> None:
    def yields(text: str) -> Callable[[Workspace], Iterable[Flaw]]:
        return lambda _workspace: [Flaw(PLACE, text), Flaw(PLACE, text + text)]

    checks = [Check(name, Severity.ERROR, yields(name)) for name in ("b", "a")]
    for workspace in (made(tmp_path / "1"), made(tmp_path / "2", 2018)):
        found = [(one.rule, one.message) for one in run_checks(workspace, checks)]
        assert [one for one in found if one[0] == "a"][:2] == [("a", "a"), ("a", "aa")]
        assert [rule for rule, _message in found] == sorted((rule for rule, _message in found), reverse=True)


def test_a_past_cycle_is_held_against_its_own_catalogue(tmp_path: Path) -> None:
    given: list[Workspace] = []
    workspace = made(tmp_path, 2017, 2018)
    run_checks(replace(workspace, past={year: workspace.past[year] for year in (2018, 2017)}), [watching(given)])
    assert [one.catalogue.title for one in given] == ["指标体系", "指标体系2017", "指标体系2018"]
    assert [years(one) for one in given] == [({2019}, {2019}), ({2017}, {2017}), ({2018}, {2018})]
    assert [len(one.submissions) for one in given] == [2, 2, 2]
    assert [len(one.reviews) for one in given] == [2, 2, 2]


def test_the_present_one_keeps_what_has_no_catalogue_of_its_own(tmp_path: Path) -> None:
    given: list[Workspace] = []
    run_checks(made(tmp_path, 2018), [watching(given)])
    assert [years(one) for one in given] == [({2017, 2019}, {2017, 2019}), ({2018}, {2018})]


def test_each_is_given_the_texts_of_its_own_files(tmp_path: Path) -> None:
    given: list[Workspace] = []
    workspace = made(tmp_path, 2017, 2018)
    run_checks(workspace, [watching(given)])
    present, first, second = ({*one.sources} for one in given)
    assert (first, second) == (files(2017), files(2018))
    assert present == {*workspace.sources} - first - second
    assert {"data/indicators.yaml", "data/units.yaml", *files(2019)} <= present
    assert all(one.sources[name] is workspace.sources[name] for one in given for name in one.sources)


def test_a_record_without_a_text_is_checked_too(tmp_path: Path) -> None:
    given: list[Workspace] = []
    run_checks(replace(made(tmp_path, 2018), sources={}), [watching(given)])
    assert [len(one.submissions) for one in given] == [4, 2]


def test_a_check_of_the_whole_is_given_all_cycles_at_once(tmp_path: Path) -> None:
    given: list[Workspace] = []
    workspace = made(tmp_path, 2017, 2018)
    assert len(run_checks(workspace, [watching(given, Flaw(PLACE, "错了"), whole=True)])) == 1
    assert given == [workspace]


@pytest.mark.parametrize(
    ("file", "times"),
    [
        ("submissions/2018/甲局.yaml", 2),
        ("reviews/2018/甲局.yaml", 2),
        ("data/units.yaml", 1),
        ("data/past/2018/units.yaml", 1),
        ("history/2018.jsonl", 1),
        ("submissions2018.yaml", 1),
        ("reviews2018.yaml", 1),
    ],
)
def test_of_a_past_cycle_only_what_is_in_its_submissions_and_reviews_is_reported(
    tmp_path: Path, file: str, times: int
) -> None:
    flaw = Flaw(Place(file, 1, 1), "错了")
    found = run_checks(made(tmp_path, 2018), [watching([], flaw)])
    assert [one.place for one in found] == [flaw.place] * times


def test_by_default_all_checks_run(tmp_path: Path) -> None:
    assert {one.rule for one in run_checks(made(tmp_path))} == {"unit-without-assignment"}
