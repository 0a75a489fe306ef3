"""The lines of a text in Markdown are those of its file."""

from __future__ import annotations

from tests.unit.plans.document.made import plan_of

TEXT = """\
# 甲市任务分工方案

## 一、办学

1. 建学校。**责任单位：** 市教育局

2. 建操场。
   责任单位：市体育局

| 序号 | 工作任务 | 责任单位 |
| --- | --- | --- |
| 3 | 配教师 | 市人社局 |
| 4 | 配校车 | 市公安局 |

附：以上任务按季度调度。
"""


def test_a_line_has_the_number_that_an_editor_shows() -> None:
    plan = plan_of(TEXT.encode(), ".md")
    lines = TEXT.splitlines()
    wanted = {"市教育局": 5, "市体育局": 8, "市人社局": 12, "市公安局": 13}
    assert {party.name: party.line for task in plan.tasks for party in task.parties} == wanted
    assert all(name in lines[number - 1] for name, number in wanted.items())
    assert [(one.line, one.text) for one in plan.left] == [(15, "附：以上任务按季度调度。")]
