"""The plan is amended in the middle of a year: who is touched, what becomes of answers, what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dutykit.assess.coverage import coverage
from dutykit.check.register import CHECKS
from dutykit.check.run import run_checks
from dutykit.forms.workbook.amendments import amendment_notes
from dutykit.lifecycle.creation import create_submission
from dutykit.model.finding import Severity
from dutykit.model.refusal import Refusal
from dutykit.plans.amending.amend import AmendRequest, amend
from dutykit.plans.amending.amend_table import amend_table
from dutykit.plans.amending.outcome import Amended
from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.proposal import Proposal, propose
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing.journal import recover
from dutykit.workspace.writing.transaction import NotValidError, transaction
from tests.cycles import CATALOGUE_2017, UNITS_2017, begin, fill, opened, take, write
from tests.unit.workspace.writing.unfinished import killed_after

DAY = dt.date(2017, 5, 20)
COMMA = "落实生均公用经费标准，按时足额拨付"
CORRECTED = CATALOGUE_2017.replace("落实生均公用经费标准,按时足额拨付", COMMA)
MOVED = CATALOGUE_2017.replace("responsible: [市体育局]", "responsible: [市文化局]")
NARROWED = CATALOGUE_2017.replace("responsible: [市教育局, 各县区政府]", "responsible: [市教育局, 西县政府]")
LONGER = (
    CATALOGUE_2017
    + """\
          - id: 7
            text: 落实中小学校食品安全责任。
            responsible: [市财政局]
"""
)
WITHOUT_2 = CATALOGUE_2017.replace(
    CATALOGUE_2017[CATALOGUE_2017.index("          - id: 2\n") : CATALOGUE_2017.index("          - id: 3\n")], ""
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three units have submitted, one of them a problem; one is accepted."""
    root = tmp_path / "w"
    begin(root)
    for unit in ("市体育局", "市财政局", "东区政府"):
        fill(root, unit, 2017)
        take(root, "submit", unit, dt.date(2017, 5, 7))
    take(root, "accept", "市财政局", dt.date(2017, 5, 9))
    return root


def request(root: Path, catalogue: str | None = None, units: str | None = None, *, wording: str = "") -> AmendRequest:
    new = root.parent / "新"
    if catalogue is not None:
        write(new / "indicators.yaml", catalogue)
    if units is not None:
        write(new / "units.yaml", units)
    return AmendRequest(
        "示例督导员",
        DAY,
        None,
        None if catalogue is None else new / "indicators.yaml",
        None if units is None else new / "units.yaml",
        wording=None if wording == "all" else frozenset(wording.split()),
    )


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def errors(root: Path) -> list[str]:
    loaded = load_workspace(root)
    assert loaded.workspace is not None
    found = [*loaded.findings, *run_checks(loaded.workspace, CHECKS)]
    return [f"{one.rule} {one.message}" for one in found if one.severity is Severity.ERROR]


def fates(done: Amended) -> dict[tuple[str, str, str], str]:
    return {
        (line.amendment.indicator, line.amendment.change, one.unit): one.fate
        for line in done.lines
        for one in line.concerns
    }


def test_a_corrected_comma_keeps_what_is_accepted(root: Path) -> None:
    done = amend(root, request(root, CORRECTED, wording="1"))
    assert fates(done)["1", "wording", "市财政局"] == "kept"
    workspace = opened(root)
    submission = workspace.submission("市财政局", 2017)
    assert submission is not None
    assert submission.state == "accepted"
    assert submission.answers[0].text_fingerprint == workspace.catalogue.by_id["1"].indicator.text_fingerprint
    assert errors(root) == []
    assert not [one for one in run_checks(workspace, CHECKS) if one.rule == "indicator-text-changed"]
    entry = workspace.history[2017].amendments[0]
    assert (entry.by, entry.on, entry.unit) == ("示例督导员", DAY, None)
    (change,) = entry.changes or ()
    assert (change.before, change.after) == ("落实生均公用经费标准,按时足额拨付。", COMMA + "。")
    assert change.old != change.new
    assert take(root, "return", "市财政局", DAY, reason="补充", due=dt.date(2017, 6, 1)).after == "returned"


