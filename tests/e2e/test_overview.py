from __future__ import annotations

from pathlib import Path

from tests.conftest import Dutykit
from tests.overview_cities import make_city

DAY = ("--as-of", "2019-10-01")


def test_several_workspaces_are_on_one_page_and_each_on_its_own_with_city(tmp_path: Path, dutykit: Dutykit) -> None:
    for name, units in (("甲市", 3), ("乙市", 8)):
        make_city(tmp_path / name, units)
    both = ("report", "--kind", "overview", "甲市", "乙市", *DAY)
    ran = dutykit(*both, "-o", "省.html", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "省.html\n")
    page = (tmp_path / "省.html").read_text(encoding="utf-8")
    assert "（2个城市）" in page
    assert page.index(">乙市<") < page.index(">甲市<")
    ran = dutykit(*both, "--city", "--format", "html", "-o", "各市", cwd=tmp_path)
    assert ran.out.split() == ["各市/甲市/全市-工作情况一览.html", "各市/乙市/全市-工作情况一览.html"]
    ran = dutykit(*both, "-o", "甲市/data/units.yaml", cwd=tmp_path)
    assert ran.code == 2
    ran = dutykit("report", "--kind", "overview", *DAY, "--format", "html", cwd=tmp_path / "甲市")
    assert (ran.code, ran.out) == (0, "out/全市-工作情况一览.html\n")
    ran = dutykit("report", "--kind", "overview", "--unit", "第1市人民政府局", *DAY, cwd=tmp_path / "甲市")
    assert (ran.code, "工作情况一览只能按全市生成" in ran.err) == (2, True)
