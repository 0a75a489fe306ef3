"""The sheets of the workbook with the office's own tables; what each column is for is stated once, here."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.workbook.layout import OVERVIEW, FormColumn, FormSheet, Layout
from dutykit.forms.workbook.mark import OFFICE_MARK
from dutykit.language import _
from dutykit.model.letter import COLORS, Color
from dutykit.model.office_words import KINDS, LETTER_KINDS, RATINGS, color_word, kind_word, rating_word, role_word

PROPOSED = "proposed"
"""The code of a row that is only a proposal: it is not taken."""
YES, NO = "yes", "no"
POINTS_LEVELS = ("chapters", "sections", "indicators")


def _sheets() -> tuple[FormSheet, ...]:
    return (
        _settings(),
        _units(),
        _groups(),
        _doubles(),
        _indicators(),
        _metrics(),
        _stages(),
        _points(),
        _grades(),
        _levels(),
        _events(),
        _numbers(),
        _evaluation(),
    )


OFFICE = Layout(OFFICE_MARK, _sheets)
"""The office's own tables. A row is known by the columns `same` of its sheet: with another value there it is another row."""


def _settings() -> FormSheet:
    columns = (
        FormColumn("cycle", _("当前年度"), "number", hint=_("如2026。转入下一年度用 dutykit carry-forward。")),
        FormColumn("place_name", _("地名"), hint=_("用于报告封面，如某市。")),
        FormColumn("issuer", _("发文机关"), hint=_("全市评价报告的落款；单位报告由填报单位落款。")),
        FormColumn("source_issuer", _("来源文件的发文机关"), required=True, hint=_("印发指标体系来源文件的机关。")),
        FormColumn("source_number", _("来源文件的发文字号"), hint=_("原文没有的不填。")),
        FormColumn("source_dated", _("来源文件的成文日期"), "date", hint=_("原文没有的不填。")),
        FormColumn("classification", _("密级和保密期限"), hint=_("如秘密★1年；没有的不填。")),
        FormColumn("urgency", _("紧急程度"), "choice", words={one: one for one in ("特急", "加急")}),
        FormColumn("draft_mark", _("稿件状态"), hint=_("如征求意见稿；定稿的不填。")),
        FormColumn("letter_word", _("催办函代字"), hint=_("如某教督办，编为某教督办〔2019〕1号；不填则编为第1号。")),
        FormColumn("order_word", _("督查单代字"), hint=_("如督查，编为督查〔2019〕1号；不填则编为第1号。")),
        FormColumn(
            "contact_person", _("联系人"), hint=_("发文机关的联系人，印在任务通知单、催办函、督查单上；不填则不印。")
        ),
        FormColumn(
            "contact_phone",
            _("联系电话"),
            hint=_("发文机关的联系电话，印在任务通知单、催办函、督查单上；不填则不印。"),
        ),
        FormColumn("answer", _("单项工作措施与成效字数上限"), "number", hint=_("不填为2000字。")),
        FormColumn("submission", _("一份自评材料字数上限"), "number", hint=_("不填为5000字。")),
        FormColumn("remind", _("截止前几天起提醒"), "number", hint=_("本年度各阶段通用；不填为3天。")),
        FormColumn(
            "preset",
            _("评分办法模板"),
            "choice",
            words={"points": _("三级分值"), "percent": _("百分制"), "levels": _("等级评定")},
            hint=_("尚无评分办法时可选一种作为起点，再填写分值、等次。"),
        ),
        FormColumn("title", _("评分办法名称"), hint=_("填写分值、等次、事项前须先填写名称和依据。")),
        FormColumn("basis", _("评分依据"), hint=_("评分文件的名称和文号。")),
        FormColumn(
            "method",
            _("总分计算方法"),
            "choice",
            words={
                "sum": _("各项得分相加"),
                "percent": _("得分率折合百分"),
                "weighted": _("各一级指标得分率乘权重"),
            },
        ),
        FormColumn("decimals", _("总分保留小数位数"), "number", hint=_("四舍五入；等次按保留后的总分确定。")),
        FormColumn("bonus_most", _("全部加分的上限"), "number"),
        FormColumn("difference", _("分差超过分值百分之几时列出"), "number"),
        FormColumn("alert_below", _("低于该等次时预警"), hint=_("填写“等次”表中的等次名称。")),
        FormColumn(
            "credibility_method",
            _("自评可信度计算方法"),
            "choice",
            words={
                "by_item": _("逐项：1减各项分差之和除以分值之和"),
                "total": _("总分：1减总分之差除以满分"),
                "ratio": _("比值：复核总分除以自评总分"),
            },
        ),
        FormColumn("credibility_because", _("自评可信度的依据")),
    )
    return FormSheet(OVERVIEW, _("设置"), _("本工作区和评分办法的设置，均可不填。"), columns)