def test_without_the_offices_word_the_unit_is_asked(root: Path) -> None:
    before = (root / "submissions/2017/市财政局.yaml").read_bytes()
    done = amend(root, request(root, CORRECTED))
    assert fates(done)["1", "reworded", "市财政局"] == "confirm"
    assert (root / "submissions/2017/市财政局.yaml").read_bytes() == before
    assert errors(root) == []
    (found,) = [one for one in run_checks(opened(root), CHECKS) if one.rule == "indicator-text-changed"]
    assert "dutykit amend --wording-only 1" in (found.fix or "")
    again = amend(root, request(root, wording="1"))  # as that advice says
    assert fates(again)["1", "wording", "市财政局"] == "kept"
    assert not [one for one in run_checks(opened(root), CHECKS) if one.rule == "indicator-text-changed"]
    assert errors(root) == []


@pytest.mark.parametrize("edited_by_hand", [False, True])
def test_an_answer_that_is_no_longer_asked_for_is_kept_aside(root: Path, edited_by_hand: bool) -> None:
    if edited_by_hand:
        write(root / "data/indicators.yaml", MOVED)
        assert errors(root) != []
        done = amend(root, request(root))
    else:
        done = amend(root, request(root, MOVED))
        assert fates(done)["4", "assigned", "市文化局"] == "next_form"
    assert fates(done)["4", "released", "市体育局"] == "retired"
    workspace = opened(root)
    submission = workspace.submission("市体育局", 2017)
    assert submission is not None
    assert (submission.state, submission.answers) == ("submitted", ())
    (kept,) = submission.retired
    assert (kept.indicator, kept.asked, kept.retired_on) == ("4", "体育场馆向学生免费开放。", DAY)
    assert (kept.rating, kept.narrative) == ("met", "示例：已按要求落实。")
    assert errors(root) == []
    assert "示例：已按要求落实。" in "".join(amendment_notes(workspace, "市体育局", 2017, submission))
    if not edited_by_hand:
        assert "改由本单位承担" in "".join(amendment_notes(workspace, "市文化局", 2017, None))
    assert [*amendment_notes(workspace, "市教育局", 2017, None)] == []
    pairs = {(one.unit, one.indicator) for one in coverage(workspace, 2017).pairs}
    assert ("市体育局", "4") not in pairs
    assert ("市文化局", "4") in pairs
    assert amend(root, request(root)).is_empty


def test_a_target_that_quotes_the_former_text_is_named(root: Path) -> None:
    done = amend(
        root, replace(request(root, CATALOGUE_2017.replace("覆盖率达到80%。", "覆盖率达到85%。")), dry_run=True)
    )
    assert done.outdated == (("3", "普惠性幼儿园覆盖率"),)
    assert any("3（普惠性幼儿园覆盖率）" in note for note in amend_table(done).notes)


def test_an_untouched_skeleton_loses_its_only_answer(root: Path) -> None:
    with transaction(root, "new") as files:
        made = create_submission(files, opened(root), "市文化局", None)
    before = made.path.read_text(encoding="utf-8")
    amend(root, request(root, CATALOGUE_2017.replace("responsible: [市文化局]", "responsible: [市体育局]")))
    after = made.path.read_text(encoding="utf-8")
    assert after.startswith(before[: before.index("answers:")] + "answers: []\n")
    assert "丰富学生生活" in after  # the comments above it
    assert errors(root) == []


@pytest.mark.parametrize("catalogue", [NARROWED, WITHOUT_2])
def test_problems_of_what_is_kept_aside_stay_in_the_ledger(root: Path, catalogue: str) -> None:
    done = amend(root, request(root, catalogue))
    (one,) = [each for line in done.lines for each in line.concerns if each.fate == "retired"]
    assert (one.unit, one.open_problems) == ("东区政府", 1)
    workspace = opened(root)
    assert [each.key.problem for each in workspace.rectification] == ["2017-东区政府-2"]
    assert errors(root) == []


def test_what_was_reviewed_stays_reviewed(root: Path) -> None:
    review = "unit: 东区政府\ncycle: 2017\nindicators:\n  - {indicator: 2, verdict: partly, remark: 示例}\n"
    write(root / "reviews/2017/东区政府.yaml", review)
    amend(root, request(root, WITHOUT_2))
    assert errors(root) == []


def test_a_new_indicator_of_a_unit_that_has_submitted(root: Path) -> None:
    done = amend(root, request(root, LONGER))
    assert fates(done)["7", "added", "市财政局"] == "send_back"
    assert errors(root) == []
    warned = [one.rule for one in run_checks(opened(root), CHECKS) if one.place.file.endswith("市财政局.yaml")]
    assert warned == ["assigned-after-submission"]
    take(root, "return", "市财政局", DAY, reason="补充", due=dt.date(2017, 6, 1))
    fill(root, "市财政局", 2017, keep_head=True)
    take(root, "submit", "市财政局", dt.date(2017, 5, 25))
    assert not opened(root).history[2017].given_since("市财政局")
    assert errors(root) == []


