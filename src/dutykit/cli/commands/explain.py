"""`dutykit explain`: a rule's page."""

from __future__ import annotations

from typing import Annotated

import typer

from dutykit.cli.declaration import CHECK, Command
from dutykit.cli.screen import Screen, width_of
from dutykit.language import _

COMMAND = Command(
    _("解释一条校验规则：检查内容、理由和处理建议。"),
    panel=CHECK,
    examples=(
        "dutykit explain",
        "dutykit explain submission-by-stranger",
    ),
)


def explain(
    screen: Screen,
    rule: Annotated[str | None, typer.Argument(metavar=_("规则"), help=_("规则名称；不指定则列出全部规则"))] = None,
) -> None:
    from dutykit.check.all_rules import installed_rules
    from dutykit.check.rule_examples import rule_examples
    from dutykit.output.finding_text import rule_list, rule_page
    from dutykit.text.likeness import closest

    rules = {one.name: one for one in installed_rules()}
    if rule is None:
        screen.out(rule_list(rules.values(), width_of()))
        return
    name = rule.replace("_", "-")
    if name not in rules:
        likely = closest(name, rules)
        fix = _("请检查是否为 {name}").format(name=likely) if likely else _("运行 dutykit explain，查看全部规则")
        screen.fail(_("规则 {name} 不存在").format(name=rule), fix)
    screen.out(rule_page(rules[name], rule_examples(name), width_of()))
