"""Writes docs/rules.md: the page of every rule, from the rules themselves.

python -m tools.rules_page            # write it
python -m tools.rules_page --check    # fail if it is out of date
"""

from __future__ import annotations

import sys

from dutykit.check.all_rules import all_rules
from dutykit.language import _, use_language
from dutykit.output.finding_text import severity_word
from tools.generated_page import write_or_check


def page() -> str:
    """The whole page: Chinese first, English beneath."""
    rules = all_rules()
    lines = [
        "# 校验规则 · Rules",
        "",
        "由 `tools/rules_page.py` 从规则本身生成，不要手改。`dutykit explain 规则名` 还会给出示例。",
        "Made from the rules by `tools/rules_page.py`; do not edit. `dutykit explain RULE` shows examples as well.",
        "",
        *(f"- [{rule.name}](#{rule.name})" for rule in rules),
    ]
    for rule in rules:
        lines += ["", f"## {rule.name}"]
        for language in ("zh", "en"):
            use_language("zh" if language == "zh" else "en")
            texts = {"text": _(rule.why)}, {"text": _(rule.fix)}
            lines += ["", f"**{severity_word(rule.severity)}** · {_(rule.what)}", ""]
            lines += [_("为什么：{text}").format(**texts[0]), "", _("怎么改：{text}").format(**texts[1])]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(write_or_check("rules.md", page(), sys.argv[1:]))
