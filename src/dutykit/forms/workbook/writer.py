"""A unit's form as an Excel workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dutykit.forms.workbook.layout import FormColumn, FormSheet
from dutykit.forms.workbook.presentation import LOCKED, MISSING
from dutykit.forms.workbook.row import FormRow
from dutykit.forms.workbook.rows import Form
from dutykit.forms.workbook.schema import form_sheet
from dutykit.forms.workbook.sheets import SheetWriter, book_bytes
from dutykit.language import _


def form_bytes(form: Form, *, created: dt.datetime) -> bytes:
    """The workbook of `form`, the same bytes for the same form and time."""
    return book_bytes(form, _Writer, created=created)


class _Writer(SheetWriter):
    """Writes a unit's form."""

    form: Form
    indicator_sheet = "answers"

    def cover(self) -> str:
        return _("填报说明")

    def heading(self) -> str:
        identity = self.form.identity
        text = _("{unit}{cycle}年度履行教育职责自评填报表").format(unit=identity.unit, cycle=identity.cycle)
        return _("（示例数据）{title}").format(title=text) if identity.sample else text

    def warning(self) -> str:
        return self.form.returned

    def notices(self) -> Sequence[str]:
        return self.form.amendments

    def steps(self) -> Sequence[str]:
        return _steps(self.form)

    def looks(self) -> Sequence[tuple[Mapping[str, object], str]]:
        return (
            ({"bg_color": "#FFFFFF"}, _("白色单元格：由单位填写")),
            (MISSING, _("黄色单元格：必填，尚未填写")),
            ({"bg_color": LOCKED}, _("灰色单元格：请勿修改，修改无效")),
        )

    def listed(self, column: FormColumn) -> Sequence[str] | str:
        words = [column.words[self.form.state]] if column.name == "state" else []
        return [*dict.fromkeys([*words, *super().listed(column)])]

    def rows_of(self, column: FormColumn) -> Sequence[FormRow]:
        return self.form.rows["answers" if column.name == "score" else "metrics"]

    def limits(self, row: FormRow | None, column: FormColumn) -> tuple[Decimal, Decimal, str]:
        """Each row has its own limits: points, or percent."""
        if row is not None and column.name == "score" and row.key[1] in self.form.points:
            points = self.form.points[row.key[1]]
            return Decimal(0), points, _("请填0到{points}之间的得分。").format(points=points)
        if row is not None and row.key in self.form.percentages:
            return Decimal(0), Decimal(1000), _("百分数写85.5，不写0.855，也不写%。")
        return Decimal(-(10**15)), Decimal(10**15), _("请填数字，不写计量单位。")

    def is_shown(self, layout: FormSheet) -> bool:
        return layout.name not in {"metrics", "carried"} or bool(self.form.rows[layout.name])

    def frozen(self, layout: FormSheet) -> int:
        return 3 if layout.name == "answers" else 1

    def least(self, name: str) -> float:
        return {"answers": 60, "carried": 34, "summary": 160, "next_steps": 100}.get(name, 16)


def _steps(form: Form) -> list[str]:
    count = len(form.rows["answers"])
    return [
        _(
            "本表供{unit}填报{cycle}年度自评材料，共{count}项指标。请依次填写各工作表，最后在“概述”中将报送状态选为“已填完”。"
        ).format(unit=form.identity.unit, cycle=form.identity.cycle, count=count),
        _("“自评”：每项指标选择自评结论，填写工作措施与成效；选“不适用”的写明理由。"),
        _("“监测指标”（部分单位没有该表）：只填数字，不写计量单位。"),
        _(
            "“佐证材料”：每份佐证材料一行，写明所证明的指标；归档方式选“提交”的填写文件名，文件随本表一并报送；"
            "由本单位保存的选“留存备查”。"
        ),
        _(
            "“问题与整改”：每个问题一行，写明整改措施、责任人、完成时限、整改状态和整改佐证材料；"
            "督导室发现的问题已列入表中，只需填写整改情况。"
        ),
        _("“{sheet}”（部分单位没有该表）：逐个写明整改状态、本年度整改进展和整改佐证材料。").format(
            sheet=form_sheet("carried").title
        ),
        _(
            "可以排序、筛选、调整列宽；“佐证材料”“问题与整改”可以增加、删除行。请勿修改灰色单元格、表头和编号，"
            "请勿删除工作表。"
        ),
        _(
            "表中已载入以往填报的内容；修改、新增的内容报送后导入，未修改的保持不变。请用WPS、"
            "Excel或LibreOffice填写，保存为.xlsx或.ods格式报送。"
        ),
    ]