def test_what_came_after_the_first_submission_is_owed_with_the_second(root: Path) -> None:
    take(root, "return", "市财政局", dt.date(2017, 5, 12), reason="补充", due=dt.date(2017, 6, 1))
    amend(root, request(root, LONGER))
    before = state(root)
    with pytest.raises(NotValidError, match="不能报送") as refused:
        take(root, "submit", "市财政局", dt.date(2017, 5, 25))
    assert [one.rule for one in refused.value.findings] == ["missing-answer"]
    assert state(root) == before
    fill(root, "市财政局", 2017, keep_head=True)
    take(root, "submit", "市财政局", dt.date(2017, 5, 25))
    assert errors(root) == []


def test_members_join_a_group(root: Path) -> None:
    units = UNITS_2017.replace("groups:", "  - {id: 南区政府, kind: county}\ngroups:").replace(
        "西县政府]}", "西县政府, 南区政府]}"
    )
    done = amend(root, request(root, None, units))
    assert done.units_added == ("南区政府",)
    assert fates(done) == {("2", "assigned", "南区政府"): "next_form"}
    assert ("南区政府", "2") in {(one.unit, one.indicator) for one in coverage(opened(root), 2017).pairs}


def test_nothing_is_written_in_a_dry_run_and_nothing_but_what_was_shown(root: Path) -> None:
    before = state(root)
    asked = request(root, MOVED)
    shown = amend(root, replace(asked, dry_run=True))
    assert state(root) == before
    fill(root, "市文化局", 2017)
    with pytest.raises(Refusal, match="显示变更之后又被修改"):
        amend(root, asked, shown=shown)
    assert "history/2017.jsonl" not in state(root)


@pytest.mark.parametrize(
    ("catalogue", "units", "wording", "message"),
    [
        (CORRECTED.replace("id: 6\n", "id: 9\n"), None, "", "不能改指标编号：6→9"),
        (MOVED.replace("[市文化局]", "[市文旅局]"), None, "", "以下错误"),
        (MOVED + MOVED[MOVED.index("          - id: 6\n") :], None, "", "以下错误"),
        (None, UNITS_2017.replace("  - {id: 市体育局, kind: department}\n", ""), "", "市体育局已填报 1 项指标"),
        (CORRECTED, None, "2", "指标 2 的内容没有变更"),
        ("title: 1", None, "", "无法读取"),
    ],
)
def test_what_is_refused(root: Path, catalogue: str | None, units: str | None, wording: str, message: str) -> None:
    before = state(root)
    with pytest.raises(Refusal) as refused:
        amend(root, request(root, catalogue, units, wording=wording))
    assert message in str(refused.value.message)
    assert state(root) == before


def test_a_submission_that_was_changed_past_its_log_is_not_confirmed(root: Path) -> None:
    path = root / "submissions/2017/市财政局.yaml"
    write(path, path.read_text(encoding="utf-8").replace("已按要求落实", "已全部落实"))
    with pytest.raises(Refusal, match="不一致") as refused:
        amend(root, request(root, CORRECTED, wording="1"))
    assert [one.rule for one in refused.value.findings] == ["content-changed-since-submission"]


PLAN = """\
示例市履行教育职责任务分工方案

一、统筹推进教育工作
（一）保障教育投入
1.落实生均公用经费标准，按时足额拨付。（责任单位：市财政局、市教育局）
2.消除义务教育学校56人及以上大班额。（责任单位：市教育局、各县区政府）
3.提高普惠性幼儿园覆盖率,普惠性幼儿园覆盖率达到80%。（责任单位：市教育局）
（二）丰富学生生活
4.体育场馆向学生免费开放。（责任单位：市文化局）
6.开展家庭教育宣传周活动。（责任单位：市教育局）
"""


def read(root: Path) -> Proposal:
    return propose(read_plan(lines_of_document(PLAN.encode(), ".txt")), opened(root).register, "方案")


def test_a_corrected_plan(root: Path) -> None:
    asked = AmendRequest("示例督导员", DAY, read, wording=None)
    done = amend(root, replace(asked, dry_run=True))
    assert done.left == ("5",)
    assert fates(done)["4", "released", "市体育局"] == "retired"
    done = amend(root, replace(asked, remove=frozenset({"5"})), shown=None)
    assert (done.left, fates(done)["5", "removed", "市文化局"]) == ((), "none")
    workspace = opened(root)
    assert list(workspace.catalogue.by_id) == ["1", "2", "3", "4", "6"]
    assert workspace.catalogue.by_id["2"].indicator.metrics[0].id == "大班额班级数"
    assert errors(root) == []
    with pytest.raises(Refusal, match="没有编号为"):
        amend(root, replace(asked, remove=frozenset({"99"})))


