"""The reports to make of each of several workspaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dutykit.model.workspace import Workspace
from dutykit.reports.press.order import Order
from dutykit.reports.views.standing import City
from dutykit.workspace.assemble import load_workspace

OrdersOf = Callable[[Workspace, Path], list[Order]]
"""What to make of a workspace, in a folder."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The reports to make of one workspace."""

    root: Path
    orders: tuple[Order, ...]
    workspace: Workspace | None = None
    """The workspace where it is loaded already."""
    cities: tuple[City, ...] = ()
    """The cities that its one report is on together, of which the workspace is the first; empty for the workspace alone."""


def batches_of(roots: Iterable[Path], folder: Path, orders_of: OrdersOf) -> tuple[list[Batch], list[Path]]:
    """A batch for each of the workspaces `roots`, and those of them that cannot be read at all.

    Each gets a folder of its own in `folder`, named like the workspace's. No workspace is held on to.
    """
    batches: list[Batch] = []
    unreadable: list[Path] = []
    taken: set[str] = set()
    for root in roots:
        workspace = load_workspace(root).workspace
        if workspace is None:
            unreadable.append(root)
        else:
            batches.append(Batch(root, tuple(orders_of(workspace, folder / _folder_name(root, taken)))))
    return batches, unreadable


def _folder_name(root: Path, taken: set[str]) -> str:
    name, number = root.name or "_", 1
    while name.casefold() in taken:
        number += 1
        name = f"{root.name}-{number}"
    taken.add(name.casefold())
    return name
