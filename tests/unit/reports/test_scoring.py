from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from dutykit.listings.rank import RankRequest, rankings_of
from dutykit.model.unit import UnitKind
from dutykit.model.workspace import Workspace
from dutykit.reports.scoring import found_scores, scores_of
from dutykit.reports.views.scores import Score, rankings
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years


def _workspace(root: Path) -> Workspace:
    workspace = load_workspace(three_years(root)).workspace
    assert workspace is not None
    return workspace


def _scores_of(workspace: Workspace) -> dict[str, Score]:
    return scores_of(workspace, found_scores(workspace, 2019))


def test_totals_grades_and_differences_in_words(tmp_path: Path) -> None:
    scores = _scores_of(_workspace(tmp_path))
    east = scores["东区政府"]
    assert (east.own, east.own_grade, east.reviewed, east.grade) == (Decimal("93.8"), "优秀", Decimal("86.2"), "良好")
    assert (east.credibility, east.gaps) == (Decimal("92.3"), ("第3项自评2.5分、复核2分",))
    assert scores["西县政府"].reviewed is None


def test_places_are_those_that_rank_gives_units_of_a_kind(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    east = (root / "reviews/2019/东区政府.yaml").read_text(encoding="utf-8").partition("findings:")[0]
    (root / "reviews/2019/西县政府.yaml").write_text(east.replace("东区政府", "西县政府"), encoding="utf-8")
    workspace = load_workspace(root).workspace
    assert workspace is not None
    scores = _scores_of(workspace)
    kinds: tuple[UnitKind, ...] = ("county", "department")
    for kind in kinds:
        (ranked,) = rankings_of(workspace, RankRequest(by="score", cycle=2019, kind=kind)).rankings
        places = {one.unit: one.place for one in ranked.places}
        assert places == {unit: scores[unit].place for unit in places}
    assert (scores["东区政府"].place, scores["西县政府"].place, scores["市财政局"].place) == (1, 1, None)
    assert [row.rank for row in rankings(workspace.register, scores, scores)[0].rows] == ["1", "1"]


def test_events(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = root / "reviews/2019/东区政府.yaml"
    events = "events:\n  - {event: 加1, times: 1, remark: 示例甲}\n  - {event: 降1, times: 2, remark: 示例乙}\n"
    path.write_text(path.read_text(encoding="utf-8").partition("events:")[0] + events, encoding="utf-8")
    workspace = load_workspace(root).workspace
    assert workspace is not None
    east = _scores_of(workspace)["东区政府"]
    assert "示例加分事项加1.5分（示例甲）" in east.events
    assert any(one.startswith("示例降等事项（示例乙），等次由") for one in east.events)


def test_without_scoring_rules_there_is_nothing(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    (root / "data/scoring.yaml").unlink()
    workspace = load_workspace(root).workspace
    assert workspace is not None
    assert _scores_of(workspace) == {}
