from __future__ import annotations

from collections.abc import Callable

from dutykit.check.written import written_places
from dutykit.model.workspace import Workspace

SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft # 甲
summary: 好甲甲
next_steps: "\\u7532"
answers:
  - indicator: 1
    narrative: |
      第一行
      第二行有甲和乙。
    metrics: {甲: 1}
"""


def test_values_and_keys_are_looked_at_and_comments_are_not(make_workspace: Callable[..., Workspace]) -> None:
    workspace = make_workspace(submission=SUBMISSION)
    found = [
        (place.line, place.column, character) for place, character in written_places("乙甲", workspace.submissions)
    ]
    assert found == [(1, 7, "甲"), (4, 11, "甲"), (5, 13, "甲"), (10, 13, "乙"), (10, 11, "甲"), (11, 15, "甲")]
    assert [*written_places("丙", workspace.submissions)] == []
    assert [*written_places("甲", [])] == []
