"""`dutykit coverage` as a user starts it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Dutykit, Golden


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("by", ["unit", "chapter", "indicator"])
@pytest.mark.parametrize("columns", ["80", "100"])
def test_the_real_coverage(panjin: Path, dutykit: Dutykit, golden: Golden, by: str, columns: str) -> None:
    ran = dutykit("coverage", "--by", by, cwd=panjin, env={"COLUMNS": columns})
    assert (ran.code, ran.err) == (0, "")
    golden.check(f"coverage/by-{by}.{columns}.txt", ran.out)


def test_every_unit_is_counted(panjin: Path, dutykit: Dutykit) -> None:
    document = json.loads(dutykit("coverage", "--format", "json", cwd=panjin).out)
    assert (document["version"], document["cycle"]) == (1, 2019)
    assert len(document["units"]) == 21  # 17 departments and offices, 4 counties
    assert document["total"]["owed"] == 288  # 116 named themselves, 43 times four counties
    counts = {one["id"]: one["owed"] for one in document["units"]}
    assert (counts["市教育局"], counts["市财政局"], counts["盘山县政府"]) == (62, 15, 43)
    assert sum(one["owed"] for one in document["chapters"]) == 288
    assert sum(one["owed"] for one in document["indicators"]) == 288
    assert len(document["missing"]) == document["total"]["missing"] > 0


def test_a_submission_that_is_not_there(panjin: Path, dutykit: Dutykit) -> None:
    (panjin / "submissions/2019/市公安局.yaml").unlink()
    ran = dutykit("coverage", "--unit", "盘锦市公安局", cwd=panjin)
    assert ran.code == 0
    assert "未报送" in ran.out
    assert "未填报：市公安局（未报送） 全部 4 项指标\n" in ran.out


def test_an_answer_nobody_asked_for(panjin: Path, dutykit: Dutykit) -> None:
    replace(panjin / "submissions/2019/市委政法委.yaml", "indicator: 58", "indicator: 1")
    out = dutykit("coverage", cwd=panjin).out
    assert "未填报：市委政法委（已通过） 指标 58\n" in out
    assert "超范围填报：市委政法委 指标 1（该单位不承担，submissions/2019/市委政法委.yaml:" in out


def test_what_could_not_be_read_is_not_called_missing(panjin: Path, dutykit: Dutykit) -> None:
    (panjin / "submissions/2019/市公安局.yaml").write_text("unit: [", encoding="utf-8")
    ran = dutykit("coverage", "-u", "市公安局", cwd=panjin)
    assert "无法读取：市公安局 指标 57—59、61" in ran.out
    assert "未填报：" not in ran.out
    assert "dutykit validate" in ran.err


def test_a_group_stands_for_its_members(panjin: Path, dutykit: Dutykit) -> None:
    ran = dutykit("coverage", "--unit", "各县区人民政府", "--format", "csv", cwd=panjin)
    rows = [*csv.reader(io.StringIO(ran.out_bytes.decode("utf-8-sig"), newline=""))]
    assert [row[0] for row in rows[1:]] == ["双台子区政府", "兴隆台区政府", "大洼区政府", "盘山县政府"]
    assert {row[2] for row in rows[1:]} == {"43"}


def test_a_unit_without_duties(panjin: Path, dutykit: Dutykit) -> None:
    ran = dutykit("coverage", "--unit", "辽东湾新区管委会", "--fail-under", "100", cwd=panjin)
    assert ran.code == 0
    assert "未承担指标的单位：辽东湾新区管委会" in ran.out


def test_fail_under(panjin: Path, dutykit: Dutykit) -> None:
    ran = dutykit("coverage", "--unit", "市人社局", "--fail-under", "83.34", cwd=panjin)
    assert (ran.code, ran.err) == (1, "填报率 83.3%，低于要求的 83.34%\n")
    assert "市人社局" in ran.out
    assert dutykit("coverage", "--unit", "市人社局", "--fail-under", "83.33%", cwd=panjin).code == 0
    assert dutykit("coverage", "--unit", "市财政局", "--fail-under", "100", cwd=panjin).code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--unit", "市财整局"], "请检查是否为“市财政局”"),
        (["--fail-under", "nan"], "应为 0 到 100 的数字"),
        (["--fail-under", "101"], "应为 0 到 100 的数字"),
        (["-o", "表.doc"], "确定格式"),
        (["--format", "csv", "-o", "data/units.yaml"], "不能覆盖"),
        (["--format", "csv", "-o", "data"], "是文件夹"),
        (["--format", "csv", "-o", "dutykit.yaml/表.csv"], "无法写入"),
    ],
)
def test_what_cannot_be_done(panjin: Path, dutykit: Dutykit, arguments: list[str], message: str) -> None:
    before = sorted(path for path in panjin.rglob("*"))
    ran = dutykit("coverage", *arguments, cwd=panjin)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert sorted(path for path in panjin.rglob("*")) == before
    assert "units:" in (panjin / "data/units.yaml").read_text(encoding="utf-8")


def test_no_cycle(panjin: Path, dutykit: Dutykit) -> None:
    shutil.rmtree(panjin / "submissions")
    (panjin / "dutykit.yaml").unlink()
    ran = dutykit("coverage", cwd=panjin)
    assert (ran.code, ran.out) == (2, "")
    assert "--cycle" in ran.err
    assert dutykit("coverage", "--cycle", "2020", "--fail-under", "1", cwd=panjin).code == 1


@pytest.mark.parametrize(("name", "kind"), [("表.csv", "csv"), ("表.json", "json"), ("表.txt", "table")])
def test_a_file_is_what_a_pipe_gets(panjin: Path, dutykit: Dutykit, name: str, kind: str) -> None:
    ran = dutykit("coverage", "-o", Path("新") / name, cwd=panjin)
    assert (ran.code, ran.out) == (0, f"{Path('新') / name}\n")
    assert (panjin / "新" / name).read_bytes() == dutykit("coverage", "--format", kind, cwd=panjin).out_bytes


def test_a_year_there_is_nothing_of(panjin: Path, dutykit: Dutykit) -> None:
    for command in (("coverage",), ("report", "--all", "--format", "html")):
        ran = dutykit(*command, "--cycle", "2018", cwd=panjin)
        assert (ran.code, ran.out) == (2, "")
        assert "没有 2018 年度的自评材料" in ran.err
    shutil.rmtree(panjin / "submissions")  # the year the workspace is in, before anybody has begun
    assert dutykit("coverage", cwd=panjin).code == 0
    assert dutykit("coverage", "--cycle", "2019", "--fail-under", "1", cwd=panjin).code == 1
