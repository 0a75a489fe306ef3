"""What stands where in a unit's workbook: its sheets, their columns, and the words for what is chosen from a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal

from dutykit.language import LANGUAGES, _, speaking

Kind = Literal["id", "text", "long", "date", "number", "choice"]
SheetName = Literal["overview", "answers", "metrics", "evidence", "problems", "carried"]
FormValue = str | Decimal | int | dt.date | None
"""What a cell says: a choice by its code; None for nothing."""

HIDDEN_SHEET = "_dutykit"
"""Holds what a form was made from; its cells are not meant for people."""
ANNOTATED = "dutykit-annotated-1"
"""What the hidden sheet begins with that marks a copy with the office's remarks; its contents' digest stands beside."""
ANNOTATED_SHEET = "_dutykit_remarks"
STATE_WORDS = ("draft", "submitted", "returned", "accepted")


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a sheet."""

    name: str
    """What it is in the code: mostly the field of the record it fills."""
    title: str
    kind: Kind = "text"
    width: float = 12
    locked: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    """For a choice: each code with the word a cell shows."""
    hint: str = ""
    """What is shown to who enters the cell."""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of a workbook."""

    name: SheetName
    title: str
    hint: str
    columns: tuple[FormColumn, ...]
    open_rows: int = 0
    """How many rows are kept free for more entries."""

    def column(self, name: str) -> FormColumn:
        """The column of that name."""
        return next(one for one in self.columns if one.name == name)


def form_sheets() -> tuple[FormSheet, ...]:
    """The sheets that are filled in, in their order; their words in the language in use."""
    return (_overview(), _answers(), _metrics(), _evidence(), _problems(), _carried())


def overview_items() -> tuple[FormColumn, ...]:
    """The rows of the overview; each is described like a column."""
    return (
        FormColumn("unit", _("填报单位"), locked=True),
        FormColumn("cycle", _("年度"), kind="number", locked=True),
        FormColumn(
            "state",
            _("报送状态"),
            "choice",
            words=dict(zip(STATE_WORDS, (_("草稿"), _("已报送"), _("已退回"), _("已通过")), strict=True)),
            hint=_("全部填好后选“已报送”；没有填完的选“草稿”，先交回来也会收下。"),
        ),
        FormColumn("submitted_on", _("报送日期"), "date", hint=_("如 2019-05-07")),
        FormColumn("summary", _("自查自评工作概述"), "long", hint=_("怎样组织自查、查了什么、上一轮问题整改得怎样。")),
        FormColumn("next_steps", _("下一步工作"), "long", hint=_("今后的打算。")),
    )


def _overview() -> FormSheet:
    columns = (
        FormColumn("item", _("项目"), width=22, locked=True),
        FormColumn("content", _("内容"), "long", width=110),
    )
    return FormSheet("overview", _("概述"), _("白底的格子由单位填写；灰底的格子不要改。"), columns)


def _answers() -> FormSheet:
    ratings = {
        "met": _("达到"),
        "partly": _("部分达到"),
        "unmet": _("未达到"),
        "not_applicable": _("不适用"),
    }
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 6, locked=True),
        FormColumn("section", _("二级指标"), width=18, locked=True),
        FormColumn("text", _("指标内容"), "long", 38, locked=True),
        FormColumn("role", _("责任"), width=8, locked=True),
        FormColumn("rating", _("自评结论"), "choice", 10, words=ratings, hint=_("从下拉列表中选。")),
        FormColumn("score", _("自评得分"), "number", 9, hint=_("填数字，不超过分值。")),
        FormColumn("narrative", _("工作措施与成效"), "long", 58, hint=_("写事实和数字；换行按 Alt+Enter。")),
        FormColumn("reason", _("不适用的理由"), "long", 18, hint=_("自评结论选“不适用”时必填。")),
    )
    return FormSheet("answers", _("自评"), _("每项指标一行，不要删行；没有填的必填格子显示为黄色。"), columns)


def _metrics() -> FormSheet:
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 9, locked=True),
        FormColumn("metric", _("监测指标或要素"), width=46, locked=True),
        FormColumn("measure_unit", _("计量单位"), width=10, locked=True),
        FormColumn("value", _("数值"), "number", 16, hint=_("只填数字，不写单位；百分数写 85.5，不写 0.855。")),
        FormColumn("target", _("目标值"), width=34, locked=True),
        FormColumn("formula", _("怎样算"), width=44, locked=True),
    )
    hint = _("每个监测指标和它的要素各一行；由别的单位掌握的数字可以不填。")
    return FormSheet("metrics", _("监测指标"), hint, columns)


def _evidence() -> FormSheet:
    kept = {"no": _("提交"), "yes": _("留存备查")}
    columns = (
        FormColumn("row", _("序号"), "id", 8, hint=_("已有的序号不要改；新加的行不用填。")),
        FormColumn("indicator", _("指标编号"), "id", 9, hint=_("这份材料证明哪一项指标。")),
        FormColumn("title", _("资料名称"), width=46),
        FormColumn(
            "kept", _("归档方式"), "choice", 11, words=kept, hint=_("提交文件的选“提交”，本单位保存的选“留存备查”。")
        ),
        FormColumn("file", _("文件"), width=36, hint=_("文件名，如 9-1.pdf；文件随本表一并交来。")),
        FormColumn("date", _("材料日期"), "date", 13, hint=_("材料形成的日期：落款、拍摄等，如 2019-03-20")),
        FormColumn("note", _("说明"), width=30),
    )
    hint = _("每份材料一行，可以加行、删行。")
    return FormSheet("evidence", _("佐证材料"), hint, columns, open_rows=30)


def _problems() -> FormSheet:
    found_by = {"self_check": _("自查"), "monitoring": _("监测"), "inspection": _("实地检查")}
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 9),
        FormColumn("id", _("问题编号"), width=18, hint=_("已有的编号不要改；新问题可以不填，收表时自动编号。")),
        FormColumn("found_by", _("发现途径"), "choice", 10, words=found_by),
        FormColumn("text", _("问题"), "long", 32),
        FormColumn("measure", _("整改措施"), "long", 32),
        FormColumn("person", _("责任人"), width=11),
        FormColumn("due", _("完成时限"), "date", 13),
        *_rectification(28),
    )
    hint = _("每个问题一行，可以加行、删行；自查、监测、实地检查发现的都写。销号由督导室办。")
    return FormSheet("problems", _("问题与整改"), hint, columns, open_rows=20)


def _carried() -> FormSheet:
    columns = (
        FormColumn("from_cycle", _("提出年度"), "number", 9, locked=True),
        FormColumn("id", _("遗留问题编号"), width=18, locked=True),
        FormColumn("text", _("遗留问题"), "long", 36, locked=True),
        FormColumn("measure", _("整改措施"), "long", 30, locked=True),
        FormColumn("due", _("完成时限"), "date", 13, locked=True),
        *_rectification(40),
    )
    hint = _("以前年度没有销号的问题，每个一行，都要填：整改到了哪一步，这一年做了什么。销号由督导室办。")
    return FormSheet("carried", _("上年度遗留问题"), hint, columns)


def _rectification(width: float) -> tuple[FormColumn, ...]:
    """The columns for how far a problem is put right."""
    status = {"open": _("未整改"), "in_progress": _("整改中"), "done": _("已整改"), "closed": _("已销号")}
    proof = _("每份一行：资料名称（文件名）；本单位保存的写：资料名称（留存备查）。换行按 Alt+Enter。")
    return (
        FormColumn("status", _("整改状态"), "choice", 10, words=status),
        FormColumn("progress", _("进展"), "long", width),
        FormColumn("proof", _("整改佐证"), "long", 30, hint=proof),
        FormColumn("closed_on", _("销号日期"), "date", 13),
    )


@cache
def every_language() -> tuple[tuple[tuple[FormSheet, ...], tuple[FormColumn, ...]], ...]:
    """The sheets and the overview's items in each language: a form is recognised whatever language it was made in."""
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append((form_sheets(), overview_items()))
    return tuple(found)
