from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from dutykit.listings.alerts import AlertRequest, alerts_of
from dutykit.listings.rank import RankRequest, rankings_of
from dutykit.model.unit import UnitKind
from dutykit.model.workspace import Workspace
from dutykit.reports.alerts import alert_rows
from dutykit.reports.scoring import found_scores, scores_of
from dutykit.reports.views.scores import Score, rankings
from dutykit.workspace.assemble import load_workspace
from tests.rounds import SCORING, three_years


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
    assert any(one.startswith("降档：示例降等事项（示例乙），等次由") for one in east.events)


def _both_reviewed(root: Path, scoring: str, events: str = "") -> Workspace:
    """Both counties are reviewed, the west with less; `events` are the east's."""
    text = (
        (root / "reviews/2019/东区政府.yaml")
        .read_text(encoding="utf-8")
        .partition("events:")[0]
        .partition("findings:")[0]
    )
    (root / "reviews/2019/西县政府.yaml").write_text(
        text.replace("东区政府", "西县政府").replace("score: 2}", "score: 1}"), encoding="utf-8"
    )
    (root / "reviews/2019/东区政府.yaml").write_text(text + events, encoding="utf-8")
    (root / "data/scoring.yaml").write_text(scoring, encoding="utf-8")
    workspace = load_workspace(root).workspace
    assert workspace is not None
    return workspace


VETO = "  - {id: 否1, kind: veto, text: 示例否决事项}\n"


def test_a_vetoed_unit_is_last_and_its_reason_is_told(tmp_path: Path) -> None:
    scoring = SCORING.replace("bonus_most", VETO + "bonus_most")
    happened = "events:\n  - {event: 否1, remark: 示例事由}\n  - {event: 限1, remark: 示例限制}\n"
    workspace = _both_reviewed(three_years(tmp_path), scoring, happened)
    (ranked,) = rankings_of(workspace, RankRequest(by="score", cycle=2019, kind="county")).rankings
    assert [(one.place, one.unit) for one in ranked.places] == [(1, "西县政府"), (2, "东区政府")]
    assert ranked.places[0].value is not None
    assert ranked.places[1].value is not None
    assert ranked.places[1].value > ranked.places[0].value
    assert ranked.remarks["东区政府"] == "一票否决，列于最后；不得评优"
    found = found_scores(workspace, 2019)
    scores = scores_of(workspace, found)
    assert (scores["东区政府"].place, scores["西县政府"].place) == (2, 1)
    assert scores["东区政府"].events[0].startswith("一票否决：示例否决事项（示例事由），等次由")
    assert scores["东区政府"].events[1].startswith("不得评优：示例不得评优事项（示例限制）")
    assert ("东区政府", True) in [
        (one.unit, one.what == "一票否决：示例否决事项") for one in alert_rows(workspace, 2019, found).rows
    ]
    listed = json.dumps(alerts_of(workspace, AlertRequest(cycle=2019)).document(), ensure_ascii=False)
    assert '{"kind": "vetoed", "unit": "东区政府", "text": "示例否决事项：示例事由"}' in listed


def test_a_veto_counts_without_grades_too(tmp_path: Path) -> None:
    scoring = SCORING.replace("bonus_most", VETO + "bonus_most")
    cut, rest = scoring.partition("grades:")[0], "events:" + scoring.partition("events:")[2]
    bare = (
        (cut + rest)
        .replace("alert_below: 良好\n", "")
        .replace("  - {id: 限1, kind: bar, text: 示例不得评优事项, grade: 优秀}\n", "")
    )
    workspace = _both_reviewed(three_years(tmp_path), bare, "events:\n  - {event: 否1, remark: 示例事由}\n")
    scores = _scores_of(workspace)
    assert (scores["东区政府"].place, scores["东区政府"].events) == (2, ("一票否决：示例否决事项（示例事由）",))


def test_sums_of_different_full_marks_are_ranked_by_their_rate(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    _both_reviewed(root, SCORING.replace("method: percent", "method: sum"))
    review = root / "reviews/2019/西县政府.yaml"
    text = review.read_text(encoding="utf-8")
    assert "indicators:" in text
    head = text.partition("indicators:")[0]
    review.write_text(
        head + "indicators:\n  - {indicator: 2, verdict: met, score: 4}\n  - {indicator: 3, verdict: not_applicable}\n",
        encoding="utf-8",
    )
    workspace = load_workspace(root).workspace
    assert workspace is not None
    (ranked,) = rankings_of(workspace, RankRequest(by="score", cycle=2019, kind="county")).rankings
    assert ranked.notes == ("各单位满分不同，按得分率（总分 ÷ 满分 × 100）排名",)
    assert (ranked.places[0].unit, ranked.places[0].value) == ("西县政府", Decimal("100.00"))
    assert ranked.remarks["西县政府"] == "总分 4.0，满分 4"
    scores = _scores_of(workspace)
    assert (scores["西县政府"].place, scores["西县政府"].rate) == (1, Decimal("100.00"))
    (counties,) = [one for one in rankings(workspace.register, scores, scores) if one.title == "县区政府"]
    assert counties.by_rate
    assert [(row.unit, row.rate) for row in counties.rows] == [("西县政府", "100.00%"), ("东区政府", "86.15%")]


def test_without_scoring_rules_there_is_nothing(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    (root / "data/scoring.yaml").unlink()
    workspace = load_workspace(root).workspace
    assert workspace is not None
    assert _scores_of(workspace) == {}
