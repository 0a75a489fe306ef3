"""One step for several units: who is meant, who is refused, and that the others are not touched by it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from dutykit.lifecycle.batch import Batch, Outcome, record_batch
from dutykit.lifecycle.batch_listing import BatchListing
from dutykit.model.layout import PENDING_FILE
from dutykit.model.refusal import Refusal
from dutykit.workspace.writing.transaction import Recovery
from tests.cycles import begin, fill, opened, take, write
from tests.unit.workspace.writing.unfinished import killed_after

CYCLE = 2017
UNITS = ("市教育局", "市财政局", "市体育局", "东区政府", "西县政府")


def day(number: int) -> dt.date:
    return dt.date(CYCLE, 5, number)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    begin(root)
    for unit in UNITS:
        fill(root, unit, CYCLE)
    return root


def batch(root: Path, action: Any, *units: str, on: int = 10, **more: Any) -> Outcome:
    return record_batch(root, Batch(action, "甲", day(on), units, **more))


def states(root: Path) -> dict[str, str]:
    return {one.unit: one.state for one in opened(root).submissions}


def test_each_is_judged_by_itself(root: Path) -> None:
    take(root, "submit", "市财政局", day(3))
    path = root / f"submissions/{CYCLE}/市体育局.yaml"
    write(path, path.read_text(encoding="utf-8").replace("rating: met", "rating:"))
    outcome = batch(root, "submit", "东区政府", "市体育局", "市文化局", "示例市财政局", "市教育局", "东区政府")
    assert [one.entry.unit for one in outcome.taken] == ["东区政府", "市教育局"]
    assert [(one.unit, one.state) for one in outcome.refused] == [
        ("市体育局", "draft"),
        ("市文化局", None),
        ("市财政局", "submitted"),
    ]
    assert [one.refusal.message for one in outcome.refused] == [
        "自评材料有错误，不能报送",
        "市文化局没有 2017 年度的自评材料",
        "市财政局的自评材料状态为“已报送”，不能报送",
    ]
    assert states(root)["市体育局"] == "draft"
    assert {unit for unit, state in states(root).items() if state == "submitted"} == {
        "东区政府",
        "市财政局",
        "市教育局",
    }


def test_all_are_those_whose_turn_it_is(root: Path) -> None:
    take(root, "submit", "市财政局", day(3))
    take(root, "accept", "市财政局", day(4))
    assert [one.entry.unit for one in batch(root, "submit", everyone=True).taken] == [
        "市教育局",
        "市体育局",
        "东区政府",
        "西县政府",
    ]
    assert batch(root, "submit", everyone=True).each == ()
    take(root, "return", "东区政府", day(11), reason="缺", due=day(20))
    returned = batch(root, "return", everyone=True, reason="缺数据", due=day(20), on=12)
    assert [one.entry.unit for one in returned.taken] == ["市教育局", "市体育局", "西县政府"]  # not who was accepted
    assert {one.entry.reason for one in returned.taken} == {"缺数据"}
    assert [one.entry.unit for one in batch(root, "submit", everyone=True, on=13).taken][-2:] == [
        "东区政府",
        "西县政府",
    ]
    assert len(batch(root, "accept", everyone=True, on=14).taken) == 4
    assert set(states(root).values()) == {"accepted"}


def test_a_submission_that_cannot_be_read_is_told_with_the_others(root: Path) -> None:
    path = root / f"submissions/{CYCLE}/市体育局.yaml"
    write(path, path.read_text(encoding="utf-8").replace("state: draft\n", ""))
    outcome = batch(root, "submit", everyone=True)
    assert len(outcome.taken) == 4
    assert [(one.unit, one.state) for one in outcome.refused] == [("市体育局", None)]
    assert "无法读取" in outcome.refused[0].refusal.message


def test_a_group_is_its_members(root: Path) -> None:
    outcome = batch(root, "submit", "市教育局", groups=("各县区政府",))
    assert [one.entry.unit for one in outcome.taken] == ["市教育局", "东区政府", "西县政府"]


def test_who_is_not_clear_stops_all(root: Path) -> None:
    units = (root / "data/units.yaml").read_text(encoding="utf-8")
    write(root / "data/units.yaml", units + "  - {id: 各功能区, members: []}\n")
    for names, groups, said in (
        (("市教育局", "市才政局"), (), "没有名为“市才政局”的单位"),
        (("市教育局", "各县区政府"), (), "各县区政府是统称，不是具体单位"),
        (("市教育局",), ("市财政局",), "市财政局是单位，不是统称"),
        (("市教育局",), ("各功能区",), "“各功能区”没有所含单位"),
    ):
        with pytest.raises(Refusal, match=said):
            batch(root, "submit", *names, groups=groups)
    assert set(states(root).values()) == {"draft"}


@pytest.mark.parametrize("files", range(5))
def test_after_a_kill_all_that_were_taken_are_written_or_none(root: Path, files: int) -> None:
    with killed_after(files):
        batch(root, "submit", "市教育局", "市财政局", "东区政府")
    assert (root / PENDING_FILE).exists()
    told: list[Recovery] = []
    outcome = record_batch(root, Batch("accept", "甲", day(11), everyone=True), told.append)
    assert [one.entry.unit for one in outcome.taken] == ["市教育局", "市财政局", "东区政府"]
    assert [len(one.written) for one in told] == [6 - files]


def test_the_table_and_the_document_tell_of_all(root: Path) -> None:
    path = root / f"submissions/{CYCLE}/市体育局.yaml"
    write(path, path.read_text(encoding="utf-8").replace("rating: met", "rating:"))
    outcome = record_batch(root, Batch("submit", "甲", day(12), everyone=True, happened_on=day(9)))
    text = BatchListing(outcome).text()
    assert "已报送 4 个单位" in text
    assert "未办理 1 个单位" in text
    assert text.count("2017-05-12 录入") == 4
    document: Any = BatchListing(outcome).document()
    assert [one["unit"] for one in document["taken"]] == ["市教育局", "市财政局", "东区政府", "西县政府"]
    assert {(one["on"], one["entered_on"]) for one in document["taken"]} == {("2017-05-09", "2017-05-12")}
    (refused,) = document["refused"]
    assert (refused["unit"], refused["state"], refused["fix"]) == ("市体育局", "draft", None)
    assert refused["findings"][0]["rule"] == "answer-without-rating"
    assert refused["findings"][0]["file"] == f"submissions/{CYCLE}/市体育局.yaml"
