"""`dutykit explain`: a rule's page."""

from __future__ import annotations

from typing import Annotated

import typer

from dutykit.cli.declaration import CHECK, Command
from dutykit.cli.options import LangOption, NoColorOption, QuietOption
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("解释一条校验规则：查什么、为什么、怎么改。"),
    panel=CHECK,
    examples=(
        "dutykit explain",
        "dutykit explain submission-by-stranger",
    ),
)


def explain(
    rule: Annotated[str | None, typer.Argument(metavar=_("规则"), help=_("规则名；不写则列出全部规则"))] = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Explain one rule, or list them all."""
    from dutykit.check.all_rules import all_rules, examples_of
    from dutykit.output.finding_text import rule_list, rule_page
    from dutykit.text.likeness import closest

    screen = Screen(quiet, no_color)
    rules = {one.name: one for one in all_rules()}
    if rule is None:
        screen.out(rule_list(rules.values()))
        return
    name = rule.replace("_", "-")
    if name not in rules:
        likely = closest(name, rules)
        fix = _("是不是 {name}？").format(name=likely) if likely else _("dutykit explain 列出全部规则")
        screen.fail(_("没有名为 {name} 的规则").format(name=rule), fix)
    screen.out(rule_page(rules[name], examples_of(name)))
