"""A small workspace for tests of the office's tables, and its workbook filled in by titles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from dutykit.forms.collecting import collect_forms
from dutykit.forms.collection import Collected, Collection, CollectRequest
from dutykit.forms.office.making import make_office_form
from dutykit.forms.office.schema import OFFICE
from dutykit.forms.workbook.changes import Side
from dutykit.forms.workbook.layout import OVERVIEW, FormSheet
from dutykit.forms.workbook.presentation import FIRST, HEAD
from dutykit.language import current_language
from dutykit.workspace.opening import open_workspace

FILES = {
    "data/indicators.yaml": """\
# 指标体系，来源见下
title: 体系
source: {title: 文件, issuer: 机关}
chapters:
  - title: 章
    sections:
      - title: 节
        indicators:
          - id: 1  # 第一项
            text: 第一件事
            responsible: [甲局]  # 牵头待定
          - id: 2
            text: 第二件事
            lead: [甲局]
            responsible: [乙局, 各县区政府]
            points: 5
            metrics:
              # 由基础数据计算
              - id: 覆盖率
                unit: "%"
                formula: 分子 / 分母 * 100
                elements: [{id: 分子, unit: 人}, {id: 分母, unit: 人}]
                target: {min: 85, because: 不低于百分之八十五}  # 国家要求
              - {id: 次数, unit: 次}
      - title: 又一节
        indicators:
          - id: 3
            text: 第三件事
            responsible: [乙局, 各县区政府]
""",
    "data/units.yaml": """\
# 单位名录
units:
  - {id: 甲局, kind: department, aliases: [甲]}  # 教育
  - {id: 乙局, kind: department, aliases: [], note: 原文注}
  # 县区
  - id: 东县政府
    kind: county
    aliases:
      - 东县  # 简称
      - 东县人民政府
  - {id: 西县政府, kind: county, aliases: []}
groups:
  - {id: 各县区政府, members: [东县政府, 西县政府], aliases: ["各县、区政府"]}
""",
    "data/cycles.yaml": """\
# 时间节点
cycles:
  - cycle: 2018
    stages:
      - {name: 自查自评, opens: 2018-03-01, due: 2018-04-30}
      - name: 整改复查
        workdays: 20
        opens: 2018-09-01
        differs:
          - {units: [各县区政府], due: 2018-10-31}  # 县区晚一些
""",
    "data/scoring.yaml": """\
# 评分办法
title: 办法
basis: 文件
points:
  # 三级指标
  indicators: {1: 4, 3: 6}
grades:
  - {id: 优秀, min: 90}  # 最高
  - {id: 合格}
events:
  - {id: 1, kind: bonus, text: 获表彰, points: 1, most: 2}
""",
    "dutykit.yaml": """\
# 设置
cycle: 2019  # 本年度
place_name: 某市
""",
}


def make_workspace(root: Path, **other: str) -> Path:
    """The workspace, with other texts for some files, by their stem; an empty one is left out."""
    for name, usual in FILES.items():
        text = other.get(Path(name).stem, usual)
        if text:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
    (root / "submissions").mkdir(exist_ok=True)
    return root


_MADE: dict[tuple[object, ...], bytes] = {}


def made(root: Path, name: str = "基础数据.xlsx") -> Path:
    """The workbook of the workspace; that of the same files is made once, as it is the same (see `newly_made`)."""
    files = sorted(one for one in root.rglob("*") if one.is_file() and one.suffix != ".xlsx")
    key = (current_language(), *((one.relative_to(root), one.read_bytes()) for one in files))
    path = root / name
    if key in _MADE:
        path.write_bytes(_MADE[key])
    else:
        _MADE[key] = newly_made(root, name).read_bytes()
    return path


def newly_made(root: Path, name: str) -> Path:
    """The workbook of the workspace, made now."""
    workspace, _findings = open_workspace(root)
    assert workspace is not None
    return make_office_form(workspace, root / name, overwrite=True)


class Filled:
    """A workbook that is filled in, by sheets, rows and columns as the layout names them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def sheet(self, name: str) -> Worksheet:
        sheet = self.book[OFFICE.sheet(name).title]
        assert isinstance(sheet, Worksheet)
        return sheet

    def column(self, sheet: str, name: str) -> int:
        titles = [cell.value for cell in self.sheet(sheet)[HEAD + 1]]
        return titles.index(OFFICE.sheet(sheet).column(name).title) + 1

    def item(self, name: str, value: object) -> None:
        """Fill in an item of the settings."""
        title = OFFICE.sheet(OVERVIEW).column(name).title
        for row in self.sheet(OVERVIEW).iter_rows(min_row=FIRST + 1):
            if row[0].value == title:
                row[1].value = _excel(value)

    def rows(self, sheet: str) -> dict[tuple[str, ...], int]:
        """The rows that have something in them, by what they are known by."""
        layout: FormSheet = OFFICE.sheet(sheet)
        found = {}
        for at in range(FIRST + 1, self.sheet(sheet).max_row + 1):
            key = [self.sheet(sheet).cell(at, self.column(sheet, name)).value for name in layout.same]
            if any(one is not None for one in key):
                found[tuple("" if one is None else str(one) for one in key)] = at
        return found

    def change(self, sheet: str, key: tuple[str, ...], cells: Mapping[str, object]) -> None:
        """Fill in cells of a row that is there."""
        at = self.rows(sheet)[key]
        for name, value in cells.items():
            self.sheet(sheet).cell(at, self.column(sheet, name)).value = _excel(value)

    def add(self, sheet: str, cells: Mapping[str, object]) -> None:
        """Fill in a free row."""
        at = max(self.rows(sheet).values(), default=FIRST) + 1
        for name, value in cells.items():
            self.sheet(sheet).cell(at, self.column(sheet, name)).value = _excel(value)

    def delete(self, sheet: str, key: tuple[str, ...]) -> None:
        """Delete a whole row."""
        self.sheet(sheet).delete_rows(self.rows(sheet)[key])

    def save(self, name: str = "填好.xlsx") -> Path:
        path = self.path.with_name(name)
        self.book.save(path)
        return path


def _excel(value: object) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def collected(root: Path, path: Path, side: Side | None = None, *, dry_run: bool = False) -> Collection:
    """What comes of the workbook."""
    request = CollectRequest(today=dt.date(2019, 5, 7), dry_run=dry_run, reconsider=side == "theirs")
    return collect_forms(root, [path], request, lambda _conflict: side)


def outcome(root: Path, path: Path, side: Side | None = None) -> Collected:
    """What comes of it, for one workbook."""
    (form,) = collected(root, path, side).forms
    return form


def said(form: Collected) -> list[str]:
    """All messages, each with its cell."""
    return [f"{one.place or ''} {one.message}".strip() for one in form.rejections]


def texts(root: Path) -> dict[str, str]:
    """The data files."""
    return {name: (root / name).read_text(encoding="utf-8") for name in FILES if (root / name).exists()}
