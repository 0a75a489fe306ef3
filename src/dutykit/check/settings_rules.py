"""What can be wrong with what the settings say of rules."""

from __future__ import annotations

from dutykit.model.finding import Rule, Severity

WAIVER_EXPIRED = Rule(
    "waiver-expired",
    Severity.WARNING,
    "豁免已经到期。",
    "到期的豁免不再起作用，原由该豁免隐去的校验结果重新列出。",
    "按校验结果改正，并删去该豁免；确需延长的，写明新的理由和到期日。",
)
WAIVER_UNUSED = Rule(
    "waiver-unused",
    Severity.WARNING,
    "豁免没有对应的校验结果。",
    "对应的校验结果已不存在，或者豁免的位置填写有误；如果保留，今后可能隐去应当报告的内容。",
    "删去这条豁免，或改正它的规则、文件和指标。",
)
UNKNOWN_RULE = Rule(
    "unknown-rule",
    Severity.ERROR,
    "设置中引用了不存在的规则。",
    "规则名有误时，为该规则设置的级别或豁免不起作用。",
    "按处理建议改正规则名；dutykit explain 列出全部规则。",
)
FIRM_RULE = Rule(
    "firm-rule",
    Severity.WARNING,
    "设置试图关闭、调整或豁免不能调整的规则。",
    "文件无法读取、一份数据有两个文件时，其他校验结果和统计均不可靠，因此这些规则始终按错误报告。",
    "删去该项设置或豁免，按校验结果改正。",
)
RULES = (FIRM_RULE, UNKNOWN_RULE, WAIVER_EXPIRED, WAIVER_UNUSED)
