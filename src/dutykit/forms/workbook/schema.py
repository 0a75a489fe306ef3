"""The row schema of a unit's workbook: its sheets and their columns, from which all other modules derive what they need.

To ask the units for one more thing, add a field to the record and a column here.
"""

from __future__ import annotations

from collections.abc import Mapping

from dutykit.forms.workbook.layout import FormColumn, FormSheet, Layout, SheetName
from dutykit.forms.workbook.mark import FORM_MARK
from dutykit.language import _
from dutykit.model.office_words import (
    FOUND_BY,
    PROBLEM_STATUSES,
    RATINGS,
    STATES,
    filing_word,
    found_by_word,
    rating_word,
    state_word,
    status_word,
)
from dutykit.model.record import Record
from dutykit.model.submission import Answer, CarriedProblem, Evidence, Problem, Submission

RECORDS: Mapping[SheetName, type[Record]] = {
    "overview": Submission,
    "answers": Answer,
    "evidence": Evidence,
    "problems": Problem,
    "carried": CarriedProblem,
}
"""The record that a row of a sheet fills; a metric is only a value in an answer."""

_FIRST = {
    "answers": "rating narrative reason",
    "metrics": "value",
    "evidence": "title kept file date note",
    "problems": "id found_by text measure person due status progress",
    "carried": "status progress",
}
"""The columns that a unit filled in when the hidden sheet did not list the columns yet; never to be extended."""


def form_sheets() -> tuple[FormSheet, ...]:
    """The sheets in their order, their words in the language in use."""
    return FORM.sheets()


def form_sheet(name: SheetName) -> FormSheet:
    """The sheet of that name, its words in the language in use."""
    return FORM.sheet(name)


def column_of(key: tuple[str, ...]) -> FormColumn:
    """The column or item of a cell, by its key."""
    return FORM.column_of(key)


def _sheets() -> tuple[FormSheet, ...]:
    return (_overview(), _answers(), _metrics(), _evidence(), _problems(), _carried())


FORM = Layout(FORM_MARK, _sheets, _FIRST)
"""A unit's form."""


def _overview() -> FormSheet:
    words: dict[str, str] = {**{state: state_word(state) for state in STATES}, "submitted": _("已填完")}
    columns = (
        FormColumn("unit", _("填报单位"), locked=True),
        FormColumn("cycle", _("年度"), "number", locked=True),
        FormColumn(
            "state",
            _("报送状态"),
            "choice",
            words=words,
            offered=("draft", "submitted"),
            hint=_("填写完毕选“已填完”，由督导室校验后登记报送；未填完选“草稿”，可先行报送。"),
            yellow="{blank}",
            also_words={"submitted": ("已报送", "Submitted")},
        ),
        FormColumn("submitted_on", _("报送日期"), "date", hint=_("如2019-05-07")),
        FormColumn(
            "summary",
            _("自查自评工作概述"),
            "block",
            hint=_("自查自评的组织方式、检查内容、以前年度问题整改情况。"),
            yellow="{blank}",
        ),
        FormColumn("next_steps", _("下一步工作"), "block", hint=_("下一步工作安排。")),
    )
    return FormSheet("overview", _("概述"), _("白色单元格由单位填写；灰色单元格请勿修改。"), columns)


def _answers() -> FormSheet:
    ratings: dict[str, str] = {rating: rating_word(rating) for rating in RATINGS}
    excused = f'{{rating}}="{ratings["not_applicable"]}"'
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 6, locked=True),
        FormColumn("section", _("二级指标"), width=18, locked=True),
        FormColumn("text", _("指标内容"), "long", 38, locked=True),
        FormColumn("role", _("分工"), width=8, locked=True, also=("责任", "Responsible")),
        FormColumn(
            "rating", _("自评结论"), "choice", 10, words=ratings, hint=_("请从下拉列表中选择。"), yellow="{blank}"
        ),
        FormColumn(
            "score",
            _("自评得分"),
            "number",
            9,
            hint=_("填数字，不超过分值。"),
            yellow=f"AND({{blank}},NOT({excused}))",
            also=("Self-score",),
        ),
        FormColumn(
            "narrative",
            _("工作措施与成效"),
            "block",
            58,
            hint=_("写明事实和数据；换行按Alt+Enter。"),
            yellow=f"AND({{blank}},NOT({excused}))",
        ),
        FormColumn(
            "reason",
            _("不适用的理由"),
            "long",
            18,
            hint=_("自评结论选“不适用”时必填。"),
            yellow=f"AND({{blank}},{excused})",
        ),
    )
    return FormSheet("answers", _("自评"), _("每项指标一行，请勿删除行；未填写的必填单元格显示为黄色。"), columns)


