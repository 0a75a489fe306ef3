"""The office's tables filled in and taken back: what is written, what is kept, what is refused and where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.forms.collect_text import Look, conflict_text
from dutykit.forms.office.book import office_book
from dutykit.forms.office.schema import OFFICE
from dutykit.model.letter import COLORS
from dutykit.model.refusal import Refusal
from dutykit.workspace.assemble import load_workspace
from tests.office_tables import FILES, Filled, collected, made, make_workspace, newly_made, outcome, said, texts


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w")


def test_untouched_it_changes_nothing(root: Path) -> None:
    form = outcome(root, made(root))
    assert (form.outcome, said(form)) == ("unchanged", [])
    assert texts(root) == FILES


def test_the_same_tables_make_the_same_bytes(root: Path) -> None:
    assert newly_made(root, "一.xlsx").read_bytes() == newly_made(root, "又.xlsx").read_bytes()


CHANGES: list[tuple[str, tuple[str, ...], str, object, str, str]] = [
    ("units", ("甲局",), "aliases", "甲、教育局", "units", "aliases: [甲, 教育局]}  # 教育"),
    ("units", ("甲局",), "kind", "办事机构", "units", "{id: 甲局, kind: office,"),
    ("units", ("甲局",), "succeeds", "甲委；乙、丙委", "units", "succeeds: [甲委, 乙、丙委]"),
    ("units", ("甲局",), "note", "说明", "units", "note: 说明}"),
    ("units", ("乙局",), "note", None, "units", "{id: 乙局, kind: department, aliases: []}"),
    ("units", ("东县政府",), "aliases", "东县人民政府", "units", "    aliases:\n      - 东县人民政府\n"),
    ("units", ("东县政府",), "distinct_from", "西县政府", "units", "    distinct_from: [西县政府]\n"),
    ("groups", ("各县区政府",), "members", "东县政府，西县政府，甲局", "units", "members: [东县政府, 西县政府, 甲局]"),
    ("groups", ("各县区政府",), "aliases", None, "units", "members: [东县政府, 西县政府]}"),
    ("indicators", ("1",), "responsible", "甲局、乙局", "indicators", "[甲局, 乙局]  # 牵头待定"),
    ("indicators", ("1",), "lead", "乙局", "indicators", "            lead: [乙局]\n"),
    ("indicators", ("1",), "evidence_required", "是", "indicators", "            evidence_required: true\n"),
    ("indicators", ("1",), "deadline", "2019年底", "indicators", "            deadline: 2019年底\n"),
    ("metrics", ("2", "覆盖率"), "min", 90, "indicators", "target: {min: 90, because: 不低于百分之八十五}  # 国家要求"),
    ("metrics", ("2", "覆盖率"), "max", "99.5%", "indicators", "max: 99.5"),
    (
        "metrics",
        ("2", "覆盖率"),
        "elements",
        "分子（名）\n分母（人）",
        "indicators",
        "{id: 分子, unit: 名}, {id: 分母, unit: 人}",
    ),
    ("metrics", ("2", "次数"), "unit", None, "indicators", "- {id: 次数}"),
    ("stages", ("2018", "自查自评", ""), "due", dt.date(2018, 5, 15), "cycles", "opens: 2018-03-01, due: 2018-05-15}"),
    ("stages", ("2018", "整改复查", "各县区政府"), "due", "2018年11月15日", "cycles", "due: 2018-11-15}  # 县区晚一些"),
    ("points", ("一级指标", "1"), "points", 15, "scoring", "  chapters:\n    1: 15\n"),
    ("points", ("三级指标", "2"), "points", 6, "indicators", "points: 6"),
    ("points", ("三级指标", "3"), "points", None, "scoring", "indicators: {1: 4}"),
    ("grades", ("优秀",), "min", 85, "scoring", "{id: 优秀, min: 85}  # 最高"),
    ("events", ("1",), "most", 3, "scoring", "most: 3}"),
]


@pytest.mark.parametrize(("sheet", "key", "name", "value", "file", "wanted"), CHANGES, ids=lambda one: str(one)[:20])
def test_a_changed_cell_is_one_change_in_its_file(
    root: Path, sheet: str, key: tuple[str, ...], name: str, value: object, file: str, wanted: str
) -> None:
    filled = Filled(made(root))
    filled.change(sheet, key, {name: value})
    path = filled.save()
    form = outcome(root, path)
    assert form.outcome == "taken", said(form)
    after = texts(root)
    changed = [one for one in after if after[one] != FILES[one]]
    assert [Path(one).stem for one in changed] == [file]
    assert wanted in after[changed[0]]
    comments = [line.partition("#")[2] for line in FILES[changed[0]].splitlines() if "#" in line]
    lost = ["简称", " 简称"] if wanted.endswith("- 东县人民政府\n") else []
    assert [one for one in comments if one not in after[changed[0]] and one not in lost] == []
    assert outcome(root, path).outcome == "unchanged"
    assert outcome(root, made(root)).outcome == "unchanged"


def test_every_column_that_can_be_filled_in_is_tried(root: Path) -> None:
    """Each column of each table: filled in where it was empty, the workbook made again shows the same."""
    values = {
        "note": "某说明",
        "deadline": "年底",
        "succeeds": "旧局",
        "aliases": "别的写法",
        "distinct_from": "旁局",
        "formula": "子/母",
        "elements": "子（人）\n母",
        "form": "样本（除以n减1）",
        "weight": "子",
        "target_because": "依据",
        "variation_because": "依据",
        "because": "依据",
        "support": "甲局",
        "guide": "甲局",
        "lead": "甲局",
        "responsible": "乙局",
        "evidence_required": "否",
        "awaits": "只看日期",
        "answered": "已销号",
        "opens": dt.date(2018, 2, 1),
        "grade": "优秀",
        "grades": 2,
        "rating": "达到",
        "number": "某发〔2019〕3号",
        "members": "甲局",
        "kind": "部门",
        "unit": "人",
        "title": "完全",
        **{f"{color}_kind": "督查单" for color in COLORS},
    }
    new: dict[str, dict[str, object]] = {
        "units": {"id": "丙局"},
        "groups": {"id": "各局"},
        "metrics": {"indicator": 3, "id": "新的"},
        "stages": {"cycle": 2019, "name": "自查自评"},
        "grades": {"id": "良好"},
        "levels": {"id": "A", "share": 0.5},
        "events": {"id": "9", "kind": "扣分", "text": "事"},
        "numbers": {"unit": "甲局", "number": "某发〔2019〕3号"},
    }
    filled = Filled(made(root))
    for sheet, cells in new.items():
        columns = [one for one in OFFICE.sheet(sheet).columns if one.name not in cells and not one.locked]
        wanted = {**cells, **{one.name: values.get(one.name, 7) for one in columns if one.name != "proposal"}}
        if sheet == "stages":
            wanted |= {"units": None, "due": None, "proposal": "采用"}
        filled.add(sheet, wanted)
    request = made_with_rules_off(root)
    form = outcome(request, filled.save())
    assert form.outcome == "taken", said(form)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    again = {row.key: row for rows in office_book(workspace).rows.values() for row in rows if not row.is_proposed}
    for sheet, cells in new.items():
        layout = OFFICE.sheet(sheet)
        key = (sheet, *(str({**cells, "report": "7"}.get(name) or "") for name in layout.same))
        row = again[key]
        lacking = [
            one.name
            for one in layout.columns
            if one.filled and one.name != "proposal" and row.cells.get(one.name) is None
        ]
        assert lacking == (["units", "due"] if sheet == "stages" else [])


def made_with_rules_off(root: Path) -> Path:
    """The workspace with all rules off: what is written is looked at, not whether it makes sense."""
    from dutykit.check.all_rules import all_rules

    settings = root / "dutykit.yaml"
    off = "".join(f"  {rule.name}: off\n" for rule in all_rules())
    settings.write_text(FILES["dutykit.yaml"] + "severity:\n" + off, encoding="utf-8")
    return root


def test_items_of_the_settings(root: Path) -> None:
    filled = Filled(made(root))
    wanted = {
        "cycle": 2019,
        "place_name": "新市",
        "issuer": "某市政府",
        "urgency": "加急",
        "letter_word": "某教督办",
        "order_word": "督查",
        "contact_person": "张三",
        "contact_phone": "0427-2823456",
        "answer": 1500,
        "remind": 7,
        "method": "得分率折合百分",
        "decimals": 1,
        "credibility_method": "逐项：1减各项分差之和除以分值之和",
        "credibility_because": "文件",
        "alert_below": "优秀",
    }
    for name, value in wanted.items():
        filled.item(name, value)
    form = outcome(root, filled.save())
    assert form.outcome == "taken", said(form)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    assert workspace.scoring is not None
    assert (workspace.settings.place_name, workspace.settings.report.issuer) == ("新市", "某市政府")
    assert (workspace.settings.report.urgency, workspace.settings.narratives.answer) == ("加急", 1500)
    report = workspace.settings.report
    assert (report.contact_person, report.contact_phone) == ("张三", "0427-2823456")
    assert (report.letter_word, report.order_word) == ("某教督办", "督查")
    assert (workspace.scoring.method, workspace.scoring.decimals, workspace.scoring.alert_below) == (
        "percent",
        1,
        "优秀",
    )
    assert workspace.timetable.by_cycle[2019].remind == 7
    assert "cycle: 2019  # 本年度" in texts(root)["dutykit.yaml"]
    assert outcome(root, made(root)).outcome == "unchanged"


def test_new_files_are_begun(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "w", cycles="", scoring="", dutykit="# 只有说明\n")
    filled = Filled(made(root))
    filled.item("cycle", 2026)
    filled.item("preset", "百分制")
    filled.item("title", "某办法")
    filled.item("basis", "某文件")
    filled.item("credibility_because", "某文件")
    filled.add("stages", {"cycle": 2026, "name": "自查自评", "opens": dt.date(2026, 3, 2), "workdays": 20})
    filled.add("stages", {"cycle": 2026, "name": "自查自评", "units": "各县区政府", "due": dt.date(2026, 5, 1)})
    filled.add("grades", {"id": "优秀", "min": 92})
    form = outcome(root, filled.save())
    assert (form.outcome, said(form)) == ("taken", [])
    after = texts(root)
    assert after["dutykit.yaml"] == "# 只有说明\ncycle: 2026\n"
    assert "{id: 优秀, min: 92}" in after["data/scoring.yaml"]
    assert "title: 某办法\n" in after["data/scoring.yaml"]
    assert "differs:\n          - units: [各县区政府]\n            due: 2026-05-01" in after["data/cycles.yaml"]
    assert load_workspace(root).findings == ()


def test_a_grade_with_a_higher_limit_than_the_one_above_it_is_refused_at_its_cell(tmp_path: Path) -> None:
    ladder = "title: 办法\nbasis: 文件\ngrades:\n  - {id: 优秀, min: 90}\n  - {id: 良好, min: 80}\n  - {id: 合格}\n"
    root = make_workspace(tmp_path / "w", scoring=ladder)
    filled = Filled(made(root))
    filled.change("grades", ("良好",), {"min": 95})
    form = outcome(root, filled.save())
    assert form.outcome == "rejected"
    assert [one for one in said(form) if "95" in one] == [
        "等次!B5 “良好”的下限 95 高于排在前面的“优秀”的下限 90；下限必须由高到低递减"
    ]
    assert (root / "data/scoring.yaml").read_text(encoding="utf-8") == ladder


def test_proposed_stages_count_once_they_are_taken(root: Path) -> None:
    filled = Filled(made(root))
    assert ("2019", "自查自评", "") in filled.rows("stages")
    assert outcome(root, filled.save()).outcome == "unchanged"
    filled.change("stages", ("2019", "自查自评", ""), {"proposal": "采用"})
    filled.change("stages", ("2019", "整改复查", "各县区政府"), {"proposal": None})
    filled.change("stages", ("2019", "整改复查", ""), {"proposal": None})
    assert outcome(root, filled.save()).outcome == "taken"
    workspace = load_workspace(root).workspace
    assert workspace is not None
    stages = workspace.timetable.by_cycle[2019].stages
    assert [(one.name, one.opens, one.due) for one in stages] == [
        ("自查自评", dt.date(2019, 3, 1), dt.date(2019, 4, 30)),
        ("整改复查", dt.date(2019, 9, 1), None),
    ]
    assert stages[1].differs[0].due == dt.date(2019, 10, 31)


def test_letters_are_ruled_in_the_table_of_stages(root: Path) -> None:
    filled = Filled(made(root))
    rules = {"orange_days": 1, "orange_term": 5, "blue_days": -3, "blue_term": 3}
    filled.change("stages", ("2018", "自查自评", ""), rules)
    order = {"answered": "已销号", "red_days": 9, "red_term": 2, "red_kind": "督查单"}
    filled.change("stages", ("2018", "整改复查", ""), order)
    assert outcome(root, filled.save()).outcome == "taken"
    text = texts(root)["data/cycles.yaml"]
    assert "due: 2018-04-30, letters: [{color: blue, days: -3, term: 3}, {color: orange, days: 1, term: 5}]}" in text
    assert "answered: closed" in text
    assert "- color: red\n            days: 9\n            term: 2\n            kind: order\n" in text
    again = Filled(made(root))  # the stages proposed for the next year have them too
    row = again.rows("stages")["2019", "自查自评", ""]
    assert again.sheet("stages").cell(row, again.column("stages", "blue_days")).value == -3
    again.change("stages", ("2018", "自查自评", ""), {"blue_days": None, "blue_term": None, "orange_term": 6})
    again.change(
        "stages", ("2018", "整改复查", ""), {"red_days": None, "red_term": None, "red_kind": None, "answered": None}
    )
    again.change("stages", ("2018", "自查自评", ""), {"red_days": 20, "red_term": 1})
    assert outcome(root, again.save()).outcome == "taken"
    text = texts(root)["data/cycles.yaml"]
    assert "letters: [{color: orange, days: 1, term: 6}, {color: red, days: 20, term: 1}]}" in text
    assert (text.count("letters"), text.count("answered")) == (1, 0)
    assert outcome(root, made(root)).outcome == "unchanged"


def test_the_offices_own_words_are_in_the_workbook(root: Path) -> None:
    filled = Filled(made(root))
    filled.change("evaluation", ("2019", "提请协调事项"), {"text": "请市领导协调编制。\n请协调经费。"})
    assert outcome(root, filled.save()).outcome == "taken"
    file = root / "data/evaluations/2019.yaml"
    assert "coordination: |-\n  请市领导协调编制。\n  请协调经费。\n" in file.read_text("utf-8")
    kept = "sample: false\noverall: |\n  好。  \n\n  很好。\ncoordination: |\n  一。\n  二。\n"
    file.write_text(kept, "utf-8")
    again = Filled(made(root))
    assert outcome(root, again.save()).outcome == "unchanged"
    again.change("evaluation", ("2019", "提请协调事项"), {"text": None})
    again.change("evaluation", ("2019", "存在问题"), {"text": "第一段。\n第二段。"})
    assert outcome(root, again.save()).outcome == "taken"
    workspace = load_workspace(root).workspace
    assert workspace is not None
    found = workspace.evaluations[2019]
    assert (found.overall, found.problems, found.coordination) == ("好。  \n\n很好。\n", "第一段。\n第二段。", None)
    (root / "dutykit.yaml").write_text("cycle: 2020\n", encoding="utf-8")  # another year's words are not this one's
    again.change("evaluation", ("2019", "存在问题"), {"text": "别的"})
    assert outcome(root, again.save()).outcome == "rejected"


def test_rows_come_and_go(root: Path) -> None:
    filled = Filled(made(root))
    filled.delete("metrics", ("2", "次数"))
    filled.delete("stages", ("2018", "整改复查", "各县区政府"))
    filled.delete("events", ("1",))
    filled.add("units", {"id": "丙局", "kind": "部门"})
    filled.change("indicators", ("3",), {"responsible": "乙局、丙局"})
    form = outcome(root, filled.save())
    assert form.outcome == "taken", said(form)
    assert [one for one in said(form) if one.startswith("删除")] == [
        "删除“监测指标”表“2 次数”",
        "删除“时间节点”表“2018 整改复查 各县区政府”",
        "删除“事项”表“1”",
    ]
    after = texts(root)
    assert "次数" not in after["data/indicators.yaml"]
    assert "responsible: [乙局, 丙局]" in after["data/indicators.yaml"]
    assert "differs" not in after["data/cycles.yaml"]
    assert "events" not in after["data/scoring.yaml"]
    assert "  - {id: 丙局, kind: department, aliases: []}\n" in after["data/units.yaml"]


def test_what_others_depend_on_is_not_deleted(root: Path) -> None:
    folder = root / "submissions/2019"
    folder.mkdir()
    (folder / "乙局.yaml").write_text(
        "unit: 乙局\ncycle: 2019\nstate: draft\nanswers:\n  - indicator: 2\n    metrics: {次数: 3}\n", encoding="utf-8"
    )
    (root / "reviews/2019").mkdir(parents=True)
    (root / "reviews/2019/乙局.yaml").write_text(
        "unit: 乙局\ncycle: 2019\nreviewer: 某\nreviewed_on: 2019-05-01\nevents: [{event: 1, on: 2019-05-01, remark: 有文件}]\n",
        encoding="utf-8",
    )
    filled = Filled(made(root))
    filled.delete("metrics", ("2", "次数"))
    filled.delete("events", ("1",))
    filled.delete("units", ("乙局",))
    form = outcome(root, filled.save())
    assert form.outcome == "rejected"
    assert [one for one in said(form) if "不能删除" in one] == [
        "“单位”表“乙局”不能删除：reviews/2019/乙局.yaml、submissions/2019/乙局.yaml 中有与之关联的内容",
        "“监测指标”表“2 次数”不能删除：submissions/2019/乙局.yaml 中有与之关联的内容",
        "“事项”表“1”不能删除：reviews/2019/乙局.yaml 中有与之关联的内容",
    ]
    assert texts(root) == FILES


def test_a_unit_that_has_indicators_is_not_deleted(root: Path) -> None:
    filled = Filled(made(root))
    filled.delete("units", ("甲局",))
    form = outcome(root, filled.save())
    assert form.outcome == "rejected"
    assert any("指标 1 的责任单位“甲局”不在单位名录中" in one for one in said(form))
    assert any(one.startswith("指标!E") for one in said(form))
    assert texts(root) == FILES


@pytest.mark.parametrize(
    ("sheet", "key", "cells", "wanted"),
    [
        ("indicators", ("1",), {"responsible": "甲局、庚局"}, "指标!E4 指标 1 的责任单位“庚局”不在单位名录中"),
        (
            "groups",
            ("各县区政府",),
            {"members": "东县政府、南县政府"},
            "统称!B4 “各县区政府”所含单位“南县政府”不在单位名录中",
        ),
        ("metrics", ("2", "覆盖率"), {"formula": "分子 / 分数"}, "监测指标!G4"),
        ("metrics", ("2", "次数"), {"min": 1}, "监测指标!F5 缺少必填字段“because”"),
        ("stages", ("2018", "自查自评", ""), {"due": dt.date(2018, 1, 1)}, "时间节点!E4"),
        ("stages", ("2018", "自查自评", ""), {"red_term": 3}, "时间节点!O4 缺少必填字段“days”"),
        ("stages", ("2018", "自查自评", ""), {"blue_days": -3, "blue_term": 0}, "时间节点!J4"),
        ("stages", ("2018", "自查自评", ""), {"due": "下周"}, "时间节点!E4 应为日期，现为“下周”"),
        ("points", ("一级指标", "1"), {"points": "十五"}, "分值!D4 应为数字，现为“十五”"),
        ("points", ("三级指标", "1"), {"points": -1}, "分值!D6"),
        ("units", ("甲局",), {"kind": "公司"}, "单位!B4 只能选：县区政府、功能区管委会、部门、办事机构；现为“公司”"),
        ("units", ("甲局",), {"kind": None}, "单位!B4 未填写“单位类别”"),
        ("units", ("甲局",), {"aliases": "乙局"}, "单位!C4 “甲局”的简称“乙局”是另一个单位或统称的名称"),
    ],
)
def test_what_would_not_be_valid_is_refused_at_its_cell(
    root: Path, sheet: str, key: tuple[str, ...], cells: dict[str, object], wanted: str
) -> None:
    filled = Filled(made(root))
    filled.change(sheet, key, cells)
    form = outcome(root, filled.save())
    assert form.outcome == "rejected"
    assert any(wanted in one for one in said(form)), said(form)
    assert texts(root) == FILES


def test_what_changed_in_the_files_meanwhile_stays(root: Path) -> None:
    filled = Filled(made(root))
    filled.change("units", ("甲局",), {"aliases": "甲、教育局"})
    filled.change("grades", ("优秀",), {"min": 88})
    units = root / "data/units.yaml"
    units.write_text(
        FILES["data/units.yaml"].replace("aliases: [], note: 原文注", "aliases: [乙], note: 原文注"), encoding="utf-8"
    )
    scoring = root / "data/scoring.yaml"
    scoring.write_text(FILES["data/scoring.yaml"].replace("min: 90", "min: 91"), encoding="utf-8")
    path = filled.save()
    form = outcome(root, path)
    assert form.outcome == "conflict"
    assert [(one.what, one.base, one.ours, one.theirs) for one in form.conflicts] == [
        ("“等次”表“优秀”等次下限（含）", 90, 91, 88)
    ]
    assert outcome(root, path, "ours").outcome == "taken"
    assert "min: 91" in texts(root)["data/scoring.yaml"]
    assert outcome(root, path, "theirs").outcome == "taken"
    assert "min: 88" in texts(root)["data/scoring.yaml"]
    assert "aliases: [乙]" in units.read_text(encoding="utf-8")
    assert "aliases: [甲, 教育局]" in units.read_text(encoding="utf-8")


def test_what_both_sides_changed_is_told_in_words_whatever_cell_it_is(root: Path) -> None:
    filled = Filled(made(root))
    filled.item("place_name", "丙市")
    filled.change("metrics", ("2", "覆盖率"), {"min": 88})
    settings, catalogue = root / "dutykit.yaml", root / "data/indicators.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("某市", "乙市"), encoding="utf-8")
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("min: 85", "min: 87"), encoding="utf-8")
    form = outcome(root, filled.save())
    assert form.outcome == "conflict", said(form)
    shown = {one.what: conflict_text(one, "此处", Look(80)).splitlines()[1:] for one in form.conflicts}
    assert [[line.split()[-1] for line in lines][1:] for lines in shown.values()] == [["乙市", "丙市"], ["87", "88"]]


def test_the_workbook_goes_on_from_what_it_last_said(root: Path) -> None:
    """The office fills in the same workbook day by day: its own earlier words are no conflict with its later ones."""
    filled = Filled(made(root))
    filled.change("grades", ("优秀",), {"min": 88})
    filled.add("units", {"id": "丙局", "kind": "部门"})
    filled.delete("metrics", ("2", "次数"))
    assert outcome(root, filled.save()).outcome == "taken"
    filled.change("grades", ("优秀",), {"min": 87})
    filled.change("units", ("丙局",), {"aliases": "丙"})
    filled.item("issuer", "某政府")
    form = outcome(root, filled.save())
    assert form.outcome == "taken", said(form)
    assert "min: 87" in texts(root)["data/scoring.yaml"]
    assert "{id: 丙局, kind: department, aliases: [丙]}" in texts(root)["data/units.yaml"]
    filled.delete("units", ("丙局",))
    filled.item("issuer", None)
    assert outcome(root, filled.save()).outcome == "taken"
    assert "丙局" not in texts(root)["data/units.yaml"]
    assert "issuer" not in texts(root)["dutykit.yaml"]
    assert outcome(root, filled.save()).outcome == "unchanged"
    scoring = root / "data/scoring.yaml"
    scoring.write_text(scoring.read_text(encoding="utf-8").replace("min: 87", "min: 95"), encoding="utf-8")
    assert outcome(root, filled.save()).outcome == "unchanged"  # changed in the file alone
    filled.change("grades", ("优秀",), {"min": 86})
    assert outcome(root, filled.save()).outcome == "conflict"
    (root / "collected/office.jsonl").write_text("不是 JSON\n{}\n", encoding="utf-8")
    assert outcome(root, filled.save()).outcome == "conflict"


def test_an_older_copy_takes_nothing_back(root: Path) -> None:
    old = made(root)
    filled = Filled(old)
    filled.add("units", {"id": "丙局", "kind": "部门"})
    filled.add("units", {"id": "丁局", "kind": "部门"})
    filled.change("grades", ("优秀",), {"min": 88})
    assert outcome(root, filled.save()).outcome == "taken"
    after = texts(root)
    assert outcome(root, old).outcome == "unchanged"
    other = Filled(old)
    other.change("events", ("1",), {"most": 4})
    form = outcome(root, other.save("另一份.xlsx"))
    assert (form.outcome, len(form.changes), form.lost_rows) == ("taken", 1, [])
    assert outcome(root, filled.save()).outcome == "unchanged"
    assert texts(root) == {**after, "data/scoring.yaml": after["data/scoring.yaml"].replace("most: 2", "most: 4")}


def test_a_row_deleted_here_and_changed_there_is_a_conflict(root: Path) -> None:
    filled = Filled(made(root))
    filled.delete("events", ("1",))
    scoring = root / "data/scoring.yaml"
    scoring.write_text(FILES["data/scoring.yaml"].replace("most: 2", "most: 5"), encoding="utf-8")
    path = filled.save()
    assert outcome(root, path).outcome == "conflict"
    assert outcome(root, path, "theirs").outcome == "taken"
    assert "most" not in texts(root)["data/scoring.yaml"]


def test_grey_cells_stay_as_they_are(root: Path) -> None:
    filled = Filled(made(root))
    filled.change("indicators", ("1",), {"text": "改了的内容"})
    form = outcome(root, filled.save())
    assert (form.outcome, said(form)) == ("unchanged", ["指标!C4 本单元格不能在此修改，修改无效"])


def test_rows_that_cannot_be_understood(root: Path) -> None:
    filled = Filled(made(root))
    filled.add("units", {"kind": "部门"})
    filled.add("groups", {"id": "各县区政府", "members": "甲局"})
    form = outcome(root, filled.save())
    assert form.outcome == "rejected"
    assert said(form) == ["单位!A8 未填写“单位名称”", "统称!A5 “统称”表“各县区政府”出现两次"]


@pytest.mark.parametrize(
    ("sheet", "cells", "wanted"),
    [
        ("metrics", {"indicator": 99, "id": "新的"}, "监测指标!A6 指标体系中没有指标 99"),
        ("metrics", {"id": "新的"}, "监测指标!A6 未填写“指标编号”"),
        ("stages", {"cycle": 2019.5, "name": "自查自评"}, "时间节点!A10 年度应为整数，现为 2019.5"),
        ("stages", {"cycle": "明年", "name": "自查自评"}, "时间节点!A10 应为数字，现为“明年”"),
        ("stages", {"cycle": 99999, "name": "自查自评"}, "时间节点!A10"),
        (
            "stages",
            {"cycle": 2018, "name": "自查自评", "units": "乙局", "red_days": 7},
            "时间节点!O10 时间不同的单位不能",
        ),
        ("events", {"id": 2, "kind": "加分", "text": "事", "points": -1}, "事项!D5"),
        ("levels", {"id": "A", "title": "完全", "share": 2}, "等级!C4"),
        ("numbers", {"unit": "庚局", "number": "某发〔2019〕3号"}, "发文字号!C4"),
        ("numbers", {"unit": "甲局", "number": "三号"}, "发文字号!C4"),
    ],
)
def test_new_rows_that_cannot_be(root: Path, sheet: str, cells: dict[str, object], wanted: str) -> None:
    filled = Filled(made(root))
    filled.add(sheet, cells)
    form = outcome(root, filled.save())
    assert (form.outcome, texts(root)) == ("rejected", FILES)
    assert any(one.startswith(wanted) for one in said(form)), said(form)


def test_proposals_without_their_column_are_no_stages(root: Path) -> None:
    filled = Filled(made(root))
    filled.sheet("stages").delete_cols(filled.column("stages", "proposal"))
    form = outcome(root, filled.save())
    assert (form.outcome, said(form)) == ("rejected", ["时间节点!A4 缺少“是否采用”一列"])


def test_scoring_needs_a_name_and_a_basis(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "w", scoring="")
    filled = Filled(made(root))
    filled.change("points", ("一级指标", "1"), {"points": 10})
    form = outcome(root, filled.save())
    assert form.outcome == "rejected"
    assert said(form) == [
        "设置!B21 填写了评分内容，还须填写“评分办法名称”",
        "设置!B22 填写了评分内容，还须填写“评分依据”",
    ]
    filled.item("preset", "三级分值")
    filled.item("title", "办法")
    filled.item("basis", "文件")
    path = filled.save()
    assert outcome(root, path).outcome == "taken"
    again = outcome(root, path)
    assert (again.outcome, said(again)) == ("unchanged", [])
    filled = Filled(made(root))
    filled.item("preset", "百分制")
    again = outcome(root, filled.save())
    assert (again.outcome, said(again)) == ("unchanged", ["设置!B20 已有评分办法，未再采用模板"])


def test_a_sheet_that_is_gone_is_no_deletion(root: Path) -> None:
    filled = Filled(made(root))
    del filled.book["事项"]
    form = outcome(root, filled.save())
    assert (form.outcome, said(form)) == ("rejected", ["缺少工作表“事项”，或其表头已被修改"])


def test_likely_doubles_are_asked_about(tmp_path: Path) -> None:
    units = FILES["data/units.yaml"].replace(
        "{id: 西县政府, kind: county, aliases: []}",
        "{id: 西县政府, kind: county, aliases: []}\n  - {id: 西县人民政府, kind: county, aliases: []}",
    )
    root = make_workspace(tmp_path / "w", units=units)
    filled = Filled(made(root))
    assert list(filled.rows("doubles")) == [("西县政府", "西县人民政府")]
    filled.change("doubles", ("西县政府", "西县人民政府"), {"verdict": "不是同一单位"})
    assert outcome(root, filled.save()).outcome == "taken"
    assert "{id: 西县人民政府, kind: county, aliases: [], distinct_from: [西县政府]}" in texts(root)["data/units.yaml"]
    assert "疑似重复" not in Filled(made(root)).book.sheetnames


def test_a_workbook_without_its_hidden_sheet(root: Path) -> None:
    filled = Filled(made(root))
    hidden = filled.book["_dutykit"]
    hidden["B1"].value = "0" * 16
    form = outcome(root, filled.save())
    assert (form.outcome, said(form)) == ("rejected", ["本表的校验页缺失或已被修改，无法判断修改了哪些单元格"])


def test_nothing_is_made_of_files_that_were_read_in_part(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "w", scoring=FILES["data/scoring.yaml"] + "什么: 1\n")
    with pytest.raises(Refusal, match="基础数据表所依据的数据不完整：data/scoring"):
        made(root)


def test_a_list_that_a_cell_cannot_hold_is_only_shown(tmp_path: Path) -> None:
    units = FILES["data/units.yaml"].replace("aliases: [甲]", 'aliases: ["甲；局"]')
    root = make_workspace(tmp_path / "w", units=units)
    filled = Filled(made(root))
    filled.change("units", ("甲局",), {"aliases": "别的"})
    form = outcome(root, filled.save())
    assert (form.outcome, len(said(form))) == ("unchanged", 1)


def test_a_dry_run_shows_the_difference(root: Path) -> None:
    filled = Filled(made(root))
    filled.change("grades", ("优秀",), {"min": 88})
    found = collected(root, filled.save(), dry_run=True)
    assert "+  - {id: 优秀, min: 88}  # 最高" in found.unified_diff
    assert texts(root) == FILES


def test_an_indicator_whose_row_is_deleted_stays_and_the_way_is_named(root: Path) -> None:
    filled = Filled(made(root))
    filled.delete("indicators", ("1",))
    collection = collected(root, filled.save())
    assert texts(root) == FILES
    (remark,) = [one for form in collection.forms for one in form.rejections if "没有取消" in one.message]
    assert remark.message.endswith("：1")
    assert remark.fix is not None
    assert "dutykit amend" in remark.fix
    assert "--remove 1" in remark.fix


def test_the_source_is_stated_in_the_settings(root: Path) -> None:
    filled = Filled(made(root))
    filled.item("source_issuer", "某市人民政府办公室")
    filled.item("source_number", "某政办发〔2019〕3号")
    filled.item("source_dated", dt.date(2019, 3, 1))
    path = filled.save()
    form = outcome(root, path)
    assert form.outcome == "taken", said(form)
    after = texts(root)
    assert [name for name in after if after[name] != FILES[name]] == ["data/indicators.yaml"]
    source = "source: {title: 文件, issuer: 某市人民政府办公室, number: 某政办发〔2019〕3号, dated: 2019-03-01}\n"
    assert source in after["data/indicators.yaml"]
    assert outcome(root, path).outcome == "unchanged"
    assert outcome(root, made(root)).outcome == "unchanged"


def test_the_issuer_of_the_source_cannot_be_emptied(root: Path) -> None:
    filled = Filled(made(root))
    filled.item("source_issuer", None)
    form = outcome(root, filled.save())
    assert form.outcome == "rejected"
    assert any("来源文件的发文机关" in one for one in said(form))
    assert texts(root) == FILES
