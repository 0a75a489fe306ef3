"""Units of a new year that take the place of others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.lifecycle.carry_forward import CarryRequest, carry_forward
from dutykit.lifecycle.succession import succession_asked
from dutykit.model.refusal import Refusal
from tests.cycles import begin, fill, opened, take

ON = dt.date(2018, 1, 8)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    begin(root)
    for unit in ("东区政府", "市财政局", "市体育局"):
        fill(root, unit, 2017)
        take(root, "submit", unit, dt.date(2017, 5, 7))
    return root


def test_what_is_asked() -> None:
    assert succession_asked(["甲=乙、丙", "丁＝戊，己", "庚=庚,辛"]) == [
        ("甲", ["乙", "丙"]),
        ("丁", ["戊", "己"]),
        ("庚", ["辛"]),
    ]


@pytest.mark.parametrize("text", ["甲", "=乙", "甲=", "甲=乙、、丙"])
def test_what_is_not_asked_so(text: str) -> None:
    with pytest.raises(Refusal, match="新单位=原单位"):
        succession_asked([text])


def test_a_unit_takes_the_place_of_another(root: Path) -> None:
    before = opened(root)
    assert "市体育局" in before.responsibilities.by_unit
    done = carry_forward(root, CarryRequest("示例督导员", ON, successions=[("市财政局", ["市体育局"])]))
    workspace = opened(root)
    assert "市体育局" not in workspace.register.by_id
    assert workspace.register.by_id["市财政局"].succeeds == ("市体育局",)
    assert "市体育局" not in (root / "data/indicators.yaml").read_text("utf-8")
    owed = {duty.indicator for duty in workspace.responsibilities.by_unit["市财政局"]}
    assert owed >= {duty.indicator for duty in before.responsibilities.by_unit["市体育局"]}
    assert done.lost == ()
    assert "市体育局" in workspace.at(2017).register.by_id


def test_a_unit_with_a_new_name(root: Path) -> None:
    carry_forward(root, CarryRequest("示例督导员", ON, successions=[("市文体局", ["市体育局"])]))
    workspace = opened(root)
    new = workspace.register.by_id["市文体局"]
    assert (new.kind, new.succeeds) == ("department", ("市体育局",))
    assert (root / "submissions/2018/市文体局.yaml").exists()
    assert not (root / "submissions/2018/市体育局.yaml").exists()


def test_who_is_not_there_cannot_be_succeeded(root: Path) -> None:
    with pytest.raises(Refusal, match="没有名为"):
        carry_forward(root, CarryRequest("示例督导员", ON, successions=[("市财政局", ["市航天局"])]))
