"""Asking whether what was shown is to be written."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dutykit.language import _

YesOption = Annotated[bool, typer.Option("--yes", "-y", help=_("不再询问，直接写入"))]


def confirmed(*, yes: bool) -> bool:
    """Whether to write: `yes` says so, or who sits at the terminal; where nobody does, no."""
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return typer.confirm(_("写入以上变更"), default=False, err=True)
