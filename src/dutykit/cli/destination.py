"""Where the table of a command goes, and in which format."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dutykit.cli.paging import show, text_look
from dutykit.cli.screen import Screen
from dutykit.cli.undrawn import show_undrawn
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.output.formats import TABLE_FORMATS, Format, format_for
from dutykit.output.gap_note import WithGaps

if TYPE_CHECKING:
    from dutykit.model.settings import FontRoles
    from dutykit.model.workspace import Workspace
    from dutykit.output.listing import Listing

    _TableFormatWord = str
else:
    _TableFormatWord = Literal[tuple(one.name for one in TABLE_FORMATS)]

TableFormatOption = Annotated[
    _TableFormatWord | None, typer.Option("--format", help=_("格式；默认按 -o 的扩展名，否则为 table"))
]


_DRAWN_BY_READERS = frozenset({"html", "docx"})
"""Formats of pages whose characters the reader's own fonts draw."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A file or the screen, and the format that is written to it."""

    screen: Screen
    output: Path | None
    """None for the screen."""
    format: Format

    def write(self, workspace: Workspace, listing: Listing) -> None:
        """Write `listing` of one workspace, or show it page by page where it is text for a terminal. Raises Refusal."""
        self.write_beside(listing, workspace.settings.fonts)

    def write_beside(self, listing: Listing, fonts: FontRoles | None = None) -> None:
        """The same for what was found in several workspaces."""
        for remark in listing.remarks:
            self.screen.say(_("注意：{text}").format(text=remark))
        look = text_look(self.screen, to_file=self.output is not None, fonts=fonts)
        data = self.format.write(WithGaps(listing), replace(look, replaced=self.output))
        if self.output is not None:
            from dutykit.output.saved_file import save

            save(self.output, data)
            self.screen.out(str(self.output))
        elif self.format is TABLE_FORMATS[0]:
            show(self.screen, data.decode())
        else:
            self.screen.out_bytes(data)
        if self.format.name in _DRAWN_BY_READERS and not (fonts and fonts.families):
            from dutykit.output.table.undrawn import undrawn_places

            show_undrawn(self.screen, undrawn_places(listing.main))


def destination(
    screen: Screen, asked: str | None, output: Path | None, possible: Sequence[Format] = TABLE_FORMATS
) -> Destination:
    """What --format and -o of a table command mean.

    Raises Refusal if they contradict each other, or for a binary format on a terminal.
    """
    found = format_for(asked, output, possible)
    if found.binary and output is None and sys.stdout.isatty():
        message = _("{name} 是二进制文件，不能显示在屏幕上").format(name=found.name)
        raise Refusal(message, _("用 -o 指定一个文件，如 -o 表{suffix}").format(suffix=found.suffixes[0]))
    return Destination(screen, output, found)
