"""The page of every rule, from the rules themselves."""

from __future__ import annotations

from dutykit.check.all_rules import all_rules
from dutykit.language import _
from dutykit.output.finding_text import severity_word
from tools.site.words import head, row, word


def text() -> str:
    """A table of all rules, then a section for each: what it checks, why, how to fix what it finds."""
    rules = all_rules()
    lines = head(word("规则", "Rule"), word("级别和检查内容", "Severity, and what it checks"))
    lines += [row(f"[{rule.name}](#{rule.name})", f"{severity_word(rule.severity)} · {_(rule.what)}") for rule in rules]
    why, fix = word("为什么", "Why"), word("处理建议", "How to fix it")
    for rule in rules:
        lines += ["", f"## {rule.name}", "", f"**{severity_word(rule.severity)}** · {_(rule.what)}", ""]
        lines += [f"**{why}** {_(rule.why)}", "", f"**{fix}** {_(rule.fix)}"]
    return "\n".join(lines) + "\n"