def _units() -> FormSheet:
    kinds: dict[str, str] = {one: kind_word(one) for one in KINDS}
    columns = (
        FormColumn(
            "id", _("单位名称"), width=26, required=True, hint=_("与来源文件一致。更名、合并用 dutykit unit merge。")
        ),
        FormColumn("kind", _("单位类别"), "choice", 14, required=True, words=kinds, yellow=_begun("id")),
        FormColumn("aliases", _("单位简称"), "long", 46, hint=_names_hint()),
        FormColumn("succeeds", _("前身单位"), "long", 24, hint=_("由哪些单位更名、合并、拆分而来，填写原名称。")),
        FormColumn(
            "distinct_from", _("名称相近但不是同一单位"), "long", 24, hint=_("经核实不是同一单位的，不再提示疑似重复。")
        ),
        FormColumn("groups", _("所属统称"), "long", 18, locked=True),
        FormColumn("note", _("单位说明"), "long", 30),
    )
    hint = _("单位名录：每个单位一行，可以增加、删除行；所属统称在“统称”表中填写。")
    return FormSheet("units", _("单位"), hint, columns, 20, same=("id",))


def _groups() -> FormSheet:
    columns = (
        FormColumn("id", _("统称名称"), width=26, required=True, hint=_("如各县区政府，与来源文件一致。")),
        FormColumn(
            "members", _("所含单位"), "long", 60, hint=_("“单位”表中的单位名称，用顿号分隔。"), yellow=_begun("id")
        ),
        FormColumn("aliases", _("统称的其他写法"), "long", 36, hint=_names_hint()),
        FormColumn("distinct_from", _("名称相近但不是同一统称"), "long", 24),
        FormColumn("note", _("统称说明"), "long", 36),
    )
    hint = _("一个名称代表几个单位的（如各县区政府），每个一行，并写明所含单位。")
    return FormSheet("groups", _("统称"), hint, columns, 5, same=("id",))


def _doubles() -> FormSheet:
    columns = (
        FormColumn("one", _("单位甲"), width=26, locked=True),
        FormColumn("other", _("单位乙"), width=26, locked=True),
        FormColumn("why", _("疑似重复的理由"), "long", 40, locked=True),
        FormColumn("command", _("是同一单位的，运行"), "long", 56, locked=True),
        FormColumn("verdict", _("核实结果"), "choice", 18, words={"distinct": _("不是同一单位")}),
    )
    hint = _("名称相近、疑似同一单位的；是同一单位的运行所列命令合并，不是的在“核实结果”中选择。")
    return FormSheet("doubles", _("疑似重复"), hint, columns, same=("one", "other"))


def _indicators() -> FormSheet:
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 9, locked=True),
        FormColumn("section", _("所属二级指标"), "long", 22, locked=True),
        FormColumn("text", _("指标内容"), "long", 50, locked=True),
        FormColumn("lead", role_word("lead"), "long", 22, hint=_("来源文件写明的才填。")),
        FormColumn("responsible", role_word("responsible"), "long", 30, hint=_("单位或统称，用顿号分隔。")),
        FormColumn("support", role_word("support"), "long", 22, hint=_("来源文件写明的才填。")),
        FormColumn("guide", role_word("guide"), "long", 16, hint=_("来源文件写明的才填。")),
        FormColumn("evidence_required", _("须附佐证材料"), "choice", 11, words={YES: _("是"), NO: _("否")}),
        FormColumn("deadline", _("指标完成时限"), width=16, hint=_("照录来源文件；没有的不填。")),
        FormColumn("note", _("指标说明"), "long", 24),
    )
    hint = _(
        "指标内容照录来源文件，不能在此修改；增加、删除指标或修改指标内容，用 dutykit amend 导入更正后的来源文件。"
    )
    return FormSheet("indicators", _("指标"), hint, columns, same=("indicator",))