def test_a_kill_while_it_is_written_is_recovered(root: Path) -> None:
    asked = request(root, MOVED.replace("标准,按时", "标准，按时"), wording="1")
    before, files = state(root), len(amend(root, replace(asked, dry_run=True)).written)
    assert files == 6
    for done in range(files):
        with killed_after(done):
            amend(root, asked)
        recover(root)
        assert errors(root) == []
        assert amend(root, replace(asked, wording=frozenset())).is_empty
        for name in [*state(root)]:
            if name not in before:
                (root / name).unlink()
        for name, data in before.items():
            (root / name).write_bytes(data)


def read_with_the_full_name(root: Path) -> Proposal:
    plan = PLAN.replace("市财政局、", "市财政局、市人力资源社会保障局、")
    return propose(read_plan(lines_of_document(plan.encode(), ".txt")), opened(root).register, "方案")


def test_a_new_name_of_a_known_unit_is_not_written_before_it_is_stated(root: Path) -> None:
    short = UNITS_2017.replace("市体育局", "市人社局")
    for name, text in (("data/units.yaml", short), ("data/indicators.yaml", CATALOGUE_2017)):
        write(root / name, text.replace("市体育局", "市人社局"))
    (root / "submissions/2017/市体育局.yaml").unlink()
    (root / "history/2017/市体育局.jsonl").unlink()
    before = state(root)
    asked = AmendRequest("示例督导员", DAY, read_with_the_full_name, wording=None)
    assert amend(root, replace(asked, dry_run=True)).doubles == (("市人力资源社会保障局", "市人社局"),)
    with pytest.raises(Refusal, match="疑似同一单位") as refused:
        amend(root, asked)
    assert refused.value.fix is not None
    assert "--new-unit 市人力资源社会保障局" in refused.value.fix
    assert state(root) == before
    with pytest.raises(Refusal, match="不是新增的单位"):
        amend(root, replace(asked, distinct=frozenset({"市教育局"})))
    done = amend(root, replace(asked, distinct=frozenset({"市人力资源社会保障局"})))
    assert done.doubles == ()
    assert opened(root).register.by_id["市人力资源社会保障局"].distinct_from == ("市人社局",)


def test_an_alias_settles_which_unit_a_new_name_means(root: Path) -> None:
    text = UNITS_2017.replace(
        "{id: 市体育局, kind: department}", "{id: 市体育局, kind: department, aliases: [市人社局]}"
    )
    write(root / "data/units.yaml", text)
    asked = AmendRequest("示例督导员", DAY, read_with_the_full_name, wording=None, dry_run=True)
    assert amend(root, asked).doubles == (("市人力资源社会保障局", "市体育局"),)
    write(root / "data/units.yaml", text.replace("[市人社局]", "[市人社局, 市人力资源社会保障局]"))
    done = amend(root, asked)
    assert (done.doubles, done.units_added) == ((), ())


SCORING = """\
title: 办法
basis: 文件
method: sum
points:
  # 逐项
  indicators: {1: 3, 2: 4, 5: 2.5}  # 分值
"""


def test_the_points_of_an_indicator_go_with_it(root: Path) -> None:
    write(root / "data/scoring.yaml", SCORING)
    asked = AmendRequest("示例督导员", DAY, read, remove=frozenset({"5"}), wording=None)
    shown = amend(root, replace(asked, dry_run=True))
    assert (shown.points_dropped, shown.without_points) == (("5",), ())
    assert "data/scoring.yaml" in shown.written
    amend(root, asked, shown=shown)
    assert (root / "data/scoring.yaml").read_text(encoding="utf-8") == SCORING.replace(", 5: 2.5", "")
    assert errors(root) == []


def test_a_new_indicator_without_points_is_named_where_others_have_some(root: Path) -> None:
    assert amend(root, replace(request(root, LONGER), dry_run=True)).without_points == ()
    write(root / "data/scoring.yaml", SCORING)
    done = amend(root, replace(request(root, LONGER), dry_run=True))
    assert (done.points_dropped, done.without_points) == ((), ("7",))
    assert any("没有分值的新增指标：7" in note for note in amend_table(done).notes)
