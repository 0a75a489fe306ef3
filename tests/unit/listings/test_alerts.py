"""What an alert states in words."""

from __future__ import annotations

from pathlib import Path

from dutykit.listings.alerts import AlertRequest, alerts_of
from dutykit.output.formats import listing_bytes
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years


def test_a_difference_without_an_end_has_one_decimal(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = root / "reviews/2019/市教育局.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("{indicator: 1, verdict: met, score: 3.5}", "{indicator: 1, verdict: met, score: 3}"), "utf-8"
    )
    workspace = load_workspace(root).workspace
    assert workspace is not None
    words = listing_bytes(alerts_of(workspace, AlertRequest(cycle=2019)), "csv").decode("utf-8-sig")
    assert "指标 1：自评得分 3.5，复核得分 3，分差占分值 14.3%" in words
    assert "分差占分值 20%" in words


def test_what_was_not_looked_for_is_not_counted_as_none(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    keys = []
    for _turn in range(2):
        workspace = load_workspace(root).workspace
        assert workspace is not None
        keys.append([one.key for one in alerts_of(workspace, AlertRequest(cycle=2019)).counts()])
        (root / "data/scoring.yaml").unlink(missing_ok=True)
    assert keys == [
        ["off_target", "too_far_apart", "vetoed", "low_grade", "too_different"],
        ["off_target", "too_far_apart"],
    ]
