"""A group that nobody is a member of: an error wherever what is assigned to it would be missing in silence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Dutykit
from tests.merged_unit import merged_unit

FIX = "处理建议：在 data/units.yaml 中为“各县区政府”填写 members，列出所含单位；units 中没有的单位，一并写入 units\n"
NOBODY = "统称“各县区政府”没有所含单位，43 项指标无单位填报"


@pytest.fixture(params=["empty", "unknown", "nested"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The sample with a group without members, with only unknown ones, or with a group without members as its only one."""
    for part in ("data", "submissions", "evidence"):
        shutil.copytree(REPOSITORY / part, tmp_path / part)
    shutil.copy(REPOSITORY / "dutykit.yaml", tmp_path)
    path = tmp_path / "data/units.yaml"
    text = path.read_text("utf-8")
    before, rest = text.split("members: [", 1)
    members = {"empty": "", "unknown": "甲乡政府, 乙乡政府", "nested": "各乡镇政府"}[request.param]
    more = "  - {id: 各乡镇政府, members: []}\n" if request.param == "nested" else ""
    path.write_text(before + f"members: [{members}]" + rest.split("]", 1)[1].rstrip("\n") + "\n" + more, "utf-8")
    return tmp_path


def test_validate_is_an_error(root: Path, dutykit: Dutykit) -> None:
    ran = dutykit("validate", "--format", "json", cwd=root)
    assert ran.code == 1
    rules = {one["rule"] for one in json.loads(ran.out)["workspaces"][0]["findings"] if one["severity"] == "error"}
    assert rules & {"group-without-members", "unknown-group-member"}


@pytest.mark.parametrize(
    "command",
    [
        "form --all",
        "report --all",
        "report --city --format html",
        "report --kind tasks --all --format html",
        "report --kind rectification --city --format html",
    ],
)
def test_nothing_is_made_for_all(root: Path, dutykit: Dutykit, command: str) -> None:
    ran = dutykit(*command.split(), cwd=root)
    assert (ran.code, ran.err) == (2, f"错误：{NOBODY}\n{FIX}")
    assert not (root / "out").exists()


@pytest.mark.parametrize("command", ["coverage", "ledger", "status", "score", "alerts", "evidence list", "matrix"])
def test_the_group_cannot_be_asked_for(root: Path, dutykit: Dutykit, command: str) -> None:
    if command == "score":
        (root / "data/scoring.yaml").write_bytes(dutykit("score", "--preset", "percent", cwd=root).out_bytes)
    ran = dutykit(*command.split(), "-u", "各县区政府", cwd=root)
    assert (ran.code, ran.err) == (2, f"错误：统称“各县区政府”没有所含单位\n{FIX}")


@pytest.mark.parametrize("command", ["new 各县区政府", "form -u 各县区政府", "report -u 各县区政府"])
def test_nor_can_one_thing_be_made_for_it(root: Path, dutykit: Dutykit, command: str) -> None:
    ran = dutykit(*command.split(), cwd=root)
    assert (ran.code, ran.err) == (2, f"错误：统称“各县区政府”没有所含单位\n{FIX}")


def test_coverage_names_it_and_never_passes(root: Path, dutykit: Dutykit) -> None:
    assert f"{NOBODY}\n" in dutykit("coverage", cwd=root).out
    document = json.loads(dutykit("coverage", "--format", "json", cwd=root).out)
    assert len(document["without_unit"]) == 43
    assert document["without_unit"][0]["name"] == "各县区政府"
    assert document["without_unit"][0]["file"] == "data/indicators.yaml"
    ran = dutykit("coverage", "--fail-under", "0", cwd=root)
    assert (ran.code, ran.err) == (1, f"{NOBODY}\n")
    one = dutykit("coverage", "-u", "市公安局", "--fail-under", "0", cwd=root)
    assert (one.code, one.err) == (0, "")


def test_tables_say_so(root: Path, dutykit: Dutykit) -> None:
    out = dutykit("matrix", cwd=root, env={"COLUMNS": "160"}).out
    assert "统称“各县区政府”没有所含单位，指标 6—10、13—16" in out
    assert "各县区政府：。" not in out
    assert len(json.loads(dutykit("matrix", "--expand-groups", "--format", "json", cwd=root).out)["without_unit"]) == 43
    assert f"{NOBODY}\n" in dutykit("status", "--as-of", "2019-05-01", cwd=root, env={"COLUMNS": "120"}).out
    assert json.loads(dutykit("status", "--format", "json", cwd=root).out)["without_unit"] == [NOBODY]
    assert f"注意：{NOBODY}\n" in dutykit("alerts", cwd=root).err


def test_a_name_nobody_has_is_said_beside_what_is_made(dutykit: Dutykit, tmp_path: Path) -> None:
    dutykit("init", "--from", "blank", "区", cwd=tmp_path)
    path = tmp_path / "区/data/indicators.yaml"
    path.write_text(path.read_text("utf-8").replace("[示例单位]", "[示例单位, 无名局]"), "utf-8")
    said = "注意：“无名局”不在单位名录中，1 项指标无单位填报\n"
    for command in ("form --all", "report --all --format html"):
        ran = dutykit(*command.split(), cwd=tmp_path / "区")
        assert ran.code == 0
        assert said in ran.err


def test_the_group_of_a_past_cycle_is_judged_by_its_own_units(dutykit: Dutykit, tmp_path: Path) -> None:
    root = merged_unit(tmp_path)
    path = root / "data/past/2026/units.yaml"
    path.write_text(path.read_text("utf-8").replace("members: [东山县政府, 西河县政府]", "members: []"), "utf-8")
    said = "统称“各县政府”没有所含单位，1 项指标无单位填报"
    assert said in dutykit("coverage", "--cycle", "2026", cwd=root).out
    assert dutykit("coverage", "--cycle", "2026", "--fail-under", "0", cwd=root).code == 1
    assert dutykit("report", "--city", "--cycle", "2026", "--format", "html", cwd=root).code == 2
    assert said not in dutykit("coverage", cwd=root).out
    found = json.loads(dutykit("validate", "--format", "json", cwd=root).out)["workspaces"][0]["findings"]
    places = [one["file"] for one in found if one["rule"] == "group-without-members"]
    assert places == ["data/past/2026/units.yaml"]
