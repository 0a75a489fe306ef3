"""The office's tables as an Excel workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dutykit.forms.office.book import OfficeBook
from dutykit.forms.office.letter_rules import RULE_COLUMNS
from dutykit.forms.workbook.layout import OVERVIEW, FormColumn, FormSheet
from dutykit.forms.workbook.presentation import LOCKED, MISSING
from dutykit.forms.workbook.row import FormRow
from dutykit.forms.workbook.sheets import SheetWriter, book_bytes
from dutykit.language import _

_WIDEST = Decimal(10**12)
_LIMITS: Mapping[str, tuple[Decimal, Decimal]] = {
    "cycle": (Decimal(1900), Decimal(2999)),
    "remind": (Decimal(0), Decimal(366)),
    "workdays": (Decimal(1), Decimal(400)),
    "share": (Decimal(0), Decimal(1)),
    "decimals": (Decimal(0), Decimal(6)),
    "min": (-_WIDEST, _WIDEST),
    "max": (-_WIDEST, _WIDEST),
    **{names["days"]: (Decimal(-366), Decimal(366)) for names in RULE_COLUMNS.values()},
    **{names["term"]: (Decimal(1), Decimal(366)) for names in RULE_COLUMNS.values()},
}
"""Of numbers that have limits of their own; all others are from zero upwards."""


def office_bytes(book: OfficeBook, *, created: dt.datetime) -> bytes:
    """The workbook, the same bytes for the same tables and time."""
    return book_bytes(book, _Writer, created=created)


class _Writer(SheetWriter):
    """Writes the office's tables."""

    form: OfficeBook
    indicator_sheet = "indicators"

    def cover(self) -> str:
        return _("填报说明")

    def heading(self) -> str:
        return _("督导室基础数据表")

    def steps(self) -> Sequence[str]:
        return (
            _(
                "本表汇集本工作区的单位名录、统称、指标分工、监测指标、时间节点、评分办法和设置，由督导室填写，不发给各单位。"
            ),
            _("各表已载入现有内容；修改、增加、删除后保存，运行 dutykit collect 本表 导入，未修改的保持不变。"),
            _("“单位”“统称”：先补充每个统称的所含单位；“疑似重复”列出的，逐一核实。"),
            _("“指标”：核对各项指标的责任单位；几个单位之间用顿号分隔。"),
            _("“监测指标”：每个监测指标一行，写明计量单位、目标值及其依据；由基础数据计算的写明公式和基础数据。"),
            _("“时间节点”：填写本年度各阶段的起止日期，“建议，未采用”改选“采用”后导入；时间不同的单位另起一行。"),
            _(
                "“设置”“分值”“等次”“等级”“事项”：按当地评分文件填写；来源文件没有规定的不填。分值须在发放填报表之前填写。"
            ),
            _("整行清空或删除，即删除该项；删除的内容导入时逐项列出，仍有自评材料、数值等与之关联的不能删除。"),
            _("请勿修改灰色单元格和表头，请勿删除工作表。请用WPS、Excel或LibreOffice填写，保存为.xlsx或.ods格式。"),
        )

    def looks(self) -> Sequence[tuple[Mapping[str, object], str]]:
        return (
            ({"bg_color": "#FFFFFF"}, _("白色单元格：可以填写、修改")),
            (MISSING, _("黄色单元格：该行已有内容，此处须填")),
            ({"bg_color": LOCKED}, _("灰色单元格：请勿修改，修改无效")),
        )

    def indicators_message(self) -> str:
        return _("此处只能填写“指标”表中的指标编号。")

    def listed(self, column: FormColumn) -> Sequence[str] | str:
        return () if column.name == "preset" and self.form.has_scoring else super().listed(column)

    def rows_of(self, _column: FormColumn) -> Sequence[FormRow]:
        return ()

    def limits(self, _row: FormRow | None, column: FormColumn) -> tuple[Decimal, Decimal, str]:
        low, high = _LIMITS.get(column.name, (Decimal(0), _WIDEST))
        return low, high, column.hint or _("请填数字，不写计量单位。")

    def is_shown(self, layout: FormSheet) -> bool:
        return layout.name != "doubles" or bool(self.form.rows["doubles"])

    def frozen(self, layout: FormSheet) -> int:
        return 2 if layout.name in {"metrics", "stages", "points"} else 0 if layout.name == OVERVIEW else 1
