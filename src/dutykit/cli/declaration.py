"""What a command's file declares about itself for help."""

from __future__ import annotations

from typing import NamedTuple

from dutykit.language import _

START, CHECK, ROUND, SHOW, OFFICE = _("新建与导入"), _("检查"), _("年度工作"), _("查看与报告"), _("填报表收发")
"""The panels of the list of commands."""


class Command(NamedTuple):
    """A command (`COMMAND` of its file), which is the function of the file's name."""

    text: str
    """One line, in the list of commands and first in the command's own help."""
    examples: tuple[str, ...]
    panel: str | None = None
    """None for a command of a family."""
    more: str = ""
    """A second paragraph of the command's own help."""


class Family(NamedTuple):
    """Commands that share a first word (`FAMILY` of the file of that name)."""

    text: str
    panel: str
    modules: tuple[str, ...]
    """Their files, named for the family: evidence_add is `evidence add`."""
