"""Small workspaces for tests of forms: a catalogue with points, metrics and odd ids, and forms filled in by hand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from dutykit.check.all_rules import all_rules
from dutykit.forms.collecting import collect_forms
from dutykit.forms.collection import Collection, CollectRequest
from dutykit.forms.unit.making import make_forms
from dutykit.forms.workbook.presentation import HEAD
from dutykit.workspace.opening import open_workspace
from dutykit.workspace.yaml.layout import entry_lines

CATALOGUE = """\
title: 体系
source: {title: 文件, issuer: 机关}
chapters:
  - title: 章
    sections:
      - title: 节
        indicators:
          - id: 1
            text: 第一件事
            responsible: [甲局]
            points: 5
          - id: 2
            text: 第二件事
            responsible: [甲局, 乙局]
            metrics:
              - id: 覆盖率
                unit: "%"
                formula: 分子 / 分母 * 100
                elements: [{id: 分子, unit: 人}, {id: 分母, unit: 人}]
              - {id: 次数, unit: 次, target: {min: 1, because: 每年一次}}
          - id: 3
            text: 第三件事
            responsible: [甲局]
          - id: 4
            text: 别人的事
            responsible: [乙局]
"""
REGISTER = """\
units:
  - {id: 甲局, kind: department, aliases: [甲]}
  - {id: 乙局, kind: department}
"""
FILE = "submissions/2019/甲局.yaml"


def make_workspace(root: Path, submission: str | None = None, *, rules: bool = True) -> Path:
    """A workspace whose rules can be turned off, to see what is merged whatever it says."""
    off = [] if rules else ["severity:", *(f"  {rule.name}: off" for rule in all_rules())]
    files = {
        "data/indicators.yaml": CATALOGUE,
        "data/units.yaml": REGISTER,
        "dutykit.yaml": "\n".join(["cycle: 2019", *off, ""]),
    }
    if submission is not None:
        files[FILE] = submission
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    (root / "submissions").mkdir(exist_ok=True)
    return root


def yaml_of(record: Mapping[str, Any]) -> str:
    """A mapping as the text of a file."""
    return "".join(line + "\n" for key, value in record.items() for line in entry_lines(key, value, 0))


def made_form(root: Path, unit: str = "甲局") -> Path:
    """The unit's form, freshly made."""
    workspace, _findings = open_workspace(root)
    assert workspace is not None
    made = make_forms(workspace, (unit,), root / "out", cycle=None, overwrite=True)
    return made[0]


def collected(root: Path, *paths: Path, side: Any = None, **request: Any) -> Collection:
    """What collecting the workbooks comes to."""
    asked = CollectRequest(**request, reconsider=side == "theirs")
    return collect_forms(root, paths, asked, lambda _conflict: side)


def saved_at(path: Path, when: str) -> Path:
    """The workbook at `path`, as if it had last been saved at that time."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    parts[core] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + when.encode(), parts[core])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


class FilledForm:
    """A form that somebody opens and fills in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def sheet(self, name: str) -> Worksheet:
        sheet = self.book[name]
        assert isinstance(sheet, Worksheet)
        return sheet

    def column(self, sheet: str, title: str) -> int:
        return next(at for at, cell in enumerate(self.sheet(sheet)[HEAD + 1], 1) if cell.value == title)

    def row(self, sheet: str, **named: object) -> int:
        """The first row with these values, by the titles of their columns; of a free one if none are given."""
        for at in range(HEAD + 2, self.sheet(sheet).max_row + 1):
            cells = {title: self.sheet(sheet).cell(at, self.column(sheet, title)).value for title in named}
            empty = all(cell.value is None for cell in self.sheet(sheet)[at])
            if (named and cells == named) or (not named and empty):
                return at
        raise AssertionError(named)

    def fill(self, sheet: str, row: int, **values: object) -> FilledForm:
        """Put values into a row, by the titles of their columns; a text is a text whatever it begins with."""
        for title, value in values.items():
            cell = self.sheet(sheet).cell(row, self.column(sheet, title))
            cell.value = value  # type: ignore[assignment] # whatever a person types
            if isinstance(value, str):
                cell.data_type = "s"
        return self

    def overview(self, title: str, value: object) -> FilledForm:
        """Fill in a row of the overview."""
        for row in self.sheet("概述").iter_rows(min_row=HEAD + 2):
            if row[0].value == title:
                row[1].value = value  # type: ignore[assignment] # whatever a person types
        return self

    def save(self, name: str = "filled.xlsx") -> Path:
        path = self.path.with_name(name)
        self.book.save(path)
        return path

    def without_hidden_sheet(self) -> FilledForm:
        del self.book["_dutykit"]
        return self

    def data(self) -> bytes:
        written = io.BytesIO()
        self.book.save(written)
        return written.getvalue()
