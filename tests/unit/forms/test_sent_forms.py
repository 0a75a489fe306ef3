"""Forms that are already with the units are still accepted, whatever their headings and choices are called by now.

`sent/zh.xlsx` and `sent/en.xlsx` were made and filled in with dutykit 0.1 (commit 15e433f), before the titles changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.forms.workbook.cells import CellSource, bare, meaning
from dutykit.forms.workbook.layout import SheetName
from dutykit.forms.workbook.schema import FORM, form_sheet, form_sheets
from dutykit.language import LANGUAGES, Language, speaking
from tests.form_workspaces import FILE, collected, make_workspace

SENT = Path(__file__).parent / "sent"

LAST_YEAR = """\
unit: 甲局
cycle: 2018
state: accepted
answers:
  - indicator: 1
    rating: partly
    narrative: 做了
    problems:
      - {id: 2018-甲局-1-1, found_by: self_check, text: 老问题, measure: 老措施, due: 2018-12-01}
"""
SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - indicator: 1
    rating: partly
    narrative: 做了
    problems:
      - id: p-1
        found_by: inspection
        text: 问题一
        measure: 措施
        due: 2019-12-01
        proof:
          - {title: 简报, kept_by_unit: true}
  - {indicator: 2, rating: met, narrative: 做了}
  - {indicator: 3, rating: met, narrative: 也做了}
"""
COLLECTED = """\
unit: 甲局
cycle: 2019
state: draft
summary: |
  概述
carried:
  - problem: 2018-甲局-1-1
    from_cycle: 2018
    status: done
    progress: 老问题的进展
    proof:
      - title: 会议纪要
        kept_by_unit: true
answers:
  - indicator: 1
    rating: partly
    score: 4
    narrative: 做了
    evidence:
      - title: 照片
        file: evidence/甲局/9-1.txt
        sha256: 7b50017ae47eca327bf1f92c1afb647811242711589b51de5c6009817d042310
        date: 2019-03-02
    problems:
      - id: p-1
        found_by: inspection
        text: 问题一
        measure: 措施
        due: 2019-12-01
        status: done
        progress: 改完了
        proof:
          - {title: 简报, kept_by_unit: true}
          - title: 验收单
            kept_by_unit: true
      - id: 2019-甲局-1-1
        found_by: self_check
        text: 新问题
        measure: 新措施
        due: 2019-11-01
        status: open
  - {indicator: 2, rating: met, narrative: 做了, metrics: {覆盖率: 85, 分子: 85, 分母: 100, 次数: 2}}
  - {indicator: 3, rating: met, narrative: 也做了}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_workspace(tmp_path / "w", SUBMISSION)
    for name, text in (("submissions/2018/甲局.yaml", LAST_YEAR), ("evidence/甲局/9-1.txt", "照片")):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("into", ["zh", "en"])
@pytest.mark.parametrize("made", ["zh", "en"])
def test_a_form_that_was_sent_out_before_is_collected(root: Path, made: Language, into: Language) -> None:
    with speaking(into):
        (form,) = collected(root, SENT / f"{made}.xlsx").forms
    assert (form.outcome, form.rejections, form.conflicts, form.is_submitted) == ("taken", [], [], True)
    assert (root / FILE).read_text(encoding="utf-8") == COLLECTED


FORMER: dict[tuple[SheetName, str], tuple[str, ...]] = {
    ("answers", "role"): ("责任", "Responsible"),
    ("answers", "score"): ("自评得分", "Self-score"),
    ("metrics", "metric"): ("监测指标或要素", "Metric or element"),
    ("metrics", "formula"): ("怎样算", "How it is worked out"),
    ("evidence", "date"): ("材料日期", "Date of the evidence"),
    ("problems", "progress"): ("进展", "Progress"),
    ("problems", "proof"): ("整改佐证", "Proof"),
    ("problems", "closed_on"): ("销号日期", "Closing date"),
    ("carried", "progress"): ("进展", "Progress"),
    ("carried", "proof"): ("整改佐证", "Proof"),
}
FORMER_CHOICES: dict[tuple[SheetName, str, str], tuple[str, ...]] = {
    ("overview", "state", "submitted"): ("已报送", "Submitted", "submitted"),
    ("overview", "state", "draft"): ("草稿", "Draft"),
    ("evidence", "kept", "no"): ("提交", "Handed in"),
    ("evidence", "kept", "yes"): ("留存备查", "Kept by the unit"),
    ("problems", "status", "open"): ("未整改", "Open"),
    ("problems", "status", "done"): ("已整改", "Done"),
    ("carried", "status", "done"): ("已整改", "Done"),
}


@pytest.mark.parametrize(("sheet", "name"), FORMER)
def test_former_titles_are_known(sheet: SheetName, name: str) -> None:
    titles = {title for language in LANGUAGES for title in titles_of(sheet, name, language)}
    assert titles >= set(FORMER[sheet, name])


@pytest.mark.parametrize(("sheet", "name", "code"), FORMER_CHOICES)
def test_former_words_of_choices_are_known(sheet: SheetName, name: str, code: str) -> None:
    column = form_sheet(sheet).column(name)
    for word in FORMER_CHOICES[sheet, name, code]:
        assert meaning(CellSource(word), column, sheet, in_percent=False).value == code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sheet", [one.name for one in form_sheets()])
def test_no_title_or_word_means_two_things(sheet: SheetName, language: Language) -> None:
    columns = next(one for one in FORM.sheets_in(language) if one.name == sheet).columns
    titles = [title for one in columns for title in {*titles_of(sheet, one.name, language)}]
    assert len(titles) == len(set(titles))
    for column in columns:
        words = [bare(word) for known in FORM.words_of(sheet, column.name).values() for word in {*known}]
        assert len(words) == len(set(words))


def titles_of(sheet: SheetName, name: str, language: Language) -> tuple[str, ...]:
    column = next(one for one in FORM.sheets_in(language) if one.name == sheet).column(name)
    return (column.title, *column.also)
