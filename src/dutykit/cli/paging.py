"""Shows a long text screen by screen where someone sits at a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from dutykit.cli.screen import Screen

if TYPE_CHECKING:
    from dutykit.model.settings import FontRoles
    from dutykit.output.listing import Look

PIPED_WIDTH = 100
"""Cells of a line where no terminal states how wide it is."""
_NARROWEST, _WIDEST = 40, 1000


def text_look(screen: Screen, *, to_file: bool = False, fonts: FontRoles | None = None) -> Look:
    """How a table looks: as wide as COLUMNS states, else the terminal, else 100; a file never follows the terminal."""
    from dutykit.output.listing import Look

    if to_file:
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdecimal() and int(columns) else PIPED_WIDTH
    else:
        width = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    return Look(min(max(width, _NARROWEST), _WIDEST), color=not to_file and screen.color(sys.stdout), fonts=fonts)


def show(screen: Screen, text: str) -> None:
    """Print `text`; through $PAGER, or less, if it is longer than the terminal it goes to."""
    lines = shutil.get_terminal_size((PIPED_WIDTH, 24)).lines
    interactive = sys.stdout.isatty() and sys.stdin.isatty()
    if not interactive or text.count("\n") < lines or os.environ.get("PAGER") in {"", "cat"}:
        screen.out(text)
        return
    from rich.pager import SystemPager

    # less: keep colours, leave the text on the screen, end by itself if it fits; read UTF-8 in any locale.
    os.environ.setdefault("LESS", "FRX")
    os.environ.setdefault("LESSCHARSET", "utf-8")
    SystemPager().show(text)