def _metrics() -> FormSheet:
    begun = "AND({blank},LEN({min}&{max})>0)"
    columns = (
        FormColumn("indicator", _("指标编号"), "id", 9, required=True, yellow="AND({blank},LEN({id})>0)"),
        FormColumn("id", _("监测指标名称"), width=34, required=True, hint=_("如普惠性幼儿园覆盖率，照录来源文件。")),
        FormColumn("unit", _("计量单位"), width=10, hint=_("如%、人、册；来源文件没有的不填。")),
        FormColumn("min", _("目标下限（含）"), "number", 11),
        FormColumn("max", _("目标上限（含）"), "number", 11),
        FormColumn(
            "target_because", _("目标值的依据"), "long", 34, hint=_("来源文件的原文；填写目标值的必填。"), yellow=begun
        ),
        FormColumn(
            "formula", _("计算公式"), "long", 30, hint=_("只用基础数据名称和加减乘除、括号，如在园数/适龄数*100。")
        ),
        FormColumn(
            "elements",
            _("基础数据"),
            "long",
            28,
            hint=_("每行一个，计量单位写在括号里，如在园数（人）。换行按Alt+Enter。"),
        ),
        FormColumn(
            "form",
            _("差异系数的标准差"),
            "choice",
            13,
            words={"population": _("总体（除以n）"), "sample": _("样本（除以n减1）")},
        ),
        FormColumn(
            "weight", _("差异系数按何加权"), width=14, hint=_("一项基础数据的名称，如学生数；不填为各单位等权。")
        ),
        FormColumn("variation_max", _("差异系数上限"), "number", 10),
        FormColumn("variation_because", _("差异系数的依据"), "long", 24),
        FormColumn("because", _("监测指标的依据"), "long", 30, hint=_("提及该监测指标的原文。")),
    )
    hint = _("每个监测指标一行，可以增加、删除行；目标值、公式、基础数据没有的不填。")
    return FormSheet("metrics", _("监测指标"), hint, columns, 30, same=("indicator", "id"))


def _stages() -> FormSheet:
    awaits = {
        "submission": _("单位报送自评材料"),
        "rectification": _("问题全部销号"),
        "nothing": _("只看日期"),
    }
    columns = (
        FormColumn("cycle", _("年度"), "number", 8, required=True, yellow="AND({blank},LEN({name})>0)"),
        FormColumn(
            "name", _("阶段名称"), width=16, required=True, hint=_("如自查自评、监测评估、实地检查、整改复查。")
        ),
        FormColumn(
            "units", _("时间不同的单位"), "long", 30, hint=_("各单位时间相同的不填；不同的另起一行，写明单位或统称。")
        ),
        FormColumn("opens", _("开始日期"), "date", 13),
        FormColumn(
            "due",
            _("截止日期"),
            "date",
            13,
            hint=_("当天仍算按时。"),
            yellow="AND({blank},LEN({name})>0,LEN({workdays})=0)",
        ),
        FormColumn("workdays", _("截止工作日数"), "number", 10, hint=_("开始之后第几个工作日截止，代替截止日期。")),
        FormColumn("awaits", _("完成条件"), "choice", 18, words=awaits, hint=_("自查自评、整改复查可以不填。")),
        FormColumn(
            "answered",
            _("停止催办的条件"),
            "choice",
            16,
            words={"claimed": _("单位填报已整改"), "closed": _("已销号")},
            hint=_("只用于整改的阶段，不填为单位填报已整改；报送自评材料的阶段以报送为准。"),
        ),
        *(column for color in COLORS for column in _letter_columns(color)),
        FormColumn("note", _("阶段说明"), "long", 36),
        FormColumn("proposal", _("是否采用"), "choice", 16, words={PROPOSED: _("建议，未采用"), "taken": _("采用")}),
    )
    hint = _("每个年度的每个阶段一行；标有“建议，未采用”的行不导入，填好日期后改选“采用”。")
    return FormSheet("stages", _("时间节点"), hint, columns, 12, same=("cycle", "name", "units"))


def _letter_columns(color: Color) -> Iterator[FormColumn]:
    days, term, kind = (f"{color}_{field}" for field in ("days", "term", "kind"))
    begun = "AND({{blank}},LEN({{{other}}})>0)"
    title = _("{color}催办函第几天发").format(color=color_word(color))
    hint = _("截止日期之后第几天起发，之前发的写负数，如-3；不发的不填。")
    yield FormColumn(days, title, "number", 11, hint=hint, yellow=begun.format(other=term))
    title = _("{color}催办函限期天数").format(color=color_word(color))
    hint = _("自发函之日起；截止日期及以前发的，限期为截止日期。期满未答复的，才发下一种颜色。")
    yield FormColumn(term, title, "number", 11, hint=hint, yellow=begun.format(other=days))
    title = _("{color}催办函的文种").format(color=color_word(color))
    hint = _("不填为催办函；督查单列出督查事项，附办理情况反馈单，另行编号。")
    yield FormColumn(kind, title, "choice", 11, words={"order": _(LETTER_KINDS["order"])}, hint=hint)


