"""Two units that are one: everything both have is the kept one's, nothing is lost, and what cannot be joined is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from dutykit.lifecycle.unit_merging.merging import MergedUnits, MergeRequest, merge_units
from dutykit.model.refusal import Refusal
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing.transaction import NotValidError, transaction
from tests.unit.workspace.writing.unfinished import killed_after

TODAY = dt.date(2019, 5, 7)
CATALOGUE = """\
title: 体系
source: {title: 文件, issuer: 机关}
chapters:
  - title: 章
    sections:
      - title: 节
        indicators:
          - {id: 1, text: 第一件事, lead: [市人社局], responsible: [市人力资源社会保障局, 市教育局]}
          - {id: 2, text: 第二件事, responsible: [市人力资源社会保障局], inherited: [市人力资源社会保障局]}
          - {id: 3, text: 第三件事, responsible: [市教育局, 各局]}
          - {id: 4, text: 第四件事, responsible: [人社厅]}  # 写的是简称
"""
REGISTER = """\
units:
  - {id: 市教育局, kind: department, aliases: []}
  - {id: 市人社局, kind: department, aliases: [人社局]}  # 保留
  # 重复登记的
  - {id: 市人力资源社会保障局, kind: department, aliases: [人社厅], succeeds: [市劳动局], note: 原文注}
groups:
  - {id: 各局, members: [市人社局, 市人力资源社会保障局]}
"""
CYCLES = """\
cycles:
  - cycle: 2019
    stages:
      - name: 自查自评
        due: 2019-05-01
        differs:
          - {units: [市人力资源社会保障局, 市教育局], due: 2019-06-01}
"""
SETTINGS = """\
cycle: 2019
report:
  numbers: {市人力资源社会保障局: 某人〔2019〕1号, 市人力资源社会保障局/整改报告: 某人〔2019〕2号}
