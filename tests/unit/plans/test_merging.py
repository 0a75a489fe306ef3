"""Merging a plan: what it says is taken over, and everything else stays to the character. All texts are invented."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.plans.choosing_metrics import with_chosen_metrics
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from dutykit.plans.importing import import_plan, write_proposal
from dutykit.plans.matching import with_answers
from dutykit.plans.merging import Merge, merge_plan
from dutykit.plans.plan_file import begin_plan
from dutykit.plans.proposal import Proposal, propose
from dutykit.plans.review import doubt_text
from dutykit.workspace.assemble import load_workspace
from tests.conftest import REPOSITORY

CATALOGUE = """\
# 办公室的说明
title: 示例方案   # 题目
source: {title: 示例方案, issuer: 示例办}
chapters:
  - title: 重点任务
    sections:
      # 第一节的说明
      - title: 示例建设。
        indicators:
          - {id: A1, text: 建设示例学校。, responsible: [市教育局]}   # 流式写法
          - id: A2
            text: "建设示例场馆和附属设施。"
            responsible:
              - 市体育局   # 块式写法
            points: 5
            note: 编者的说明
      - title: 示例推广。
        indicators:
          - id: A3
            text: 推广示例经验。
            responsible: [教育局]
"""
UNITS = """\
units:
  - {id: 市教育局, kind: department, aliases: [教育局]}
  - {id: 市体育局, kind: department, aliases: []}   # 备注
