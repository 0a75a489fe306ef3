"""How a rule is written: a function, its severity, and a docstring that is the user's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dutykit.model.finding import Flaw, Rule, Severity
from dutykit.model.workspace import Workspace

CheckFunction = Callable[[Workspace], Iterable[Flaw]]

WHY = "为什么："
FIX = "处理建议："


class Check(NamedTuple):
    """A rule and the function that looks for its flaws."""

    name: str
    severity: Severity
    flaws: CheckFunction
    whole: bool = False
    """Whether it looks at all cycles at once, not at each by its own catalogue and units."""
    firm: bool = False
    """Whether it always counts, as the faults of reading do: nobody can choose, ignore, waive or downgrade it."""

    @property
    def rule(self) -> Rule:
        """The rule with its page, which is the docstring of `flaws`. Raises ValueError if a part of it is missing."""
        from dutykit.text.wrapping import unwrapped  # its expressions take long to compile, and few runs show a page

        paragraphs = [unwrapped(part) for part in (self.flaws.__doc__ or "").split("\n\n")]
        if len(paragraphs) != 3 or not paragraphs[1].startswith(WHY) or not paragraphs[2].startswith(FIX):
            raise ValueError(f"{self.name}: docstring needs a first line, {WHY} and {FIX}")
        what, why, fix = paragraphs
        return Rule(self.name, self.severity, what, why.removeprefix(WHY).strip(), fix.removeprefix(FIX).strip())


def check(severity: Severity, *, whole: bool = False, firm: bool = False) -> Callable[[CheckFunction], Check]:
    """Make a check of a function that reads a workspace and yields flaws.

    It is given the submissions of one cycle after the other where the catalogues of past cycles were kept; a rule that
    compares cycles, or looks at none, asks for the `whole` workspace.

    The function's name, with hyphens for underscores, is the rule's name. Its docstring is the
    page that `dutykit explain` shows: what is found on the first line, then a paragraph that
    begins with 为什么: and one that begins with 处理建议:.
    """
    return lambda function: Check(function.__name__.replace("_", "-"), severity, function, whole, firm)
