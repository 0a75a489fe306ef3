"""How a rule is written: a function, its severity, and a docstring that is the user's page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dutykit.model.finding import Flaw, Rule, Severity
from dutykit.model.workspace import Workspace
from dutykit.text.wrapping import unwrapped

CheckFunction = Callable[[Workspace], Iterable[Flaw]]

WHY = "为什么："
FIX = "处理建议："


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and the function that looks for its flaws."""

    rule: Rule
    flaws: CheckFunction
    whole: bool = False
    """Whether it looks at all cycles at once, not at each by its own catalogue and units."""


def check(severity: Severity, *, whole: bool = False) -> Callable[[CheckFunction], Check]:
    """Make a check of a function that reads a workspace and yields flaws.

    It is given the submissions of one cycle after the other where the catalogues of past cycles were kept; a rule that
    compares cycles, or looks at none, asks for the `whole` workspace.

    The function's name, with hyphens for underscores, is the rule's name. Its docstring is the
    page that `dutykit explain` shows: what is found on the first line, then a paragraph that
    begins with 为什么: and one that begins with 处理建议:. Raises ValueError if a part is missing.
    """

    def declare(function: CheckFunction) -> Check:
        name = function.__name__.replace("_", "-")
        paragraphs = [unwrapped(part) for part in (inspect.getdoc(function) or "").split("\n\n")]
        if len(paragraphs) != 3 or not paragraphs[1].startswith(WHY) or not paragraphs[2].startswith(FIX):
            raise ValueError(f"{name}: docstring needs a first line, {WHY} and {FIX}")
        what, why, fix = paragraphs
        rule = Rule(name, severity, what, why.removeprefix(WHY).strip(), fix.removeprefix(FIX).strip())
        return Check(rule, function, whole)

    return declare