def _points() -> FormSheet:
    levels = dict(zip(POINTS_LEVELS, (_("一级指标"), _("二级指标"), _("三级指标")), strict=True))
    columns = (
        FormColumn("level", _("指标级别"), "choice", 10, locked=True, words=levels),
        FormColumn("key", _("序号或编号"), "id", 10, locked=True),
        FormColumn("item", _("指标名称"), "long", 70, locked=True),
        FormColumn("points", _("分值"), "number", 10, hint=_("可填到任一级；上下级都填的，下级之和须等于上级。")),
        FormColumn("weight", _("权重"), "number", 10, hint=_("只用于一级指标、总分按权重计算的，合计100。")),
    )
    return FormSheet("points", _("分值"), _("评分文件规定的分值；没有规定的不填。"), columns, same=("level", "key"))


def _grades() -> FormSheet:
    columns = (
        FormColumn("id", _("等次名称"), width=16, required=True, hint=_("如优秀。")),
        FormColumn("min", _("等次下限（含）"), "number", 14, hint=_("最低等次不填。")),
        FormColumn("max", _("等次上限（含）"), "number", 14, hint=_("不填的，以上一等次的下限为止。")),
    )
    return FormSheet("grades", _("等次"), _("总分对应的等次，由高到低。"), columns, 8, same=("id",))


def _levels() -> FormSheet:
    ratings: dict[str, str] = {one: rating_word(one) for one in RATINGS if one != "not_applicable"}
    columns = (
        FormColumn("id", _("等级编号"), width=10, required=True, hint=_("如A。")),
        FormColumn("title", _("等级名称"), width=20, required=True, hint=_("如完全落实。"), yellow=_begun("id")),
        FormColumn(
            "share",
            _("得分占分值的比例"),
            "number",
            16,
            required=True,
            hint=_("0到1之间的数，如0.6。"),
            yellow=_begun("id"),
        ),
        FormColumn("rating", _("对应的自评结论"), "choice", 14, words=ratings),
    )
    return FormSheet("levels", _("等级"), _("按等级评定各项指标的填写；直接打分的不填。"), columns, 6, same=("id",))


def _events() -> FormSheet:
    kinds = {
        "bonus": _("加分"),
        "deduction": _("扣分"),
        "downgrade": _("降档"),
        "bar": _("不得评为某等次"),
        "veto": _("一票否决"),
    }
    columns = (
        FormColumn("id", _("事项编号"), "id", 10, required=True),
        FormColumn("kind", _("事项类别"), "choice", 16, required=True, words=kinds, yellow=_begun("id")),
        FormColumn("text", _("事项"), "long", 60, required=True, yellow=_begun("id")),
        FormColumn("points", _("每次分值"), "number", 10, hint=_("加分、扣分的填写。")),
        FormColumn("most", _("事项上限"), "number", 10, hint=_("该事项加分或扣分的上限。")),
        FormColumn("grades", _("降档档数"), "number", 10, hint=_("降档的填写；不填为1档。")),
        FormColumn("grade", _("有关等次"), width=12, hint=_("不得评为的等次，或一票否决后的等次。")),
    )
    hint = _("加分、扣分、降档、不得评优、一票否决等事项；发生时在复核表中登记。")
    return FormSheet("events", _("事项"), hint, columns, 15, same=("id",))


def _numbers() -> FormSheet:
    columns = (
        FormColumn("unit", _("发文单位"), width=26, required=True, hint=_("单位名称；全市评价报告填“全市”。")),
        FormColumn("report", _("报告种类"), width=22, hint=_("自评报告和全市评价报告不填；其他如整改报告。")),
        FormColumn(
            "number", _("发文字号"), width=30, required=True, hint=_("如某财发〔2019〕12号。"), yellow=_begun("unit")
        ),
    )
    return FormSheet("numbers", _("发文字号"), _("报告的发文字号，每份一行。"), columns, 10, same=("unit", "report"))


def _evaluation() -> FormSheet:
    parts = {
        "overall": _("总体评价"),
        "achievements": _("主要做法和成效"),
        "problems": _("存在问题"),
        "recommendations": _("意见建议"),
        "coordination": _("提请协调事项"),
    }
    columns = (
        FormColumn("cycle", _("评价年度"), "number", 8, locked=True),
        FormColumn("part", _("评价内容"), "choice", 18, locked=True, words=parts),
        FormColumn("text", _("评价意见"), "long", 110, hint=_("每行一段，换行按Alt+Enter；没有的不填。")),
    )
    hint = _("督导室的评价意见，印入全市评价报告；提请协调事项只印入工作情况一览。")
    return FormSheet("evaluation", _("全市评价"), hint, columns, same=("cycle", "part"))


def _names_hint() -> str:
    return _("几个名称之间用顿号分隔；名称本身有顿号的，改用分号分隔。")


def _begun(column: str) -> str:
    """Yellow while the row has a value in `column`, but not here."""
    return f"AND({{blank}},LEN({{{column}}})>0)"
