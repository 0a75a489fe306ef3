"""The row schema of a review workbook: its sheets and their columns, from which making and collecting derive theirs."""

from __future__ import annotations

from collections.abc import Mapping

from dutykit.forms.workbook.layout import OVERVIEW, FormColumn, FormSheet, Layout, SheetName
from dutykit.language import _
from dutykit.model.office_words import (
    FOUND_BY,
    PROBLEM_STATUSES,
    RATINGS,
    filing_word,
    found_by_word,
    rating_word,
    status_word,
)
from dutykit.model.record import Record
from dutykit.model.review import Closing, IndicatorReview, Occurrence, OfficeFinding, Review

REVIEW_MARK = "dutykit-review-1"
RECORDS: Mapping[SheetName, type[Record]] = {
    OVERVIEW: Review,
    "verdicts": IndicatorReview,
    "findings": OfficeFinding,
    "closings": Closing,
    "events": Occurrence,
}
"""The record that a row of a sheet fills; the other sheets only show."""
LISTS: tuple[SheetName, ...] = ("findings", "events")
"""The sheets on which rows are added and deleted."""


def _sheets() -> tuple[FormSheet, ...]:
    return (_overview(), _verdicts(), _evidence(), _findings(), _closings(), _events(), _event_list())


REVIEW = Layout(REVIEW_MARK, _sheets)
"""A workbook in which a unit is reviewed."""


def _overview() -> FormSheet:
    columns = (
        FormColumn("unit", _("被复核单位"), locked=True),
        FormColumn("cycle", _("年度"), "number", locked=True),
        FormColumn("reviewer", _("复核人"), hint=_("复核人姓名；督导室作出的复核填督导室名称。")),
        FormColumn("reviewed_on", _("复核日期"), "date", hint=_("如2019-09-20"), yellow="{blank}"),
    )
    hint = _("白色单元格由复核人填写；灰色单元格请勿修改。")
    return FormSheet(OVERVIEW, _("复核信息"), hint, columns)


def _verdicts() -> FormSheet:
    ratings: dict[str, str] = {rating: rating_word(rating) for rating in RATINGS}
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 6, locked=True),
        FormColumn("text", _("指标内容"), "long", 28, locked=True),
        FormColumn("rating", _("自评结论"), "choice", 9, locked=True, words=ratings),
        FormColumn("narrative", _("工作措施与成效"), "long", 40, locked=True),
        FormColumn("metrics", _("监测指标"), "long", 22, locked=True),
        FormColumn("evidence", _("佐证材料"), "long", 20, locked=True),
        FormColumn("points", _("分值"), "number", 6, locked=True),
        FormColumn("own_score", _("自评得分"), "number", 7, locked=True),
        FormColumn("opinions", _("各复核人的复核"), "long", 30, locked=True),
        FormColumn("mean", _("平均分"), "number", 7, locked=True),
        FormColumn("spread", _("最大分差"), "number", 7, locked=True),
        FormColumn(
            "verdict", _("复核结论"), "choice", 10, words=ratings, hint=_("请从下拉列表中选择。"), yellow="{blank}"
        ),
        FormColumn("level", _("复核等级"), "text", 11, hint=_("评分办法分等级的填写；请从下拉列表中选择。")),
        FormColumn("score", _("复核得分"), "number", 8),
        FormColumn("remark", _("复核意见"), "block", 34, hint=_("核查的内容和依据；换行按Alt+Enter。")),
    )
    hint = _("每项指标一行：左侧灰色为单位填报的内容，右侧白色由复核人填写。请勿删除行；不复核的指标留空。")
    return FormSheet("verdicts", _("复核"), hint, columns)


def _evidence() -> FormSheet:
    kept = {"no": filing_word(kept_by_unit=False), "yes": filing_word(kept_by_unit=True)}
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 9, locked=True),
        FormColumn("title", _("资料名称"), "long", 46, locked=True),
        FormColumn("kept", _("归档方式"), "choice", 11, locked=True, words=kept),
        FormColumn("file", _("文件"), "long", 50, locked=True),
        FormColumn("date", _("佐证材料日期"), "date", 13, locked=True),
        FormColumn("note", _("说明"), "long", 30, locked=True),
    )
    hint = _("单位报送的佐证材料；点击蓝色的文件名打开文件（本表须与工作区在同一台计算机上）。")
    return FormSheet("evidence", _("佐证材料"), hint, columns)


