from __future__ import annotations

from collections.abc import Callable

import pytest

from dutykit.check.rules.character_without_glyph import character_without_glyph
from dutykit.model.workspace import Workspace
from dutykit.typeset import glyphs
from dutykit.typeset.glyphs import glyph_findings

SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft
summary: 好😀😀
next_steps: "\\U0001F600"
answers:
  - indicator: 1
    narrative: |
      第一行
      第二行有😀和𠀀。
    metrics: {😀: 1}
    evidence: [{title: 甲😀乙}]
"""


def test_each_place_of_each_character_is_named(make_workspace: Callable[..., Workspace]) -> None:
    workspace = make_workspace(submission=SUBMISSION)
    findings = glyph_findings(
        "😀𠀀", [workspace.catalogue, *workspace.submissions], workspace.sources, ["甲体", "乙体"]
    )
    file = "submissions/2019/甲局.yaml"
    assert [str(one.place) for one in findings] == [
        f"{file}:4:11",
        f"{file}:5:13",  # written as an escape: the value's own place
        f"{file}:10:11",
        f"{file}:10:13",
        f"{file}:11:15",
        f"{file}:12:25",
    ]
    assert findings[0].message == "现有字体均不含“😀”（U+1F600），已查找：甲体、乙体"
    assert findings[0].line == "summary: 好😀😀"
    assert {one.rule for one in findings} == {character_without_glyph.name}


def test_a_character_of_a_template_is_named_too() -> None:
    (finding,) = glyph_findings("\ue000", [], {}, [])
    assert finding.place.file == "templates/report"
    assert "U+E000" in finding.message


def test_a_long_list_ends_with_a_line_that_counts_the_others(
    make_workspace: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_workspace(submission=SUBMISSION)
    every = glyph_findings("😀𠀀", workspace.submissions, workspace.sources, [])
    monkeypatch.setattr(glyphs, "MOST_FINDINGS", len(every))
    assert glyph_findings("😀𠀀", workspace.submissions, workspace.sources, []) == every
    monkeypatch.setattr(glyphs, "MOST_FINDINGS", 4)
    *listed, last = glyph_findings("😀𠀀", workspace.submissions, workspace.sources, [])
    assert listed == every[:4]
    assert (last.place, last.line) == (every[4].place, every[4].line)
    assert "前 4 处" in last.message
    assert f"另有 {len(every) - 4} 处" in last.message