groups: []   # 还没有
"""
HEAD = "示例方案\n一、重点任务\n"
SAME = HEAD + (
    "（一）示例建设。\n1.建设示例学校。（责任单位：市教育局）\n2.建设示例场馆和附属设施。（责任单位：市体育局）\n"
    "（二）示例推广。\n3.推广示例经验。（责任单位：市教育局）\n"
)


def proposal_of(text: str, root: Path, *answers: str) -> Proposal:
    plan = read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])
    workspace = load_workspace(root).workspace
    assert workspace is not None
    return with_answers(propose(plan, workspace.register, "x"), workspace.catalogue, answers)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/indicators.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "data/units.yaml").write_text(UNITS, encoding="utf-8")
    return tmp_path


def changes(root: Path, text: str, *answers: str, metrics: str = "") -> tuple[Merge, list[str]]:
    """The merge, and the lines of both files that it changed."""
    before = (
        (root / "data/indicators.yaml").read_text(encoding="utf-8"),
        (root / "data/units.yaml").read_text(encoding="utf-8"),
    )
    proposal = with_chosen_metrics(proposal_of(text, root, *answers), metrics)
    merge = merge_plan(root, proposal, dry_run=False)
    after = (
        (root / "data/indicators.yaml").read_text(encoding="utf-8"),
        (root / "data/units.yaml").read_text(encoding="utf-8"),
    )
    found: list[str] = []
    for old, new in zip(before, after, strict=True):
        found += [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]
    return merge, found


def test_a_plan_that_says_what_is_there_changes_nothing(root: Path) -> None:
    merge, lines = changes(root, SAME)
    assert merge == Merge((), (), (), ())
    assert lines == []


def test_units_and_facts_of_what_is_there_change_and_the_rest_stays(root: Path) -> None:
    text = SAME.replace("（责任单位：市教育局）\n2", "（市教育局牵头，市财政局配合）\n2").replace(
        "（责任单位：市体育局）", "（责任单位：市体育局、市财政局等有关部门；完成时限：2027年底前）"
    )
    merge, lines = changes(root, text)
    assert merge.changed == ("A1", "A2")
    assert lines == [
        "-           - {id: A1, text: 建设示例学校。, responsible: [市教育局]}   # 流式写法",
        "+           - {id: A1, text: 建设示例学校。, lead: [市教育局], responsible: [], support: [市财政局]}   # 流式写法",
        "+               - 市财政局",
        "+             open_ended: true",
        "+             deadline: 2027年底前",
        "+   - {id: 市财政局, kind: department, aliases: []}",
    ]


NEXT = "示例市教育局文件\n示教〔2027〕3号\n关于印发示例方案（2027年版）的通知\n一、重点任务\n" + SAME.removeprefix(HEAD)


def test_the_source_becomes_that_of_the_new_plan(root: Path) -> None:
    path = root / "data/indicators.yaml"
    written = "source:\n  title: 示例方案  # 出处\n  issuer: 示例办\n  number: 示教〔2026〕12号\n  dated: 2026-01-05   # 日期\n"
    path.write_text(CATALOGUE.replace("source: {title: 示例方案, issuer: 示例办}\n", written), encoding="utf-8")
    merge, lines = changes(root, NEXT + "示例市教育局\n2027年1月8日\n")
    assert [line for line in lines if line.startswith("+")] == [
        "+ title: 示例方案（2027年版）   # 题目",
        "+   title: 关于印发示例方案（2027年版）的通知  # 出处",
        "+   issuer: 示例市教育局",
        "+   number: 示教〔2027〕3号",
        "+   dated: 2027-01-08   # 日期",
    ]
    assert len(lines) == 10
    assert (list(merge.facts.changed), merge.facts.kept) == (["title", "issuer", "number", "dated"], ())
    assert merge.changed == merge.added == ()


def test_what_the_new_plan_does_not_say_of_itself_stays_and_is_named(root: Path) -> None:
    path = root / "data/indicators.yaml"
    path.write_text(
        CATALOGUE.replace("issuer: 示例办", "issuer: 示例办, number: 旧〔2026〕1号, published: 2026-02-01"),
        encoding="utf-8",
    )
    merge, lines = changes(root, NEXT.replace("示教〔2027〕3号\n", "").removeprefix("示例市教育局文件\n"))
    assert [line for line in lines if "source" in line] == [
        "- source: {title: 示例方案, issuer: 示例办, number: 旧〔2026〕1号, published: 2026-02-01}",
        "+ source: {title: 关于印发示例方案（2027年版）的通知, issuer: 示例办, number: 旧〔2026〕1号, published: 2026-02-01}",
    ]
    assert merge.facts.kept == ("issuer", "number", "published")


def test_facts_are_added_and_a_title_of_the_office_s_own_stays(root: Path) -> None:
    path = root / "data/indicators.yaml"
    path.write_text(CATALOGUE.replace("title: 示例方案   # 题目", "title: 自拟的题目"), encoding="utf-8")
    _merge, lines = changes(root, NEXT)
    assert [line for line in lines if line.startswith("+")] == [
        "+ source: {title: 关于印发示例方案（2027年版）的通知, issuer: 示例办, number: 示教〔2027〕3号}"
    ]


def test_facts_in_lines_of_their_own_are_set_too(root: Path) -> None:
    path = root / "data/indicators.yaml"
    written = "source:\n  title: >-\n    示例方案\n  issuer: 示例办\n"
    path.write_text(CATALOGUE.replace("source: {title: 示例方案, issuer: 示例办}\n", written), encoding="utf-8")
    merge, lines = changes(root, NEXT)
    assert [line for line in lines if line.startswith("+")] == [
        "+ title: 示例方案（2027年版）   # 题目",
        "+   title: 关于印发示例方案（2027年版）的通知",
        "+   number: 示教〔2027〕3号",
    ]
    assert (list(merge.facts.changed), merge.facts.kept) == (["title", "number"], ("issuer",))


def test_a_fact_that_an_alias_repeats_is_left_alone(root: Path) -> None:
    path = root / "data/indicators.yaml"
    written = CATALOGUE.replace("title: 示例方案   # 题目", "title: &t 示例方案   # 题目").replace(
        "{title: 示例方案,", "{title: *t,"
    )
    path.write_text(written, encoding="utf-8")
    merge, lines = changes(root, NEXT)
    assert [line for line in lines if line.startswith("+")] == [
        "+ source: {title: *t, issuer: 示例办, number: 示教〔2027〕3号}"
    ]
    assert merge.facts.kept == ("title", "issuer")
    path.write_text(CATALOGUE.replace("title: 示例方案   # 题目", "title: &t 示例方案"), encoding="utf-8")
    merge, lines = changes(root, NEXT)
    assert (merge.facts.title, list(merge.facts.changed)) == (None, ["title", "number"])


def test_a_plan_of_other_tasks_adds_to_the_document_that_is_there(root: Path) -> None:
    text = NEXT[: NEXT.index("一、")] + "一、其他\n（一）其他。\n1.报送自评材料清册。（责任单位：市教育局）\n"
    merge, lines = changes(root, text)
    assert len(merge.added) == 1
    assert [line for line in lines if "source" in line or "2027" in line] == []


def test_a_text_that_changed_a_little_keeps_its_id(root: Path) -> None:
    merge, lines = changes(root, SAME.replace("建设示例场馆和附属设施。", "建设示例场馆和配套设施。"))
    assert merge.changed == ("A2",)
    assert lines == ['-             text: "建设示例场馆和附属设施。"', '+             text: "建设示例场馆和配套设施。"']


def test_new_tasks_go_below_their_headings_and_new_headings_to_the_end(root: Path) -> None:
    text = SAME + (
        "4.评选示例案例。（责任单位：市教育局）\n（三）示例保障。\n5.保障示例经费。（责任单位：市财政局）\n"
        "二、其他\n6.报送示例材料。（责任单位：各区、县（市）政府）\n"
    )
    merge, lines = changes(root, text)
    assert merge.added == ("4", "5", "6")
    assert all(line.startswith("+") for line in lines if "groups" not in line)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    assert [
        (chapter.title, section.title, one.id)
        for chapter in workspace.catalogue.chapters
        for section in chapter.sections
        for one in section.indicators
    ] == [
        ("重点任务", "示例建设。", "A1"),
        ("重点任务", "示例建设。", "A2"),
        ("重点任务", "示例推广。", "A3"),
        ("重点任务", "示例推广。", "4"),
        ("重点任务", "示例保障。", "5"),
        ("其他", "其他", "6"),
    ]
    assert [group.id for group in workspace.register.groups] == ["各区、县（市）政府"]
    assert merge_plan(root, proposal_of(text, root), dry_run=False).files == ()


def test_what_the_plan_does_not_have_stays_and_is_named(root: Path) -> None:
    merge, lines = changes(root, HEAD + "（一）示例建设。\n1.建设示例学校。（责任单位：市教育局）\n")
    assert merge.left == ("A2", "A3")
    assert lines == []


def test_a_dry_run_writes_nothing(root: Path) -> None:
    merge = merge_plan(root, proposal_of(SAME + "4.新的示例。（责任单位：市财政局）\n", root), dry_run=True)
    assert len(merge.files) == 2
    assert "+          - id: 4" in merge.files[0].unified_diff
    assert (root / "data/indicators.yaml").read_text(encoding="utf-8") == CATALOGUE
    assert (root / "data/units.yaml").read_text(encoding="utf-8") == UNITS


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'text: "建设示例场馆和附属设施。"',
            "text: |\n              建设示例场馆和附属设施。",
            "text: 建设示例场馆和配套设施。",
        ),
        ("- 市体育局   # 块式写法", "- 市民政局\n              - 市教育局", "- 市体育局"),
    ],
)
def test_what_is_in_lines_of_its_own_is_changed_too(root: Path, old: str, new: str, expected: str) -> None:
    path = root / "data/indicators.yaml"
    path.write_text(CATALOGUE.replace(old, new), encoding="utf-8")
    text = SAME.replace("建设示例场馆和附属设施。", "建设示例场馆和配套设施。")
    merge_plan(root, proposal_of(text, root), dry_run=False)
    changed = CATALOGUE.replace(old, expected).replace("建设示例场馆和附属设施。", "建设示例场馆和配套设施。")
    assert path.read_text(encoding="utf-8") == changed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('text: "建设示例场馆和附属设施。"', 'text: &t "建设示例场馆和附属设施。"'),
        ("- 市体育局   # 块式写法", "- 市民政局   # 块式写法"),  # the comment would be lost
    ],
)
def test_what_cannot_be_changed_surely_is_left_alone(root: Path, old: str, new: str) -> None:
    path = root / "data/indicators.yaml"
    path.write_text(CATALOGUE.replace(old, new), encoding="utf-8")
    before = path.read_bytes()
    text = SAME.replace("建设示例场馆和附属设施。", "建设示例场馆和配套设施。")
    with pytest.raises(Refusal):
        merge_plan(root, proposal_of(text, root), dry_run=False)
    assert path.read_bytes() == before


def test_a_faulty_workspace_is_not_merged_into(root: Path) -> None:
    path = root / "data/units.yaml"
    path.write_text(UNITS.replace("kind: department, aliases: []", "kind: 部门"), encoding="utf-8")
    with pytest.raises(Refusal, match=r"units\.yaml"):
        merge_plan(root, proposal_of(SAME, root), dry_run=False)


def test_windows_line_ends_stay(root: Path) -> None:
    path = root / "data/indicators.yaml"
    path.write_bytes(CATALOGUE.replace("\n", "\r\n").encode())
    merge_plan(root, proposal_of(SAME + "4.新的示例。（责任单位：市体育局）\n", root), dry_run=False)
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > CATALOGUE.count("\n")


@pytest.mark.parametrize("name", ["04-ningbo.txt", "18-sc-zongbaoqu.txt", "24-sc-wufei.txt"])
def test_a_real_plan_merged_into_what_was_made_of_it_changes_nothing(tmp_path: Path, name: str) -> None:
    path = REPOSITORY / "tests/data/plans" / name
    write_proposal(import_plan(begin_plan(path), None).proposal, tmp_path)
    assert merge_plan(tmp_path, import_plan(begin_plan(path), tmp_path).proposal, dry_run=False).files == ()


@pytest.mark.parametrize("there", ["", "section_numbers: continuous\n"])
def test_that_sections_begin_anew_in_each_chapter_is_taken_over(root: Path, there: str) -> None:
    path = root / "data/indicators.yaml"
    path.write_text(CATALOGUE.replace("chapters:\n", f"{there}chapters:\n", 1), encoding="utf-8")
    more = "二、其他任务\n（一）示例普及。\n4.普及示例知识。（责任单位：市教育局）\n"
    _merge, lines = changes(root, SAME + more)
    assert "+ section_numbers: by_chapter" in lines
    assert [line for line in lines if line.startswith("-")] == ([f"- {there.strip()}"] if there else [])
    workspace = load_workspace(root).workspace
    assert workspace is not None
    assert [entry.section_numeral for entry in workspace.catalogue.entries] == ["一", "一", "二", "一"]
    assert changes(root, SAME)[1] == []  # a part of the plan that has no second chapter takes nothing back


def test_a_plan_that_was_read_for_other_units_is_refused(root: Path) -> None:
    proposal = proposal_of(SAME, root)
    register = root / "data/units.yaml"
    register.write_text(UNITS.replace("[教育局]", "[教委]"), "utf-8")
    with pytest.raises(Refusal, match="又被修改"):
        merge_plan(root, proposal, dry_run=False)
    with pytest.raises(Refusal, match="无法读取指标体系或单位名录"):
        merge_plan(root, replace(proposal, known=None), dry_run=False)


REWORDED = SAME.replace("建设示例场馆和附属设施。", "建设示例场馆和配套设施。")
ALIKE = SAME.replace("建设示例场馆和附属设施。", "新建示例场馆，完善附属用房。")


def asked(root: Path, text: str, *answers: str) -> list[tuple[str, bool]]:
    """What is said of tasks that are alike or have other numbers, and whether it only tells."""
    kinds = {"reworded", "alike", "moved"}
    return [(doubt_text(one), one.certain) for one in proposal_of(text, root, *answers).doubts if one.kind in kinds]


def test_a_task_that_is_much_like_an_indicator_is_taken_for_it_and_asked_about(root: Path) -> None:
    question = "任务 2 与指标 A2 相似（83%）：是修改还是新增？已按修改处理；新增的，用 --indicator 2=new 指定"
    assert asked(root, REWORDED) == [(question, False)]
    assert asked(root, REWORDED, "2=new") == asked(root, REWORDED, "2=A2") == asked(root, SAME) == []
    merge, lines = changes(root, REWORDED, "2=new")
    assert (merge.added, merge.changed, merge.left) == (("2",), (), ("A2",))
    assert all(line.startswith("+") for line in lines)


def test_a_task_that_is_somewhat_like_an_indicator_is_added_and_asked_about(root: Path) -> None:
    ((question, certain),) = asked(root, ALIKE)
    assert not certain
    assert "是修改还是新增？已按新增处理，指标 A2 不变；修改的，用 --indicator 2=A2 指定" in question
    merge, lines = changes(root, ALIKE, "2=A2")
    assert (merge.added, merge.changed, merge.left) == ((), ("A2",), ())
    assert lines == [
        '-             text: "建设示例场馆和附属设施。"',
        '+             text: "新建示例场馆，完善附属用房。"',
    ]
    assert asked(root, ALIKE) == []


def test_without_an_answer_what_is_somewhat_like_an_indicator_stands_beside_it(root: Path) -> None:
    merge, lines = changes(root, ALIKE)
    assert (merge.added, merge.changed, merge.left) == (("2",), (), ("A2",))
    assert all(line.startswith("+") for line in lines)


def test_the_most_alike_are_one_whatever_comes_first(root: Path) -> None:
    text = SAME.replace(
        "2.建设示例场馆和附属设施。（", "2.建设示例场馆和附近道路。（责任单位：市教育局）\n3.建设示例场馆和附属设备。（"
    ).replace("3.推广", "4.推广")
    merge, _lines = changes(root, text)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    assert workspace.catalogue.by_id["A2"].indicator.text == "建设示例场馆和附属设备。"
    assert merge.added == ("2",)


def test_a_task_with_another_number_keeps_its_id_and_is_told(root: Path) -> None:
    path = root / "data/indicators.yaml"
    path.write_text(CATALOGUE.replace("A1", "1").replace("A2", "2").replace("A3", "3"), encoding="utf-8")
    text = SAME.replace("2.建设", "2.新添示例课程。（责任单位：市教育局）\n3.建设").replace("3.推广", "4.推广")
    told = "内容相同的任务，编号与指标不同，保留指标原编号（方案中的编号→指标编号）：3→2、4→3"
    assert asked(root, text) == [(told, True)]
    merge, _lines = changes(root, text)
    assert (merge.added, merge.changed) == (("4",), ())


def test_a_plan_in_traditional_characters_is_the_one_that_is_there_in_simplified_ones(root: Path) -> None:
    text = (
        "示例方案\n一、重點任務\n（一）示例建設。\n1.建設示例學校。（責任單位：市教育局）\n2.建設示例場館和附屬設施。"
        "（責任單位：市體育局）\n（二）示例推廣。\n3.推廣示例經驗。（責任單位：市教育局）\n"
    )
    assert changes(root, text) == (Merge((), (), (), ()), [])
    merge, lines = changes(root, text + "4.報送示例材料。（責任單位：市體育局）\n")
    assert (merge.added, merge.changed) == (("4",), ())
    assert [line.strip("+ ") for line in lines] == ["- id: 4", "text: 報送示例材料。", "responsible: [市体育局]"]


def test_metrics_that_are_asked_for_come_with_the_merge(root: Path) -> None:
    text = SAME.replace("建设示例学校。", "建设示例学校，示例达标率达到95%。").replace("1.", "1.", 1)
    merge, lines = changes(root, text, "1=A1", metrics="1")
    assert merge.changed == ("A1",)
    assert any("示例达标率" in line and "min: 95" in line for line in lines if line.startswith("+"))
    assert changes(root, text, metrics="1")[1] == []
    more = text.replace("95%", "98%")
    merge, lines = changes(root, more, metrics="1")
    assert [line.split("metrics:")[0] for line in lines if line.startswith("-")] != []
    workspace = load_workspace(root).workspace
    assert workspace is not None
    (metric,) = workspace.catalogue.by_id["A1"].indicator.metrics
    assert metric.target is not None
    assert (metric.id, metric.unit, metric.target.min) == ("示例达标率", "%", 98)
    assert merge.outdated == ()
    assert changes(root, text)[0].outdated == (("A1", "示例达标率"),)  # the text changes without the target


def test_a_note_of_the_plan_is_taken_where_there_is_none(root: Path) -> None:
    text = SAME.replace("（责任单位：市教育局）\n2", "（责任单位：市教育局；责任人：张三）\n2")
    _merge, lines = changes(root, text)
    assert [line for line in lines if "张三" in line and line.startswith("+")]
    kept = text.replace("（责任单位：市体育局）", "（责任单位：市体育局；责任人：李四）")
    assert changes(root, kept)[1] == []  # the office's own note stays