def _findings() -> FormSheet:
    words: dict[str, str] = {one: found_by_word(one) for one in FOUND_BY}
    begun = "AND({blank},LEN({text}&{indicator})>0)"
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 9, places=True, yellow=begun),
        FormColumn("id", _("问题编号"), width=22, hint=_("已有的编号请勿修改；新问题不用填写，导入时自动编号。")),
        FormColumn("found_by", _("发现途径"), "choice", 11, words=words, required=True, yellow=begun),
        FormColumn("found_on", _("发现日期"), "date", 13),
        FormColumn("text", _("问题"), "long", 60, required=True, yellow=begun),
        FormColumn("due", _("整改时限"), "date", 13, hint=_("要求完成整改的日期，如2019-10-31"), yellow=begun),
    )
    hint = _("监测、实地检查中发现的问题，每个一行，可以增加、删除行；导入后列入单位的填报表和问题整改台账。")
    return FormSheet("findings", _("发现的问题"), hint, columns, 20, number="id", same=("text",))


def _closings() -> FormSheet:
    words: dict[str, str] = {status: status_word(status) for status in PROBLEM_STATUSES}
    columns = (
        FormColumn("from_cycle", _("提出年度"), "number", 9, locked=True),
        FormColumn("problem", _("问题编号"), width=20, locked=True),
        FormColumn("indicator", _("指标编号"), "id", 9, locked=True),
        FormColumn("text", _("问题"), "long", 34, locked=True),
        FormColumn("measure", _("整改措施"), "long", 28, locked=True),
        FormColumn("status", _("整改状态"), "choice", 10, locked=True, words=words),
        FormColumn("progress", _("整改进展"), "long", 30, locked=True),
        FormColumn("proof", _("整改佐证材料"), "long", 24, locked=True),
        FormColumn(
            "closed_on",
            _("销号日期"),
            "date",
            13,
            hint=_("核查后同意销号的填写；不销号的留空。"),
            yellow="AND({blank},LEN({remark})>0)",
        ),
        FormColumn(
            "remark", _("销号意见"), "long", 34, hint=_("核查的内容和结论。"), yellow="AND({blank},LEN({closed_on})>0)"
        ),
    )
    hint = _("该单位未销号的问题（含以前年度遗留问题），每个一行；经核查同意销号的，填写销号日期和销号意见。")
    return FormSheet("closings", _("销号"), hint, columns)


def _events() -> FormSheet:
    begun = "AND({blank},LEN({event}&{remark})>0)"
    columns = (
        FormColumn("row", _("序号"), "id", 7, places=True, hint=_("已有的序号请勿修改；新增的行不用填写。")),
        FormColumn("event", _("事项"), width=50, required=True, hint=_("请从下拉列表中选择。"), yellow=begun),
        FormColumn("times", _("发生次数"), "number", 9, hint=_("不填为1次。")),
        FormColumn("on", _("发生日期"), "date", 13),
        FormColumn("remark", _("事由"), "long", 50, required=True, yellow=begun, hint=_("事项经过和认定依据。")),
    )
    hint = _("评分办法规定的加分、扣分、降档、否决等事项，每次（件）一行，可以增加、删除行。")
    return FormSheet("events", _("事项"), hint, columns, 10, number="row", same=("event", "remark"))


def _event_list() -> FormSheet:
    columns = (
        FormColumn("id", _("事项编号"), "id", 10, locked=True),
        FormColumn("name", _("可选事项"), "long", 60, locked=True),
        FormColumn("effect", _("影响"), "long", 40, locked=True),
    )
    return FormSheet("event_list", _("可选事项"), _("评分办法中的事项，供“事项”表选择。"), columns)
