"""The office's first day by commands and workbooks alone: import a plan, fill in the tables, join doubles, make forms."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import docx

from tests.conftest import Dutykit
from tests.office_tables import Filled

PLAN = (
    "示例市人民政府办公室关于印发履行教育职责评价任务分解方案的通知",
    "示政办〔2026〕3号",
    "履行教育职责评价任务分解方案",
    "一、组织领导",
    "（一）健全机制。",
    "1.建立教育工作协调机制。（责任单位：市教育局、市人社局）",
    "2.落实教师待遇。（责任单位：市教育局、市人力资源和社会保障局、各县区人民政府）",
    "二、保障条件",
    "（二）学前教育。",
    "3.普惠性幼儿园覆盖率不低于85%。（责任单位：市教育局、市财政局、各县区人民政府）",
    "示例市人民政府办公室",
    "2026年2月10日",
)


def plan(folder: Path) -> Path:
    document = docx.Document()
    for line in PLAN:
        document.add_paragraph(line)
    path = folder / "方案.docx"
    document.save(str(path))
    return path


def test_none_of_the_data_files_has_to_be_typed(dutykit: Dutykit, tmp_path: Path) -> None:
    imported = dutykit("import", str(plan(tmp_path)), "-o", "督导", cwd=tmp_path)
    assert imported.code == 0, imported.err
    root = tmp_path / "督导"
    joined = dutykit("unit", "merge", "市人社局", "市人力资源和社会保障局", cwd=root)
    assert (joined.code, "已把市人力资源和社会保障局并入市人社局" in joined.err) == (0, True), joined.err
    made = dutykit("form", "--office", "-o", "基础数据.xlsx", cwd=root)
    assert (made.code, made.out) == (0, "基础数据.xlsx\n"), made.err

    filled = Filled(root / "基础数据.xlsx")
    for name in ("东山县政府", "西河县政府"):
        filled.add("units", {"id": name, "kind": "县区政府", "aliases": name.replace("政府", "人民政府")})
    filled.change("groups", ("各县区人民政府",), {"members": "东山县政府、西河县政府"})
    filled.add(
        "metrics",
        {
            "indicator": 3,
            "id": "普惠性幼儿园覆盖率",
            "unit": "%",
            "min": 85,
            "target_because": "普惠性幼儿园覆盖率不低于85%",
            "formula": "普惠在园数/在园总数*100",
            "elements": "普惠在园数（人）\n在园总数（人）",
        },
    )
    for at, stage in enumerate(("自查自评", "监测评估", "实地检查", "整改复查")):
        dates = {"opens": dt.date(2026, 3 + 2 * at, 1), "due": dt.date(2026, 4 + 2 * at, 15), "proposal": "采用"}
        filled.change("stages", ("2026", stage, ""), dates)
    filled.add("stages", {"cycle": 2026, "name": "自查自评", "units": "各县区人民政府", "due": dt.date(2026, 4, 30)})
    filled.item("issuer", "示例市人民政府教育督导室")
    for name, value in {
        "title": "示例办法",
        "basis": "示例文件",
        "preset": "百分制",
        "credibility_because": "示例文件",
    }.items():
        filled.item(name, value)
    for key in ("1", "2", "3"):
        filled.change("points", ("三级指标", key), {"points": 10})
    filled.save("填好.xlsx")

    shown = dutykit("collect", "填好.xlsx", "--dry-run", cwd=root)
    assert (shown.code, "+  - {id: 东山县政府" in shown.out) == (0, True), shown.err
    taken = dutykit("collect", "填好.xlsx", cwd=root)
    assert taken.code == 0, taken.out + taken.err
    checked = dutykit("validate", "--format", "json", cwd=root)
    summary = json.loads(checked.out)["summary"]
    assert (checked.code, summary["errors"], summary["warnings"]) == (0, 0, 0), checked.out
    forms = dutykit("form", "--all", cwd=root)
    assert (forms.code, len(forms.out.splitlines())) == (0, 5), forms.err
    assert (root / "out/forms/东山县政府-2026.xlsx").exists()
    again = dutykit("collect", "填好.xlsx", "--format", "json", cwd=root)
    assert [one["outcome"] for one in json.loads(again.out)["forms"]] == ["unchanged"]


def test_what_is_wrong_is_named_by_its_cell(dutykit: Dutykit, tmp_path: Path) -> None:
    dutykit("import", str(plan(tmp_path)), "-o", "督导", cwd=tmp_path)
    root = tmp_path / "督导"
    dutykit("form", "--office", "-o", "基础数据.xlsx", cwd=root)
    filled = Filled(root / "基础数据.xlsx")
    filled.change("groups", ("各县区人民政府",), {"members": "南县政府"})
    filled.save("填好.xlsx")
    before = {path.name: path.read_bytes() for path in (root / "data").iterdir()}
    ran = dutykit("collect", "填好.xlsx", cwd=root)
    assert (ran.code, "统称!B4" in ran.out, "南县政府" in ran.out) == (1, True, True)
    assert {path.name: path.read_bytes() for path in (root / "data").iterdir()} == before


def test_how_form_office_is_asked_for(dutykit: Dutykit, tmp_path: Path) -> None:
    dutykit("import", str(plan(tmp_path)), "-o", "督导", cwd=tmp_path)
    root = tmp_path / "督导"
    assert dutykit("form", "--office", "--all", cwd=root).code == 2
    assert dutykit("form", "--office", "-o", "基础数据.txt", cwd=root).code == 2
    assert dutykit("form", "--office", cwd=root).out == "out/forms/基础数据.xlsx\n"
    Filled(root / "out/forms/基础数据.xlsx").save("基础数据.xlsx")
    assert dutykit("form", "--office", cwd=root).code == 2  # it may have been filled in
    assert dutykit("form", "--office", "--overwrite", cwd=root).code == 0


def test_a_merge_can_be_looked_at_first(dutykit: Dutykit, tmp_path: Path) -> None:
    dutykit("import", str(plan(tmp_path)), "-o", "督导", cwd=tmp_path)
    root = tmp_path / "督导"
    words = ("unit", "merge", "市人社局", "市人力资源和社会保障局")
    dutykit("form", "--office", "-o", "基础数据.xlsx", cwd=root)
    filled = Filled(root / "基础数据.xlsx")
    filled.change("groups", ("各县区人民政府",), {"members": "市财政局"})
    filled.save()
    assert dutykit("collect", "填好.xlsx", cwd=root).code == 0
    told = dutykit("form", "--all", cwd=root)
    assert (told.code, "注意：“市人社局”与“市人力资源和社会保障局”疑似同一单位" in told.err) == (0, True), told.err
    before = (root / "data/units.yaml").read_bytes()
    shown = dutykit(*words, "--dry-run", cwd=root)
    assert (shown.code, "+++ b/data/units.yaml" in shown.out) == (0, True), shown.err
    assert (root / "data/units.yaml").read_bytes() == before
    document = json.loads(dutykit(*words, "--format", "json", cwd=root).out)
    assert (document["kept"], document["gone"], document["deleted"]) == ("市人社局", "市人力资源和社会保障局", [])
    assert dutykit(*words, cwd=root).code == 2
