"""Writes docs/rules.md: the page of every rule, from the rules themselves.

python tools/rules_page.py            # write it
python tools/rules_page.py --check    # fail if it is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from dutykit.language import _, use_language
from dutykit.render.terminal import severity_word
from dutykit.workflow.rules import all_rules

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"


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


def main(arguments: list[str]) -> int:
    """Write the page, or with --check compare it; returns the exit code."""
    text = page()
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write("docs/rules.md is out of date (run make rules)\n")
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
