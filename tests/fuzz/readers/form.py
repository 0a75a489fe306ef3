"""What units and reviewers send: workbooks, and archives of workbooks and evidence."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from dutykit.cli.commands.collect import collect
from dutykit.forms.kinds import workbook_kinds
from dutykit.forms.workbook.file import At, RawSheet, RawValue, RawWorkbook, read_workbook
from tests.form_workspaces import FilledForm, made_form
from tests.fuzz.mutation import seal_of
from tests.fuzz.readers.command import folder, lasting_folder, ran
from tests.office_tables import made as made_tables
from tests.review_workspaces import made_review, review_workspace
from tests.spreadsheet import as_ods

MARKS = {kind.mark for kind in workbook_kinds()}
DRAFT = """\
unit: 乙局
cycle: 2019
state: draft
answers:
  - indicator: 2
    rating: met
    narrative: 做了
    metrics: {分子: 9, 分母: 10}
    evidence: [{title: 记录, kept_by_unit: true}]
    problems: [{id: p-1, found_by: inspection, text: 问题, measure: 改, due: 2019-06-01, status: done}]
"""


@cache
def root() -> Path:
    """A workspace that is only read: one unit has submitted, the other is at it."""
    made = review_workspace(lasting_folder())
    (made / "submissions/2019/乙局.yaml").write_text(DRAFT, encoding="utf-8")
    return made


def check(data: bytes, *, suffix: str) -> None:
    """Collect the workbook or archive, and write remarks into a copy of it."""
    with folder() as received:
        path = received / f"乙局{suffix}"
        path.write_bytes(data)
        ran(collect, [path], dry_run=True, annotate=True, replies=received / "回复", workspace=root())
        ran(collect, [path], dry_run=True, theirs=True, output_format="json", workspace=root())


check_xlsx = partial(check, suffix=".xlsx")
check_ods = partial(check, suffix=".ods")
check_zip = partial(check, suffix=".zip")


def check_cells(data: bytes) -> None:
    """A workbook by its cells, a line each: sheet, row, column and value as JSON; its hidden sheet is sealed."""
    sheets: dict[str, dict[At, RawValue]] = {}
    for line in data.decode("utf-8", "replace").split("\n"):
        try:
            name, row, column, value = json.loads(line)
            sheets.setdefault(_in_xml(name), {})[min(abs(row), 5_000), min(abs(column), 300)] = (
                _in_xml(value) if isinstance(value, str) else float(value)
            )
        except (ValueError, TypeError, OverflowError, RecursionError):
            continue
    for cells in sheets.values():
        if cells.get((0, 0)) in MARKS:
            cells[0, 1] = seal_of(cells)
    check_ods(as_ods(RawWorkbook(tuple(RawSheet(*one) for one in sheets.items()), has_external_links=False)))


def _in_xml(text: str) -> str:
    return "".join(one for one in text if one in "\t\n" or one.isprintable())


def by_cells() -> Iterator[bytes]:
    """The workbooks by their cells."""
    for data in xlsx():
        lines = (
            json.dumps([sheet.name, *at, value], ensure_ascii=False, default=str)
            for sheet in read_workbook(data).sheets
            for at, value in sheet.values.items()
        )
        yield "\n".join(lines).encode()


def xlsx() -> Iterator[bytes]:
    """Every kind of workbook, as it was made and filled in."""
    form = FilledForm(made_form(root(), "乙局"))
    yield form.path.read_bytes()
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=2, 资料名称="材料", 归档方式="提交", 文件="材料.txt")
    form.fill("自评", form.row("自评", 指标编号=4), 自评结论="达到", 工作措施与成效="做了别的")
    yield form.data()
    yield form.without_hidden_sheet().data()
    review = made_review(root())
    yield review.path.read_bytes()
    yield review.verdict(1, 复核结论="达到", 复核意见="无").data()
    yield made_tables(root()).read_bytes()


def spreadsheets() -> Iterator[bytes]:
    """The same, saved by another program."""
    for data in xlsx():
        yield as_ods(read_workbook(data))


def zips() -> Iterator[bytes]:
    """Forms with the files that they name."""
    for data in [*xlsx()][:3]:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("乙局.xlsx", data)
            archive.writestr("材料.txt", "材料")
        yield packed.getvalue()
