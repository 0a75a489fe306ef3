"""A small workspace and what a report of it is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dutykit.assess.coverage import coverage
from dutykit.model.workspace import Workspace
from dutykit.reports.views.standing import Standing
from dutykit.shipped import shipped
from dutykit.typeset.fonts import css_families, own_fonts
from dutykit.workspace.assemble import load_workspace

CATALOGUE = """\
title: 示例体系
source: {title: 示例文件, issuer: 示例机关, number: 示办〔2019〕3号, dated: 2019-01-31}
chapters:
  - title: 第一部分
    sections:
      - title: 第一节。
        indicators:
          - id: 1
            text: 甲事的情况。
            responsible: [甲局, 各县]
            metrics:
              - {id: 覆盖率, unit: "%", target: {min: 80, because: 原文}, formula: 甲数 / 乙数, elements: [{id: 甲数}]}
          - {id: 2, text: 乙事的情况。, responsible: [甲局]}
  - title: 第二部分
    sections:
      - title: 第二节。
        indicators:
          - {id: 3, text: 丙事的情况。, lead: [甲局], support: [乙县]}
"""
REGISTER = """\
units:
  - {id: 甲局, kind: department, aliases: [甲委]}
  - {id: 乙县, kind: county}
  - {id: 丙委, kind: zone}
groups:
  - {id: 各县, members: [乙县]}
"""
SUBMISSION = """\
unit: 甲局
cycle: 2019
state: returned
sample: true
submitted_on: 2019-05-01
returned: {reason: 缺第2项, due: 2019-06-01}
summary: |
  第一段。
    第二段。

answers:
  - indicator: 1
    rating: partly
    narrative: |
      <script>alert(1)</script>{{ 7 * 7 }}
      第二行\u202e。
    metrics: {覆盖率: 75.5, 甲数: 3}
    evidence:
      - {title: 甲文件, file: evidence/1.pdf}
      - {title: 乙文件, kept_by_unit: true}
    problems:
      - {id: p1, found_by: inspection, text: 问题甲, measure: 措施甲, person: 张三, due: 2019-09-30, status: in_progress}
  - indicator: 3
    rating: not_applicable
    reason: 没有这类学校
"""

MakeStanding = Callable[..., Standing]


@pytest.fixture
def make_workspace(tmp_path: Path) -> Callable[..., Workspace]:
    """A workspace on disk, with other files in place of the usual ones."""

    def make(**files: str) -> Workspace:
        texts = {"catalogue": CATALOGUE, "register": REGISTER, "submission": SUBMISSION, **files}
        names = {
            "catalogue": "data/indicators.yaml",
            "register": "data/units.yaml",
            "submission": "submissions/2019/甲局.yaml",
            "settings": "dutykit.yaml",
            "timetable": "data/cycles.yaml",
            "review": "reviews/2019/甲局.yaml",
            "earlier": "submissions/2018/甲局.yaml",
            "evaluation": "data/evaluations/2019.yaml",
            "scoring": "data/scoring.yaml",
        }
        for key, text in texts.items():
            path = tmp_path / "ws" / names[key]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        workspace = load_workspace(tmp_path / "ws").workspace
        assert workspace is not None
        return workspace

    return make


@pytest.fixture
def make_standing(make_workspace: Callable[..., Workspace]) -> MakeStanding:
    """The standing of that workspace in 2019, every answer in it counted."""

    def make(**files: str) -> Standing:
        workspace = make_workspace(**files)
        pairs = coverage(workspace, 2019).pairs
        return Standing(workspace, 2019, {(pair.unit, pair.indicator): pair.status for pair in pairs})

    return make


@pytest.fixture(scope="session")
def fonts() -> dict[str, str]:
    """CSS font lists by role."""
    from dutykit.model.settings import FontRoles

    return css_families(own_fonts(shipped("fonts")), FontRoles())
