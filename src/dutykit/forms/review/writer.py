"""A review workbook as an Excel file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dutykit.forms.review.book import ReviewBook
from dutykit.forms.review.schema import REVIEW
from dutykit.forms.workbook.layout import FormColumn, FormSheet, FormValue
from dutykit.forms.workbook.presentation import FIRST, LOCKED, MISSING
from dutykit.forms.workbook.row import FormRow
from dutykit.forms.workbook.sheets import SheetWriter, book_bytes
from dutykit.language import _
from dutykit.model.office_words import state_word

_PROPOSED = {"bg_color": "#E2F0D9"}


def review_bytes(book: ReviewBook, *, created: dt.datetime) -> bytes:
    """The workbook of `book`, the same bytes for the same contents and time."""
    return book_bytes(book, _Writer, created=created)


class _Writer(SheetWriter):
    """Writes a review workbook."""

    form: ReviewBook
    indicator_sheet = "verdicts"

    def cover(self) -> str:
        return _("复核说明")

    def heading(self) -> str:
        identity = self.form.identity
        text = _("{unit}{cycle}年度履行教育职责复核表").format(unit=identity.unit, cycle=identity.cycle)
        if identity.reviewer:
            text = _("{title}（复核人：{reviewer}）").format(title=text, reviewer=identity.reviewer)
        return _("（示例数据）{title}").format(title=text) if identity.sample else text

    def warning(self) -> str:
        if self.form.state in {"submitted", "accepted"}:
            return ""
        word = state_word(self.form.state)  # type: ignore[arg-type] # the state of a submission
        return _("该单位的自评材料{state}，内容可能变动。").format(state=word)

    def steps(self) -> Sequence[str]:
        return [*self._first_steps(), *self._last_steps()]

    def looks(self) -> Sequence[tuple[Mapping[str, object], str]]:
        proposed = [(_PROPOSED, _("绿色单元格：按各复核人的意见预填，请核对后保留或修改"))]
        return (
            ({"bg_color": "#FFFFFF"}, _("白色单元格：由复核人填写")),
            (MISSING, _("黄色单元格：尚未填写")),
            *(proposed if self.form.reviewers else []),
            ({"bg_color": LOCKED}, _("灰色单元格：请勿修改，修改无效")),
        )

    def listed(self, column: FormColumn) -> Sequence[str] | str:
        if column.name == "level":
            return list(self.form.levels.values())
        if column.name == "event":
            count = len(self.form.events)
            return f"='{REVIEW.sheet('event_list').title}'!$B${FIRST + 1}:$B${FIRST + count}" if count else ""
        return super().listed(column)

    def word(self, column: FormColumn, value: FormValue) -> FormValue:
        return super().word(column, self.form.word(column.name, value))

    def rows_of(self, column: FormColumn) -> Sequence[FormRow]:
        return self.form.rows["events" if column.name == "times" else "verdicts"]

    def limits(self, row: FormRow | None, column: FormColumn) -> tuple[Decimal, Decimal, str]:
        if column.name == "times":
            return Decimal(1), Decimal(1000), _("请填发生的次数，不填为1次。")
        points = None if row is None else self.form.points.get(row.key[1])
        if points is None:
            return Decimal(-(10**15)), Decimal(10**15), _("请填数字，不写计量单位。")
        return Decimal(0), points, _("请填0到{points}之间的得分。").format(points=points)

    def is_shown(self, layout: FormSheet) -> bool:
        if layout.name in {"events", "event_list"}:
            return bool(self.form.events)
        return layout.name not in {"evidence", "closings"} or bool(self.form.rows[layout.name])

    def frozen(self, layout: FormSheet) -> int:
        return 2 if layout.name == "verdicts" else 1

    def least(self, name: str) -> float:
        return {"verdicts": 60, "closings": 34}.get(name, 16)

    def proposed_look(self) -> Mapping[str, object]:
        return _PROPOSED

    def _first_steps(self) -> list[str]:
        identity, count = self.form.identity, len(self.form.rows["verdicts"])
        text = _("本表供复核{unit}{cycle}年度自评材料使用，共{count}项指标。请先在“复核信息”中填写复核日期。")
        if not identity.reviewer:
            text = _(
                "本表供督导室对{unit}{cycle}年度自评材料作出复核，共{count}项指标。请先在“复核信息”中填写复核人和复核日期。"
            )
        steps = [text.format(unit=identity.unit, cycle=identity.cycle, count=count)]
        if self.form.reviewers:
            names = _("、").join(self.form.reviewers)
            text = _("“复核”表并列{names}的复核：意见一致的已预填平均分和结论（绿色），有分歧的留空，由督导室确定。")
            steps.append(text.format(names=names))
        steps.append(
            _("“复核”：对照左侧的自评结论、工作措施与成效、监测指标和佐证材料，填写复核结论、复核得分和复核意见。")
        )
        return steps

    @staticmethod
    def _last_steps() -> list[str]:
        return [
            _("“佐证材料”（没有佐证材料的单位没有该表）：点击蓝色的文件名可以打开文件。"),
            _("“发现的问题”：监测和实地检查中发现的问题每个一行，写明整改时限；问题编号由程序编写。"),
            _("“销号”（没有待销号问题的单位没有该表）：经核查已整改到位的，填写销号日期和销号意见。"),
            _("“事项”（评分办法有加分、扣分等事项的才有该表）：发生的事项每次一行，从下拉列表中选择。"),
            _("可以排序、筛选、调整列宽。请勿修改灰色单元格、表头和编号，请勿删除工作表。"),
            _("用WPS、Excel或LibreOffice填写，保存为.xlsx或.ods格式，交督导室用dutykit collect导入。"),
        ]
