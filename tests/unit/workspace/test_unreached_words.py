"""What is assigned to nobody, in words and as a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace
from dutykit.workspace.unreached_words import refuse_unreached, unreached_lines
from tests.unit.assess.made import catalogue

CATALOGUE = catalogue({"1": {"responsible": ["甲局", "各县", "庚局"]}, "2": {"support": ["县", "各区", "各县"]}})


def workspace(*groups: dict[str, object]) -> Workspace:
    units = [{"id": "甲局", "kind": "department"}, {"id": "丙县", "kind": "county"}]
    return Workspace(Path(), CATALOGUE, Register.model_validate({"units": units, "groups": groups}))


def test_each_name_once_with_its_indicators() -> None:
    made = workspace(
        {"id": "各县", "members": [], "aliases": ["县"]}, {"id": "各区", "members": ["丙县", "丁区", "各县"]}
    )
    assert list(unreached_lines(made)) == [
        "统称“各县”没有所含单位，2 项指标无单位填报",
        "“庚局”不在单位名录中，1 项指标无单位填报",
        "“丁区”不在单位名录中，1 项指标无单位填报",
    ]
    with pytest.raises(Refusal, match="各县") as raised:
        refuse_unreached(made)
    assert "members" in str(raised.value.fix)


def test_what_reaches_somebody_is_refused_for_nobody() -> None:
    made = workspace({"id": "各县", "members": ["丙县"], "aliases": ["县"]}, {"id": "各区", "members": ["丙县"]})
    assert list(unreached_lines(made)) == ["“庚局”不在单位名录中，1 项指标无单位填报"]
    refuse_unreached(made)