"""
KEPT, GONE = "市人社局", "市人力资源社会保障局"


def submission(unit: str, *answers: str, state: str = "draft", more: str = "") -> str:
    lines = [f"unit: {unit}", "cycle: 2019", f"state: {state}", *([more] if more else []), "answers:"]
    return "\n".join([*lines, *answers, ""]) if answers else "\n".join([*lines[:-1], ""])


def answer(indicator: int, words: str) -> str:
    return f"  - indicator: {indicator}  # 第{indicator}项\n    rating: met\n    narrative: {words}"


def workspace(root: Path, files: Mapping[str, str] | None = None) -> Path:
    texts = {
        "data/indicators.yaml": CATALOGUE,
        "data/units.yaml": REGISTER,
        "data/cycles.yaml": CYCLES,
        "dutykit.yaml": SETTINGS,
        **(files or {}),
    }
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    (root / "submissions").mkdir(exist_ok=True)
    return root


def merged(root: Path, *, keep: str | None = None, dry_run: bool = False) -> MergedUnits:
    return merge_units(root, MergeRequest(KEPT, GONE, TODAY, keep, dry_run))


def text(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def test_the_register_and_all_that_names_units(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    done = merged(root)
    assert (done.kept, done.gone, done.deleted) == (KEPT, GONE, ())
    units = text(root, "data/units.yaml")
    assert "aliases: [人社局, 市人力资源社会保障局, 人社厅], succeeds: [市劳动局], note: 原文注}  # 保留\n" in units
    assert "{id: 市人力资源社会保障局" not in units
    assert "members: [市人社局]" in units
    catalogue = text(root, "data/indicators.yaml")
    assert "{id: 1, text: 第一件事, lead: [市人社局], responsible: [市教育局]}" in catalogue
    assert "{id: 2, text: 第二件事, responsible: [市人社局], inherited: [市人社局]}" in catalogue
    assert "{id: 4, text: 第四件事, responsible: [市人社局]}  # 写的是简称" in catalogue
    assert "units: [市人社局, 市教育局]" in text(root, "data/cycles.yaml")
    assert "{市人社局: 某人〔2019〕1号, 市人社局/整改报告: 某人〔2019〕2号}" in text(root, "dutykit.yaml")
    loaded = load_workspace(root)
    assert (loaded.findings, loaded.workspace is not None) == ((), True)
    assert loaded.workspace is not None
    assert loaded.workspace.register.likely_doubles == ()
    assert [line for line in done.done if "指标 1、2、4" in line]


def test_the_other_name_can_be_kept(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert merged(root, keep="人社厅").kept == GONE
    catalogue = text(root, "data/indicators.yaml")
    assert "{id: 1, text: 第一件事, lead: [市人力资源社会保障局], responsible: [市教育局]}" in catalogue
    assert "aliases: [人社厅, 市人社局, 人社局]" in text(root, "data/units.yaml")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    done = merged(root, dry_run=True)
    assert {file.name for file in done.files} == {
        "data/units.yaml",
        "data/indicators.yaml",
        "data/cycles.yaml",
        "dutykit.yaml",
    }
    assert text(root, "data/units.yaml") == REGISTER


def test_answers_of_both_are_the_ones(tmp_path: Path) -> None:
    kept = submission(KEPT, answer(1, "甲的话"), "  - indicator: 2\n    rating:\n    narrative:")
    gone = submission(GONE, answer(2, "乙的话"), answer(1, "甲的话"), answer(4, "丁的话"), more="summary: 概述")
    root = workspace(tmp_path, {f"submissions/2019/{KEPT}.yaml": kept, f"submissions/2019/{GONE}.yaml": gone})
    done = merged(root)
    assert done.deleted == (f"submissions/2019/{GONE}.yaml",)
    loaded = load_workspace(root).workspace
    assert loaded is not None
    (joined,) = loaded.submissions
    assert joined.unit == KEPT
    assert joined.summary == "概述"
    assert [(one.indicator, one.narrative) for one in joined.answers] == [
        ("1", "甲的话"),
        ("2", "乙的话"),
        ("4", "丁的话"),
    ]
    assert "# 第1项" in text(root, f"submissions/2019/{KEPT}.yaml")


def test_a_submission_that_only_the_other_has_is_renamed(tmp_path: Path) -> None:
    gone = f"submissions/2019/{GONE}.yaml"
    waiver = "waivers:\n  - {rule: missing-answer, file: submissions/2019/市人力资源社会保障局.yaml, reason: 理由, expires: 2019-12-31}\n"
    files = {gone: submission(GONE, answer(2, "话")), "dutykit.yaml": SETTINGS + waiver}
    root = workspace(tmp_path, files)
    assert merged(root).deleted == (gone,)
    assert text(root, f"submissions/2019/{KEPT}.yaml").startswith("unit: 市人社局\n")
    assert "file: submissions/2019/市人社局.yaml" in text(root, "dutykit.yaml")


def test_answers_that_differ_are_refused_by_name(tmp_path: Path) -> None:
    kept = submission(KEPT, answer(1, "甲的话"), more="summary: 一")
    gone = submission(GONE, answer(1, "乙的话"), more="summary: 二")
    files = {f"submissions/2019/{KEPT}.yaml": kept, f"submissions/2019/{GONE}.yaml": gone}
    root = workspace(tmp_path, files)
    with pytest.raises(Refusal, match="填报的内容不同：指标 1、自查自评工作概述"):
        merged(root)
    assert text(root, "data/units.yaml") == REGISTER
    assert text(root, f"submissions/2019/{GONE}.yaml") == gone


def test_nothing_is_put_into_what_was_submitted(tmp_path: Path) -> None:
    kept = submission(KEPT, answer(1, "甲的话"), state="submitted")
    gone = submission(GONE, answer(2, "乙的话"))
    files = {f"submissions/2019/{KEPT}.yaml": kept, f"submissions/2019/{GONE}.yaml": gone}
    with pytest.raises(Refusal, match="已报送，不能并入"):
        merged(workspace(tmp_path, files))


def test_reviews_go_with_the_unit_and_two_of_one_kind_are_refused(tmp_path: Path) -> None:
    review = "unit: {unit}\ncycle: 2019\nreviewer: 督导室\nreviewed_on: 2019-06-01\n"
    gone = {f"submissions/2019/{GONE}.yaml": submission(GONE, answer(2, "话"))}
    gone |= {
        f"reviews/2019/{GONE}.yaml": review.format(unit=GONE),
        f"reviews/2019/{GONE}/张三.yaml": review.format(unit=GONE),
    }
    root = workspace(tmp_path / "one", gone)
    merged(root)
    assert text(root, f"reviews/2019/{KEPT}.yaml").startswith("unit: 市人社局\n")
    assert text(root, f"reviews/2019/{KEPT}/张三.yaml").startswith("unit: 市人社局\n")
    assert not (root / f"reviews/2019/{GONE}.yaml").exists()
    both = {**gone, f"reviews/2019/{KEPT}.yaml": review.format(unit=KEPT)}
    with pytest.raises(Refusal, match="都有复核"):
        merged(workspace(tmp_path / "two", both))


def test_what_was_taken_from_forms_of_both_is_of_the_one(tmp_path: Path) -> None:
    files = {f"collected/2019/{KEPT}.jsonl": "甲\n", f"collected/2019/{GONE}.jsonl": "乙\n"}
    root = workspace(tmp_path, files)
    merged(root)
    assert text(root, f"collected/2019/{KEPT}.jsonl") == "甲\n乙\n"
    assert not (root / f"collected/2019/{GONE}.jsonl").exists()


def test_a_unit_with_a_log_is_the_one_to_keep(tmp_path: Path) -> None:
    from dutykit.lifecycle.states import Step
    from tests.cycles import record_step

    root = workspace(
        tmp_path,
        {
            f"submissions/2019/{GONE}.yaml": submission(
                GONE, answer(2, "话"), answer(1, "话"), answer(3, "话"), answer(4, "话")
            )
        },
    )
    record_step(root, Step("submit", GONE, "张三", TODAY))
    with pytest.raises(Refusal, match="已有报送记录") as refused:
        merged(root)
    assert refused.value.fix == f"改为保留该单位：加 --keep {GONE}"
    assert merged(root, keep=GONE).kept == GONE
    assert load_workspace(root).findings == ()


def test_past_cycles_stay_and_the_name_is_found(tmp_path: Path) -> None:
    past = {"data/past/2018/indicators.yaml": CATALOGUE, "data/past/2018/units.yaml": REGISTER}
    old = submission(GONE, answer(2, "去年的话")).replace("2019", "2018")
    root = workspace(tmp_path, {**past, f"submissions/2018/{GONE}.yaml": old})
    merged(root)
    assert text(root, f"submissions/2018/{GONE}.yaml") == old
    assert text(root, "data/past/2018/units.yaml") == REGISTER
    loaded = load_workspace(root).workspace
    assert loaded is not None
    assert loaded.register.find(GONE) is loaded.register.by_id[KEPT]


def test_wrong_names_are_refused(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    for one, other, keep, words in (
        (KEPT, "人社局", None, "已经是同一单位"),
        (KEPT, "各局", None, "统称"),
        (KEPT, "市某局", None, "没有名为"),
        (KEPT, GONE, "市教育局", "--keep"),
    ):
        with pytest.raises(Refusal, match=words):
            merge_units(root, MergeRequest(one, other, TODAY, keep))
    assert text(root, "data/units.yaml") == REGISTER


@pytest.mark.parametrize("files", range(6))
def test_a_kill_leaves_all_of_it_or_nothing(tmp_path: Path, files: int) -> None:
    gone = f"submissions/2019/{GONE}.yaml"
    kept = {
        f"submissions/2019/{KEPT}.yaml": submission(KEPT, answer(1, "甲的话")),
        gone: submission(GONE, answer(2, "话")),
    }
    whole = workspace(tmp_path / "whole", kept)
    merged(whole)
    root = workspace(tmp_path / "killed", kept)
    with killed_after(files):
        merged(root)
    with transaction(root, "collect"):
        pass  # which finishes what was begun
    names = ("data/units.yaml", "data/indicators.yaml", "data/cycles.yaml", "dutykit.yaml", *kept)
    left = {name: (root / name).read_bytes() if (root / name).exists() else None for name in names}
    assert left == {name: (whole / name).read_bytes() if (whole / name).exists() else None for name in names}
    assert load_workspace(root).findings == ()


def test_nothing_is_written_that_would_not_be_valid(tmp_path: Path) -> None:
    cycles = CYCLES + "          - {units: [市人社局], due: 2019-07-01}\n"
    root = workspace(tmp_path, {"data/cycles.yaml": cycles})
    with pytest.raises(NotValidError):
        merged(root)
    assert text(root, "data/units.yaml") == REGISTER