def _metrics() -> FormSheet:
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 9, locked=True),
        FormColumn("metric", _("监测指标或基础数据"), width=46, locked=True, also=("监测指标或要素",)),
        FormColumn("measure_unit", _("计量单位"), width=10, locked=True),
        FormColumn(
            "value",
            _("数值"),
            "number",
            16,
            hint=_("只填数字，不写计量单位；百分数写85.5，不写0.855。"),
            yellow="AND({blank},LEN({formula})=0)",
        ),
        FormColumn("target", _("目标值"), width=34, locked=True),
        FormColumn("formula", _("计算方式"), width=44, locked=True, also=("怎样算", "How it is worked out")),
    )
    hint = _("每个监测指标及其基础数据各一行；由其他单位掌握的数值可以不填。")
    return FormSheet("metrics", _("监测指标"), hint, columns)


def _evidence() -> FormSheet:
    kept = {"no": filing_word(kept_by_unit=False), "yes": filing_word(kept_by_unit=True)}
    begun = "{blank},LEN({title}&{file}&{note})>0"
    columns = (
        FormColumn("row", _("序号"), "id", 8, places=True, hint=_("已有的序号请勿修改；新增的行不用填写。")),
        FormColumn(
            "indicator",
            _("指标编号"),
            "id",
            9,
            places=True,
            hint=_("该份佐证材料所证明的指标。"),
            yellow=f"AND({begun})",
        ),
        FormColumn("title", _("资料名称"), width=46, required=True, yellow=f"AND({begun})"),
        FormColumn(
            "kept",
            _("归档方式"),
            "choice",
            11,
            words=kept,
            hint=_("随表报送文件的选“提交”，由本单位保存的选“留存备查”。"),
            yellow=f"AND({begun})",
            also_words={"no": ("Handed in",)},
        ),
        FormColumn(
            "file",
            _("文件"),
            width=36,
            hint=_("文件名，如9-1.pdf；文件随本表一并报送。"),
            yellow=f'AND({begun},{{kept}}="{kept["no"]}")',
        ),
        FormColumn(
            "date",
            _("佐证材料日期"),
            "date",
            13,
            hint=_("佐证材料形成的日期：落款、拍摄等，如2019-03-20"),
            also=("材料日期",),
        ),
        FormColumn("note", _("说明"), width=30),
    )
    hint = _("每份佐证材料一行，可以增加、删除行。")
    return FormSheet("evidence", _("佐证材料"), hint, columns, 30, number="row", same=("title", "file"))


def _problems() -> FormSheet:
    found_by: dict[str, str] = {one: found_by_word(one) for one in FOUND_BY}
    begun = "AND({blank},LEN({text}&{measure}&{person})>0)"
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 9, places=True, yellow=begun),
        FormColumn("id", _("问题编号"), width=18, hint=_("已有的编号请勿修改；新问题可以不填，导入时自动编号。")),
        FormColumn("found_by", _("发现途径"), "choice", 10, words=found_by, required=True, yellow=begun),
        FormColumn("text", _("问题"), "long", 32, required=True, yellow=begun),
        FormColumn("measure", _("整改措施"), "long", 32, yellow=begun),
        FormColumn("person", _("责任人"), width=11),
        FormColumn("due", _("完成时限"), "date", 13, yellow=begun),
        *_rectification(28, status=begun),
    )
    hint = _("每个问题一行，可以增加、删除行；自查、监测、实地检查发现的问题均须填写。由督导室核查后销号。")
    return FormSheet("problems", _("问题与整改"), hint, columns, 20, number="id", same=("text",))


def _carried() -> FormSheet:
    columns = (
        FormColumn("from_cycle", _("提出年度"), "number", 9, locked=True),
        FormColumn("id", _("遗留问题编号"), width=18, locked=True),
        FormColumn("text", _("遗留问题"), "long", 36, locked=True),
        FormColumn("measure", _("整改措施"), "long", 30, locked=True),
        FormColumn("due", _("完成时限"), "date", 13, locked=True),
        *_rectification(40, status="{blank}", progress="{blank}"),
    )
    hint = _("以前年度未销号的问题，每个一行，均须填写整改状态和本年度的整改进展。由督导室核查后销号。")
    return FormSheet("carried", _("以前年度遗留问题"), hint, columns)


def _rectification(width: float, *, status: str, progress: str = "") -> tuple[FormColumn, ...]:
    """The columns for the rectification of a problem; `status` and `progress` say when these are yellow."""
    words: dict[str, str] = {status: status_word(status) for status in PROBLEM_STATUSES}
    proof = _("每份一行：资料名称（文件名）；由本单位保存的写：资料名称（留存备查）。换行按Alt+Enter。")
    return (
        FormColumn(
            "status",
            _("整改状态"),
            "choice",
            10,
            words=words,
            offered=("open", "in_progress", "done"),
            yellow=status,
            also_words={"open": ("Open",), "done": ("已整改", "Done")},
        ),
        FormColumn("progress", _("整改进展"), "long", width, yellow=progress, also=("进展",)),
        FormColumn("proof", _("整改佐证材料"), "proof", 30, hint=proof, also=("整改佐证", "Proof")),
        FormColumn("closed_on", _("销号日期"), "date", 13, by_office=True, also=("Closing date",)),
    )
