"""Commands that show several workspaces as one table: what is asked, what is shown, and when it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.destination import Destination
from dutykit.cli.progress import with_bar
from dutykit.cli.screen import FINDINGS
from dutykit.language import _
from dutykit.model.refusal import Refusal

if TYPE_CHECKING:
    from dutykit.listings.cities import Asked, City
    from dutykit.output.listing import Listing

WorkspacesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        parser=Path,
        metavar=_("工作区").upper(),
        help=_("工作区文件夹；写多个时列成一张表，标明城市，另附合计"),
    ),
]


def workspaces_meant(workspace: Path | None, paths: Sequence[Path] | None) -> tuple[Path | None, list[Path]]:
    """The one workspace that is meant, as a folder in it, else several. Raises Refusal."""
    from dutykit.workspace.discover import workspace_at

    if not paths:
        return workspace, []
    if workspace is not None:
        raise Refusal(_("工作区既写在 --workspace 之后，又写作参数"), _("只保留一种写法"))
    roots = list(dict.fromkeys(map(workspace_at, paths)))
    return (paths[0], []) if len(roots) == 1 else (None, roots)


def show_cities(
    to: Destination,
    roots: Sequence[Path],
    asked: Asked,
    shown: Callable[[tuple[City, ...]], Listing] | None = None,
    *,
    gate: str | None = None,
    of_any_year: bool = False,
) -> None:
    """Show what is asked of each workspace in `roots` as one listing, `shown` of them; exit 1 for what `gate` finds short.

    Raises Refusal for workspaces of different years, unless they may be `of_any_year`.
    """
    from dutykit.cli.opening import hold_gate
    from dutykit.listings.cities import Cities, cities_of, of_one_cycle

    asked = asked._replace(as_document=to.format.name == "json")
    found = cities_of(roots, asked)
    cities = tuple(with_bar(to.screen, found, _("读取工作区"), total=len(roots)))
    if not of_any_year:
        of_one_cycle(cities)
    listing = (shown or Cities)(cities)
    to.write_beside(listing)
    if gate is not None:
        hold_gate(listing.gaps, gate)
    short = [_("{name}：{text}").format(name=one.name, text=text) for one in cities for text in one.shortfalls]
    for line in short:
        to.screen.warn(line)
    if short:
        raise typer.Exit(FINDINGS)
